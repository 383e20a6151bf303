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
  /// Never empty.
  virtual void content(codec::JsonString text) = 0;
  /// Never empty.
  virtual void reasoning(codec::JsonString text) = 0;
  /// Calls are numbered from 0 in the order of their first events; `name` is the client's own.
  virtual void call_start(std::size_t ordinal, codec::JsonString id, codec::JsonString name) = 0;
  /// Pieces of a JSON text, to be concatenated. Never empty.
  virtual void call_arguments(std::size_t ordinal, codec::JsonString piece) = 0;
};

/// Reads the events of one answer, streamed or lifted from a plain one, and says what each adds. The only
/// place that knows how Converse's blocks become an OpenAI answer: both forms of answer go through it.
/// A view of none of the events is kept.
class AnswerState {
 public:
  /// `aliases` must outlive the state.
  explicit AnswerState(const ToolAliases& aliases) noexcept : aliases_(aliases) {}

  /// Errors: upstream_model_error if the model's output was unusable (stop reason malformed_*);
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

  base::Result<void> add(const bedrock::MessageStart&, AnswerSink& sink);
  base::Result<void> add(const bedrock::ContentBlockStart&, AnswerSink& sink);
  base::Result<void> add(const bedrock::ToolUseStart& start, AnswerSink& sink);
  base::Result<void> add(const bedrock::TextDelta& delta, AnswerSink& sink);
  base::Result<void> add(const bedrock::ToolInputDelta& delta, AnswerSink& sink);
  base::Result<void> add(const bedrock::ToolInputWhole& whole, AnswerSink& sink);
  base::Result<void> add(const bedrock::ReasoningTextDelta& delta, AnswerSink& sink);
  base::Result<void> add(const bedrock::ReasoningSignatureDelta&, AnswerSink& sink);
  base::Result<void> add(const bedrock::ReasoningRedactedDelta&, AnswerSink& sink);
  base::Result<void> add(const bedrock::CitationDelta&, AnswerSink& sink);
  base::Result<void> add(const bedrock::ContentBlockStop& stop, AnswerSink& sink);
  base::Result<void> add(const bedrock::MessageStop& stop, AnswerSink& sink);
  base::Result<void> add(const bedrock::Metadata& metadata, AnswerSink& sink);
  base::Result<void> add(const bedrock::UnknownEvent&, AnswerSink& sink);

  /// Position of the call that block `block` holds, which is its ordinal.
  [[nodiscard]] std::optional<std::size_t> find_call(std::uint32_t block) const noexcept;
  /// What every part of the answer's content has in common. Errors: upstream_protocol after the end.
  [[nodiscard]] base::Result<void> go_on(AnswerSink& sink);
  void complete_closed_calls(AnswerSink& sink);

  const ToolAliases& aliases_;
  std::vector<Call> calls_;
  std::size_t closed_without_arguments_ = 0;
  std::optional<bedrock::StopReason> stop_reason_;
  std::string raw_stop_reason_;
  std::optional<openai::Usage> usage_;
};

}  // namespace gw::translate
