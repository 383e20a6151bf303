#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/result.hpp"
#include "bedrock/converse_stream_event.hpp"
#include "openai/answer_identity.hpp"
#include "openai/usage.hpp"

namespace gw::translate {

class ToolAliases;

struct ChatAnswer {
  std::string body;  ///< chat.completion
  bedrock::StopReason stop_reason{bedrock::StopReason::unknown};
  std::string raw_stop_reason;
  std::optional<openai::Usage> usage;
};

/// The plain answer: the fold of the events that parse_converse_response() lifted from it, through the same
/// AnswerState as a stream. Errors: as AnswerState.
[[nodiscard]] base::Result<ChatAnswer> converse_to_chat(std::span<const bedrock::ConverseStreamEvent> events,
                                                        const openai::AnswerIdentity& identity,
                                                        const ToolAliases& aliases);

}  // namespace gw::translate
