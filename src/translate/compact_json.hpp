#pragma once

#include <string>

#include "codec/json_value.hpp"

namespace gw::translate {

/// A JSON value as text inside a JSON string: without white space between its tokens, members in their order,
/// everything else as it stands.
[[nodiscard]] std::string to_compact_escaped(codec::JsonValue value);

}  // namespace gw::translate
