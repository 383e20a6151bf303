#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/shape.hpp"

namespace gw::simulator {

/// A request's target taken apart; views into it, still percent-encoded.
struct Target {
  std::string_view path;
  std::string_view query;  ///< without the '?'
};

[[nodiscard]] Target split_target(std::string_view target) noexcept;

/// The operation that a request is for.
struct Route {
  const Operation& operation;
  std::string_view label;  ///< the path's one label, still encoded; empty if the operation has none
};

/// Nothing if no operation has that method and path. A label is one segment of the path: a '/' in a model id
/// has to be encoded.
[[nodiscard]] std::optional<Route> find_route(std::string_view method, std::string_view path);

/// Names and values of a query, still encoded, in order.
[[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> split_query(std::string_view query);

[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace gw::simulator
