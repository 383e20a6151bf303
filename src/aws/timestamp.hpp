#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace gw::aws {

/// "20150830T123600Z", the form of x-amz-date.
[[nodiscard]] std::string format_amz_date(std::chrono::sys_seconds time);

/// Reads what format_amz_date writes; nothing for anything else.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_amz_date(std::string_view text);

/// Reads the expiry of temporary keys as AWS's tools write it: "2026-05-02T18:36:00Z", also with a fraction
/// (cut off), with an offset ("+02:00"), or with a space for the T. Nothing for anything else. Source: RFC
/// 3339.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_expiration(std::string_view text);

}  // namespace gw::aws
