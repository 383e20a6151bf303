#include "exchange_fixture.hpp"

#include <optional>

namespace gw::test {

using namespace std::chrono_literals;

namespace {

unsigned status_of(base::ErrorKind kind) {
  switch (kind) {
    case base::ErrorKind::invalid_request:
      return 400;
    case base::ErrorKind::request_timeout:
      return 408;
    case base::ErrorKind::payload_too_large:
      return 413;
    case base::ErrorKind::head_too_large:
      return 431;
    case base::ErrorKind::overloaded:
      return 503;
    default:
      return 500;
  }
}

}  // namespace

net::Response plain_error(const base::Error& error, std::string_view origin) {
  net::Response response;
  response.status = status_of(error.kind);
  if (!origin.empty()) response.headers.add("access-control-allow-origin", origin);
  response.body = std::to_string(response.status) + " " + error.message;
  return response;
}

net::Task<void> echo(net::ServerRequest& request, net::Responder& responder) {
  net::Response response;
  response.headers.add("content-type", "text/plain");
  response.body = request.method + " " + request.target + " " + request.body;
  const auto sent = co_await responder.send(std::move(response));
  static_cast<void>(sent);
}

net::Task<void> stream_three(net::ServerRequest& request, net::Responder& responder) {
  net::ResponseHead head;
  head.headers.add("content-type", "text/event-stream");
  auto going = co_await responder.begin_stream(std::move(head));
  for (int i = 0; going && i < 3; ++i) {
    going = co_await responder.write(request.body);
  }
  const auto ended = co_await responder.end_stream(net::AfterStream::keep_alive);
  static_cast<void>(ended);
}

net::Task<base::Result<Exchanged>> fetch(net::HttpClient& client, net::Origin origin, std::string method,
                                         std::string body) {
  net::ClientRequest request;
  request.method = std::move(method);
  request.target = "/echo";
  request.headers.add("host", origin.host);
  request.body = body;
  auto exchange = co_await client.open(std::move(origin), std::move(request));
  if (!exchange) co_return std::unexpected(exchange.error());
  const auto until = std::chrono::steady_clock::now() + 10s;
  auto head = co_await (*exchange)->read_head(until);
  if (!head) co_return std::unexpected(head.error());
  if (!head->has_value()) co_return base::fail(base::ErrorKind::upstream_timeout, "no head in ten seconds");
  auto whole = co_await net::read_whole_body(**exchange, 100'000'000, until);
  if (!whole) co_return std::unexpected(whole.error());
  Exchanged result;
  result.status = (*head)->status;
  result.headers = std::move((*head)->headers);
  result.body = std::move(*whole);
  co_return result;
}

TestServer::TestServer(Loop& loop, net::Handler handler, net::ServerLimits limits, const net::ServerTls& tls)
    : loop_(loop) {
  net::HttpServer::Hooks hooks{std::move(handler), plain_error};
  auto listening = net::HttpServer::listen(loop.io(), "127.0.0.1", 0, limits, std::move(hooks), tls);
  if (!listening) throw std::runtime_error(listening.error().message);
  server_ = std::move(*listening);
  server_->start();
}

TestServer::~TestServer() {
  loop_.run(server_->stop(0ms, 0ms));
}

}  // namespace gw::test
