#include "net/response_reader.hpp"

#include <gtest/gtest.h>

#include <string>

namespace gw::net {
namespace {

using base::ErrorKind;

/// Reads an answer that comes in two pieces, then ends. "error" if it is refused.
std::string read_split(const std::string& bytes, std::size_t split, std::string_view method = "GET") {
  ResponseReader reader{1'000, method};
  std::string body;
  for (std::string piece : {bytes.substr(0, split), bytes.substr(split)}) {
    std::size_t at = 0;
    if (!reader.has_head()) {
      const auto used = reader.feed_head(piece);
      if (!used) return "error: " + used.error().message;
      at = *used;
    }
    while (reader.has_head() && !reader.done() && at < piece.size()) {
      const auto step = reader.feed_body({piece.data() + at, piece.size() - at});
      if (!step) return "error: " + step.error().message;
      body.append(piece.data() + at, step->produced);
      at += step->consumed;
    }
  }
  if (!reader.done()) {
    const auto ended = reader.feed_end();
    if (!ended) return "error: " + ended.error().message;
  }
  return std::to_string(reader.take_head().status) + " " + body;
}

void expect_at_every_split(const std::string& bytes, const std::string& expected) {
  for (std::size_t split = 0; split <= bytes.size(); ++split) {
    SCOPED_TRACE(split);
    ASSERT_EQ(read_split(bytes, split), expected);
  }
}

TEST(ResponseReader, ReadsABodyOfKnownLengthAtEverySplitPoint) {
  expect_at_every_split("HTTP/1.1 429 Too Many\r\nContent-Length: 5\r\n\r\nhello", "429 hello");
}

TEST(ResponseReader, ReadsChunksAtEverySplitPoint) {
  expect_at_every_split(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", "200 hello");
}

TEST(ResponseReader, ReadsToTheEndOfTheConnectionAtEverySplitPoint) {
  expect_at_every_split("HTTP/1.0 200 OK\r\n\r\nhello", "200 hello");
}

TEST(ResponseReader, SkipsInformationalAnswersAtEverySplitPoint) {
  expect_at_every_split(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No "
      "Content\r\n\r\n",
      "204 ");
}

TEST(ResponseReader, ExpectsNoBodyAfterHead) {
  EXPECT_EQ(read_split("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 10, "HEAD"), "200 ");
}

TEST(ResponseReader, RefusesAnAnswerCutAnywhere) {
  for (const std::string whole :
       {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"}) {
    const std::size_t head = whole.find("\r\n\r\n") + 4;
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const char* part = size < head
                             ? "error: The connection was closed before the answer's head was complete."
                             : "error: The connection was closed before the answer was complete.";
      ASSERT_EQ(read_split(whole.substr(0, size), size / 2), part) << size;
    }
  }
}

TEST(ResponseReader, RefusesASwitchOfProtocols) {
  EXPECT_EQ(read_split("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", 3),
            "error: The answer switches protocols unasked.");
}

TEST(ResponseReader, RefusesAHeadOverTheLimit) {
  EXPECT_EQ(read_split("HTTP/1.1 200 OK\r\nx: " + std::string(2'000, 'a') + "\r\n\r\n", 3),
            "error: The head of the answer is malformed or too large.");
}

}  // namespace
}  // namespace gw::net
