#include "codec/crc32.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace gw::codec {
namespace {

TEST(Crc32, GivesTheKnownCheckValues) {
  EXPECT_EQ(crc32("123456789"), 0xCBF43926U);
  EXPECT_EQ(crc32(""), 0U);
  EXPECT_EQ(crc32("a"), 0xE8B7BE43U);
  EXPECT_EQ(crc32(std::string(32, '\xFF')), 0xFF6CAB0BU);
}

TEST(Crc32, ContinuesAtEverySplitPoint) {
  const std::string text = "The quick brown fox jumps over the lazy dog, twice: the quick brown fox.";
  const std::uint32_t whole = crc32(text);
  for (std::size_t split = 0; split <= text.size(); ++split) {
    const std::string_view view = text;
    EXPECT_EQ(crc32(view.substr(split), crc32(view.substr(0, split))), whole) << split;
  }
}

TEST(Crc32, KeepsThePreviousValueForNoBytes) {
  EXPECT_EQ(crc32(std::string_view(), 0x12345678U), 0x12345678U);
}

}  // namespace
}  // namespace gw::codec
