#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.hpp"
#include "net/socket.hpp"
#include "net/tls_session.hpp"

namespace gw::net {

/// Bytes over a socket, with or without TLS: what HTTP runs on, on either side. Attempts do not block; waits
/// go through the loop.
class Stream {
 public:
  using TimePoint = Socket::TimePoint;

  Stream(std::shared_ptr<Socket> socket, std::unique_ptr<TlsSession> tls);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  /// For TLS; done at once without. Errors: upstream_unavailable (with OpenSSL's reason, or a timeout),
  /// client_gone (cancelled).
  [[nodiscard]] Task<base::Result<void>> handshake(TimePoint until);

  [[nodiscard]] IoResult try_read(std::span<char> buffer);
  /// Takes what was sent off the pieces. moved: all is sent; would_block: some is left.
  [[nodiscard]] IoResult try_write(std::span<std::string_view> pieces);
  /// False if a read before the next wait cannot bring anything.
  [[nodiscard]] bool may_have_more() const noexcept;
  /// After readability was reported while nobody reads: whether there is data, or the connection is over.
  /// False for records that only TLS itself cares for, such as session tickets.
  [[nodiscard]] bool peer_speaks();

  [[nodiscard]] Task<Wake> wait_readable(TimePoint until);
  [[nodiscard]] Task<Wake> wait_writable(TimePoint until, OnCancel on_cancel);
  /// Ready also when the peer sends something.
  [[nodiscard]] Task<Wake> wait_either(TimePoint until);

  /// Tells `watcher` once about readability while no coroutine waits for it, see Socket.
  void watch(Socket::Watcher& watcher);
  void unwatch() noexcept { socket_->unwatch(); }

  [[nodiscard]] Socket& socket() noexcept { return *socket_; }
  [[nodiscard]] const Socket& socket() const noexcept { return *socket_; }
  [[nodiscard]] bool was_resumed() const noexcept { return tls_ && tls_->was_resumed(); }
  /// Ends our direction: close_notify and FIN.
  void shutdown_writing() noexcept;
  void close() noexcept { socket_->close(); }

 private:
  [[nodiscard]] IoResult try_write_tls(std::span<std::string_view> pieces);

  std::shared_ptr<Socket> socket_;
  std::unique_ptr<TlsSession> tls_;
};

}  // namespace gw::net
