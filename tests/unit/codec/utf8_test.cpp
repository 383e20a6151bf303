#include "codec/utf8.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace gw::codec {
namespace {

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
  EXPECT_EQ(out, std::string_view("\0\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF\xF0"
                                  "\x90\x80\x80\xF4\x8F\xBF\xBF",
                                  27));
}

TEST(StepUtf8, AcceptsExactlyTheScalarValues) {
  // All sequences of one to three bytes; of four, all leads and second bytes.
  std::size_t well_formed = 0;
  for (unsigned value = 0; value < 0x1000000; ++value) {
    const std::string bytes = {static_cast<char>(value >> 16U), static_cast<char>(value >> 8U),
                               static_cast<char>(value), '\x80'};
    const Utf8Step step = step_utf8(bytes.data(), bytes.data() + bytes.size());
    if (step.well_formed && step.length == 3) ++well_formed;
    ASSERT_GE(step.length, 1U);
    ASSERT_LE(step.length, 4U);
  }
  EXPECT_EQ(well_formed, 0x10000U - 0x800U - 0x800U);  // U+0800..U+FFFF without the surrogates
}

}  // namespace
}  // namespace gw::codec
