#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "bedrock/converse_stream_event.hpp"
#include "codec/json_number.hpp"
#include "codec/json_reader.hpp"

namespace gw::bedrock {

/// Readers of single members, shared by the stream's events and the whole answer. Each consumes exactly one
/// value; false means that the document is not what the service model says.

inline bool is(codec::JsonString key, std::string_view name) {
  return key.has_escapes() ? key.equals(name) : key.raw() == name;
}

inline bool skip(codec::JsonReader& reader) {
  return reader.value().has_value();
}

inline bool read_string(codec::JsonReader& reader, codec::JsonString& out) {
  const auto text = reader.string();
  if (!text) return false;
  out = *text;
  return true;
}

inline bool read_integer(codec::JsonReader& reader, std::int64_t& out) {
  const auto text = reader.number();
  if (!text) return false;
  const auto number = codec::to_integer(*text);
  if (!number) return false;
  out = *number;
  return true;
}

/// A JSON null counts as absent.
inline bool read_value(codec::JsonReader& reader, codec::JsonValue& out) {
  const auto value = reader.value();
  if (!value) return false;
  out = value->kind == codec::JsonKind::null ? codec::JsonValue{} : *value;
  return true;
}

/// The object of a toolUse: id, name and type into `start`; `input`, if wanted, into `*input`.
bool read_tool_use_members(codec::JsonReader& reader, ToolUseStart& start, codec::JsonValue* input);

/// One member of a metadata event, or of a whole answer that has the same: usage, metrics, trace,
/// serviceTier. Others are skipped.
bool read_metadata_member(codec::JsonReader& reader, codec::JsonString key, Metadata& metadata);

/// The event of a message's end: sets `reason` from `raw_reason`. Errors: upstream_model_error for the
/// malformed_* reasons.
base::Result<ConverseStreamEvent> finish_message(MessageStop stop);

}  // namespace gw::bedrock
