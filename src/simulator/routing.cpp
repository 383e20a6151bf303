#include "simulator/routing.hpp"

#include <algorithm>

namespace gw::simulator {
namespace {

// The label if `path` is of that operation: empty for one without labels.
std::optional<std::string_view> match(std::string_view uri, const std::vector<std::string_view>& path) {
  const std::vector<std::string_view> wanted = split(uri, '/');
  if (wanted.size() != path.size()) return std::nullopt;
  std::string_view label;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const bool is_label = wanted[i].starts_with('{');
    if (is_label ? path[i].empty() : wanted[i] != path[i]) return std::nullopt;
    if (is_label) label = path[i];
  }
  return label;
}

}  // namespace

Target split_target(std::string_view target) noexcept {
  const std::size_t mark = std::min(target.find('?'), target.size());
  return {target.substr(0, mark), target.substr(std::min(mark + 1, target.size()))};
}

std::optional<Route> find_route(std::string_view method, std::string_view path) {
  const std::vector<std::string_view> segments = split(path, '/');
  for (const Operation& operation : service_operations()) {
    if (operation.method != method) continue;
    if (const auto label = match(operation.uri, segments)) return Route{operation, *label};
  }
  return std::nullopt;
}

std::vector<std::pair<std::string_view, std::string_view>> split_query(std::string_view query) {
  std::vector<std::pair<std::string_view, std::string_view>> fields;
  for (const std::string_view field : split(query, '&')) {
    const std::size_t equals = std::min(field.find('='), field.size());
    fields.emplace_back(field.substr(0, equals), field.substr(std::min(equals + 1, field.size())));
  }
  return fields;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace gw::simulator
