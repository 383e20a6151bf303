#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "net/header_list.hpp"
#include "net/http_server.hpp"
#include "net/task.hpp"

namespace gw::net {

enum class Scheme : std::uint8_t { http, https };

/// Where to connect. `host` is what goes into SNI and the certificate check.
struct Origin {
  Scheme scheme{Scheme::https};
  std::string host;
  std::uint16_t port{443};
  friend bool operator==(const Origin&, const Origin&) = default;
};

struct ClientRequest {
  std::string method;
  std::string target;     ///< path and query, encoded
  HeaderList headers;     ///< with host, without content-length (written from the body) and connection
  std::string_view body;  ///< must stay valid until the exchange's head arrived or failed: it may be sent
                          ///< twice, see open()
};

/// How certificates are trusted: the rule is in docs/security.md.
struct TlsTrust {
  /// AWS_CA_BUNDLE, else SSL_CERT_FILE: replaces everything and must load. Empty: the system's and the
  /// embedded Amazon roots.
  std::string ca_bundle_file;
};

/// How names are resolved. The defaults ask whom the system asks.
struct NameSettings {
  std::string servers;  ///< "10.0.0.2,10.0.0.3:5353" instead of those of resolv.conf
  std::chrono::milliseconds query_timeout{1'000};  ///< of the first try at one server; later ones wait longer
  int tries{3};
};

struct ClientLimits {
  std::chrono::milliseconds connect_timeout{5'000};  ///< look-up, TCP and TLS together
  std::chrono::milliseconds write_timeout{60'000};  ///< longest time without progress while sending a request
  std::chrono::milliseconds pool_idle{50'000};  ///< an idle pooled connection older than this is not reused
  std::size_t max_idle_per_origin{256};
  std::size_t max_head_bytes{64u * 1024};
};

/// One request and its answer. Destroying it before the body was read to its end closes the connection (this
/// is how an upstream call is aborted); after the end the connection goes back to the pool.
class ClientExchange {
 public:
  virtual ~ClientExchange() = default;

  /// Waits for the status line and headers; 1xx are skipped. Nothing if `until` came first: nothing is lost,
  /// call again. Errors: upstream_protocol (closed, reset or malformed: the model may be running),
  /// client_gone (cancelled).
  virtual Task<base::Result<std::optional<ResponseHead>>> read_head(
      std::chrono::steady_clock::time_point until) = 0;

  /// Next bytes of the body, without transfer coding. An engaged empty span is the end; nothing means `until`
  /// came first. The bytes live in the thread's scratch buffer: use them before the next co_await. Writable,
  /// so that a JSON reader may patch. Errors: upstream_protocol if the connection ends before the body does,
  /// client_gone (cancelled).
  virtual Task<base::Result<std::optional<std::span<char>>>> read_some(
      std::chrono::steady_clock::time_point until) = 0;
};

/// Outgoing HTTP/1.1 of one thread: keep-alive pool, TLS with session resumption, names resolved on the loop.
class HttpClient {
 public:
  struct PoolSize {
    std::size_t idle;
    std::size_t in_use;
  };

  /// `loop` must outlive the client, and the client every exchange. Nothing is connected or loaded until the
  /// first request.
  [[nodiscard]] static std::unique_ptr<HttpClient> create(boost::asio::io_context& loop, ClientLimits limits,
                                                          TlsTrust trust, NameSettings names = {});
  virtual ~HttpClient() = default;

  /// Connects or takes a pooled connection and sends the request. A *reused* connection that is closed or
  /// reset before a byte of the answer (also later, inside read_head) is replaced once by a fresh one and the
  /// request sent again: the idle-close race. A fresh connection that breaks after the request was sent is
  /// not. Errors: upstream_unavailable (no address, refused, connect or TLS timeout: nothing was sent, safe
  /// to repeat), upstream_protocol (broke while sending), client_gone (cancelled), internal (trust could not
  /// be loaded; names the file).
  virtual Task<base::Result<std::unique_ptr<ClientExchange>>> open(Origin origin, ClientRequest request) = 0;

  [[nodiscard]] virtual PoolSize pool_size() const noexcept = 0;  ///< safe to call from any thread
  /// Closes idle connections and ends look-ups under way; for shutdown.
  virtual void close_idle() = 0;
};

/// Reads a body to its end. Errors: as read_some, upstream_timeout when `until` comes first,
/// upstream_protocol over `max_bytes`.
Task<base::Result<std::string>> read_whole_body(ClientExchange& exchange, std::size_t max_bytes,
                                                std::chrono::steady_clock::time_point until);

}  // namespace gw::net
