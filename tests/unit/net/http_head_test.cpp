#include "net/http_head.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gw::net {
namespace {

using namespace std::string_literals;
using base::ErrorKind;

base::Result<HeadFacts> parse(const std::string& head, ServerRequest& request) {
  return parse_request_head(head, request);
}

/// Framing of a request with these fields beside Host.
base::Result<HeadFacts> framing(const std::string& fields) {
  ServerRequest request;
  return parse("POST / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n", request);
}

std::string message_of(const std::string& head) {
  ServerRequest request;
  const auto facts = parse(head, request);
  return facts ? "accepted" : facts.error().message;
}

TEST(RequestHead, GivesMethodTargetAndFieldsAsSent) {
  ServerRequest request;
  const auto facts =
      parse("POST /v1/x%20y?a=b HTTP/1.1\r\nHost: x\r\nX-Two:  two words \r\nx-empty:\r\n\r\n", request);
  ASSERT_TRUE(facts.has_value()) << facts.error().message;
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/v1/x%20y?a=b");
  EXPECT_EQ(request.headers.find("x-two"), "two words");
  EXPECT_EQ(request.headers.find("x-empty"), "");
  EXPECT_FALSE(request.http_1_0);
  EXPECT_EQ(facts->framing, BodyFraming::none);
  EXPECT_TRUE(facts->keep_alive);
}

TEST(RequestHead, KnowsWhetherTheConnectionGoesOn) {
  const auto keep_alive = [](const std::string& head) {
    ServerRequest request;
    return parse(head, request).value().keep_alive;
  };
  EXPECT_TRUE(keep_alive("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
  EXPECT_FALSE(keep_alive("GET / HTTP/1.1\r\nHost: x\r\nConnection: foo, Close\r\n\r\n"));
  EXPECT_FALSE(keep_alive("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_TRUE(keep_alive("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
}

TEST(RequestHead, ReducesAnAbsoluteTargetToItsPath) {
  const auto target = [](const std::string& text) {
    ServerRequest request;
    const auto facts = parse("GET " + text + " HTTP/1.1\r\nHost: x\r\n\r\n", request);
    return facts ? request.target : facts.error().message;
  };
  EXPECT_EQ(target("http://host:80/a?b"), "/a?b");
  EXPECT_EQ(target("HTTPS://host"), "/");
  EXPECT_EQ(target("http://host?q=1"), "/?q=1");
  EXPECT_EQ(target("*"), "*");
  EXPECT_EQ(target("ftp://host/"), "The request target is not valid.");
  EXPECT_EQ(target("host:443"), "The request target is not valid.");
  EXPECT_EQ(target("http:///a"), "The request target is not valid.");
  EXPECT_EQ(target("/caf\xc3\xa9"), "The request target is not valid.");
}

TEST(RequestHead, FramesABodyByLengthOrChunks) {
  const auto length = framing("Content-Length: 12\r\n");
  EXPECT_EQ(length.value().framing, BodyFraming::content_length);
  EXPECT_EQ(length.value().content_length, 12U);
  EXPECT_EQ(framing("Content-Length: 0\r\n").value().framing, BodyFraming::none);
  EXPECT_EQ(framing("Transfer-Encoding: Chunked\r\n").value().framing, BodyFraming::chunked);
}

TEST(RequestHead, SeesExpectContinueInHttp11Only) {
  EXPECT_TRUE(framing("Expect: 100-Continue\r\nContent-Length: 1\r\n").value().expects_continue);
  ServerRequest request;
  EXPECT_FALSE(parse("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n", request)
                   .value()
                   .expects_continue);
}

struct BadHead {
  const char* name;
  std::string head;
  std::string message;
};

/// Each is a known way to make two parsers disagree about where a request ends.
TEST(RequestHead, RefusesWhatTwoParsersMightReadDifferently) {
  const std::string start = "POST / HTTP/1.1\r\nHost: x\r\n";
  const std::vector<BadHead> table = {
      {"two lengths", start + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", "not valid HTTP/1.1"},
      {"the same length twice", start + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n",
       "The request has more than one Content-Length."},
      {"a list of lengths", start + "Content-Length: 5, 5\r\n\r\n",
       "The request has a Content-Length that is not a number."},
      {"a signed length", start + "Content-Length: +5\r\n\r\n", "not valid HTTP/1.1"},
      {"a negative length", start + "Content-Length: -5\r\n\r\n", "not valid HTTP/1.1"},
      {"a hexadecimal length", start + "Content-Length: 0x5\r\n\r\n", "not valid HTTP/1.1"},
      {"an empty length", start + "Content-Length:\r\n\r\n", "not valid HTTP/1.1"},
      {"a length beyond 64 bits", start + "Content-Length: 18446744073709551616\r\n\r\n",
       "not valid HTTP/1.1"},
      {"length, then chunks", start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
       "not valid HTTP/1.1"},
      {"chunks, then length", start + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
       "not valid HTTP/1.1"},
      {"length and an unknown coding", start + "Transfer-Encoding: x\r\nContent-Length: 5\r\n\r\n",
       "The request has both Content-Length and Transfer-Encoding."},
      {"another coding", start + "Transfer-Encoding: gzip\r\n\r\n",
       "The request has a transfer coding other than chunked."},
      {"two codings", start + "Transfer-Encoding: gzip, chunked\r\n\r\n",
       "The request has a transfer coding other than chunked."},
      {"chunked twice", start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
       "not valid HTTP/1.1"},
      {"chunked, then identity", start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n",
       "not valid HTTP/1.1"},
      {"identity, then chunked", start + "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n",
       "The request has a transfer coding other than chunked."},
      {"a quoted coding", start + "Transfer-Encoding: \"chunked\"\r\n\r\n",
       "The request has a transfer coding other than chunked."},
      {"chunked with a vertical tab", start + "Transfer-Encoding: \vchunked\r\n\r\n",
       "The request has a control character in the head."},
      {"chunks in HTTP/1.0", "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
       "The request has Transfer-Encoding in HTTP/1.0."},
      {"a blank before the colon", start + "Content-Length : 5\r\n\r\n",
       "The request has a header name that is not a token."},
      {"a tab before the colon", start + "Transfer-Encoding\t: chunked\r\n\r\n",
       "The request has a header name that is not a token."},
      {"a folded line", start + "X-A: 1\r\n Content-Length: 5\r\n\r\n",
       "The request has a folded header line."},
      {"a folded first line", "POST / HTTP/1.1\r\n Host: x\r\n\r\n", "The request has a folded header line."},
      {"a NUL in a value", start + "X-A: a\0b\r\n\r\n"s, "The request has a control character in the head."},
      {"a NUL in a name", start + "X\0A: b\r\n\r\n"s, "The request has a control character in the head."},
      {"a CR inside a value", start + "X-A: a\rContent-Length: 5\r\n\r\n",
       "The request has a control character in the head."},
      {"a line without a colon", start + "Content-Length\r\n\r\n",
       "The request has a header line without a colon."},
      {"a line without a name", start + ": 5\r\n\r\n", "The request has a header name that is not a token."},
      {"no host", "GET / HTTP/1.1\r\n\r\n", "The request needs exactly one Host header."},
      {"two hosts", start + "Host: y\r\n\r\n", "The request needs exactly one Host header."},
      {"another major version", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", "not valid HTTP/1.1"},
      {"another minor version", "GET / HTTP/1.2\r\nHost: x\r\n\r\n", "not valid HTTP/1.1"},
      {"no version", "GET /\r\nHost: x\r\n\r\n", "not valid HTTP/1.1"},
      {"two blanks in the start line", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", "not valid HTTP/1.1"},
      {"a blank after the version", "GET / HTTP/1.1 \r\nHost: x\r\n\r\n", "not valid HTTP/1.1"},
      {"a target with a blank", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", "not valid HTTP/1.1"},
      {"a method that is no token", "GE(T / HTTP/1.1\r\nHost: x\r\n\r\n", "not valid HTTP/1.1"},
  };
  for (const BadHead& bad : table) {
    SCOPED_TRACE(bad.name);
    ServerRequest request;
    const auto facts = parse(bad.head, request);
    ASSERT_FALSE(facts.has_value());
    EXPECT_EQ(facts.error().kind, ErrorKind::invalid_request);
    EXPECT_NE(facts.error().message.find(bad.message), std::string::npos) << facts.error().message;
  }
}

TEST(RequestHead, AcceptsAHeadOfThousandsOfFields) {
  std::string head = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (int i = 0; i < 2'000; ++i) head += "x-" + std::to_string(i) + ": 1\r\n";
  EXPECT_EQ(message_of(head + "\r\n"), "accepted");
}

TEST(HeadScanner, FindsTheEndAtEverySplitPoint) {
  const std::string head = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  const std::string bytes = head + "body\r\n\r\n";
  for (std::size_t split = 0; split < head.size(); ++split) {
    SCOPED_TRACE(split);
    HeadScanner scanner{1'000};
    ASSERT_EQ(scanner.find_end(std::string_view{bytes}.substr(0, split)).value(), 0U);
    EXPECT_EQ(scanner.find_end(bytes).value(), head.size());
  }
}

TEST(HeadScanner, RefusesABareLineFeedAtOnce) {
  for (const char* bytes :
       {"GET / HTTP/1.1\nHost", "GET / HTTP/1.1\r\nHost: x\n", "\n", "GET / HTTP/1.1\r\n\n"}) {
    HeadScanner scanner{1'000};
    const auto end = scanner.find_end(bytes);
    ASSERT_FALSE(end.has_value()) << bytes;
    EXPECT_EQ(end.error().kind, ErrorKind::invalid_request);
  }
}

TEST(HeadScanner, RefusesAHeadOverTheLimitAndTakesOneThatFits) {
  const std::string head = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  HeadScanner exact{head.size()};
  EXPECT_EQ(exact.find_end(head).value(), head.size());
  HeadScanner small{head.size() - 1};
  const auto end = small.find_end(head);
  ASSERT_FALSE(end.has_value());
  EXPECT_EQ(end.error().kind, ErrorKind::head_too_large);
}

TEST(ResponseHead, FramesTheBody) {
  const auto framing_of = [](const std::string& head, const std::string& method) {
    ResponseHead response;
    return parse_response_head(head, method, response).value().framing;
  };
  EXPECT_EQ(framing_of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "GET"), BodyFraming::content_length);
  EXPECT_EQ(framing_of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "HEAD"), BodyFraming::none);
  EXPECT_EQ(framing_of("HTTP/1.1 204 No Content\r\n\r\n", "GET"), BodyFraming::none);
  EXPECT_EQ(framing_of("HTTP/1.1 304 \r\nContent-Length: 5\r\n\r\n", "GET"), BodyFraming::none);
  EXPECT_EQ(framing_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "GET"), BodyFraming::chunked);
  EXPECT_EQ(framing_of("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "GET"), BodyFraming::none);
  EXPECT_EQ(framing_of("HTTP/1.1 200 OK\r\n\r\n", "GET"), BodyFraming::until_close);
}

TEST(ResponseHead, DoesNotKeepAConnectionWhoseAnswerEndsWithIt) {
  ResponseHead response;
  EXPECT_FALSE(parse_response_head("HTTP/1.1 200 OK\r\n\r\n", "GET", response).value().keep_alive);
}

TEST(ResponseHead, RefusesAmbiguousFraming) {
  for (const char* fields :
       {"Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n", "Content-Length: x\r\n"}) {
    ResponseHead response;
    const auto facts =
        parse_response_head("HTTP/1.1 200 OK\r\n" + std::string{fields} + "\r\n", "GET", response);
    ASSERT_FALSE(facts.has_value()) << fields;
    EXPECT_EQ(facts.error().kind, ErrorKind::upstream_protocol);
  }
}

}  // namespace
}  // namespace gw::net
