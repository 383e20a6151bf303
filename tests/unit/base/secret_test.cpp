#include "base/secret.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace gw::base {
namespace {

TEST(Secret, PrintsStarsThroughEveryFormatter) {
  const Secret secret{"hunter2"};
  std::ostringstream out;
  out << secret;
  EXPECT_EQ(out.str(), "***");
  EXPECT_EQ(fmt::format("{}", secret), "***");
}

TEST(Secret, EqualsOnlyTheSameText) {
  const Secret secret{"bedrock"};
  EXPECT_TRUE(secret.equals_in_constant_time("bedrock"));
  EXPECT_FALSE(secret.equals_in_constant_time("bedrocK"));
  EXPECT_FALSE(secret.equals_in_constant_time("bedroc"));
  EXPECT_FALSE(secret.equals_in_constant_time("bedrockbedrock"));
  EXPECT_FALSE(secret.equals_in_constant_time(""));
}

TEST(Secret, EqualsNothingWhenEmpty) {
  EXPECT_FALSE(Secret{}.equals_in_constant_time(""));
  EXPECT_FALSE(Secret{}.equals_in_constant_time("x"));
}

}  // namespace
}  // namespace gw::base
