#include "net/client_connection.hpp"

#include <algorithm>
#include <utility>

namespace gw::net {

ClientConnection::ClientConnection(Origin origin, std::shared_ptr<Socket> socket)
    : origin_(std::move(origin)), socket_(std::move(socket)) {}

ClientConnection::~ClientConnection() {
  socket_->close();
}

IoResult ClientConnection::try_read(std::span<char> buffer) {
  return socket_->try_read(buffer);
}

IoResult ClientConnection::try_write(std::span<std::string_view> pieces) {
  std::size_t left = 0;
  for (const std::string_view piece : pieces) left += piece.size();
  if (left == 0) return {IoResult::Status::moved};
  IoResult result = socket_->try_write(pieces);
  std::size_t sent = result.bytes;
  if (sent < left && result.status == IoResult::Status::moved) result.status = IoResult::Status::would_block;
  for (std::string_view& piece : pieces) {
    const std::size_t here = std::min(sent, piece.size());
    piece.remove_prefix(here);
    sent -= here;
  }
  return result;
}

bool ClientConnection::may_have_more() const noexcept {
  return !socket_->drained();
}

void ClientConnection::rest(std::function<void()> on_broken) {
  on_broken_ = std::move(on_broken);
  rests_since_ = std::chrono::steady_clock::now();
  socket_->watch(*this);
}

void ClientConnection::wake_up() {
  socket_->unwatch();
  on_broken_ = nullptr;
}

void ClientConnection::on_readable() {
  // Moved out first: it usually destroys this object.
  const auto on_broken = std::exchange(on_broken_, nullptr);
  if (on_broken) on_broken();
}

}  // namespace gw::net
