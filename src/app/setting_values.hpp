#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace gw::app {

/// Readers of one value each. Errors: invalid_request with what the value must be: "must be …, not \"x\"".

[[nodiscard]] base::Result<std::uint64_t> read_number(std::string_view text, std::uint64_t min,
                                                      std::uint64_t max);
/// true, false, yes, no, on, off, 1, 0; the case does not matter.
[[nodiscard]] base::Result<bool> read_boolean(std::string_view text);
/// Comma-separated; white space around an item and empty items do not count.
[[nodiscard]] std::vector<std::string> read_list(std::string_view text);
/// Visible ASCII without spaces, at least one character.
[[nodiscard]] base::Result<std::string> read_word(std::string_view text);
/// Anything without control characters, at least one character.
[[nodiscard]] base::Result<std::string> read_text(std::string_view text);
/// "" and "/" mean no prefix; else "/a/b". A trailing slash does not count.
[[nodiscard]] base::Result<std::string> read_route_prefix(std::string_view text);
/// "*", or "scheme://host[:port]" items.
[[nodiscard]] base::Result<std::vector<std::string>> read_origins(std::string_view text);
/// An address to listen on: an IPv4 or IPv6 literal, or localhost.
[[nodiscard]] base::Result<std::string> read_bind_host(std::string_view text);

}  // namespace gw::app
