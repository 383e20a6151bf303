#pragma once

#include <atomic>
#include <chrono>

#include "base/clock.hpp"

namespace gw::test {

/// A clock that moves only when told to. Both times start at a whole day. Safe from any thread.
class ManualClock final : public base::Clock {
 public:
  static constexpr std::chrono::sys_seconds kStart =
      std::chrono::sys_days{std::chrono::year{2026} / std::chrono::January / 1};

  [[nodiscard]] std::chrono::system_clock::time_point now() const override { return kStart + passed_.load(); }
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::time_point{} + std::chrono::hours{24} + passed_.load();
  }

  void advance(std::chrono::milliseconds by) { passed_.store(passed_.load() + by); }

 private:
  std::atomic<std::chrono::milliseconds> passed_{std::chrono::milliseconds{0}};
};

}  // namespace gw::test
