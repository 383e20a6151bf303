#pragma once

#include <chrono>

#include "base/clock.hpp"

namespace gw::test {

/// A clock that stands still until it is told to move.
class FixedClock final : public base::Clock {
 public:
  [[nodiscard]] std::chrono::system_clock::time_point now() const override { return wall; }
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override { return steady; }

  void advance(std::chrono::milliseconds by) {
    wall += by;
    steady += by;
  }

  std::chrono::system_clock::time_point wall{std::chrono::seconds{1'767'323'045}};  // 2026-01-02T03:04:05Z
  std::chrono::steady_clock::time_point steady{std::chrono::hours{1}};
};

/// Counts up: 1, 2, 3, …
class CountingRandom final : public base::RandomSource {
 public:
  [[nodiscard]] unsigned long long next_bits() override { return ++last_; }

 private:
  unsigned long long last_ = 0;
};

}  // namespace gw::test
