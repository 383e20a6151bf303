#pragma once

#include <cstddef>
#include <cstdint>

namespace gw::gateway {

/// What a path means. The list is short and closed: it is a metric's label.
enum class RouteKind : std::uint8_t {
  chat_completions,
  embeddings,
  models_list,
  model_get,
  health,
  ready,
  metrics,
  preflight,
  unknown,
};
inline constexpr std::size_t kRouteKinds = 9;

/// "chat_completions": for logs and metrics.
[[nodiscard]] const char* to_string(RouteKind kind) noexcept;

}  // namespace gw::gateway
