#include "net/request_reader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gw::net {
namespace {

using base::ErrorKind;
using State = RequestReader::State;

constexpr std::size_t kMaxHead = 1'000;
constexpr std::size_t kMaxBody = 100;

/// Feeds everything; returns what is left for the next request.
base::Result<std::string> feed_all(RequestReader& reader, std::string bytes) {
  std::size_t at = 0;
  while (at < bytes.size() && reader.state() != State::done) {
    auto used = reader.feed({bytes.data() + at, bytes.size() - at});
    if (!used) return std::unexpected(used.error());
    at += *used;
  }
  return bytes.substr(at);
}

RequestReader new_reader() {
  RequestReader reader{kMaxHead, kMaxBody};
  reader.begin();
  return reader;
}

TEST(RequestReader, ReadsARequestWithLengthAtEverySplitPoint) {
  const std::string bytes = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
  for (std::size_t split = 0; split <= bytes.size(); ++split) {
    SCOPED_TRACE(split);
    RequestReader reader = new_reader();
    ASSERT_TRUE(feed_all(reader, bytes.substr(0, split)).has_value());
    ASSERT_EQ(reader.state() == State::done, split == bytes.size());
    ASSERT_TRUE(feed_all(reader, bytes.substr(split)).has_value());
    ASSERT_EQ(reader.state(), State::done);
    EXPECT_EQ(reader.request().target, "/a");
    EXPECT_EQ(reader.request().body, "hello");
  }
}

TEST(RequestReader, ReadsAChunkedRequestAtEverySplitPoint) {
  const std::string bytes =
      "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;e\r\nlo\r\n0\r\nt: "
      "1\r\n\r\n";
  for (std::size_t split = 0; split <= bytes.size(); ++split) {
    SCOPED_TRACE(split);
    RequestReader reader = new_reader();
    ASSERT_TRUE(feed_all(reader, bytes.substr(0, split)).has_value());
    ASSERT_TRUE(feed_all(reader, bytes.substr(split)).has_value());
    ASSERT_EQ(reader.state(), State::done);
    EXPECT_EQ(reader.request().body, "hello");
  }
}

TEST(RequestReader, LeavesTheNextRequestAlone) {
  RequestReader reader = new_reader();
  const auto left = feed_all(
      reader, "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nokGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_EQ(reader.state(), State::done);
  EXPECT_EQ(*left, "GET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
  reader.begin();
  EXPECT_EQ(feed_all(reader, *left).value(), "");
  EXPECT_EQ(reader.request().target, "/2");
  EXPECT_EQ(reader.request().body, "");
}

TEST(RequestReader, SkipsEmptyLinesBeforeARequest) {
  RequestReader reader = new_reader();
  ASSERT_TRUE(feed_all(reader, "\r\n").has_value());
  EXPECT_EQ(reader.state(), State::nothing);
  ASSERT_TRUE(feed_all(reader, "\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n").has_value());
  EXPECT_EQ(reader.state(), State::done);
}

TEST(RequestReader, RefusesADeclaredBodyOverTheLimitBeforeItComes) {
  RequestReader reader = new_reader();
  const auto fed = feed_all(reader, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n");
  ASSERT_FALSE(fed.has_value());
  EXPECT_EQ(fed.error().kind, ErrorKind::payload_too_large);
}

TEST(RequestReader, RefusesChunksOverTheLimitAndTakesThoseThatFit) {
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string fits = "64\r\n" + std::string(100, 'a') + "\r\n0\r\n\r\n";
  RequestReader reader = new_reader();
  ASSERT_TRUE(feed_all(reader, head + fits).has_value());
  EXPECT_EQ(reader.request().body.size(), 100U);

  RequestReader other = new_reader();
  const auto fed = feed_all(other, head + "65\r\n" + std::string(101, 'a'));
  ASSERT_FALSE(fed.has_value());
  EXPECT_EQ(fed.error().kind, ErrorKind::payload_too_large);
}

TEST(RequestReader, RefusesAHeadOverTheLimitHoweverItComes) {
  const std::string head = "GET / HTTP/1.1\r\nHost: x\r\nx: " + std::string(kMaxHead, 'a') + "\r\n\r\n";
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, head.size()}) {
    RequestReader reader = new_reader();
    ErrorKind kind = ErrorKind::internal;
    for (std::size_t at = 0; at < head.size() && kind == ErrorKind::internal; at += piece) {
      const auto fed = feed_all(reader, head.substr(at, piece));
      if (!fed) kind = fed.error().kind;
    }
    EXPECT_EQ(kind, ErrorKind::head_too_large) << piece;
  }
}

TEST(RequestReader, LendsRoomForABodyOfKnownLength) {
  RequestReader reader{kMaxHead, 10'000'000};
  reader.begin();
  ASSERT_TRUE(
      feed_all(reader, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\nab").has_value());
  std::size_t filled = 2;
  while (reader.state() == State::body) {
    const std::span<char> room = reader.body_room();
    ASSERT_FALSE(room.empty());
    std::fill(room.begin(), room.end(), 'c');
    reader.body_filled(room.size());
    filled += room.size();
    ASSERT_LE(reader.request().body.capacity(), std::max<std::size_t>(2 * filled, 1'100'000))
        << "grows with what came, not with what was declared";
  }
  EXPECT_EQ(reader.request().body.size(), 3'000'000U);
  EXPECT_EQ(reader.request().body.substr(0, 3), "abc");
}

TEST(RequestReader, LendsNoRoomForOtherBodies) {
  RequestReader reader = new_reader();
  EXPECT_TRUE(reader.body_room().empty());
  ASSERT_TRUE(
      feed_all(reader, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n").has_value());
  EXPECT_TRUE(reader.body_room().empty());
}

}  // namespace
}  // namespace gw::net
