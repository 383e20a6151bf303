#include "codec/base64.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::codec {
namespace {

using namespace std::string_view_literals;

// RFC 4648 section 10, and bytes whose form uses the last characters of the alphabets.
const std::vector<std::pair<std::string_view, std::string_view>> kVectors = {
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
    {"\xFB\xFF\xFE"sv, "+//+"},
    {"\0\0\0"sv, "AAAA"},
    {"\xFF"sv, "/w=="},
    {"\x89PNG\r\n\x1A\n"sv, "iVBORw0KGgo="}};

TEST(EncodeBase64, WritesThePaddedStandardForm) {
  for (const auto& [bytes, text] : kVectors) EXPECT_EQ(encode_base64(bytes), text);
}

TEST(AppendBase64, AppendsToWhatIsThere) {
  std::string out = "data:image/png;base64,";
  append_base64(out, "foob");
  EXPECT_EQ(out, "data:image/png;base64,Zm9vYg==");
}

TEST(DecodeBase64, TakesThePaddedStandardForm) {
  for (const auto& [bytes, text] : kVectors) EXPECT_EQ(decode_base64(text), bytes) << text;
}

TEST(DecodeBase64, TakesTheUnpaddedForm) {
  for (const auto& [bytes, text] : kVectors) {
    EXPECT_EQ(decode_base64(text.substr(0, text.find('='))), bytes) << text;
  }
}

TEST(DecodeBase64, TakesTheUrlSafeAlphabet) {
  EXPECT_EQ(decode_base64("-__-"), "\xFB\xFF\xFE");
  EXPECT_EQ(decode_base64("_w"), "\xFF");
}

TEST(DecodeBase64, RefusesWrongCharactersAtEveryPosition) {
  for (int c = 0; c < 256; ++c) {
    const bool is_letter =
        std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_")
            .find(static_cast<char>(c)) != std::string_view::npos;
    for (std::size_t at = 0; at < 5; ++at) {
      std::string text = "AAAAAAAA";
      text[at] = static_cast<char>(c);
      EXPECT_EQ(decode_base64(text).has_value(), is_letter) << c << " at " << at;
    }
  }
}

TEST(DecodeBase64, RefusesWrongLengthsAndPadding) {
  for (const std::string_view text : {"A",    "AAAAA", "=",    "==",       "===",      "====",   "A=",
                                      "A==",  "A===",  "AA=",  "AAA==",    "AAAA=",    "AAAA==", "AAAA====",
                                      "AA=A", "A=AA",  "=AAA", "AA==AAAA", "AAA=AAAA", "AA== ",  "AA==\n"}) {
    EXPECT_FALSE(decode_base64(text)) << text;
    EXPECT_FALSE(is_standard_base64(text)) << text;
  }
}

TEST(DecodeBase64, RefusesBitsThatBelongToNoByte) {
  // Of 64 last characters, those of the four or sixteen values without unused bits are taken.
  std::string taken_of_two;
  std::string taken_of_three;
  for (const char last : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"sv) {
    const std::string two = std::string("Z") + last;
    const std::string three = std::string("Zm") + last;
    if (decode_base64(two)) taken_of_two += last;
    if (decode_base64(three)) taken_of_three += last;
    EXPECT_EQ(decode_base64(two).has_value(), is_standard_base64(two + "=="));
    EXPECT_EQ(decode_base64(three).has_value(), is_standard_base64(three + "="));
  }
  EXPECT_EQ(taken_of_two, "AQgw");
  EXPECT_EQ(taken_of_three, "AEIMQUYcgkosw048");
}

TEST(DecodeBase64, GivesBackEveryByteAtEveryLength) {
  std::string bytes;
  for (int length = 0; length < 300; ++length) {
    EXPECT_EQ(decode_base64(encode_base64(bytes)), bytes);
    EXPECT_TRUE(is_standard_base64(encode_base64(bytes)));
    bytes.push_back(static_cast<char>(length * 7));
  }
}

TEST(DecodeBase64Prefix, GivesTheFirstBytes) {
  for (std::size_t count = 0; count <= 6; ++count) {
    EXPECT_EQ(decode_base64_prefix("Zm9vYmFy", count), std::string_view("foobar").substr(0, count)) << count;
  }
}

TEST(DecodeBase64Prefix, GivesFewerBytesWhenTheTextEnds) {
  EXPECT_EQ(decode_base64_prefix("Zm9vYg==", 100), "foob");
  EXPECT_EQ(decode_base64_prefix("Zm9vYg", 100), "foob");
  EXPECT_EQ(decode_base64_prefix("", 8), "");
}

TEST(DecodeBase64Prefix, DoesNotLookAtTheRest) {
  EXPECT_EQ(decode_base64_prefix("Zm9v!!!!", 3), "foo");
}

TEST(DecodeBase64Prefix, RefusesAPrefixThatIsWrong) {
  EXPECT_FALSE(decode_base64_prefix("Zm!vYmFy", 3));
  EXPECT_FALSE(decode_base64_prefix("Zg==YmFy", 3));  // padding in the middle
  EXPECT_FALSE(decode_base64_prefix("Zm9vY", 6));
}

TEST(DecodeBase64Prefix, TakesTheLargestCount) {
  EXPECT_EQ(decode_base64_prefix("Zm9v", std::string::npos), "foo");
}

TEST(IsStandardBase64, AcceptsOnlyTheFormThatBedrockTakes) {
  for (const std::string_view text : {"", "Zg==", "Zm8=", "Zm9v", "+//+", "AAAAAAAA"})
    EXPECT_TRUE(is_standard_base64(text)) << text;
  for (const std::string_view text :
       {"Zg", "Zm8", "-__-", "_w==", "Zh==", "Zm9=", "Zm9\n", "Z m9", "Zg=", "Zm9v,"}) {
    EXPECT_FALSE(is_standard_base64(text)) << text;
  }
}

}  // namespace
}  // namespace gw::codec
