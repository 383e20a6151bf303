#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "bedrock/converse_stream_event.hpp"
#include "codec/json_value.hpp"
#include "openai/finish_reason.hpp"
#include "openai/usage.hpp"

namespace gw::translate {

class ToolAliases;

/// What one event adds to an answer, in the client's terms. Views are valid during the call only.
class AnswerSink {
 public:
  virtual ~AnswerSink() = default;
  virtual void content(codec::JsonString text) = 0;
  virtual void reasoning(codec::JsonString text) = 0;
  /// Calls are numbered from 0 in the order of their first events; `name` is the client's own.
  virtual void call_start(std::size_t ordinal, codec::JsonString id, codec::JsonString name) = 0;
  virtual void call_arguments(std::size_t ordinal, codec::JsonString piece) = 0;
};

/// Reads the events of one answer, streamed or lifted from a plain one, and says what each adds. The only
/// place that knows how Converse's blocks become an OpenAI answer: both forms of answer go through it.
class AnswerState {
 public:
  /// `aliases` must outlive the state.
  explicit AnswerState(const ToolAliases& aliases) : aliases_(aliases) {}

  /// Errors: upstream_model_error if the model's output was unusable (stop reason malformed_*),
  /// upstream_protocol if the event cannot stand here.
  [[nodiscard]] base::Result<void> on(const bedrock::ConverseStreamEvent& event, AnswerSink& sink);
  /// To be called at the upstream's end. Errors: upstream_protocol if the answer was cut.
  [[nodiscard]] base::Result<void> finish() const;

  [[nodiscard]] bool stopped() const noexcept { return stop_reason_.has_value(); }
  /// Bedrock's reason, once it came.
  [[nodiscard]] std::optional<bedrock::StopReason> stop_reason() const noexcept { return stop_reason_; }
  /// Bedrock's own word for it, as UTF-8; empty before.
  [[nodiscard]] const std::string& raw_stop_reason() const noexcept { return raw_stop_reason_; }
  /// Meaningful once stopped().
  [[nodiscard]] openai::FinishReason finish_reason() const noexcept;
  [[nodiscard]] const std::optional<openai::Usage>& usage() const noexcept { return usage_; }

 private:
  struct Call {
    std::uint32_t block;
    bool has_arguments = false;
    bool closed = false;
  };
  class Visitor;

  Call* find_call(std::uint32_t block) noexcept;
  void complete_empty_calls(AnswerSink& sink);

  const ToolAliases& aliases_;
  std::vector<Call> calls_;  // the ordinal is the position
  std::optional<bedrock::StopReason> stop_reason_;
  std::string raw_stop_reason_;
  std::optional<openai::Usage> usage_;
};

}  // namespace gw::translate
