#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "codec/event_stream.hpp"
#include "codec/json_value.hpp"

namespace gw::bedrock {

/// Source: ConverseStreamOutput in botocore's bedrock-runtime/2023-09-30/service-2.json. Views into the
/// frame's payload (or the whole answer's body): valid as long as that.

enum class StopReason : std::uint8_t {
  end_turn,
  tool_use,
  max_tokens,
  stop_sequence,
  guardrail_intervened,
  content_filtered,
  malformed_model_output,
  malformed_tool_use,
  model_context_window_exceeded,
  unknown,  ///< a word we do not know: `raw` of MessageStop keeps it
};
[[nodiscard]] StopReason to_stop_reason(std::string_view word) noexcept;

struct MessageStart {};
/// A block of another kind than a tool call begins: some models announce text and reasoning too.
struct ContentBlockStart {
  std::uint32_t index;
};
enum class ToolUseType : std::uint8_t { client_tool, server_tool };
/// A tool call begins at block `index`. A server tool is run by Bedrock itself: not for the client.
struct ToolUseStart {
  std::uint32_t index;
  codec::JsonString id;
  codec::JsonString name;
  ToolUseType type{ToolUseType::client_tool};
};
struct TextDelta {
  std::uint32_t index;
  codec::JsonString text;
};
/// A piece of the call's arguments: text inside a JSON string, to be concatenated.
struct ToolInputDelta {
  std::uint32_t index;
  codec::JsonString partial_json;
};
/// A whole answer's call arguments: a JSON object as it stands in the answer.
struct ToolInputWhole {
  std::uint32_t index;
  codec::JsonValue input;
};
struct ReasoningTextDelta {
  std::uint32_t index;
  codec::JsonString text;
};
struct ReasoningSignatureDelta {
  std::uint32_t index;
  codec::JsonString signature;
};
struct ReasoningRedactedDelta {
  std::uint32_t index;
  codec::JsonString base64;
};
struct CitationDelta {
  std::uint32_t index;
  codec::JsonValue citation;
};
struct ContentBlockStop {
  std::uint32_t index;
};
struct MessageStop {
  StopReason reason{StopReason::unknown};
  codec::JsonString raw_reason;
  codec::JsonValue additional_model_response_fields;  ///< empty raw: absent
};
struct TokenUsage {
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  std::int64_t cache_read_input_tokens = 0;
  std::int64_t cache_write_input_tokens = 0;
  std::int64_t cache_write_five_minutes_input_tokens =
      0;  ///< of cache_write_input_tokens, if AWS splits them
  std::int64_t cache_write_one_hour_input_tokens = 0;
};
/// May come before or after MessageStop; a guardrail's answer may lack it.
struct Metadata {
  std::optional<TokenUsage> usage;
  std::optional<std::int64_t> latency_ms;
  codec::JsonValue trace;  ///< empty raw: absent
  codec::JsonString service_tier;
};
/// An event type that we do not know: skipped, counted.
struct UnknownEvent {
  std::string_view type;
};

using ConverseStreamEvent =
    std::variant<MessageStart, ContentBlockStart, ToolUseStart, TextDelta, ToolInputDelta, ToolInputWhole,
                 ReasoningTextDelta, ReasoningSignatureDelta, ReasoningRedactedDelta, CitationDelta,
                 ContentBlockStop, MessageStop, Metadata, UnknownEvent>;

/// One frame of ConverseStream. `:message-type` event gives an event; exception and error give an Error as
/// bedrock/upstream_error.hpp maps it. An image block or other content that a chat cannot carry is an
/// UnknownEvent. Errors: upstream_* of the exception; upstream_protocol if headers or payload make no sense;
/// upstream_model_error for a messageStop with a malformed_* reason (`upstream_code` is the word): such an
/// answer must never look finished. Allocates nothing but for errors.
[[nodiscard]] base::Result<ConverseStreamEvent> parse_stream_event(const codec::EventStreamFrame& frame);

/// A whole Converse answer, lifted into the events that a stream of the same answer would have had,
/// MessageStop and Metadata included. `body` may be patched; the events are views into it. Errors:
/// upstream_protocol; upstream_model_error as above.
[[nodiscard]] base::Result<std::vector<ConverseStreamEvent>> parse_converse_response(std::span<char> body);

}  // namespace gw::bedrock
