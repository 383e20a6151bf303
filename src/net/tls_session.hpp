#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "net/socket.hpp"

struct ssl_st;

namespace gw::net {

/// TLS on one Socket, either side. OpenSSL works straight on the socket through a BIO of ours: no second copy
/// and no pair of 17 KB buffers as in asio::ssl::stream. Its own buffers are given back while the connection
/// waits.
class TlsSession {
 public:
  enum class Handshake : std::uint8_t { done, wants_read, wants_write, failed };

  /// Takes `ssl` over, which must not have a BIO yet.
  TlsSession(ssl_st* ssl, std::shared_ptr<Socket> socket);
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  [[nodiscard]] Handshake step_handshake();
  /// Why the handshake failed: "certificate has expired", "hostname mismatch", "wrong version number".
  [[nodiscard]] const std::string& failure() const noexcept { return failure_; }
  [[nodiscard]] bool was_resumed() const noexcept;

  /// As much as there is, over several records. `end` only after the peer's close_notify; a connection that
  /// just stops has failed, since its tail may be missing.
  [[nodiscard]] IoResult try_read(std::span<char> buffer);
  /// moved: some of it was taken. After would_block the same bytes must be given again.
  [[nodiscard]] IoResult try_write(std::string_view bytes);
  /// True if bytes of the peer wait to be read; control records are handled on the way. False also for an
  /// end.
  [[nodiscard]] bool has_data();
  /// True if has_data() or a read found that the connection is over.
  [[nodiscard]] bool is_over() const noexcept { return over_; }

  /// True if a read may bring something without a wait.
  [[nodiscard]] bool may_have_more() const noexcept { return !drained_; }
  /// True if the last read could not go on before it has written (a key update).
  [[nodiscard]] bool wants_write() const noexcept { return wants_write_; }
  /// Before a wait: gives OpenSSL's buffers back. What the wait brings may be read.
  void prepare_to_wait() noexcept;

  /// Says goodbye (close_notify), if the socket takes it.
  void say_goodbye() noexcept;

 private:
  [[nodiscard]] IoResult explain(int returned);

  std::shared_ptr<Socket> socket_;
  ssl_st* ssl_;
  std::string failure_;
  bool drained_{false};
  bool wants_write_{false};
  bool over_{false};
};

}  // namespace gw::net
