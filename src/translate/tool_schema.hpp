#pragma once

#include "codec/json_value.hpp"

namespace gw::codec {
class JsonArena;
}

namespace gw::translate {

/// A function's `parameters` in a form that Bedrock takes as inputSchema: an object whose `type` is "object",
/// without `$schema` and `$id`, without `properties: null` and `required: null`. What needs no change is
/// spliced as it stands. Empty raw (no parameters) gives {"type":"object","properties":{}}. Source of the
/// rule: Bedrock's "The value at toolConfig.tools.N.toolSpec.inputSchema.json.type must be one of the
/// following: object".
[[nodiscard]] codec::JsonValue to_input_schema(codec::JsonValue parameters, codec::JsonArena& arena);

}  // namespace gw::translate
