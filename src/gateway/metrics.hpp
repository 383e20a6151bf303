#pragma once

#include <chrono>

#include "base/error.hpp"

namespace gw::gateway {

struct AccessRecord;

/// Counters of one thread. Its own thread counts, any thread may read: relaxed atomics with one writer, no
/// lock and no locked instruction. Made by MetricsRegistry::add_thread().
class Metrics {
 public:
  virtual ~Metrics() = default;

  /// One refusal or failure of Bedrock, also one that was retried.
  virtual void upstream_error(base::ErrorKind kind) noexcept = 0;
  /// One more attempt because the policy said so.
  virtual void upstream_retry() noexcept = 0;
  /// AWS sent a stop reason that this version does not know.
  virtual void unknown_stop_reason() noexcept = 0;

  // The router's part.
  virtual void stream_opened() noexcept = 0;
  virtual void stream_closed() noexcept = 0;
  virtual void request_finished(const AccessRecord& record, std::chrono::steady_clock::time_point end) = 0;
};

}  // namespace gw::gateway
