#pragma once

#include <cstdint>

#include "codec/json_value.hpp"

namespace gw::codec {
class JsonArena;
}

namespace gw::translate {

enum class ArgumentsRepair : std::uint8_t { none, wrapped };

struct CallArguments {
  codec::JsonValue object;  ///< always a JSON object
  ArgumentsRepair repair{ArgumentsRepair::none};
};

/// The object that a call's `arguments` hold: the client's own text, byte for byte, where it is one; {} for
/// blank text and "null"; {"_raw": text} for anything else, because a history that was once cut short must
/// not end the conversation. `arena` keeps what is not a slice of the body.
[[nodiscard]] CallArguments parse_call_arguments(codec::JsonString arguments, codec::JsonArena& arena);

/// {key: text}, as the call of a tool with one text.
[[nodiscard]] codec::JsonValue wrap_text(const char* key, codec::JsonString text, codec::JsonArena& arena);

}  // namespace gw::translate
