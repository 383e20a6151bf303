#pragma once

#include <vector>

#include "gateway/access_record.hpp"
#include "gateway/metrics.hpp"

namespace gw::test {

/// Keeps what was counted.
class FakeMetrics final : public gateway::Metrics {
 public:
  void upstream_error(base::ErrorKind kind) noexcept override { upstream_errors.push_back(kind); }
  void upstream_retry() noexcept override { ++retries; }
  void unknown_stop_reason() noexcept override { ++unknown_stop_reasons; }
  void stream_opened() noexcept override { ++open_streams; }
  void stream_closed() noexcept override { --open_streams; }
  void request_finished(const gateway::AccessRecord& record, std::chrono::steady_clock::time_point) override {
    finished.push_back(record);
  }

  std::vector<base::ErrorKind> upstream_errors;
  int retries = 0;
  int unknown_stop_reasons = 0;
  int open_streams = 0;
  std::vector<gateway::AccessRecord> finished;
};

}  // namespace gw::test
