#include "net/chunked_decoder.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gw::net {
namespace {

/// Decodes `coded` in pieces cut at `splits`; "error" if it is refused.
std::string decode_split(std::string coded, std::size_t split, std::size_t* left = nullptr) {
  ChunkedDecoder decoder;
  std::string body;
  std::size_t unused = 0;
  for (const auto& [from, to] : {std::pair{std::size_t{0}, split}, std::pair{split, coded.size()}}) {
    const auto step = decoder.decode({coded.data() + from, to - from});
    if (!step) return "error: " + step.error().message;
    body.append(coded.data() + from, step->produced);
    unused += (to - from) - step->consumed;
  }
  if (left != nullptr) *left = unused;
  return decoder.done() ? body : "incomplete";
}

TEST(ChunkedDecoder, JoinsChunksAtEverySplitPoint) {
  const std::string good = "5\r\nhello\r\n1;name=\"v\"\r\n \r\nA\r\n0123456789\r\n0\r\nx-trailer: 1\r\n\r\n";
  for (std::size_t split = 0; split <= good.size(); ++split) {
    SCOPED_TRACE(split);
    EXPECT_EQ(decode_split(good, split), "hello 0123456789");
  }
}

TEST(ChunkedDecoder, LeavesWhatFollowsTheBody) {
  std::size_t left = 0;
  EXPECT_EQ(decode_split("3\r\nabc\r\n0\r\n\r\nGET / HTTP/1.1", 7, &left), "abc");
  EXPECT_EQ(left, 14U);
}

TEST(ChunkedDecoder, IsNotDoneBeforeTheLastLine) {
  const std::string good = "3\r\nabc\r\n0\r\n\r\n";
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(decode_split(good.substr(0, size), 0), "incomplete") << size;
  }
}

struct Bad {
  const char* coded;
  const char* message;
};

TEST(ChunkedDecoder, RefusesWhatTwoDecodersMightReadDifferently) {
  const std::vector<Bad> table = {
      {"\r\n", "a chunk without a size"},
      {";x\r\n", "a chunk without a size"},
      {"g\r\n", "a chunk without a size"},
      {"-1\r\n", "a chunk without a size"},
      {"0x5\r\n", "a malformed chunk size"},
      {"5 \r\nhello\r\n", "a malformed chunk size"},
      {" 5\r\nhello\r\n", "a chunk without a size"},
      {"5\nhello", "a malformed chunk size"},
      {"5\rhello", "a line that does not end in CR LF"},
      {"5;a\nhello", "a control character in a chunk extension"},
      {"5\r\nhello\n", "a chunk longer than its size"},
      {"5\r\nhello0\r\n", "a chunk longer than its size"},
      {"5\r\nhello\rx", "a chunk longer than its size"},
      {"10000000000000000\r\n", "a chunk size that overflows"},
      {"0\r\n x: folded\r\n\r\n", "a malformed trailer"},
      {"0\r\nx: a\nb\r\n\r\n", "a control character in a trailer"},
      {"0\r\n\rx", "a line that does not end in CR LF"},
  };
  for (const Bad& bad : table) {
    SCOPED_TRACE(bad.coded);
    EXPECT_EQ(decode_split(bad.coded, 1), std::string{"error: The chunked body has "} + bad.message + ".");
  }
}

TEST(ChunkedDecoder, BoundsExtensionsTrailersAndLeadingZeros) {
  const std::string long_text(ChunkedDecoder::kMaxOverheadBytes + 1, 'a');
  EXPECT_EQ(decode_split("1;" + long_text, 0),
            "error: The chunked body has chunk extensions that are too long.");
  EXPECT_EQ(decode_split("0\r\n" + long_text, 0), "error: The chunked body has trailers that are too long.");
  EXPECT_EQ(decode_split(std::string(ChunkedDecoder::kMaxOverheadBytes + 1, '0'), 0),
            "error: The chunked body has a chunk size that is too long.");
}

TEST(ChunkedDecoder, TakesTheLargestSizeThatFits) {
  ChunkedDecoder decoder;
  std::string coded = "ffffffffffffffff\r\nabc";
  const auto step = decoder.decode(coded);
  ASSERT_TRUE(step.has_value());
  EXPECT_EQ(step->produced, 3U);
  EXPECT_EQ(coded.substr(0, 3), "abc");
}

}  // namespace
}  // namespace gw::net
