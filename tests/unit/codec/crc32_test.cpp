#include "codec/crc32.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <random>
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

// Bit by bit, as ISO 3309 defines it.
std::uint32_t crc32_by_definition(std::string_view bytes, std::uint32_t previous) {
  std::uint32_t crc = ~previous;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

TEST(Crc32, FollowsItsDefinitionAtEveryLengthAndOffset) {
  std::mt19937 random(32);
  std::string bytes(700, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  for (std::size_t length = 0; length <= 600; ++length) {
    const std::string_view part = std::string_view(bytes).substr(random() % 100, length);
    const auto previous = static_cast<std::uint32_t>(random());
    ASSERT_EQ(crc32(part), crc32_by_definition(part, 0)) << length;
    ASSERT_EQ(crc32(part, previous), crc32_by_definition(part, previous)) << length;
  }
}

TEST(Crc32, FollowsItsDefinitionForEverySingleBit) {
  for (std::size_t bit = 0; bit < 8 * 70; ++bit) {
    std::string bytes(70, '\0');
    bytes[bit / 8] = static_cast<char>(1U << bit % 8);
    ASSERT_EQ(crc32(bytes), crc32_by_definition(bytes, 0)) << bit;
  }
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
