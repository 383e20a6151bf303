#pragma once

#include <chrono>

namespace gw::base {

/// Where time comes from. Only app/ implements it over the system clocks; pure code takes time points as
/// arguments. Implementations are safe to call from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual std::chrono::system_clock::time_point now() const = 0;
  [[nodiscard]] virtual std::chrono::steady_clock::time_point steady_now() const = 0;
};

/// Where randomness comes from: ids and retry jitter. Only app/ implements it over the system's source.
/// Implementations are safe to call from any thread.
class RandomSource {
 public:
  virtual ~RandomSource() = default;
  /// 64 uniformly distributed bits, good enough for unguessable ids.
  [[nodiscard]] virtual unsigned long long next_bits() = 0;
};

}  // namespace gw::base
