#include "net/tls_session.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cerrno>

#include <utility>

namespace gw::net {

namespace {

/// A BIO over Socket: reads end without a system call once the socket is known to be empty, and writes raise
/// no SIGPIPE.
int read_bio(BIO* bio, char* data, std::size_t size, std::size_t* got) {
  auto& socket = *static_cast<Socket*>(BIO_get_data(bio));
  BIO_clear_retry_flags(bio);
  *got = 0;
  IoResult result{IoResult::Status::would_block};
  if (!socket.drained()) result = socket.try_read({data, size});
  if (result.status == IoResult::Status::would_block) BIO_set_retry_read(bio);
  if (result.status == IoResult::Status::end) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  *got = result.bytes;
  return result.status == IoResult::Status::moved ? 1 : 0;
}

int write_bio(BIO* bio, const char* data, std::size_t size, std::size_t* sent) {
  auto& socket = *static_cast<Socket*>(BIO_get_data(bio));
  BIO_clear_retry_flags(bio);
  const std::string_view piece{data, size};
  const IoResult result = socket.try_write({&piece, 1});
  if (result.status == IoResult::Status::would_block) BIO_set_retry_write(bio);
  *sent = result.bytes;
  return result.status == IoResult::Status::moved ? 1 : 0;
}

long control_bio(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_FLUSH) return 1;
  if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
  return 0;
}

BIO_METHOD* socket_bio_method() {
  // Never freed: sessions of other threads may outlast any moment at which it could be.
  static BIO_METHOD* const method = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
    BIO_meth_set_read_ex(made, read_bio);
    BIO_meth_set_write_ex(made, write_bio);
    BIO_meth_set_ctrl(made, control_bio);
    return made;
  }();
  return method;
}

std::string last_error_text() {
  const unsigned long code = ERR_peek_last_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return reason == nullptr ? "the connection was closed" : reason;
}

}  // namespace

TlsSession::TlsSession(ssl_st* ssl, std::shared_ptr<Socket> socket) : socket_(std::move(socket)), ssl_(ssl) {
  BIO* bio = BIO_new(socket_bio_method());
  BIO_set_data(bio, socket_.get());
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl_, bio, bio);
}

TlsSession::~TlsSession() {
  // A session that is freed without a goodbye is marked as not resumable, the newest ticket with it.
  SSL_set_shutdown(ssl_, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
  SSL_free(ssl_);
}

TlsSession::Handshake TlsSession::step_handshake() {
  ERR_clear_error();
  const int returned = SSL_do_handshake(ssl_);
  if (returned == 1) return Handshake::done;
  switch (SSL_get_error(ssl_, returned)) {
    case SSL_ERROR_WANT_READ:
      return Handshake::wants_read;
    case SSL_ERROR_WANT_WRITE:
      return Handshake::wants_write;
    default:
      break;
  }
  const long verified = SSL_get_verify_result(ssl_);
  failure_ = verified != X509_V_OK
                 ? std::string{"certificate not trusted, "} + X509_verify_cert_error_string(verified)
                 : last_error_text();
  over_ = true;
  return Handshake::failed;
}

bool TlsSession::was_resumed() const noexcept {
  return SSL_session_reused(ssl_) == 1;
}

IoResult TlsSession::try_read(std::span<char> buffer) {
  std::size_t total = 0;
  wants_write_ = false;
  drained_ = false;
  while (total < buffer.size()) {
    ERR_clear_error();
    std::size_t got = 0;
    const int returned = SSL_read_ex(ssl_, buffer.data() + total, buffer.size() - total, &got);
    if (returned == 1) {
      total += got;
      continue;
    }
    const IoResult stopped = explain(returned);
    // What came before an end or a failure is handed out first; the next read meets the end again.
    if (total == 0) return stopped;
    break;
  }
  return {IoResult::Status::moved, total, 0};
}

IoResult TlsSession::try_write(std::string_view bytes) {
  ERR_clear_error();
  std::size_t sent = 0;
  const int returned = SSL_write_ex(ssl_, bytes.data(), bytes.size(), &sent);
  if (returned == 1) return {IoResult::Status::moved, sent, 0};
  const bool drained = drained_;
  const IoResult stopped = explain(returned);
  drained_ = drained;
  return stopped;
}

bool TlsSession::has_data() {
  char byte = 0;
  std::size_t got = 0;
  ERR_clear_error();
  const int returned = SSL_peek_ex(ssl_, &byte, 1, &got);
  if (returned == 1) {
    drained_ = false;
    return true;
  }
  static_cast<void>(explain(returned));
  return false;
}

IoResult TlsSession::explain(int returned) {
  switch (SSL_get_error(ssl_, returned)) {
    case SSL_ERROR_WANT_READ:
      drained_ = true;
      return {IoResult::Status::would_block};
    case SSL_ERROR_WANT_WRITE:
      drained_ = true;
      wants_write_ = true;
      return {IoResult::Status::would_block};
    case SSL_ERROR_ZERO_RETURN:
      over_ = true;
      return {IoResult::Status::end};
    default:
      over_ = true;
      return {IoResult::Status::failed, 0, ECONNRESET};
  }
}

void TlsSession::prepare_to_wait() noexcept {
  SSL_free_buffers(ssl_);
  drained_ = false;
}

void TlsSession::say_goodbye() noexcept {
  if (over_ || SSL_in_init(ssl_) != 0) return;
  ERR_clear_error();
  static_cast<void>(SSL_shutdown(ssl_));
}

}  // namespace gw::net
