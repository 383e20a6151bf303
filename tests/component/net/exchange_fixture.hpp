#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "net/http_client.hpp"
#include "net/http_server.hpp"
#include "support/loop.hpp"

namespace gw::test {

/// "<status> <message>" with the status that docs/errors.md gives a kind.
[[nodiscard]] net::Response plain_error(const base::Error& error, std::string_view origin);

/// Answers with method, target and body of the request.
net::Task<void> echo(net::ServerRequest& request, net::Responder& responder);
/// Streams the request's body back three times.
net::Task<void> stream_three(net::ServerRequest& request, net::Responder& responder);

/// A whole answer.
struct Exchanged {
  unsigned status{0};
  net::HeaderList headers;
  std::string body;
};

/// One request and its whole answer, at most ten seconds.
net::Task<base::Result<Exchanged>> fetch(net::HttpClient& client, net::Origin origin, std::string method,
                                         std::string body);

/// A server on the test's loop, plain or with TLS.
class TestServer {
 public:
  explicit TestServer(Loop& loop, net::Handler handler, net::ServerLimits limits = {},
                      const net::ServerTls& tls = {});
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  [[nodiscard]] net::HttpServer& operator*() noexcept { return *server_; }
  [[nodiscard]] net::HttpServer* operator->() noexcept { return server_.get(); }
  [[nodiscard]] std::uint16_t port() const noexcept { return server_->port(); }

 private:
  Loop& loop_;
  std::unique_ptr<net::HttpServer> server_;
};

}  // namespace gw::test
