#include "translate/answer_state.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "translate/compact_json.hpp"
#include "translate/tool_names.hpp"

namespace gw::translate {
namespace {

using base::ErrorKind;
using base::Result;
using bedrock::StopReason;
using openai::FinishReason;

const codec::JsonString kEmptyObject = codec::JsonString::from_escaped("{}", false);

std::unexpected<base::Error> out_of_place() {
  return base::fail(ErrorKind::upstream_protocol,
                    "Amazon Bedrock sent parts of an answer in an order that makes no sense.");
}

bool is_malformed(StopReason reason) {
  return reason == StopReason::malformed_model_output || reason == StopReason::malformed_tool_use;
}

/// The answer was cut: what stands last in it may lack its end.
bool is_truncated(StopReason reason) {
  return reason == StopReason::max_tokens || reason == StopReason::model_context_window_exceeded;
}

}  // namespace

Result<void> AnswerState::on(const bedrock::ConverseStreamEvent& event, AnswerSink& sink) {
  return std::visit([&](const auto& alternative) { return add(alternative, sink); }, event);
}

Result<void> AnswerState::finish() const {
  if (stopped()) return {};
  return base::fail(ErrorKind::upstream_protocol,
                    "The answer of Amazon Bedrock ended before it was complete.");
}

FinishReason AnswerState::finish_reason() const noexcept {
  switch (stop_reason_.value_or(StopReason::unknown)) {
    case StopReason::end_turn:
    case StopReason::stop_sequence:
    case StopReason::tool_use:
    case StopReason::unknown:
      // Some models write their call as text and stop with tool_use: an agent that is told "tool_calls" and
      // finds none loses the text. Others stop with end_turn after a call.
      return calls_.empty() ? FinishReason::stop : FinishReason::tool_calls;
    case StopReason::max_tokens:
    case StopReason::model_context_window_exceeded:
      return FinishReason::length;
    case StopReason::content_filtered:
    case StopReason::guardrail_intervened:
      return FinishReason::content_filter;
    case StopReason::malformed_model_output:
    case StopReason::malformed_tool_use:
      break;  // became an error
  }
  std::unreachable();
}

std::optional<std::size_t> AnswerState::find_call(std::uint32_t block) const noexcept {
  const auto found =
      std::find_if(calls_.begin(), calls_.end(), [&](const Call& call) { return call.block == block; });
  if (found == calls_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - calls_.begin());
}

Result<void> AnswerState::go_on(AnswerSink& sink) {
  if (stopped()) return out_of_place();
  if (closed_without_arguments_ > 0) complete_closed_calls(sink);
  return {};
}

// A call without arguments has no input at all on Bedrock's wire, and clients parse what they have: "{}" has
// to come from here. It comes with what follows the closed block, because a call that was cut before its
// first argument looks the same and must not become a valid one.
void AnswerState::complete_closed_calls(AnswerSink& sink) {
  closed_without_arguments_ = 0;
  for (std::size_t ordinal = 0; ordinal < calls_.size(); ++ordinal) {
    Call& call = calls_[ordinal];
    if (call.has_arguments || !call.closed) continue;
    call.has_arguments = true;
    sink.call_arguments(ordinal, kEmptyObject);
  }
}

Result<void> AnswerState::add(const bedrock::MessageStart&, AnswerSink& sink) {
  return go_on(sink);
}
Result<void> AnswerState::add(const bedrock::ContentBlockStart&, AnswerSink& sink) {
  return go_on(sink);
}

Result<void> AnswerState::add(const bedrock::ToolUseStart& start, AnswerSink& sink) {
  if (Result<void> running = go_on(sink); !running) return running;
  if (find_call(start.index)) return out_of_place();
  calls_.push_back(Call{.block = start.index});
  sink.call_start(calls_.size() - 1, start.id, aliases_.original(start.name));
  return {};
}

Result<void> AnswerState::add(const bedrock::TextDelta& delta, AnswerSink& sink) {
  if (Result<void> running = go_on(sink); !running) return running;
  if (!delta.text.empty()) sink.content(delta.text);
  return {};
}

Result<void> AnswerState::add(const bedrock::ToolInputDelta& delta, AnswerSink& sink) {
  const std::optional<std::size_t> ordinal = find_call(delta.index);
  if (stopped() || !ordinal || calls_[*ordinal].closed) return out_of_place();
  if (delta.partial_json.empty()) return {};
  Call& call = calls_[*ordinal];
  // White space before the first token is none of the arguments.
  if (!call.has_arguments && delta.partial_json.is_blank()) return {};
  call.has_arguments = true;
  sink.call_arguments(*ordinal, delta.partial_json);
  return {};
}

Result<void> AnswerState::add(const bedrock::ToolInputWhole& whole, AnswerSink& sink) {
  const std::optional<std::size_t> ordinal = find_call(whole.index);
  if (stopped() || !ordinal || calls_[*ordinal].has_arguments) return out_of_place();
  calls_[*ordinal].has_arguments = true;
  const std::string text = to_compact_escaped(whole.input);
  sink.call_arguments(*ordinal, codec::JsonString::from_escaped(text, true));
  return {};
}

Result<void> AnswerState::add(const bedrock::ReasoningTextDelta& delta, AnswerSink& sink) {
  if (Result<void> running = go_on(sink); !running) return running;
  if (!delta.text.empty()) sink.reasoning(delta.text);
  return {};
}

// Signed and redacted reasoning has no place in this answer yet.
Result<void> AnswerState::add(const bedrock::ReasoningSignatureDelta&, AnswerSink& sink) {
  return go_on(sink);
}
Result<void> AnswerState::add(const bedrock::ReasoningRedactedDelta&, AnswerSink& sink) {
  return go_on(sink);
}
Result<void> AnswerState::add(const bedrock::CitationDelta&, AnswerSink& sink) {
  return go_on(sink);
}

Result<void> AnswerState::add(const bedrock::ContentBlockStop& stop, AnswerSink&) {
  if (stopped()) return out_of_place();
  const std::optional<std::size_t> ordinal = find_call(stop.index);
  if (!ordinal) return {};
  Call& call = calls_[*ordinal];
  if (!call.closed && !call.has_arguments) ++closed_without_arguments_;
  call.closed = true;
  return {};
}

Result<void> AnswerState::add(const bedrock::MessageStop& stop, AnswerSink& sink) {
  if (stopped()) return out_of_place();
  if (is_malformed(stop.reason)) {
    return base::fail(
        ErrorKind::upstream_model_error,
        "The model wrote something that Amazon Bedrock could not use (" + stop.raw_reason.decode() + ").");
  }
  if (!is_truncated(stop.reason)) {
    for (Call& call : calls_) call.closed = true;
    complete_closed_calls(sink);
  }
  stop_reason_ = stop.reason;
  raw_stop_reason_ = stop.raw_reason.decode();
  return {};
}

Result<void> AnswerState::add(const bedrock::Metadata& metadata, AnswerSink&) {
  if (!metadata.usage) return {};
  const bedrock::TokenUsage& tokens = *metadata.usage;
  // Bedrock's inputTokens leave out what the cache gave or took; OpenAI's prompt_tokens hold all of it.
  usage_ = openai::Usage{
      .prompt_tokens = tokens.input_tokens + tokens.cache_read_input_tokens + tokens.cache_write_input_tokens,
      .completion_tokens = tokens.output_tokens,
      .cached_tokens = tokens.cache_read_input_tokens,
      .cache_write_tokens = tokens.cache_write_input_tokens};
  return {};
}

Result<void> AnswerState::add(const bedrock::UnknownEvent&, AnswerSink&) {
  return {};
}

}  // namespace gw::translate
