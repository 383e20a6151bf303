#include "base/strong.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace gw::base {
namespace {

TEST(Strong, ComparesByValueAndFormatsAsItsText) {
  EXPECT_EQ(Region{"us-east-1"}, Region{"us-east-1"});
  EXPECT_NE(Region{"us-east-1"}, Region{"us-west-2"});
  EXPECT_EQ(fmt::format("{}", Region{"us-east-1"}), "us-east-1");
}

TEST(Strong, DoesNotConvertBetweenKinds) {
  static_assert(!std::is_convertible_v<Region, ModelId>);
  static_assert(!std::is_convertible_v<std::string, Region>);
}

}  // namespace
}  // namespace gw::base
