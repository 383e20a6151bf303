#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "support/test_ca.hpp"

namespace gw::test {

/// How a TlsPeer behaves.
struct TlsPeerSettings {
  int newest_version = 0;           ///< TLS1_2_VERSION to go no higher; 0: no limit
  std::string answer;               ///< to every request, which must have no body
  int requests_per_connection = 1;  ///< then it closes
  bool says_goodbye = true;         ///< close_notify before the close
};

/// What a TlsPeer saw of one connection.
struct TlsConnectionSeen {
  bool resumed{false};
  std::string version;      ///< "TLSv1.3"
  std::string server_name;  ///< SNI, or empty
};

/// A TLS server on 127.0.0.1 made of nothing but blocking OpenSSL calls, on a thread of its own: it shares no
/// code with the TLS client that it judges.
class TlsPeer {
 public:
  TlsPeer(const ServerCertificate& certificate, TlsPeerSettings settings);
  ~TlsPeer();
  TlsPeer(const TlsPeer&) = delete;
  TlsPeer& operator=(const TlsPeer&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  /// Connections whose handshake is done.
  [[nodiscard]] std::vector<TlsConnectionSeen> connections() const;

 private:
  void serve();
  void serve_one(int descriptor);

  TlsPeerSettings settings_;
  struct Context;
  std::unique_ptr<Context> context_;
  int listener_{-1};
  std::uint16_t port_{0};
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;
  std::vector<TlsConnectionSeen> seen_;
  std::thread thread_;
};

}  // namespace gw::test
