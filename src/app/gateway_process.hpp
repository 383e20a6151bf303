#pragma once

#include <boost/asio/cancellation_signal.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/shared_parts.hpp"
#include "app/stop_signals.hpp"
#include "app/upstream_setup.hpp"
#include "app/worker.hpp"
#include "base/result.hpp"
#include "gateway/settings.hpp"

namespace gw::app {

/// The running gateway: one worker per thread, all on one port.
class GatewayProcess {
 public:
  /// Listens before anything else is made; from here on a signal ends run() and not the process. Errors: one
  /// line for the operator.
  [[nodiscard]] static base::Result<std::unique_ptr<GatewayProcess>> start(const gateway::Settings& settings,
                                                                           UpstreamSetup upstream);
  ~GatewayProcess();
  GatewayProcess(const GatewayProcess&) = delete;
  GatewayProcess& operator=(const GatewayProcess&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return workers_.front()->port(); }
  [[nodiscard]] std::size_t threads() const noexcept { return workers_.size(); }

  /// Serves until SIGTERM or SIGINT, then finishes what runs. A second signal ends the process at once.
  void run();

 private:
  GatewayProcess() = default;
  base::Result<void> listen(const gateway::Settings& settings);
  void connect_door();
  void stop();
  void stopped(Worker& worker);
  [[nodiscard]] gateway::Gauges gauges() const;

  std::unique_ptr<SharedParts> shared_;
  boost::asio::cancellation_signal stop_refreshing_;
  std::atomic<std::size_t> serving_{0};  ///< workers that have not stopped
  std::vector<std::unique_ptr<Worker>> workers_;
  std::optional<StopSignals> signals_;  // on the first worker's loop
};

}  // namespace gw::app
