#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "net/header_list.hpp"
#include "net/task.hpp"

namespace gw::net {

/// Limits of the server, each with its own status when it is passed (docs/errors.md).
struct ServerLimits {
  std::size_t max_body_bytes{64u * 1024 * 1024};  ///< 413
  std::size_t max_head_bytes{32u * 1024};         ///< 431
  std::chrono::milliseconds keep_alive_idle{
      75'000};                                     ///< between requests; longer than a load balancer's 60 s
  std::chrono::milliseconds head_timeout{15'000};  ///< from the first byte of a head to its end: 408
  std::chrono::milliseconds body_idle_timeout{20'000};  ///< longest silence inside a request body: 408
  std::size_t min_body_bytes_per_second{512};  ///< averaged, after a first grace of body_idle_timeout: 408
  std::chrono::milliseconds write_timeout{60'000};  ///< a client that takes no byte for so long is dropped
  std::size_t max_connections{10'000};              ///< of this server object; beyond it: 503 and close
};

struct ServerRequest {
  std::string method;  ///< as sent, upper-case for all known methods
  std::string target;  ///< origin-form as sent: path and query, still percent-encoded
  HeaderList headers;
  std::string body;  ///< whole, de-chunked
  std::string peer;  ///< "127.0.0.1:54321"
  bool http_1_0 = false;
};

struct ResponseHead {
  unsigned status = 200;
  HeaderList
      headers;  ///< without content-length, transfer-encoding, connection, date: the server writes those
};

struct Response {
  unsigned status = 200;
  HeaderList headers;
  std::string body;
};

/// Why the handler's waits were cancelled.
enum class CancelReason : std::uint8_t {
  none,
  client_gone,    ///< the client closed or half-closed its connection: nobody reads an answer
  shutting_down,  ///< the grace period is over: say so to the client and end
};

/// Whether the connection may serve another request after a stream.
enum class AfterStream : std::uint8_t { keep_alive, close };

/// What a handler answers through: one object per request, owned by the connection, alive while the handler
/// runs.
///
/// Calling protocol: either one send(); or begin_stream(), any number of write(), and end_stream() once. For
/// HEAD the body is counted and not sent. Every call awaits the socket: a slow reader holds back the handler
/// and nobody else. Errors of every call: client_gone (connection closed, or no progress for write_timeout).
///
/// When the client goes away or the grace period ends, the connection sets cancel_reason() and cancels
/// whatever the handler is waiting for (Asio per-operation cancellation, type terminal): that wait returns
/// with ErrorKind::client_gone. The handler must then come to its end; after shutting_down it may still
/// write.
class Responder {
 public:
  virtual ~Responder() = default;

  virtual Task<base::Result<void>> send(Response response) = 0;

  virtual Task<base::Result<void>> begin_stream(ResponseHead head) = 0;
  /// `bytes` must stay valid until the call completes. Empty is allowed and writes nothing.
  virtual Task<base::Result<void>> write(std::string_view bytes) = 0;
  /// Ends the body. `close` also ends the connection, as after a failure in mid-stream.
  virtual Task<base::Result<void>> end_stream(AfterStream after) = 0;
  /// Ends the connection without ending the body, as a server that dies: for the faults of the local Bedrock.
  virtual void reset() noexcept = 0;

  [[nodiscard]] virtual bool head_sent() const noexcept = 0;
  [[nodiscard]] virtual CancelReason cancel_reason() const noexcept = 0;
  [[nodiscard]] virtual std::size_t bytes_sent() const noexcept = 0;  ///< of the body
};

/// Answers one request. Both arguments live until the returned task ends. Must not throw.
using Handler = std::function<Task<void>(ServerRequest& request, Responder& responder)>;

/// Body and headers for a request that never reached the handler (malformed, too large, too slow, no room):
/// `error.kind` is invalid_request, payload_too_large, head_too_large, request_timeout or overloaded.
/// `origin` is the Origin header if the head was read that far, else empty. Pure, must not throw.
using ErrorResponder = std::function<Response(const base::Error& error, std::string_view origin)>;

/// Certificate and key of a server that speaks TLS, PEM files. Empty: plain.
struct ServerTls {
  std::string certificate_file;  ///< the chain, leaf first
  std::string key_file;
};

/// One listener on one thread's loop. Several share a port through SO_REUSEPORT, one per thread.
class HttpServer {
 public:
  struct Hooks {
    Handler handler;
    ErrorResponder on_error;
  };

  /// Binds and listens at once, so that a client can connect before the loop runs. `host` is an address
  /// literal or "localhost"; port 0 lets the kernel choose. A port that this process listens on already may
  /// be listened on again (one listener per thread); one that another process has is in use. Errors: internal
  /// with a message such as "port 8000 on 127.0.0.1 is in use", or the name of a certificate file that does
  /// not load.
  [[nodiscard]] static base::Result<std::unique_ptr<HttpServer>> listen(boost::asio::io_context& loop,
                                                                        std::string_view host,
                                                                        std::uint16_t port,
                                                                        ServerLimits limits, Hooks hooks,
                                                                        const ServerTls& tls = {});
  /// Cancels handlers that still run, which end when the loop runs again: call stop() first, or end the loop
  /// before what the handlers use.
  virtual ~HttpServer() = default;

  [[nodiscard]] virtual std::uint16_t port() const noexcept = 0;
  /// Spawns the accept loop on the io_context given to listen().
  virtual void start() = 0;
  /// On the loop's thread: stops accepting, closes idle connections, lets running requests finish with
  /// `connection: close`; when `grace` is over, cancels the rest with shutting_down, and after `last_words`
  /// closes whatever is still open. Completes when the last connection is closed.
  virtual Task<void> stop(std::chrono::milliseconds grace, std::chrono::milliseconds last_words) = 0;
  /// Connections open now. Safe to call from any thread.
  [[nodiscard]] virtual std::size_t open_connections() const noexcept = 0;
};

}  // namespace gw::net
