#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace gw::gateway {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// "warning"
[[nodiscard]] const char* to_string(LogLevel level) noexcept;

/// Where log lines go. Safe to call from any thread; never throws, never waits: a line that cannot be written
/// now is lost and counted.
class Log {
 public:
  virtual ~Log() = default;
  /// `line` is one JSON object without a line feed.
  virtual void write(LogLevel level, std::string_view line) noexcept = 0;
  [[nodiscard]] virtual bool is_written(LogLevel level) const noexcept = 0;
  [[nodiscard]] virtual std::uint64_t lost_lines() const noexcept = 0;
};

/// Lines of at least `lowest` to a file descriptor, which stays the caller's.
[[nodiscard]] std::unique_ptr<Log> make_descriptor_log(int descriptor, LogLevel lowest);

}  // namespace gw::gateway
