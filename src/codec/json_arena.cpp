#include "codec/json_arena.hpp"

#include <cassert>
#include <utility>

#include "codec/json_reader.hpp"
#include "codec/json_text.hpp"
#include "codec/json_writer.hpp"

namespace gw::codec {
namespace {

[[maybe_unused]] bool is_one_value(std::string_view json) {
  JsonReader reader(json);
  return reader.value() && reader.position() == json.size();
}

[[maybe_unused]] bool is_string_content(std::string_view escaped) {
  const std::string literal = "\"" + std::string(escaped) + "\"";
  JsonReader reader{std::string_view(literal)};
  return reader.string() && reader.finish();
}

bool has_escapes(std::string_view escaped) noexcept {
  return escaped.find('\\') != std::string_view::npos;
}

}  // namespace

JsonString JsonArena::text(std::string_view utf8) {
  std::string& kept = storage_.emplace_back();
  append_escaped(kept, utf8);
  return JsonString::from_escaped(kept, has_escapes(kept));
}

JsonString JsonArena::escaped(std::string escaped) {
  assert(is_string_content(escaped));
  const std::string_view kept = keep(std::move(escaped));
  return JsonString::from_escaped(kept, has_escapes(kept));
}

JsonValue JsonArena::json(std::string json) {
  assert(is_one_value(json));
  const std::string_view kept = keep(std::move(json));
  return JsonValue{kept, json_text::kind_by_first_character(kept.front()).value_or(JsonKind::null)};
}

std::string_view JsonArena::keep(std::string bytes) {
  return storage_.emplace_back(std::move(bytes));
}

}  // namespace gw::codec
