#include "translate/tool_names.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

#include "bedrock/converse_request.hpp"
#include "models/capabilities.hpp"
#include "translate/identifier_aliases.hpp"
#include "translate/warnings.hpp"

namespace gw::translate {
namespace {

constexpr std::size_t kMaxBytes = 64;
constexpr IdentifierRule kName{.punctuation = "_-", .max_bytes = kMaxBytes, .fallback = "tool"};
constexpr IdentifierRule kNameWithoutHyphen{.punctuation = "_", .max_bytes = kMaxBytes, .fallback = "tool"};
constexpr IdentifierRule kId{.punctuation = "_.:-", .max_bytes = kMaxBytes, .fallback = "call"};

/// True if ids or names of the request have to be looked at at all.
bool has_tools(const bedrock::ConverseRequest& request) {
  if (request.tools) return true;
  return std::any_of(request.messages.begin(), request.messages.end(), [](const bedrock::Message& message) {
    return std::any_of(message.content.begin(), message.content.end(),
                       [](const bedrock::ContentBlock& block) {
                         return std::holds_alternative<bedrock::ToolUseBlock>(block) ||
                                std::holds_alternative<bedrock::ToolResultBlock>(block);
                       });
  });
}

void alias_definitions(bedrock::ToolConfig& tools, IdentifierAliases& names) {
  for (const bedrock::ToolEntry& entry : tools.tools) {
    if (const auto* spec = std::get_if<bedrock::ToolSpec>(&entry)) names.reserve(spec->name);
  }
  for (bedrock::ToolEntry& entry : tools.tools) {
    if (auto* spec = std::get_if<bedrock::ToolSpec>(&entry)) spec->name = names.of(spec->name);
  }
  if (!tools.choice) return;
  if (auto* named = std::get_if<bedrock::NamedToolChoice>(&*tools.choice))
    named->name = names.of(named->name);
}

void alias_history(std::vector<bedrock::Message>& messages, IdentifierAliases& names,
                   IdentifierAliases& ids) {
  for (bedrock::Message& message : messages) {
    for (bedrock::ContentBlock& block : message.content) {
      if (auto* call = std::get_if<bedrock::ToolUseBlock>(&block)) {
        call->name = names.of(call->name);
        call->id = ids.of(call->id);
      } else if (auto* result = std::get_if<bedrock::ToolResultBlock>(&block)) {
        result->id = ids.of(result->id);
      }
    }
  }
}

}  // namespace

codec::JsonString ToolAliases::original(codec::JsonString name) const noexcept {
  const auto found =
      std::find_if(pairs_.begin(), pairs_.end(), [&](const Pair& pair) { return pair.alias == name.raw(); });
  return found == pairs_.end() ? name : codec::JsonString::from_escaped(found->original, true);
}

void ToolAliases::add(std::string alias, std::string original) {
  pairs_.push_back(Pair{std::move(alias), std::move(original)});
}

ToolAliases alias_tool_names(bedrock::ConverseRequest& request, const models::ToolCapabilities& capabilities,
                             Warnings& warnings) {
  ToolAliases aliases;
  if (!has_tools(request)) return aliases;
  IdentifierAliases names(capabilities.hyphens_in_names ? kName : kNameWithoutHyphen, request.arena);
  IdentifierAliases ids(kId, request.arena);
  if (request.tools) alias_definitions(*request.tools, names);
  alias_history(request.messages, names, ids);
  for (const IdentifierAliases::Pair& pair : names.replaced()) {
    warnings.add(WarningCode::aliased, pair.alias.raw());
    aliases.add(std::string(pair.alias.raw()), std::string(pair.original.raw()));
  }
  if (!ids.replaced().empty()) warnings.add(WarningCode::aliased, "tool_call_id");
  return aliases;
}

}  // namespace gw::translate
