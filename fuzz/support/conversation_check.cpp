#include "support/conversation_check.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "support/require.hpp"

namespace gw::fuzz {
namespace {

bool fits(std::string_view text, std::string_view punctuation) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           punctuation.find(c) != std::string_view::npos;
  });
}

void require_name(codec::JsonString name, const models::Capabilities& capabilities) {
  require(!name.has_escapes() && fits(name.raw(), capabilities.tools.hyphens_in_names ? "_-" : "_"),
          "a tool name that Bedrock does not take");
}
void require_id(codec::JsonString id) {
  require(!id.has_escapes() && fits(id.raw(), "_.:-"), "a call id that Bedrock does not take");
}

struct Turn {
  std::vector<std::string> calls;
  std::vector<std::string> results;
};

Turn look_at(const bedrock::Message& message, const models::Capabilities& capabilities) {
  Turn turn;
  require(!message.content.empty(), "a turn without content");
  for (const bedrock::ContentBlock& block : message.content) {
    if (const auto* text = std::get_if<bedrock::TextBlock>(&block)) {
      require(!text->text.is_blank(), "blank text");
    } else if (const auto* call = std::get_if<bedrock::ToolUseBlock>(&block)) {
      require(message.role == bedrock::Role::assistant, "a call outside an assistant turn");
      require(call->input.kind == codec::JsonKind::object, "arguments that are no object");
      require_name(call->name, capabilities);
      require_id(call->id);
      turn.calls.emplace_back(call->id.raw());
    } else if (const auto* result = std::get_if<bedrock::ToolResultBlock>(&block)) {
      require(message.role == bedrock::Role::user, "a result outside a user turn");
      require(!result->content.empty(), "an empty result");
      require_id(result->id);
      turn.results.emplace_back(result->id.raw());
    }
  }
  return turn;
}

}  // namespace

void require_bedrocks_rules(const bedrock::ConverseRequest& request,
                            const models::Capabilities& capabilities) {
  require(!request.messages.empty(), "no messages");
  require(request.messages.front().role == bedrock::Role::user, "the first turn is not the user's");
  std::vector<std::string> open;
  std::set<std::string> seen;
  const bedrock::Message* last = nullptr;
  for (const bedrock::Message& message : request.messages) {
    require(last == nullptr || last->role != message.role, "two turns of one role");
    Turn turn = look_at(message, capabilities);
    require(turn.results == open, "calls and results do not match");
    for (const std::string& id : turn.calls) require(seen.insert(id).second, "a call id twice");
    require(request.tools || turn.calls.empty(), "a call where no tools are offered");
    open = std::move(turn.calls);
    last = &message;
  }
  require(open.empty(), "a call without a result");
  require(capabilities.assistant_prefill || last->role != bedrock::Role::assistant,
          "the last turn is the assistant's");
  require(capabilities.system_prompt || request.system.empty(), "a system prompt that the model refuses");
  if (!request.tools) return;
  require(!request.tools->tools.empty(), "an empty list of tools");
  std::set<std::string_view> names;
  for (const bedrock::ToolEntry& entry : request.tools->tools) {
    const auto& tool = std::get<bedrock::ToolSpec>(entry);
    require_name(tool.name, capabilities);
    require(names.insert(tool.name.raw()).second, "two tools of one name");
  }
}

}  // namespace gw::fuzz
