#pragma once

#include <memory>
#include <vector>

#include "net/client_connection.hpp"
#include "net/resolver.hpp"
#include "net/tls_context.hpp"

namespace gw::net {

/// Fresh connections: name, TCP, TLS, all within the connect timeout.
class Connector {
 public:
  Connector(boost::asio::io_context& loop, const ClientLimits& limits, TlsTrust trust, NameSettings names);

  /// Errors: upstream_unavailable, client_gone (cancelled), internal (trust could not be loaded).
  [[nodiscard]] Task<base::Result<std::unique_ptr<ClientConnection>>> connect(Origin origin);

  /// See Resolver::cancel_all().
  void cancel_lookups() { resolver_.cancel_all(); }

 private:
  /// The TLS context, made when it is first needed: it costs milliseconds.
  [[nodiscard]] base::Result<TlsClientContext*> tls();
  [[nodiscard]] Task<base::Result<std::shared_ptr<Socket>>> connect_to(SocketAddress address,
                                                                       Socket::TimePoint until);
  [[nodiscard]] Task<base::Result<std::shared_ptr<Socket>>> connect_to_one_of(
      std::vector<SocketAddress> addresses, Socket::TimePoint until);

  boost::asio::io_context& loop_;
  const ClientLimits& limits_;
  TlsTrust trust_;
  std::unique_ptr<TlsClientContext> tls_;
  Resolver resolver_;
};

}  // namespace gw::net
