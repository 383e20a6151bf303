#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "net/http_client.hpp"
#include "net/socket.hpp"

namespace gw::net {

/// A connection to an origin. Attempts do not block; waits go through the socket.
class ClientConnection final : private Socket::Watcher {
 public:
  ClientConnection(Origin origin, std::shared_ptr<Socket> socket);
  ~ClientConnection();
  ClientConnection(const ClientConnection&) = delete;
  ClientConnection& operator=(const ClientConnection&) = delete;

  [[nodiscard]] IoResult try_read(std::span<char> buffer);
  /// Takes what was sent off the pieces. moved means that all is sent; would_block that some is left.
  [[nodiscard]] IoResult try_write(std::span<std::string_view> pieces);
  /// False if a read before the next wait cannot bring anything.
  [[nodiscard]] bool may_have_more() const noexcept;

  [[nodiscard]] Task<Wake> wait_readable(Socket::TimePoint until) { return socket_->wait_readable(until); }
  /// For sending: ready also when the peer answers, or closes, before it has everything.
  [[nodiscard]] Task<Wake> wait_either(Socket::TimePoint until) { return socket_->wait_either(until); }
  /// After wait_either: whether it was the peer.
  [[nodiscard]] bool answers_early() const noexcept { return socket_->readable(); }

  /// While it lies in the pool: `on_broken` runs when the server closes it or sends what nobody asked for,
  /// and may destroy this object.
  void rest(std::function<void()> on_broken);
  void wake_up();

  [[nodiscard]] const Origin& origin() const noexcept { return origin_; }
  [[nodiscard]] std::chrono::steady_clock::time_point rests_since() const noexcept { return rests_since_; }

 private:
  void on_readable() override;

  Origin origin_;
  std::shared_ptr<Socket> socket_;
  std::function<void()> on_broken_;
  std::chrono::steady_clock::time_point rests_since_{};
};

}  // namespace gw::net
