#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/log.hpp"

namespace gw::base {
struct Error;
}

namespace gw::gateway {

struct AccessRecord;

/// How much a line tells.
enum class LogDetail : std::uint8_t {
  normal,  ///< no word of Bedrock's error texts: they quote the request
  debug,   ///< with error texts and warnings
};

/// When a request ended.
struct EndOfRequest {
  std::chrono::system_clock::time_point wall;
  std::chrono::steady_clock::time_point steady;
};

/// One JSON object for one request, on one line. Its members' names are an interface: people search by them.
/// Members without a value are left out.
/// Never holds a prompt, an answer or a key; long client texts are cut. Pure.
[[nodiscard]] std::string access_line(const AccessRecord& record, const EndOfRequest& end, LogDetail detail);

/// Failures of the operator's or AWS's making are warnings, defects errors; probes are debug.
[[nodiscard]] LogLevel access_level(const AccessRecord& record) noexcept;

/// One JSON object for something that happened outside a request: "event":"model_list_failed" and why.
[[nodiscard]] std::string event_line(std::string_view event, const base::Error& error, LogLevel level,
                                     std::chrono::system_clock::time_point now);

/// "2026-01-02T03:04:05.678Z"
[[nodiscard]] std::string to_rfc3339(std::chrono::system_clock::time_point time);

}  // namespace gw::gateway
