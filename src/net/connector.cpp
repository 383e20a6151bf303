#include "net/connector.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "net/net_error.hpp"

namespace gw::net {

using base::ErrorKind;
using base::fail;
using base::Result;
using Clock = std::chrono::steady_clock;

namespace {

/// An address that does not answer leaves the others at least this much of the time.
constexpr std::chrono::milliseconds kShortestAttempt{250};

int pending_error(int descriptor) {
  int error = 0;
  socklen_t size = sizeof error;
  return ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

}  // namespace

Connector::Connector(boost::asio::io_context& loop, const ClientLimits& limits, TlsTrust trust,
                     NameSettings names)
    : loop_(loop), limits_(limits), trust_(std::move(trust)), resolver_(loop, std::move(names)) {}

Task<Result<std::unique_ptr<ClientConnection>>> Connector::connect(Origin origin) {
  const auto until = deadline_after(limits_.connect_timeout);
  auto addresses = co_await resolver_.resolve(origin.host, origin.port, until);
  if (!addresses) co_return std::unexpected(std::move(addresses.error()));
  auto socket = co_await connect_to_one_of(std::move(*addresses), until);
  if (!socket) co_return std::unexpected(std::move(socket.error()));
  std::unique_ptr<TlsSession> session;
  if (origin.scheme == Scheme::https) {
    const auto context = tls();
    if (!context) co_return std::unexpected(context.error());
    session = (*context)->start(origin, *socket);
    if (!session) co_return fail(ErrorKind::internal, "cannot start a TLS session");
  }
  auto connection =
      std::make_unique<ClientConnection>(std::move(origin), std::move(*socket), std::move(session));
  auto shaken = co_await connection->stream().handshake(until);
  if (!shaken) co_return std::unexpected(std::move(shaken.error()));
  co_return connection;
}

Result<TlsClientContext*> Connector::tls() {
  if (!tls_) {
    auto made = TlsClientContext::create(trust_);
    if (!made) return std::unexpected(std::move(made.error()));
    tls_ = std::move(*made);
  }
  return tls_.get();
}

Task<Result<std::shared_ptr<Socket>>> Connector::connect_to_one_of(std::vector<SocketAddress> addresses,
                                                                   Socket::TimePoint until) {
  base::Error last = base::make_error(ErrorKind::upstream_unavailable, "The name has no address.");
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const auto now = Clock::now();
    if (now >= until) break;
    const auto share = (until - now) / static_cast<Clock::rep>(addresses.size() - i);
    const auto attempt_until = std::min(until, now + std::max<Clock::duration>(share, kShortestAttempt));
    auto socket = co_await connect_to(addresses[i], attempt_until);
    if (socket || socket.error().kind == ErrorKind::client_gone) co_return socket;
    last = std::move(socket.error());
  }
  co_return std::unexpected(std::move(last));
}

Task<Result<std::shared_ptr<Socket>>> Connector::connect_to(SocketAddress address, Socket::TimePoint until) {
  auto opened = open_socket(loop_, address.family());
  if (!opened) co_return opened;
  const std::shared_ptr<Socket> socket = *opened;
  constexpr std::string_view what = "cannot connect to the upstream";
  if (::connect(socket->descriptor(), address.data(), address.size()) != 0 && errno != EINPROGRESS) {
    co_return fail(to_error(ErrorKind::upstream_unavailable, what, errno));
  }
  const Wake wake = co_await socket->wait_writable(until, OnCancel::wake);
  if (wake == Wake::cancelled) co_return fail(cancelled_error());
  if (wake != Wake::ready) co_return fail(to_error(ErrorKind::upstream_unavailable, what, ETIMEDOUT));
  if (const int error = pending_error(socket->descriptor())) {
    co_return fail(to_error(ErrorKind::upstream_unavailable, what, error));
  }
  co_return socket;
}

}  // namespace gw::net
