#include "bedrock/converse_stream_event.hpp"

#include <limits>
#include <utility>

#include "bedrock/upstream_error.hpp"
#include "bedrock/wire_reader.hpp"
#include "codec/json_number.hpp"
#include "codec/json_reader.hpp"

namespace gw::bedrock {
namespace {

using base::ErrorKind;
using codec::JsonReader;
using codec::JsonString;
using codec::JsonValue;

std::unexpected<base::Error> malformed(std::string_view event_type) {
  return base::fail(ErrorKind::upstream_protocol,
                    "Amazon Bedrock sent a " + std::string(event_type) + " event that cannot be understood.");
}

/// What a contentBlockDelta or contentBlockStart may carry. One of them is set.
struct BlockEvent {
  std::optional<std::uint32_t> index;
  std::optional<ConverseStreamEvent> event;  // with index 0 until `index` is known
};

bool read_index(JsonReader& reader, std::optional<std::uint32_t>& index) {
  std::int64_t number = 0;
  if (!read_integer(reader, number)) return false;
  if (number < 0 || number > std::numeric_limits<std::uint32_t>::max()) return false;
  index = static_cast<std::uint32_t>(number);
  return true;
}

/// "delta": {"toolUse": {"input": "..."}}
bool read_tool_use_delta(JsonReader& reader, BlockEvent& block) {
  JsonString input;
  const bool ok = reader.object(
      [&](JsonString key) { return is(key, "input") ? read_string(reader, input) : skip(reader); });
  block.event = ToolInputDelta{0, input};
  return ok;
}

/// "delta": {"reasoningContent": {"text": "..."} | {"signature": "..."} | {"redactedContent": "base64"}}
bool read_reasoning_delta(JsonReader& reader, BlockEvent& block) {
  block.event = UnknownEvent{"reasoningContent"};
  return reader.object([&](JsonString key) {
    JsonString text;
    if (is(key, "text")) {
      if (!read_string(reader, text)) return false;
      block.event = ReasoningTextDelta{0, text};
      return true;
    }
    if (is(key, "signature")) {
      if (!read_string(reader, text)) return false;
      block.event = ReasoningSignatureDelta{0, text};
      return true;
    }
    if (is(key, "redactedContent")) {
      if (!read_string(reader, text)) return false;
      block.event = ReasoningRedactedDelta{0, text};
      return true;
    }
    return skip(reader);
  });
}

bool read_delta(JsonReader& reader, BlockEvent& block) {
  return reader.object([&](JsonString key) {
    if (is(key, "text")) {
      JsonString text;
      if (!read_string(reader, text)) return false;
      block.event = TextDelta{0, text};
      return true;
    }
    if (is(key, "toolUse")) return read_tool_use_delta(reader, block);
    if (is(key, "reasoningContent")) return read_reasoning_delta(reader, block);
    if (is(key, "citation")) {
      JsonValue citation;
      if (!read_value(reader, citation)) return false;
      block.event = CitationDelta{0, citation};
      return true;
    }
    block.event = UnknownEvent{key.raw()};
    return skip(reader);
  });
}

/// "start": {"toolUse": {"toolUseId": "...", "name": "..."}}, or a start of text, which may be empty.
bool read_start(JsonReader& reader, BlockEvent& block) {
  return reader.object([&](JsonString key) {
    if (is(key, "toolUse")) {
      ToolUseStart start{};
      if (!read_tool_use_members(reader, start, nullptr)) return false;
      block.event = start;
      return true;
    }
    if (is(key, "text") || is(key, "reasoningContent")) {
      block.event = ContentBlockStart{0};
      return skip(reader);
    }
    block.event = UnknownEvent{key.raw()};
    return skip(reader);
  });
}

/// Puts the index in, now that every member has been read.
base::Result<ConverseStreamEvent> with_index(BlockEvent&& block, std::string_view event_type) {
  if (!block.index || !block.event) return malformed(event_type);
  std::visit(
      [&](auto& event) {
        if constexpr (requires { event.index; }) event.index = *block.index;
      },
      *block.event);
  return *std::move(block.event);
}

base::Result<ConverseStreamEvent> parse_delta(JsonReader& reader) {
  BlockEvent block;
  const bool ok = reader.object([&](JsonString key) {
    if (is(key, "delta")) return read_delta(reader, block);
    if (is(key, "contentBlockIndex")) return read_index(reader, block.index);
    return skip(reader);  // "p": padding of random length, against guessing the text from sizes
  });
  if (!ok || !reader.finish()) return malformed("contentBlockDelta");
  return with_index(std::move(block), "contentBlockDelta");
}

base::Result<ConverseStreamEvent> parse_start(JsonReader& reader) {
  BlockEvent block{.index = {}, .event = ContentBlockStart{0}};
  const bool ok = reader.object([&](JsonString key) {
    if (is(key, "start")) return read_start(reader, block);
    if (is(key, "contentBlockIndex")) return read_index(reader, block.index);
    return skip(reader);
  });
  if (!ok || !reader.finish()) return malformed("contentBlockStart");
  if (const auto* tool = std::get_if<ToolUseStart>(&*block.event); tool != nullptr) {
    if (tool->id.empty() || tool->name.empty()) return malformed("contentBlockStart");
  }
  return with_index(std::move(block), "contentBlockStart");
}

base::Result<ConverseStreamEvent> parse_stop(JsonReader& reader) {
  BlockEvent block{.index = {}, .event = ContentBlockStop{0}};
  const bool ok = reader.object([&](JsonString key) {
    return is(key, "contentBlockIndex") ? read_index(reader, block.index) : skip(reader);
  });
  if (!ok || !reader.finish()) return malformed("contentBlockStop");
  return with_index(std::move(block), "contentBlockStop");
}

base::Result<ConverseStreamEvent> parse_message_start(JsonReader& reader) {
  if (!skip(reader) || !reader.finish()) return malformed("messageStart");
  return MessageStart{};
}

base::Result<ConverseStreamEvent> parse_message_stop(JsonReader& reader) {
  MessageStop stop;
  const bool ok = reader.object([&](JsonString key) {
    if (is(key, "stopReason")) return read_string(reader, stop.raw_reason);
    if (is(key, "additionalModelResponseFields")) {
      return read_value(reader, stop.additional_model_response_fields);
    }
    return skip(reader);
  });
  if (!ok || !reader.finish() || stop.raw_reason.empty()) return malformed("messageStop");
  return finish_message(stop);
}

base::Result<ConverseStreamEvent> parse_metadata(JsonReader& reader) {
  Metadata metadata;
  const bool ok = reader.object([&](JsonString key) { return read_metadata_member(reader, key, metadata); });
  if (!ok || !reader.finish()) return malformed("metadata");
  return metadata;
}

}  // namespace

StopReason to_stop_reason(std::string_view word) noexcept {
  if (word == "end_turn") return StopReason::end_turn;
  if (word == "tool_use") return StopReason::tool_use;
  if (word == "max_tokens") return StopReason::max_tokens;
  if (word == "stop_sequence") return StopReason::stop_sequence;
  if (word == "guardrail_intervened") return StopReason::guardrail_intervened;
  if (word == "content_filtered") return StopReason::content_filtered;
  if (word == "malformed_model_output") return StopReason::malformed_model_output;
  if (word == "malformed_tool_use") return StopReason::malformed_tool_use;
  if (word == "model_context_window_exceeded") return StopReason::model_context_window_exceeded;
  return StopReason::unknown;
}

base::Result<ConverseStreamEvent> parse_stream_event(const codec::EventStreamFrame& frame) {
  const std::optional<std::string_view> message_type = frame.string_header(":message-type");
  if (message_type == "exception" || message_type == "error") return base::fail(to_error(frame));
  const std::optional<std::string_view> type = frame.string_header(":event-type");
  if (message_type != "event" || !type) {
    return base::fail(ErrorKind::upstream_protocol, "Amazon Bedrock sent a frame without a known type.");
  }
  JsonReader reader(frame.payload);
  if (*type == "contentBlockDelta") return parse_delta(reader);
  if (*type == "contentBlockStart") return parse_start(reader);
  if (*type == "contentBlockStop") return parse_stop(reader);
  if (*type == "messageStart") return parse_message_start(reader);
  if (*type == "messageStop") return parse_message_stop(reader);
  if (*type == "metadata") return parse_metadata(reader);
  return UnknownEvent{*type};
}

}  // namespace gw::bedrock
