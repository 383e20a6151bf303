#include "bedrock/wire_reader.hpp"

#include <string>
#include <utility>

namespace gw::bedrock {
namespace {

using codec::JsonReader;
using codec::JsonString;

/// {"ttl": "5m", "inputTokens": 12}
bool read_cache_detail(JsonReader& reader, TokenUsage& usage) {
  JsonString ttl;
  std::int64_t tokens = 0;
  const bool ok = reader.object([&](JsonString key) {
    if (is(key, "ttl")) return read_string(reader, ttl);
    if (is(key, "inputTokens")) return read_integer(reader, tokens);
    return skip(reader);
  });
  if (is(ttl, "5m")) usage.cache_write_five_minutes_input_tokens += tokens;
  if (is(ttl, "1h")) usage.cache_write_one_hour_input_tokens += tokens;
  return ok;
}

bool read_usage(JsonReader& reader, TokenUsage& usage) {
  return reader.object([&](JsonString key) {
    if (reader.peek() == codec::JsonKind::null) return reader.null();
    if (is(key, "inputTokens")) return read_integer(reader, usage.input_tokens);
    if (is(key, "outputTokens")) return read_integer(reader, usage.output_tokens);
    if (is(key, "cacheReadInputTokens")) return read_integer(reader, usage.cache_read_input_tokens);
    if (is(key, "cacheWriteInputTokens")) return read_integer(reader, usage.cache_write_input_tokens);
    if (is(key, "cacheDetails")) {
      return reader.array([&](std::size_t) { return read_cache_detail(reader, usage); });
    }
    return skip(reader);
  });
}

}  // namespace

bool read_tool_use_members(JsonReader& reader, ToolUseStart& start, codec::JsonValue* input) {
  return reader.object([&](JsonString key) {
    if (is(key, "toolUseId")) return read_string(reader, start.id);
    if (is(key, "name")) return read_string(reader, start.name);
    if (is(key, "type")) {
      JsonString type;
      if (!read_string(reader, type)) return false;
      if (is(type, "server_tool_use")) start.type = ToolUseType::server_tool;
      return true;
    }
    if (input != nullptr && is(key, "input")) return read_value(reader, *input);
    return skip(reader);
  });
}

bool read_metadata_member(JsonReader& reader, JsonString key, Metadata& metadata) {
  if (reader.peek() == codec::JsonKind::null) return reader.null();
  if (is(key, "usage")) return read_usage(reader, metadata.usage.emplace());
  if (is(key, "trace")) return read_value(reader, metadata.trace);
  if (is(key, "metrics")) {
    return reader.object([&](JsonString name) {
      return is(name, "latencyMs") ? read_integer(reader, metadata.latency_ms.emplace()) : skip(reader);
    });
  }
  if (is(key, "serviceTier")) {
    return reader.object([&](JsonString name) {
      return is(name, "type") ? read_string(reader, metadata.service_tier) : skip(reader);
    });
  }
  return skip(reader);
}

base::Result<ConverseStreamEvent> finish_message(MessageStop stop) {
  stop.reason = stop.raw_reason.has_escapes() ? to_stop_reason(stop.raw_reason.decode())
                                              : to_stop_reason(stop.raw_reason.raw());
  if (stop.reason == StopReason::malformed_model_output || stop.reason == StopReason::malformed_tool_use) {
    base::Error error = base::make_error(base::ErrorKind::upstream_model_error,
                                         "The model wrote something that Amazon Bedrock could not use (" +
                                             std::string(stop.raw_reason.raw()) + ").");
    error.upstream_code = stop.raw_reason.raw();
    return base::fail(std::move(error));
  }
  return stop;
}

}  // namespace gw::bedrock
