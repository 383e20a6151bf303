#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "net/client_connection.hpp"
#include "net/http_client.hpp"
#include "net/response_reader.hpp"

namespace gw::net {

/// What an exchange needs of its client.
class ExchangeHost {
 public:
  /// A fresh connection, not one of the pool.
  virtual Task<base::Result<std::unique_ptr<ClientConnection>>> connect(const Origin& origin) = 0;
  virtual void give_back(std::unique_ptr<ClientConnection> connection) = 0;
  virtual void exchange_ended() noexcept = 0;

 protected:
  ~ExchangeHost() = default;
};

/// Whether a connection has carried a request before: only such a one is replaced when it breaks.
enum class ConnectionUse : std::uint8_t { fresh, reused };

class ClientExchangeImpl final : public ClientExchange {
 public:
  ClientExchangeImpl(ExchangeHost& host, const ClientLimits& limits,
                     std::unique_ptr<ClientConnection> connection, ConnectionUse use, ClientRequest request);
  ~ClientExchangeImpl();

  /// Sends the request. A connection that breaks is no error here: read_head() sees what became of it.
  /// Errors: upstream_protocol (no progress for write_timeout), client_gone (cancelled).
  [[nodiscard]] Task<base::Result<void>> send();

  Task<base::Result<std::optional<ResponseHead>>> read_head(
      std::chrono::steady_clock::time_point until) override;
  Task<base::Result<std::optional<std::span<char>>>> read_some(
      std::chrono::steady_clock::time_point until) override;

 private:
  [[nodiscard]] Task<base::Result<void>> replace_connection();
  [[nodiscard]] bool may_replace() const noexcept;
  /// One read into the scratch buffer, if it can bring anything.
  [[nodiscard]] IoResult read_now();
  /// Until read_now() can bring something.
  [[nodiscard]] Task<Wake> wait_for_more(std::chrono::steady_clock::time_point until);
  /// What read_some() can answer without a wait; nothing if it has to wait.
  [[nodiscard]] std::optional<base::Result<std::span<char>>> take_some();
  /// Gives the connection back if the exchange ended well, else closes it.
  void finish(bool clean);

  ExchangeHost& host_;
  const ClientLimits& limits_;
  std::unique_ptr<ClientConnection> connection_;
  ConnectionUse use_;
  ClientRequest request_;  // until the head arrived, for a second sending
  ResponseReader reader_;
  std::string inbox_;   // bytes of the body that came with the head
  std::string served_;  // the same, while the caller looks at them
  bool sent_whole_{false};
  std::uint8_t reads_without_wait_{0};
};

}  // namespace gw::net
