#include "gateway/bounded_map.hpp"

#include <gtest/gtest.h>

#include <string>

namespace gw::gateway {
namespace {

TEST(BoundedMap, FindsWhatWasSet) {
  BoundedMap<std::string, int> map{2};
  map.set("a", 1);
  ASSERT_NE(map.find("a"), nullptr);
  EXPECT_EQ(*map.find("a"), 1);
  EXPECT_EQ(map.find("b"), nullptr);
}

TEST(BoundedMap, DropsTheOldestWhenFull) {
  BoundedMap<std::string, int> map{2};
  map.set("a", 1);
  map.set("b", 2);
  map.set("c", 3);
  EXPECT_EQ(map.size(), 2U);
  EXPECT_EQ(map.find("a"), nullptr);
  EXPECT_NE(map.find("b"), nullptr);
  EXPECT_NE(map.find("c"), nullptr);
}

TEST(BoundedMap, CountsAnEntrySetAgainAsNew) {
  BoundedMap<std::string, int> map{2};
  map.set("a", 1);
  map.set("b", 2);
  map.set("a", 3);
  map.set("c", 4);
  EXPECT_EQ(*map.find("a"), 3);
  EXPECT_EQ(map.find("b"), nullptr);
}

TEST(BoundedMap, IsEmptyAfterClear) {
  BoundedMap<std::string, int> map{2};
  map.set("a", 1);
  map.clear();
  EXPECT_EQ(map.find("a"), nullptr);
  map.set("b", 2);
  EXPECT_EQ(map.size(), 1U);
}

}  // namespace
}  // namespace gw::gateway
