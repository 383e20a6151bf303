#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gw::codec {

/// The number that a JSON number text (JsonReader::number()) stands for, if it is an integer in range, in
/// whatever notation: "5", "5.0", "5e0", "0.5e1". Exact: nothing goes through a double. Nothing for "5.5",
/// "1e19" or what is no JSON number.
[[nodiscard]] std::optional<std::int64_t> to_integer(std::string_view text) noexcept;

/// The nearest double. Nothing if its magnitude is too large for one ("1e400"), or for what is no JSON
/// number. What is too small becomes zero.
[[nodiscard]] std::optional<double> to_double(std::string_view text) noexcept;

}  // namespace gw::codec
