#pragma once

#include <string>
#include <string_view>

namespace gw::fuzz {

/// Reads `document` with JsonReader (visiting, skipping, patching) and with Boost.JSON, and returns in what
/// they disagree, or nothing. Differences that are meant are allowed for: a byte order mark is only taken by
/// us, numbers beyond a double's range and depth are judged by each in its own way, of duplicate keys the
/// last counts.
[[nodiscard]] std::string difference_to_boost_json(std::string_view document);

}  // namespace gw::fuzz
