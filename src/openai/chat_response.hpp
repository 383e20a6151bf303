#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "codec/json_value.hpp"
#include "openai/finish_reason.hpp"
#include "openai/usage.hpp"

namespace gw::openai {

struct AnswerIdentity;

/// One choice of a plain answer. All texts are escaped content of a JSON string, so that they are spliced.
struct AnsweredCall {
  std::string id;
  std::string name;
  std::string arguments;
};
struct Choice {
  std::string content;    ///< empty and no calls: ""; empty beside calls: null
  std::string reasoning;  ///< empty: left out
  std::vector<AnsweredCall> calls;
  FinishReason finish_reason{FinishReason::stop};
  std::string bedrock_stop_reason;  ///< empty: left out
};

/// The chat.completion object. `usage` absent: left out. Source: ChatCompletion of OpenAI's OpenAPI document
/// 2.3.0.
[[nodiscard]] std::string write_chat_response(const AnswerIdentity& identity, std::span<const Choice> choices,
                                              const std::optional<Usage>& usage);

}  // namespace gw::openai
