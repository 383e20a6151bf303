#pragma once

#include <boost/asio/io_context.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <unordered_set>

#include "net/http_server.hpp"
#include "net/tls_context.hpp"
#include "net/wakeup.hpp"

namespace gw::net {

class HttpConnection;

/// What a server and its connections share. Shared: connections of a server that was destroyed end when their
/// coroutines do.
struct ServerCore {
  ServerCore(boost::asio::io_context& io, ServerLimits server_limits, HttpServer::Hooks server_hooks);
  ~ServerCore();

  void add(HttpConnection& connection);
  /// For one that is only told that there is no room; not counted as open.
  void add_turned_away(HttpConnection& connection);
  void remove(HttpConnection& connection);

  boost::asio::io_context& loop;
  const ServerLimits limits;
  const HttpServer::Hooks hooks;
  std::unique_ptr<TlsServerContext> tls;  ///< null: plain
  std::unordered_set<HttpConnection*> connections;
  std::unordered_set<HttpConnection*> turned_away;
  std::atomic<std::size_t> open{0};
  bool stopping{false};
  Wakeup drained;  ///< woken when the last connection is gone
};

}  // namespace gw::net
