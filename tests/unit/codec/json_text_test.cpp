#include "codec/json_text.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace gw::codec::json_text {
namespace {

const char* find_special_bytewise(const char* cursor, const char* end) {
  while (cursor != end && !is_special(*cursor)) ++cursor;
  return cursor;
}

TEST(FindSpecial, KnowsExactlyTheSpecialBytes) {
  for (int byte = 0; byte < 256; ++byte) {
    const bool expected = byte < 0x20 || byte == '"' || byte == '\\' || byte >= 0x80;
    EXPECT_EQ(is_special(static_cast<char>(byte)), expected) << byte;
  }
}

TEST(FindSpecial, FindsEveryByteAtEveryOffsetAndReturnsTheEndOtherwise) {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t offset = 0; offset < 40; ++offset) {
      std::string text(48, 'x');
      text[offset] = static_cast<char>(byte);
      const char* const end = text.data() + text.size();
      const std::ptrdiff_t expected =
          is_special(static_cast<char>(byte)) ? static_cast<std::ptrdiff_t>(offset) : 48;
      ASSERT_EQ(find_special_portable(text.data(), end) - text.data(), expected) << byte << " at " << offset;
      ASSERT_EQ(find_special(text.data(), end) - text.data(), expected) << byte << " at " << offset;
    }
  }
}

TEST(FindSpecial, AgreesWithTheBytewiseSearchOnRandomBytes) {
  std::mt19937 random(20);
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 60, '\0');
    // Mostly bytes next to the borders of what is special, so that carries between bytes would show.
    for (char& c : text)
      c = "\x20\x21\x22\x23\x5B\x5C\x5D\x7E\x7F\x1F\x80\xFF\xA0xyz"[random() % (round % 2 == 0 ? 9 : 16)];
    const char* const end = text.data() + text.size();
    ASSERT_EQ(find_special_portable(text.data(), end), find_special_bytewise(text.data(), end));
    ASSERT_EQ(find_special(text.data(), end), find_special_bytewise(text.data(), end));
  }
}

}  // namespace
}  // namespace gw::codec::json_text
