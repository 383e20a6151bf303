#include "support/tls_peer.hpp"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <stdexcept>

namespace gw::test {

struct TlsPeer::Context {
  Context() : ssl(SSL_CTX_new(TLS_server_method())) {}
  ~Context() { SSL_CTX_free(ssl); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  SSL_CTX* ssl;
};

TlsPeer::TlsPeer(const ServerCertificate& certificate, TlsPeerSettings settings)
    : settings_(std::move(settings)), context_(std::make_unique<Context>()) {
  SSL_CTX_use_certificate_chain_file(context_->ssl, certificate.certificate_file.c_str());
  SSL_CTX_use_PrivateKey_file(context_->ssl, certificate.key_file.c_str(), SSL_FILETYPE_PEM);
  SSL_CTX_set_max_proto_version(context_->ssl, settings_.newest_version);
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("TlsPeer cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread{[this] { serve(); }};
}

TlsPeer::~TlsPeer() {
  stopping_ = true;
  thread_.join();
  ::close(listener_);
}

std::vector<TlsConnectionSeen> TlsPeer::connections() const {
  const std::lock_guard lock{mutex_};
  return seen_;
}

void TlsPeer::serve() {
  while (!stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, 20) <= 0) continue;
    const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) continue;
    // A client that keeps its connection must not keep this thread.
    const timeval patience{.tv_sec = 0, .tv_usec = 500'000};
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    serve_one(descriptor);
    ::close(descriptor);
  }
}

void TlsPeer::serve_one(int descriptor) {
  SSL* ssl = SSL_new(context_->ssl);
  SSL_set_fd(ssl, descriptor);
  if (SSL_accept(ssl) == 1) {
    TlsConnectionSeen connection;
    connection.resumed = SSL_session_reused(ssl) == 1;
    connection.version = SSL_get_version(ssl);
    const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    connection.server_name = name == nullptr ? "" : name;
    {
      const std::lock_guard lock{mutex_};
      seen_.push_back(connection);
    }
    for (int i = 0; i < settings_.requests_per_connection; ++i) {
      std::string request;
      char buffer[4'096];
      while (request.find("\r\n\r\n") == std::string::npos) {
        const int got = SSL_read(ssl, buffer, sizeof buffer);
        if (got <= 0) break;
        request.append(buffer, static_cast<std::size_t>(got));
      }
      if (request.empty()) break;
      SSL_write(ssl, settings_.answer.data(), static_cast<int>(settings_.answer.size()));
    }
    if (settings_.says_goodbye) SSL_shutdown(ssl);
  }
  SSL_free(ssl);
}

}  // namespace gw::test
