#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace gw::bedrock {

/// "2024-06-20T00:00:00Z", "2024-06-20T00:00:00.123456+00:00": RFC 3339, fractions dropped. Nothing for
/// anything else.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_iso8601(std::string_view text) noexcept;

}  // namespace gw::bedrock
