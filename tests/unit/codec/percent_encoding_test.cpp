#include "codec/percent_encoding.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::codec {
namespace {

using namespace std::string_view_literals;

TEST(EncodePathLabel, EncodesAsBotocoreDoes) {
  // Each line is what botocore.utils.percent_encode(label, safe='-._~') gives.
  const std::vector<std::pair<std::string_view, std::string_view>> cases = {
      {"", ""},
      {"anthropic.claude-3-haiku-20240307-v1:0", "anthropic.claude-3-haiku-20240307-v1%3A0"},
      {"us.anthropic.claude-sonnet-4-6", "us.anthropic.claude-sonnet-4-6"},
      {"arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3",
       "arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fa1b2c3"},
      {"a b+c", "a%20b%2Bc"},
      {"\u00E9\U0001F600", "%C3%A9%F0%9F%98%80"},
      {"../x?y=z#w&v", "..%2Fx%3Fy%3Dz%23w%26v"},
      {"100%25", "100%2525"},
      {"line\r\nbreak\0"sv, "line%0D%0Abreak%00"}};
  for (const auto& [label, encoded] : cases) EXPECT_EQ(encode_path_label(label), encoded);
}

TEST(EncodePathLabel, LeavesExactlyTheUnreservedCharacters) {
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  for (int byte = 0; byte < 256; ++byte) {
    const std::string label(1, static_cast<char>(byte));
    const bool unreserved = kUnreserved.find(label) != std::string_view::npos;
    EXPECT_EQ(encode_path_label(label).size(), unreserved ? 1U : 3U) << byte;
  }
}

TEST(DecodePercent, DecodesOnce) {
  EXPECT_EQ(decode_percent("v1%3A0"), "v1:0");
  EXPECT_EQ(decode_percent("a%2fb%2Fc"), "a/b/c");
  EXPECT_EQ(decode_percent("%253A"), "%3A");
  EXPECT_EQ(decode_percent("a+b"), "a+b");
  EXPECT_EQ(decode_percent("%00"), std::string(1, '\0'));
  EXPECT_EQ(decode_percent(""), "");
}

TEST(DecodePercent, RefusesMalformedEscapes) {
  for (const std::string_view text : {"%", "%3", "a%", "a%3", "%g0", "%0g", "%%41", "%-1", "% 1", "%3A%"}) {
    EXPECT_FALSE(decode_percent(text)) << text;
  }
}

TEST(DecodePercent, ReadsNothingBehindTheText) {
  EXPECT_FALSE(decode_percent("%3A"sv.substr(0, 2)));
  EXPECT_FALSE(decode_percent("%3A"sv.substr(0, 1)));
}

TEST(DecodePercent, GivesBackEveryByteThatWasEncoded) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>(byte));
  EXPECT_EQ(decode_percent(encode_path_label(bytes)), bytes);
}

}  // namespace
}  // namespace gw::codec
