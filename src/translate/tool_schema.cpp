#include "translate/tool_schema.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "codec/json_arena.hpp"
#include "codec/json_reader.hpp"
#include "codec/json_writer.hpp"

namespace gw::translate {
namespace {

using codec::JsonKind;
using codec::JsonString;
using codec::JsonValue;

constexpr JsonValue kEmptySchema{R"({"type":"object","properties":{}})", JsonKind::object};

enum class Keep : std::uint8_t { as_it_is, drop };

/// What becomes of one member at the root of a schema.
Keep judge(JsonString key, JsonValue value) {
  if (key.equals("$schema") || key.equals("$id")) return Keep::drop;
  const bool is_null = value.kind == JsonKind::null;
  if (is_null && (key.equals("properties") || key.equals("required") || key.equals("type"))) {
    return Keep::drop;
  }
  return Keep::as_it_is;
}

struct Findings {
  bool has_object_type = false;
  bool has_properties = false;
  bool drops_something = false;
};

template <class OnMember>
void for_each_member(JsonValue schema, OnMember&& on_member) {
  codec::JsonReader reader(schema.raw);
  const bool whole = reader.object([&](JsonString key) {
    const std::optional<JsonValue> value = reader.value();
    if (!value) return false;
    on_member(key, *value);
    return true;
  });
  static_cast<void>(whole);  // a slice of a checked document
}

Findings examine(JsonValue schema) {
  Findings found;
  for_each_member(schema, [&](JsonString key, JsonValue value) {
    if (judge(key, value) == Keep::drop) {
      found.drops_something = true;
    } else if (key.equals("type")) {
      found.has_object_type = value.raw == "\"object\"";
    } else if (key.equals("properties")) {
      found.has_properties = true;
    }
  });
  return found;
}

}  // namespace

JsonValue to_input_schema(JsonValue parameters, codec::JsonArena& arena) {
  if (parameters.raw.empty()) return kEmptySchema;
  const Findings found = examine(parameters);
  if (found.has_object_type && !found.drops_something) return parameters;
  std::string json;
  codec::JsonWriter writer(json);
  writer.begin_object();
  writer.key("type").string("object");
  if (!found.has_properties) writer.key("properties").begin_object().end_object();
  for_each_member(parameters, [&](JsonString key, JsonValue value) {
    if (judge(key, value) == Keep::drop || key.equals("type")) return;
    writer.key(key).value(value);
  });
  writer.end_object();
  return arena.json(std::move(json));
}

}  // namespace gw::translate
