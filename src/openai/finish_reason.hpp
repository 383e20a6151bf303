#pragma once

#include <cstdint>
#include <string_view>

namespace gw::openai {

enum class FinishReason : std::uint8_t { stop, length, tool_calls, content_filter };

/// "tool_calls"
[[nodiscard]] std::string_view to_string(FinishReason reason) noexcept;

}  // namespace gw::openai
