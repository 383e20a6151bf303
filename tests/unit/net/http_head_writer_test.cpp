#include "net/http_head_writer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace gw::net {
namespace {

constexpr std::string_view kDate = "Sun, 06 Nov 1994 08:49:37 GMT";

std::string response_head(unsigned status, BodyHeader body, bool keep_alive, bool to_http_1_0) {
  HeaderList headers;
  headers.add("content-type", "text/plain");
  std::string out;
  append_response_head(out, status, headers, body, keep_alive, to_http_1_0, kDate);
  return out;
}

TEST(ResponseHeadWriter, WritesLengthForAWholeBody) {
  EXPECT_EQ(response_head(200, {BodyHeader::Kind::content_length, 12}, true, false),
            "HTTP/1.1 200 OK\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\ncontent-type: "
            "text/plain\r\ncontent-length: 12\r\n\r\n");
}

TEST(ResponseHeadWriter, WritesChunkedForAStream) {
  EXPECT_EQ(response_head(200, {BodyHeader::Kind::chunked}, false, false),
            "HTTP/1.1 200 OK\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\ncontent-type: "
            "text/plain\r\ntransfer-encoding: chunked\r\n"
            "connection: close\r\n\r\n");
}

TEST(ResponseHeadWriter, TellsAnOldClientThatTheConnectionGoesOn) {
  EXPECT_EQ(response_head(404, {BodyHeader::Kind::content_length, 0}, true, true),
            "HTTP/1.1 404 Not Found\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\ncontent-type: "
            "text/plain\r\ncontent-length: 0\r\n"
            "connection: keep-alive\r\n\r\n");
}

TEST(ResponseHeadWriter, WritesNoFramingWhereThereIsNoBody) {
  EXPECT_EQ(
      response_head(204, {BodyHeader::Kind::none}, true, false),
      "HTTP/1.1 204 No Content\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\ncontent-type: text/plain\r\n\r\n");
}

TEST(RequestHeadWriter, WritesTheBodysLength) {
  HeaderList headers;
  headers.add("host", "example.com");
  std::string out;
  append_request_head(out, "POST", "/a?b", headers, 7);
  EXPECT_EQ(out, "POST /a?b HTTP/1.1\r\nhost: example.com\r\ncontent-length: 7\r\n\r\n");
}

TEST(RequestHeadWriter, SaysThatAPostIsEmptyAndNothingForAGet) {
  std::string post;
  append_request_head(post, "POST", "/", HeaderList{}, 0);
  EXPECT_EQ(post, "POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n");
  std::string get;
  append_request_head(get, "GET", "/", HeaderList{}, 0);
  EXPECT_EQ(get, "GET / HTTP/1.1\r\n\r\n");
}

TEST(ChunkLine, IsTheSizeInHexadecimal) {
  EXPECT_EQ(ChunkLine{1}.text(), "1\r\n");
  EXPECT_EQ(ChunkLine{255}.text(), "ff\r\n");
  EXPECT_EQ(ChunkLine{~std::size_t{0}}.text(), "ffffffffffffffff\r\n");
}

TEST(HttpDate, HasTheFixedForm) {
  const std::string date{http_date_now()};
  ASSERT_EQ(date.size(), kDate.size());
  EXPECT_EQ(date.substr(3, 2), ", ");
  EXPECT_EQ(date.substr(25), " GMT");
}

}  // namespace
}  // namespace gw::net
