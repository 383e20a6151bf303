#include "simulator/conversation.hpp"

#include <array>
#include <utility>

namespace gw::simulator {
namespace {

struct BlockName {
  std::string_view name;
  BlockKind kind;
};

constexpr std::array<BlockName, 10> kBlockNames{{
    {"text", BlockKind::text},
    {"image", BlockKind::image},
    {"document", BlockKind::document},
    {"video", BlockKind::video},
    {"audio", BlockKind::audio},
    {"toolUse", BlockKind::tool_use},
    {"toolResult", BlockKind::tool_result},
    {"guardContent", BlockKind::guard_content},
    {"cachePoint", BlockKind::cache_point},
    {"reasoningContent", BlockKind::reasoning},
}};

// The one member of a union that is set; the shape check has seen to it that there is one.
Block read_block(Json value) {
  for (const Json member : value.children()) {
    if (member.is_null()) continue;
    for (const BlockName& known : kBlockNames) {
      if (member.key_equals(known.name)) return {known.kind, member};
    }
    return {BlockKind::other, member};
  }
  return {BlockKind::other, value};
}

std::vector<Block> read_blocks(const std::optional<Json>& list, std::size_t& cache_points) {
  std::vector<Block> blocks;
  if (!list) return blocks;
  for (const Json element : list->children()) {
    blocks.push_back(read_block(element));
    if (blocks.back().kind == BlockKind::cache_point) ++cache_points;
  }
  return blocks;
}

Role read_role(const std::optional<Json>& role) {
  if (role && role->equals("assistant")) return Role::assistant;
  if (role && role->equals("system")) return Role::system;
  return Role::user;
}

std::string text_or_empty(const std::optional<Json>& value) {
  return value ? value->text() : std::string{};
}

std::optional<std::string> optional_text(const std::optional<Json>& value) {
  if (!value) return std::nullopt;
  return value->text();
}

void read_tools(Conversation& conversation, Json config) {
  conversation.has_tool_config = true;
  const std::optional<Json> tools = config.find("tools");
  if (tools) {
    std::size_t position = 0;
    for (const Json entry : tools->children()) {
      const std::size_t here = position++;
      if (entry.find("cachePoint")) {
        ++conversation.cache_points;
        conversation.caches_tools = true;
      }
      const std::optional<Json> spec = entry.find("toolSpec");
      if (!spec) continue;
      const std::optional<Json> schema = spec->find_path({"inputSchema", "json"});
      conversation.tools.push_back(Tool{here, text_or_empty(spec->find("name")),
                                        text_or_empty(spec->find("description")), schema ? *schema : *spec});
    }
  }
  const std::optional<Json> choice = config.find("toolChoice");
  if (!choice) return;
  if (choice->find("any")) conversation.tool_choice.kind = ToolChoiceKind::any;
  if (const std::optional<Json> tool = choice->find("tool")) {
    conversation.tool_choice = {ToolChoiceKind::named, text_or_empty(tool->find("name"))};
  }
}

void read_inference(Conversation& conversation, Json config) {
  if (const auto value = config.find("maxTokens")) conversation.max_tokens = value->integer();
  if (const auto value = config.find("temperature")) conversation.temperature = value->number();
  if (const auto value = config.find("topP")) conversation.top_p = value->number();
  if (const auto value = config.find("stopSequences")) {
    for (const Json sequence : value->children()) conversation.stop_sequences.push_back(sequence.text());
  }
}

}  // namespace

const Message* Conversation::last_user_message() const noexcept {
  if (messages.empty() || messages.back().role != Role::user) return nullptr;
  return &messages.back();
}

Conversation read_conversation(Json body) {
  Conversation conversation;
  if (const auto messages = body.find("messages")) {
    for (const Json message : messages->children()) {
      conversation.messages.push_back(Message{
          read_role(message.find("role")), read_blocks(message.find("content"), conversation.cache_points)});
    }
  }
  conversation.system = read_blocks(body.find("system"), conversation.cache_points);
  if (const auto config = body.find("toolConfig")) read_tools(conversation, *config);
  if (const auto config = body.find("inferenceConfig")) read_inference(conversation, *config);
  conversation.additional_fields = body.find("additionalModelRequestFields");
  if (const auto paths = body.find("additionalModelResponseFieldPaths")) {
    for (const Json path : paths->children()) conversation.response_paths.push_back(path.text());
  }
  conversation.output_schema =
      optional_text(body.find_path({"outputConfig", "textFormat", "structure", "jsonSchema", "schema"}));
  conversation.latency = optional_text(body.find_path({"performanceConfig", "latency"}));
  conversation.service_tier = optional_text(body.find_path({"serviceTier", "type"}));
  conversation.has_guardrail = body.find("guardrailConfig").has_value();
  return conversation;
}

const char* to_string(Role role) noexcept {
  switch (role) {
    case Role::user:
      return "user";
    case Role::assistant:
      return "assistant";
    case Role::system:
      return "system";
  }
  return "user";
}

std::string text_of(const Message& message) {
  std::string text;
  for (const Block& block : message.blocks) {
    std::optional<Json> piece;
    if (block.kind == BlockKind::text) piece = block.value;
    if (block.kind == BlockKind::guard_content) piece = block.value.find_path({"text", "text"});
    if (!piece) continue;
    if (!text.empty()) text += '\n';
    text += piece->text();
  }
  return text;
}

std::string cached_prefix(const Conversation& conversation) {
  std::string text;
  for (const Tool& tool : conversation.tools) {
    text += tool.name;
    text += tool.description;
    text += tool.schema.raw();
  }
  std::size_t end = conversation.caches_tools ? text.size() : 0;
  const auto add = [&](const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
      if (block.kind == BlockKind::cache_point) {
        end = text.size();
      } else {
        text += block.value.raw();
      }
    }
  };
  add(conversation.system);
  for (const Message& message : conversation.messages) add(message.blocks);
  text.resize(end);
  return text;
}

std::string text_of_result(Json tool_result) {
  std::string text;
  const std::optional<Json> content = tool_result.find("content");
  if (!content) return text;
  for (const Json block : content->children()) {
    const std::optional<Json> plain = block.find("text");
    const std::optional<Json> json = block.find("json");
    if (!plain && !json) continue;
    if (!text.empty()) text += '\n';
    text += plain ? plain->text() : std::string{json->raw()};
  }
  return text;
}

}  // namespace gw::simulator
