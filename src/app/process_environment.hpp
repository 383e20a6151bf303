#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace gw::app {

/// All environment variables.
[[nodiscard]] std::map<std::string, std::string, std::less<>> read_environment();

/// Content of a file; nothing if there is no such file. Errors: internal, naming a file that exists and
/// cannot be read.
[[nodiscard]] base::Result<std::optional<std::string>> read_file(const std::string& path);

/// The system's clocks.
class SystemClock final : public base::Clock {
 public:
  [[nodiscard]] std::chrono::system_clock::time_point now() const override;
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override;
};

/// The kernel's random numbers, fetched a block at a time and thread.
class SystemRandom final : public base::RandomSource {
 public:
  [[nodiscard]] unsigned long long next_bits() override;
};

}  // namespace gw::app
