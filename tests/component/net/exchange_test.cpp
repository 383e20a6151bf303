#include <gtest/gtest.h>

#include <string>

#include "net/http_client.hpp"
#include "net/http_server.hpp"
#include "support/loop.hpp"

namespace gw::net {
namespace {

using base::Result;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

Response plain_error(const base::Error& error, std::string_view) {
  Response response;
  response.status = error.kind == base::ErrorKind::overloaded ? 503 : 400;
  response.body = error.message;
  return response;
}

/// Answers with method, target and body of the request.
Task<void> echo(ServerRequest& request, Responder& responder) {
  Response response;
  response.headers.add("content-type", "text/plain");
  response.body = request.method + " " + request.target + " " + request.body;
  auto sent = co_await responder.send(std::move(response));
  static_cast<void>(sent);
}

/// Streams the request's body back in three parts.
Task<void> stream_three(ServerRequest& request, Responder& responder) {
  ResponseHead head;
  head.headers.add("content-type", "text/event-stream");
  auto begun = co_await responder.begin_stream(std::move(head));
  for (int i = 0; begun && i < 3; ++i) {
    begun = co_await responder.write(request.body);
  }
  auto ended = co_await responder.end_stream(AfterStream::keep_alive);
  static_cast<void>(ended);
}

struct Exchanged {
  unsigned status{0};
  std::string body;
};

Task<Result<Exchanged>> fetch(HttpClient& client, std::uint16_t port, std::string body) {
  Origin origin{Scheme::http, "127.0.0.1", port};
  ClientRequest request;
  request.method = "POST";
  request.target = "/echo";
  request.headers.add("host", "localhost");
  request.body = body;
  auto exchange = co_await client.open(std::move(origin), std::move(request));
  if (!exchange) co_return std::unexpected(exchange.error());
  const auto until = Clock::now() + std::chrono::seconds{10};
  auto head = co_await (*exchange)->read_head(until);
  if (!head) co_return std::unexpected(head.error());
  auto whole = co_await read_whole_body(**exchange, 100'000'000, until);
  if (!whole) co_return std::unexpected(whole.error());
  Exchanged result;
  result.status = (*head)->status;
  result.body = std::move(*whole);
  co_return result;
}

struct Fixture {
  explicit Fixture(Handler handler) {
    HttpServer::Hooks hooks{std::move(handler), plain_error};
    server = HttpServer::listen(loop.io(), "127.0.0.1", 0, ServerLimits{}, std::move(hooks)).value();
    server->start();
    client = HttpClient::create(loop.io(), ClientLimits{}, TlsTrust{});
  }
  ~Fixture() {
    client->close_idle();
    loop.run(server->stop(milliseconds{0}, milliseconds{0}));
  }
  test::Loop loop;
  std::unique_ptr<HttpServer> server;
  std::unique_ptr<HttpClient> client;
};

TEST(Exchange, AnswersOverOneConnectionAgainAndAgain) {
  Fixture f{echo};
  for (int i = 0; i < 5; ++i) {
    const auto got = f.loop.run(fetch(*f.client, f.server->port(), "hello"));
    ASSERT_TRUE(got.has_value()) << got.error().message;
    EXPECT_EQ(got->status, 200U);
    EXPECT_EQ(got->body, "POST /echo hello");
  }
  EXPECT_EQ(f.server->open_connections(), 1U);
  EXPECT_EQ(f.client->pool_size().idle, 1U);
  EXPECT_EQ(f.client->pool_size().in_use, 0U);
}

TEST(Exchange, CarriesLargeBodiesBothWays) {
  Fixture f{echo};
  const std::string large(20'000'000, 'x');
  const auto got = f.loop.run(fetch(*f.client, f.server->port(), large));
  ASSERT_TRUE(got.has_value()) << got.error().message;
  EXPECT_EQ(got->body, "POST /echo " + large);
}

TEST(Exchange, StreamsInChunks) {
  Fixture f{stream_three};
  const auto got = f.loop.run(fetch(*f.client, f.server->port(), "data: 1\n\n"));
  ASSERT_TRUE(got.has_value()) << got.error().message;
  EXPECT_EQ(got->body, "data: 1\n\ndata: 1\n\ndata: 1\n\n");
  EXPECT_EQ(f.client->pool_size().idle, 1U);
}

}  // namespace
}  // namespace gw::net
