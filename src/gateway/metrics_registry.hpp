#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "gateway/metrics.hpp"

namespace gw::gateway {

struct BuildInfo {
  std::string version;   ///< "0.1.0"
  std::string revision;  ///< of the source, short; "unknown" outside a checkout
};

/// Values that others hold, read when somebody asks.
struct Gauges {
  std::size_t open_connections = 0;
  std::size_t upstream_connections_idle = 0;
  std::size_t upstream_connections_in_use = 0;
  std::uint64_t lost_log_lines = 0;
};

/// All counters of the process. add_thread() at start, render() from any thread at any time.
class MetricsRegistry {
 public:
  virtual ~MetricsRegistry() = default;
  /// The registry owns it and must outlive its use. Not thread-safe: before the loops run.
  virtual Metrics& add_thread() = 0;
  /// Prometheus text format, version 0.0.4. The series' names are an interface.
  [[nodiscard]] virtual std::string render(const Gauges& gauges) const = 0;

  [[nodiscard]] static std::unique_ptr<MetricsRegistry> create(BuildInfo build);
};

}  // namespace gw::gateway
