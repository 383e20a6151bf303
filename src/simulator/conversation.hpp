#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/json_tree.hpp"

namespace gw::simulator {

enum class Role : std::uint8_t { user, assistant, system };

enum class BlockKind : std::uint8_t {
  text,
  image,
  document,
  video,
  audio,
  tool_use,
  tool_result,
  guard_content,
  cache_point,
  reasoning,
  other,
};

/// One content block: its kind and the value under the kind's name.
struct Block {
  BlockKind kind;
  Json value;
};

struct Message {
  Role role;
  std::vector<Block> blocks;
};

struct Tool {
  std::size_t position;  ///< in toolConfig.tools
  std::string name;
  std::string description;
  Json schema;  ///< value of inputSchema.json
};

enum class ToolChoiceKind : std::uint8_t { automatic, any, named };

struct ToolChoice {
  ToolChoiceKind kind{ToolChoiceKind::automatic};
  std::string name;  ///< of a named tool
};

/// A body of Converse or ConverseStream, after the service model has accepted it: what the rules and the
/// answer look at. Holds handles into the tree it was read from.
struct Conversation {
  std::vector<Message> messages;
  std::vector<Block> system;
  std::vector<Tool> tools;
  bool has_tool_config = false;
  ToolChoice tool_choice;
  std::size_t cache_points = 0;  ///< in tools, system and messages together
  bool caches_tools = false;     ///< one of them among the tools

  std::optional<std::int64_t> max_tokens;
  std::optional<double> temperature;
  std::optional<double> top_p;
  std::vector<std::string> stop_sequences;

  std::optional<Json> additional_fields;     ///< additionalModelRequestFields
  std::vector<std::string> response_paths;   ///< additionalModelResponseFieldPaths
  std::optional<std::string> output_schema;  ///< outputConfig.textFormat: the JSON schema, as text
  std::optional<std::string> latency;        ///< performanceConfig.latency
  std::optional<std::string> service_tier;
  bool has_guardrail = false;

  /// The last message if it is the user's, else nothing.
  [[nodiscard]] const Message* last_user_message() const noexcept;
};

/// `body` must have passed ShapeChecker::check_body for Converse or ConverseStream.
[[nodiscard]] Conversation read_conversation(Json body);

[[nodiscard]] const char* to_string(Role role) noexcept;

/// All text of a message, blocks joined by line breaks; tool results are not part of it.
[[nodiscard]] std::string text_of(const Message& message);
/// Everything before the last cache point, in the order tools, system, messages; empty if there is none.
[[nodiscard]] std::string cached_prefix(const Conversation& conversation);
/// Text of one tool result: its text blocks and its JSON as it came, joined by line breaks.
[[nodiscard]] std::string text_of_result(Json tool_result);

}  // namespace gw::simulator
