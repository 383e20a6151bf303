#include "translate/call_arguments.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "codec/json_arena.hpp"
#include "codec/json_reader.hpp"
#include "codec/json_writer.hpp"

namespace gw::translate {
namespace {

constexpr codec::JsonValue kNoArguments{"{}", codec::JsonKind::object};

}  // namespace

codec::JsonValue wrap_text(const char* key, codec::JsonString text, codec::JsonArena& arena) {
  std::string json;
  codec::JsonWriter writer(json);
  writer.begin_object().key(key).string(text).end_object();
  return arena.json(std::move(json));
}

CallArguments parse_call_arguments(codec::JsonString arguments, codec::JsonArena& arena) {
  if (arguments.is_blank()) return {kNoArguments};
  std::string text = arguments.decode();
  codec::JsonReader reader{
      std::span<char>(text)};  // may patch: a lone surrogate in here is no reason to fail
  const std::optional<codec::JsonValue> value = reader.value();
  if (!value || !reader.finish()) return {wrap_text("_raw", arguments, arena), ArgumentsRepair::wrapped};
  if (value->kind == codec::JsonKind::null) return {kNoArguments};
  if (value->kind != codec::JsonKind::object) {
    return {wrap_text("_raw", arguments, arena), ArgumentsRepair::wrapped};
  }
  const auto offset = static_cast<std::size_t>(value->raw.data() - text.data());
  const std::size_t length = value->raw.size();
  const std::string_view kept = arena.keep(std::move(text));
  return {codec::JsonValue{kept.substr(offset, length), codec::JsonKind::object}};
}

}  // namespace gw::translate
