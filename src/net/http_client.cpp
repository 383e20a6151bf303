#include "net/http_client.hpp"

#include <atomic>
#include <utility>

#include "net/client_exchange.hpp"
#include "net/client_pool.hpp"
#include "net/connector.hpp"

namespace gw::net {

using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

class HttpClientImpl final : public HttpClient, private ExchangeHost {
 public:
  HttpClientImpl(boost::asio::io_context& loop, ClientLimits limits, TlsTrust trust, NameSettings names)
      : limits_(limits),
        connector_(loop, limits_, std::move(trust), std::move(names)),
        pool_(loop, limits_) {}

  Task<Result<std::unique_ptr<ClientExchange>>> open(Origin origin, ClientRequest request) override {
    auto use = ConnectionUse::reused;
    auto connection = pool_.take(origin);
    if (!connection) {
      use = ConnectionUse::fresh;
      auto connected = co_await connector_.connect(std::move(origin));
      if (!connected) co_return std::unexpected(std::move(connected.error()));
      connection = std::move(*connected);
    }
    in_use_.fetch_add(1, std::memory_order_relaxed);
    ExchangeHost& host = *this;
    auto exchange =
        std::make_unique<ClientExchangeImpl>(host, limits_, std::move(connection), use, std::move(request));
    auto sent = co_await exchange->send();
    if (!sent) co_return std::unexpected(std::move(sent.error()));
    co_return std::unique_ptr<ClientExchange>{std::move(exchange)};
  }

  [[nodiscard]] PoolSize pool_size() const noexcept override {
    return {pool_.size(), in_use_.load(std::memory_order_relaxed)};
  }
  void close_idle() override {
    pool_.clear();
    connector_.cancel_lookups();
  }

 private:
  Task<Result<std::unique_ptr<ClientConnection>>> connect(const Origin& origin) override {
    return connector_.connect(origin);
  }
  void give_back(std::unique_ptr<ClientConnection> connection) override { pool_.put(std::move(connection)); }
  void exchange_ended() noexcept override { in_use_.fetch_sub(1, std::memory_order_relaxed); }

  ClientLimits limits_;
  Connector connector_;
  ClientPool pool_;
  std::atomic<std::size_t> in_use_{0};
};

}  // namespace

std::unique_ptr<HttpClient> HttpClient::create(boost::asio::io_context& loop, ClientLimits limits,
                                               TlsTrust trust, NameSettings names) {
  return std::make_unique<HttpClientImpl>(loop, limits, std::move(trust), std::move(names));
}

Task<Result<std::string>> read_whole_body(ClientExchange& exchange, std::size_t max_bytes,
                                          std::chrono::steady_clock::time_point until) {
  std::string body;
  for (;;) {
    auto part = co_await exchange.read_some(until);
    if (!part) co_return std::unexpected(std::move(part.error()));
    if (!part->has_value())
      co_return fail(ErrorKind::upstream_timeout, "The upstream's answer did not come in time.");
    const std::span<char> bytes = **part;
    if (bytes.empty()) co_return body;
    if (bytes.size() > max_bytes - body.size())
      co_return fail(ErrorKind::upstream_protocol, "The upstream's answer is too large.");
    body.append(bytes.data(), bytes.size());
  }
}

}  // namespace gw::net
