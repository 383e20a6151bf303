#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "simulator/json_tree.hpp"
#include "simulator/prompt.hpp"

namespace gw::simulator {

/// A JSON value that a JSON schema accepts, filled with what the prompt plainly says (a city, a number, a
/// word of an enum) and with made-up values otherwise. Required members are always set, others where the
/// prompt names something for them. Understands type, properties, required, items, enum, const, default,
/// examples, anyOf, oneOf, allOf, local $ref, format, and the bounds of strings, numbers and arrays; not
/// pattern, nor conditions; a schema of more than 100,000 bytes gets "{}". Pure and total: whatever the
/// schema is, the answer is one JSON value.
[[nodiscard]] std::string fill_schema(Json schema, const Prompt& prompt);

/// The same for a schema given as text; nothing if it is no JSON object.
[[nodiscard]] std::optional<std::string> fill_schema_text(std::string_view schema, const Prompt& prompt);

}  // namespace gw::simulator
