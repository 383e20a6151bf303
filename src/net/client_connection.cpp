#include "net/client_connection.hpp"

#include <utility>

namespace gw::net {

ClientConnection::ClientConnection(Origin origin, std::shared_ptr<Socket> socket,
                                   std::unique_ptr<TlsSession> tls)
    : origin_(std::move(origin)), stream_(std::move(socket), std::move(tls)) {}

void ClientConnection::rest(std::function<void()> on_broken) {
  on_broken_ = std::move(on_broken);
  rests_since_ = std::chrono::steady_clock::now();
  stream_.watch(*this);
}

void ClientConnection::wake_up() {
  stream_.unwatch();
  on_broken_ = nullptr;
}

void ClientConnection::on_readable() {
  if (!stream_.peer_speaks()) {
    // A session ticket, say.
    stream_.watch(*this);
    return;
  }
  // Moved out first: it usually destroys this object.
  const auto on_broken = std::exchange(on_broken_, nullptr);
  if (on_broken) on_broken();
}

}  // namespace gw::net
