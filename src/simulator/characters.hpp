#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gw::simulator {

/// Lengths as AWS counts them: in characters (code points), not bytes. For well-formed UTF-8.
[[nodiscard]] std::size_t count_characters(std::string_view utf8) noexcept;
/// At most the first `count` characters.
[[nodiscard]] std::string_view first_characters(std::string_view utf8, std::size_t count) noexcept;
/// As many whole characters as fit into `max_bytes`.
[[nodiscard]] std::string_view first_bytes_of_characters(std::string_view utf8,
                                                         std::size_t max_bytes) noexcept;

}  // namespace gw::simulator
