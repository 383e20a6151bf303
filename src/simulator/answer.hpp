#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "simulator/catalogue.hpp"
#include "simulator/conversation.hpp"
#include "simulator/directives.hpp"

namespace gw::simulator {

struct TextBlock {
  std::string text;
};

struct ToolCallBlock {
  std::string id;
  std::string name;
  std::string input;            ///< JSON, or the part of it that the model came to write
  bool truncated = false;       ///< `input` is such a part, or no JSON at all
  bool without_deltas = false;  ///< in a stream nothing of `input` comes
};

struct ReasoningBlock {
  std::string text;
  std::string signature;
  std::string redacted;  ///< bytes; with it there is neither text nor signature
};

using AnswerBlock = std::variant<ReasoningBlock, TextBlock, ToolCallBlock>;

struct Usage {
  std::size_t input_tokens = 0;
  std::size_t output_tokens = 0;
  std::size_t cache_read_tokens = 0;
  std::size_t cache_write_tokens = 0;
};

/// What the model that is not there answers.
struct Answer {
  std::vector<AnswerBlock> blocks;
  std::string stop_reason;
  std::optional<std::string> stop_sequence;  ///< the one that ended the text
  Usage usage;
  std::optional<std::string> additional_fields;  ///< additionalModelResponseFields, JSON
};

struct AnswerInput {
  std::string_view model_id;  ///< as called
  const FoundationModel& model;
  const Conversation& conversation;
  const Directives& directives;
};

/// Decides the answer: says that it is a simulation and what arrived, calls a tool that the prompt plainly
/// asks for or that toolChoice forces, quotes tool results, fills a JSON schema, and ends where maxTokens or
/// a stop sequence says. The same request gives the same answer, ids of tool calls aside. Pure but for
/// `random`, which makes those ids.
[[nodiscard]] Answer decide_answer(const AnswerInput& input, base::RandomSource& random);

/// Rough count of a request's tokens.
[[nodiscard]] std::size_t count_input_tokens(const Conversation& conversation);

/// "tooluse_" and 22 letters, digits, - or _ as Bedrock makes them.
[[nodiscard]] std::string make_tool_use_id(base::RandomSource& random);

}  // namespace gw::simulator
