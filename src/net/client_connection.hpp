#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "net/http_client.hpp"
#include "net/stream.hpp"

namespace gw::net {

/// A connection to an origin, at work or at rest.
class ClientConnection final : private Socket::Watcher {
 public:
  ClientConnection(Origin origin, std::shared_ptr<Socket> socket, std::unique_ptr<TlsSession> tls);
  ClientConnection(const ClientConnection&) = delete;
  ClientConnection& operator=(const ClientConnection&) = delete;

  [[nodiscard]] Stream& stream() noexcept { return stream_; }

  /// While it lies in the pool: `on_broken` runs when the server closes it or sends what nobody asked for,
  /// and may destroy this object.
  void rest(std::function<void()> on_broken);
  void wake_up();

  [[nodiscard]] const Origin& origin() const noexcept { return origin_; }
  [[nodiscard]] std::chrono::steady_clock::time_point rests_since() const noexcept { return rests_since_; }

 private:
  void on_readable() override;

  Origin origin_;
  Stream stream_;
  std::function<void()> on_broken_;
  std::chrono::steady_clock::time_point rests_since_{};
};

}  // namespace gw::net
