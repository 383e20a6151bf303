#include "codec/utf8.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace gw::codec {
namespace {

using namespace std::string_view_literals;

TEST(IsUtf8, AcceptsWellFormedText) {
  for (const std::string_view text : {"", "plain text that is longer than a word", "\u0080\u07FF",
                                      "\u0800\uD7FF\uE000\uFFFF", "\U00010000\U0010FFFF", "12345678\u00E9",
                                      "1234567\u00E9"
                                      "89012345678"}) {
    EXPECT_TRUE(is_utf8(text)) << text;
  }
}

TEST(IsUtf8, RefusesIllFormedText) {
  for (const std::string_view text :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "12345678\xFF",
        "1234567\xC3", "12345678901234567\x80"}) {
    EXPECT_FALSE(is_utf8(text)) << text.size();
  }
}

TEST(AppendUtf8, WritesTheEdgesOfEachLength) {
  std::string out;
  for (const char32_t code : {U'\0', U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\xD7FF', U'\xE000', U'\xFFFF',
                              U'\x10000', U'\x10FFFF'}) {
    append_utf8(out, code);
  }
  EXPECT_EQ(
      out,
      "\0\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"sv);
}

TEST(StepUtf8, AcceptsExactlyTheScalarValues) {
  // All sequences of three bytes, with a continuation byte behind them.
  std::array<std::size_t, 5> well_formed{};  // by length
  for (unsigned value = 0; value < 0x1000000; ++value) {
    const std::array<char, 4> bytes = {static_cast<char>(value >> 16U), static_cast<char>(value >> 8U),
                                       static_cast<char>(value), '\x80'};
    const Utf8Step step = step_utf8(bytes.data(), bytes.data() + bytes.size());
    if (step.well_formed) ++well_formed[step.length];
  }
  EXPECT_EQ(well_formed[1], 0x80U * 0x10000U);
  EXPECT_EQ(well_formed[2], (0x800U - 0x80U) * 0x100U);
  EXPECT_EQ(well_formed[3], 0x10000U - 0x800U - 0x800U);  // U+0800..U+FFFF without the surrogates
  EXPECT_EQ(well_formed[4], (0x110000U - 0x10000U) / 64U);
}

TEST(StepUtf8, MeasuresTheMaximalIllFormedPart) {
  const auto length_of = [](std::string_view bytes) {
    const Utf8Step step = step_utf8(bytes.data(), bytes.data() + bytes.size());
    EXPECT_FALSE(step.well_formed);
    return step.length;
  };
  EXPECT_EQ(length_of("\x80"), 1);
  EXPECT_EQ(length_of("\xC3"), 1);
  EXPECT_EQ(length_of("\xC3("), 1);
  EXPECT_EQ(length_of("\xE2\x82"), 2);
  EXPECT_EQ(length_of("\xE2\x82("), 2);
  EXPECT_EQ(length_of("\xF0\x9F\x98"), 3);
  EXPECT_EQ(length_of("\xF0\x9F\x98\xC3"), 3);
  EXPECT_EQ(length_of("\xED\xA0\x80"), 1);
  EXPECT_EQ(length_of("\xF5\x80\x80\x80"), 1);
}

}  // namespace
}  // namespace gw::codec
