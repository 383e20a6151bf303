#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "aws/credentials.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/strong.hpp"
#include "net/task.hpp"

namespace gw::simulator {

/// One line about a request that was answered.
struct ServedRequest {
  std::string method;
  std::string target;
  std::string operation;      ///< "ConverseStream", or empty if the request names none
  unsigned status = 0;        ///< 0 if the connection was to break before an answer
  std::string error_type;     ///< "ValidationException", or empty
  std::string error_message;  ///< what the client is told
};

struct SimulatorOptions {
  std::vector<aws::Credentials> credentials;  ///< key pairs whose signatures are accepted
  base::Secret bearer_token;                  ///< a Bedrock API key that is accepted; empty: none is
  /// What signatures must be scoped to. Empty: any region, each with its own list of models.
  base::Region region;
  const base::Clock* clock = nullptr;    ///< must outlive the simulator
  base::RandomSource* random = nullptr;  ///< must outlive the simulator; used on the loop's thread only
  std::string tls_certificate_file;      ///< PEM, the chain; with the key it speaks https instead of http
  std::string tls_key_file;
  /// Called on the loop's thread before an answer is sent; may be empty. Must not throw.
  std::function<void(const ServedRequest&)> on_request;
};

/// A local Bedrock: runtime and control plane on one port, over real sockets. What it answers, and the faults
/// it plays on demand, are in docs/simulator.md. Lives on one loop's thread.
class Simulator {
 public:
  /// Binds and listens at once. `host` is an address literal or "localhost"; port 0 lets the kernel choose.
  /// Errors: internal, with a line for the operator (a port in use, a certificate that does not load).
  [[nodiscard]] static base::Result<std::unique_ptr<Simulator>> listen(boost::asio::io_context& loop,
                                                                       std::string_view host,
                                                                       std::uint16_t port,
                                                                       SimulatorOptions options);
  virtual ~Simulator() = default;

  [[nodiscard]] virtual std::uint16_t port() const noexcept = 0;
  virtual void start() = 0;
  /// Stops accepting, lets what runs come to its end within `grace`, then breaks off the rest: also answers
  /// that are told to stall for ever. Completes when the last connection is closed.
  virtual net::Task<void> stop(std::chrono::milliseconds grace) = 0;
};

}  // namespace gw::simulator
