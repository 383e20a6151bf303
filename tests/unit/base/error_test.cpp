#include "base/result.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace gw::base {
namespace {

TEST(ErrorKind, HasADistinctNameForEveryKind) {
  std::set<std::string> names;
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::internal); ++kind) {
    names.insert(to_string(static_cast<ErrorKind>(kind)));
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(ErrorKind::internal) + 1);
}

TEST(Fail, CarriesKindMessageParamAndCode) {
  const Result<int> result = fail(ErrorKind::invalid_request, "no", "model", "missing_required_parameter");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ErrorKind::invalid_request);
  EXPECT_EQ(result.error().message, "no");
  EXPECT_EQ(result.error().param, "model");
  EXPECT_EQ(result.error().code, "missing_required_parameter");
}

}  // namespace
}  // namespace gw::base
