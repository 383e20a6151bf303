#include <gtest/gtest.h>

#include <string>

#include "exchange_fixture.hpp"
#include "net/sleep.hpp"
#include "support/scripted_peer.hpp"

namespace gw::net {
namespace {

using test::Loop;
using test::RawClient;
using test::TestServer;

/// The answer's body, or the whole answer if it has none.
std::string body_of(const std::string& response) {
  const std::size_t head = response.find("\r\n\r\n");
  return head == std::string::npos ? response : response.substr(head + 4);
}

std::string first_line(const std::string& response) {
  return response.substr(0, response.find("\r\n"));
}

bool has_line(const std::string& response, const std::string& line) {
  return response.substr(0, response.find("\r\n\r\n") + 2).find("\r\n" + line + "\r\n") != std::string::npos;
}

struct Fixture {
  explicit Fixture(Handler handler = test::echo)
      : server(loop, std::move(handler)), client(loop, server.port()) {}
  Loop loop;
  TestServer server;
  RawClient client;
};

TEST(HttpServer, AnswersAndKeepsTheConnection) {
  Fixture f;
  for (int i = 0; i < 3; ++i) {
    f.client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string response = f.client.read_response();
    EXPECT_EQ(first_line(response), "HTTP/1.1 200 OK");
    EXPECT_TRUE(has_line(response, "content-type: text/plain"));
    EXPECT_TRUE(has_line(response, "content-length: 7"));
    EXPECT_EQ(response.find("connection:"), std::string::npos);
    EXPECT_EQ(body_of(response), "GET /a ");
  }
}

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
  Fixture f;
  std::string requests;
  for (int i = 0; i < 50; ++i) {
    requests += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n" +
                std::to_string(i % 10);
  }
  f.client.send(requests);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(body_of(f.client.read_response()), "POST /" + std::to_string(i) + " " + std::to_string(i % 10));
  }
}

/// Answers only after a turn of the loop, so that what is pipelined arrives while it runs.
Task<void> echo_later(ServerRequest& request, Responder& responder) {
  const auto slept = co_await sleep_for(std::chrono::milliseconds{5});
  static_cast<void>(slept);
  co_await test::echo(request, responder);
}

TEST(HttpServer, KeepsWhatIsPipelinedWhileARequestRuns) {
  Fixture f{echo_later};
  f.client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HT");
  f.client.send("TP/1.1\r\nHost: x\r\n\r\nPOST /3 HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" +
                std::string(100'000, 'p'));
  EXPECT_EQ(body_of(f.client.read_response()), "GET /1 ");
  EXPECT_EQ(body_of(f.client.read_response()), "GET /2 ");
  EXPECT_EQ(body_of(f.client.read_response()), "POST /3 " + std::string(100'000, 'p'));
}

TEST(HttpServer, ReadsARequestThatComesByteByByte) {
  Fixture f;
  for (const char c :
       std::string{"POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n"})
    f.client.send({&c, 1});
  EXPECT_EQ(body_of(f.client.read_response()), "POST /x ab");
}

TEST(HttpServer, ReadsChunksWithExtensionsAndTrailers) {
  Fixture f;
  f.client.send(
      "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
      "chunked\r\n\r\n3;a=b\r\nabc\r\n3\r\ndef\r\n0\r\nx-sum: 1\r\n\r\nGET /y HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(body_of(f.client.read_response()), "POST /x abcdef");
  EXPECT_EQ(body_of(f.client.read_response()), "GET /y ");
}

TEST(HttpServer, InvitesABodyThatIsExpectedToContinue) {
  Fixture f;
  f.client.send("POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(f.client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  f.client.send("ok");
  EXPECT_EQ(body_of(f.client.read_response()), "POST /x ok");
}

TEST(HttpServer, InvitesNoBodyThatIsAlreadyThere) {
  Fixture f;
  f.client.send("POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nok");
  EXPECT_EQ(first_line(f.client.read_response()), "HTTP/1.1 200 OK");
}

TEST(HttpServer, CountsABodyForHeadAndSendsNone) {
  Fixture f;
  f.client.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string head = f.client.read_until("\r\n\r\n");
  EXPECT_TRUE(has_line(head, "content-length: 8"));
  EXPECT_EQ(body_of(f.client.read_response()), "GET /b ");
}

TEST(HttpServer, StreamsInChunksAndKeepsTheConnection) {
  Fixture f{test::stream_three};
  f.client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nabcd");
  const std::string response = f.client.read_until("0\r\n\r\n");
  EXPECT_TRUE(has_line(response, "transfer-encoding: chunked"));
  EXPECT_EQ(body_of(response), "4\r\nabcd\r\n4\r\nabcd\r\n4\r\nabcd\r\n0\r\n\r\n");
  f.client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nz");
  EXPECT_EQ(body_of(f.client.read_until("0\r\n\r\n")), "1\r\nz\r\n1\r\nz\r\n1\r\nz\r\n0\r\n\r\n");
}

TEST(HttpServer, StreamsNothingForHead) {
  Fixture f{test::stream_three};
  f.client.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string response = f.client.read_to_end();
  EXPECT_TRUE(has_line(response, "transfer-encoding: chunked"));
  EXPECT_EQ(body_of(response), "");
}

TEST(HttpServer, StreamsToAnOldClientUntilTheEndOfTheConnection) {
  Fixture f{test::stream_three};
  f.client.send("POST / HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nab");
  const std::string response = f.client.read_to_end();
  EXPECT_TRUE(has_line(response, "connection: close"));
  EXPECT_EQ(response.find("transfer-encoding"), std::string::npos);
  EXPECT_EQ(body_of(response), "ababab");
  EXPECT_FALSE(f.client.was_reset());
}

TEST(HttpServer, ClosesAfterAnOldClientsRequestUnlessAskedToKeepAlive) {
  Fixture f;
  f.client.send("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const std::string first = f.client.read_response();
  EXPECT_TRUE(has_line(first, "connection: keep-alive"));
  f.client.send("GET /2 HTTP/1.0\r\n\r\n");
  const std::string second = f.client.read_to_end();
  EXPECT_TRUE(has_line(second, "connection: close"));
  EXPECT_EQ(body_of(second), "GET /2 ");
}

TEST(HttpServer, ClosesWhenTheClientAsksForIt) {
  Fixture f;
  f.client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(has_line(f.client.read_to_end(), "connection: close"));
}

Task<void> no_content(ServerRequest& request, Responder& responder) {
  Response response;
  response.status = 204;
  response.headers.add("x-method", request.method);
  const auto sent = co_await responder.send(std::move(response));
  static_cast<void>(sent);
}

TEST(HttpServer, SendsNoFramingWithNoContent) {
  Fixture f{no_content};
  f.client.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string response = f.client.read_until("\r\n\r\n");
  EXPECT_EQ(first_line(response), "HTTP/1.1 204 No Content");
  EXPECT_TRUE(has_line(response, "x-method: OPTIONS"));
  EXPECT_EQ(response.find("content-length"), std::string::npos);
  f.client.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(first_line(f.client.read_until("\r\n\r\n")), "HTTP/1.1 204 No Content");
}

Task<void> end_with_close(ServerRequest&, Responder& responder) {
  ResponseHead head;
  auto going = co_await responder.begin_stream(std::move(head));
  going = co_await responder.write("data: {\"error\":{}}\n\n");
  going = co_await responder.end_stream(AfterStream::close);
  static_cast<void>(going);
}

TEST(HttpServer, EndsTheBodyAndTheConnectionAfterAFailedStream) {
  Fixture f{end_with_close};
  f.client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(body_of(f.client.read_to_end()), "14\r\ndata: {\"error\":{}}\n\n\r\n0\r\n\r\n");
  EXPECT_FALSE(f.client.was_reset());
}

/// Begins a stream and writes its first bytes only when the client has seen the head.
Task<void> begin_and_wait(ServerRequest&, Responder& responder) {
  ResponseHead head;
  auto going = co_await responder.begin_stream(std::move(head));
  going = co_await sleep_for(std::chrono::hours{1});
  static_cast<void>(going);
  going = co_await responder.end_stream(AfterStream::close);
}

TEST(HttpServer, SendsTheHeadOfAStreamThatHasNothingToSayYet) {
  Fixture f{begin_and_wait};
  f.client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(first_line(f.client.read_until("\r\n\r\n")), "HTTP/1.1 200 OK");
}

Task<void> stop_in_mid_body(ServerRequest&, Responder& responder) {
  ResponseHead head;
  auto going = co_await responder.begin_stream(std::move(head));
  going = co_await responder.write("half");
  static_cast<void>(going);
}

TEST(HttpServer, ResetsWhenAHandlerEndsInsideABody) {
  Fixture f{stop_in_mid_body};
  f.client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(f.client.read_to_end().find("0\r\n\r\n"), std::string::npos);
  EXPECT_TRUE(f.client.was_reset());
}

Task<void> reset_at_once(ServerRequest&, Responder& responder) {
  responder.reset();
  co_return;
}

TEST(HttpServer, ResetsOnDemand) {
  Fixture f{reset_at_once};
  f.client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(f.client.read_to_end(), "");
  EXPECT_TRUE(f.client.was_reset());
}

Task<void> say_nothing(ServerRequest&, Responder&) {
  co_return;
}

TEST(HttpServer, AnswersWhereAHandlerDidNot) {
  Fixture f{say_nothing};
  f.client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(first_line(f.client.read_to_end()), "HTTP/1.1 500 Internal Server Error");
}

Task<void> fail_with_an_exception(ServerRequest&, Responder&) {
  throw std::runtime_error("broken promise");
  co_return;
}

TEST(HttpServer, OutlivesAHandlerThatThrows) {
  Fixture f{fail_with_an_exception};
  f.client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(f.client.read_to_end(), "");
  RawClient next{f.loop, f.server.port()};
  next.send("bad\r\n\r\n");
  EXPECT_EQ(first_line(next.read_to_end()), "HTTP/1.1 400 Bad Request");
}

TEST(HttpServer, TellsTheHandlerWhoAsks) {
  const auto peer_echo = [](ServerRequest& request, Responder& responder) -> Task<void> {
    Response response;
    response.body = request.peer;
    const auto sent = co_await responder.send(std::move(response));
    static_cast<void>(sent);
  };
  Fixture f{peer_echo};
  f.client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(body_of(f.client.read_response()).substr(0, 10), "127.0.0.1:");
}

/// What must never be taken for a request: 400, then the connection ends, so that nothing behind it is read.
TEST(HttpServer, RefusesAmbiguousRequestsAndCloses) {
  const std::string start = "POST / HTTP/1.1\r\nHost: x\r\nOrigin: http://o\r\n";
  const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
  for (const std::string& request : {
           start + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello" + smuggled,
           start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
           start + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + smuggled,
           start + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + smuggled,
           start + "X: 1\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
           start + "X: 1\r\n folded\r\n\r\n" + smuggled,
           start + "Transfer-Encoding: chunked\r\n\r\n0\n\n" + smuggled,
           start + "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n" + smuggled,
       }) {
    SCOPED_TRACE(request);
    Fixture f;
    f.client.send(request);
    const std::string response = f.client.read_to_end();
    EXPECT_EQ(first_line(response), "HTTP/1.1 400 Bad Request");
    EXPECT_TRUE(has_line(response, "connection: close"));
    EXPECT_EQ(response.find("smuggled"), std::string::npos);
    EXPECT_FALSE(f.client.was_reset()) << "a reset may destroy the answer on its way";
  }
}

TEST(HttpServer, TellsTheErrorAnswerWhereTheRequestCameFrom) {
  Fixture f;
  f.client.send("POST / HTTP/1.1\r\nHost: x\r\nOrigin: http://o\r\nContent-Length: 99999999999\r\n\r\n");
  const std::string response = f.client.read_to_end();
  EXPECT_EQ(first_line(response), "HTTP/1.1 413 Content Too Large");
  EXPECT_TRUE(has_line(response, "access-control-allow-origin: http://o"));
}

TEST(HttpServer, ListensOnEveryFormOfAddress) {
  Loop loop;
  for (const char* host : {"127.0.0.1", "localhost", "0.0.0.0"}) {
    HttpServer::Hooks hooks{test::echo, test::plain_error};
    const auto server = HttpServer::listen(loop.io(), host, 0, ServerLimits{}, std::move(hooks));
    ASSERT_TRUE(server.has_value()) << host << ": " << server.error().message;
    EXPECT_GT((*server)->port(), 0);
  }
  HttpServer::Hooks hooks{test::echo, test::plain_error};
  const auto server = HttpServer::listen(loop.io(), "example.com", 0, ServerLimits{}, std::move(hooks));
  ASSERT_FALSE(server.has_value());
  EXPECT_EQ(server.error().message, "\"example.com\" is not an address to listen on");
}

TEST(HttpServer, SharesAPortWithinTheProcess) {
  Loop loop;
  HttpServer::Hooks hooks{test::echo, test::plain_error};
  const auto first = HttpServer::listen(loop.io(), "127.0.0.1", 0, ServerLimits{}, hooks);
  ASSERT_TRUE(first.has_value());
  const auto second = HttpServer::listen(loop.io(), "127.0.0.1", (*first)->port(), ServerLimits{}, hooks);
  EXPECT_TRUE(second.has_value());
}

TEST(HttpServer, NamesAPortThatSomebodyElseHas) {
  Loop loop;
  const test::ScriptedPeer other{loop, {}};
  HttpServer::Hooks hooks{test::echo, test::plain_error};
  const auto server =
      HttpServer::listen(loop.io(), "127.0.0.1", other.port(), ServerLimits{}, std::move(hooks));
  ASSERT_FALSE(server.has_value());
  EXPECT_EQ(server.error().message, "port " + std::to_string(other.port()) + " on 127.0.0.1 is in use");
}

}  // namespace
}  // namespace gw::net
