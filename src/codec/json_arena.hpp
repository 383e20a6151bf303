#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "codec/json_value.hpp"

namespace gw::codec {

/// Keeps text that we made ourselves beside text that is a slice of the client's body, so that both can be
/// handed around as JsonString / JsonValue views. Views stay valid as long as the arena; it may be moved, not
/// copied.
class JsonArena {
 public:
  JsonArena() = default;
  JsonArena(JsonArena&&) noexcept = default;
  JsonArena& operator=(JsonArena&&) noexcept = default;
  JsonArena(const JsonArena&) = delete;
  JsonArena& operator=(const JsonArena&) = delete;

  /// Escapes and keeps `utf8`.
  [[nodiscard]] JsonString text(std::string_view utf8);
  /// Keeps `escaped`, the validated content of a JSON string literal.
  [[nodiscard]] JsonString escaped(std::string escaped);
  /// Keeps one valid JSON value.
  [[nodiscard]] JsonValue json(std::string json);
  /// Keeps any bytes.
  [[nodiscard]] std::string_view keep(std::string bytes);

 private:
  std::deque<std::string> storage_;  // a deque never moves its elements, small strings included
};

}  // namespace gw::codec
