#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "bedrock/converse_stream_event.hpp"
#include "openai/answer_identity.hpp"
#include "openai/chat_chunk.hpp"
#include "openai/usage.hpp"
#include "translate/answer_state.hpp"
#include "translate/tool_names.hpp"

namespace gw::translate {

/// Turns the events of one Converse stream into the bytes of an OpenAI stream: role first, one chunk per
/// delta, one finish_reason, usage only when asked for, [DONE] only after a complete answer.
///
/// Use: on() per event; at the upstream's end, finish(). After an error write no more of this object's bytes
/// but to_stream_event(error), and close. Holds no view: body and request may go once it is made.
class ConverseStreamToChunks {
 public:
  ConverseStreamToChunks(const openai::AnswerIdentity& identity, ToolAliases aliases,
                         openai::UsageInStream usage);
  ConverseStreamToChunks(const ConverseStreamToChunks&) = delete;
  ConverseStreamToChunks& operator=(const ConverseStreamToChunks&) = delete;

  /// Appends 0..n events to `out`. Errors: as AnswerState::on.
  [[nodiscard]] base::Result<void> on(const bedrock::ConverseStreamEvent& event, std::string& out);
  /// Appends finish_reason, usage where it was asked for and known, and [DONE]. Errors: upstream_protocol if
  /// the stream ended before messageStop; then nothing is appended.
  [[nodiscard]] base::Result<void> finish(std::string& out);

  [[nodiscard]] std::optional<bedrock::StopReason> stop_reason() const noexcept {
    return state_.stop_reason();
  }
  [[nodiscard]] const std::string& raw_stop_reason() const noexcept { return state_.raw_stop_reason(); }
  [[nodiscard]] const std::optional<openai::Usage>& usage() const noexcept { return state_.usage(); }

 private:
  class Sink;

  ToolAliases aliases_;
  AnswerState state_;
  openai::ChatChunkWriter chunks_;
  openai::UsageInStream usage_wanted_;
  bool begun_ = false;
};

}  // namespace gw::translate
