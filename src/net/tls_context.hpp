#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "net/http_client.hpp"
#include "net/tls_session.hpp"

struct ssl_ctx_st;
struct ssl_session_st;

namespace gw::net {

/// Makes OpenSSL read no openssl.cnf. For main(), before anything else touches OpenSSL; calling it again does
/// nothing.
void configure_tls_library() noexcept;

/// Where this system keeps the certificates it trusts.
struct SystemTrust {
  std::string hashed_directory;  ///< a certificate is looked up by its hash when it is needed; else
  std::string bundle_file;       ///< all certificates in one file, slow to load; else both empty
};

/// The first of `directories` that holds certificates by hash ("5ed36f99.0"), else the first of `files` that
/// is there.
[[nodiscard]] SystemTrust find_system_trust(const std::vector<std::filesystem::path>& directories,
                                            const std::vector<std::filesystem::path>& files);

/// TLS toward upstreams, for one thread: 1.2 and 1.3, certificate and host verified, sessions resumed with
/// the newest ticket of each origin. Must outlive its sessions.
class TlsClientContext {
 public:
  /// Loads what is trusted: docs/security.md. Errors: internal, naming the file that does not load.
  [[nodiscard]] static base::Result<std::unique_ptr<TlsClientContext>> create(const TlsTrust& trust);
  ~TlsClientContext();
  TlsClientContext(const TlsClientContext&) = delete;
  TlsClientContext& operator=(const TlsClientContext&) = delete;

  [[nodiscard]] std::unique_ptr<TlsSession> start(const Origin& origin, std::shared_ptr<Socket> socket);

  /// The newest session of an origin; a node of a map, so that OpenSSL's callback can hold its address.
  struct Ticket {
    Ticket() = default;
    ~Ticket();
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    void replace(ssl_session_st* newest) noexcept;
    ssl_session_st* session{nullptr};
  };

 private:
  explicit TlsClientContext(ssl_ctx_st* context) : context_(context) {}

  ssl_ctx_st* context_;
  std::map<std::string, Ticket> tickets_;  // by "host:port"
};

/// TLS of a server with one certificate.
class TlsServerContext {
 public:
  /// PEM files: the chain, leaf first, and its key. Errors: internal, naming the file.
  [[nodiscard]] static base::Result<std::unique_ptr<TlsServerContext>> create(
      const std::string& certificate_file, const std::string& key_file);
  ~TlsServerContext();
  TlsServerContext(const TlsServerContext&) = delete;
  TlsServerContext& operator=(const TlsServerContext&) = delete;

  [[nodiscard]] std::unique_ptr<TlsSession> start(std::shared_ptr<Socket> socket);

 private:
  explicit TlsServerContext(ssl_ctx_st* context) : context_(context) {}
  ssl_ctx_st* context_;
};

}  // namespace gw::net
