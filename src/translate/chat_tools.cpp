#include "translate/chat_tools.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "bedrock/converse_request.hpp"
#include "models/capabilities.hpp"
#include "openai/chat_request.hpp"
#include "openai/field_errors.hpp"
#include "translate/tool_schema.hpp"
#include "translate/warnings.hpp"

namespace gw::translate {
namespace {

using base::ErrorKind;
using base::Result;
using openai::ToolChoiceMode;

bool is_mode(const std::optional<openai::ToolChoice>& choice, ToolChoiceMode mode) {
  if (!choice) return false;
  const auto* word = std::get_if<ToolChoiceMode>(&*choice);
  return word != nullptr && *word == mode;
}

bool forces_a_call(const std::optional<openai::ToolChoice>& choice) {
  if (!choice) return false;
  return is_mode(choice, ToolChoiceMode::required) ||
         std::holds_alternative<openai::NamedToolChoice>(*choice);
}

Result<void> refuse_untranslated(const openai::ChatRequest& request) {
  for (std::size_t i = 0; i < request.tools.size(); ++i) {
    if (!std::holds_alternative<openai::FunctionTool>(request.tools[i])) {
      return base::fail(openai::not_supported_yet(fmt::format("tools[{}].type", i)));
    }
  }
  if (!request.tool_choice) return {};
  if (std::holds_alternative<openai::AllowedToolsChoice>(*request.tool_choice)) {
    return base::fail(openai::not_supported_yet("tool_choice.allowed_tools"));
  }
  const auto* named = std::get_if<openai::NamedToolChoice>(&*request.tool_choice);
  if (named != nullptr && named->kind == openai::ToolKind::custom) {
    return base::fail(openai::not_supported_yet("tool_choice.custom"));
  }
  return {};
}

bedrock::ToolSpec to_spec(const openai::FunctionTool& tool, const models::ToolCapabilities& capabilities,
                          codec::JsonArena& arena, Warnings& warnings) {
  bedrock::ToolSpec spec;
  spec.name = tool.name;
  // Bedrock refuses an empty description, and takes a missing one.
  if (!tool.description.is_blank()) spec.description = tool.description;
  spec.input_schema = to_input_schema(tool.parameters, arena);
  if (tool.strict.value_or(false)) {
    if (capabilities.strict) {
      spec.strict = true;
    } else {
      warnings.add(WarningCode::dropped, "tools.function.strict");
    }
  }
  if (!tool.cache_control.raw.empty()) warnings.add(WarningCode::ignored, "cache_control");
  return spec;
}

/// Tools in their order; of two with one name the last counts, in the place of the first.
void add_spec(std::vector<bedrock::ToolEntry>& tools, bedrock::ToolSpec spec, Warnings& warnings) {
  const auto same = std::find_if(tools.begin(), tools.end(), [&](const bedrock::ToolEntry& entry) {
    return std::get<bedrock::ToolSpec>(entry).name.raw() == spec.name.raw();
  });
  if (same == tools.end()) {
    tools.emplace_back(spec);
    return;
  }
  *same = spec;
  warnings.add(WarningCode::deduplicated, "tools");
}

bool offers(const bedrock::ToolConfig& config, codec::JsonString name) {
  const std::string text = name.decode();
  return std::any_of(config.tools.begin(), config.tools.end(), [&](const bedrock::ToolEntry& entry) {
    return std::get<bedrock::ToolSpec>(entry).name.equals(text);
  });
}

/// `auto` is Bedrock's default and never sent: some models refuse the member.
Result<std::optional<bedrock::ToolChoice>> to_choice(const openai::ChatRequest& request,
                                                     const models::ToolCapabilities& capabilities,
                                                     const bedrock::ToolConfig& config, Warnings& warnings) {
  std::optional<bedrock::ToolChoice> choice;
  if (is_mode(request.tool_choice, ToolChoiceMode::required)) {
    if (capabilities.choice_any) {
      choice = bedrock::AnyToolChoice{};
    } else {
      warnings.add(WarningCode::dropped, "tool_choice");
    }
    return choice;
  }
  const auto* named =
      request.tool_choice ? std::get_if<openai::NamedToolChoice>(&*request.tool_choice) : nullptr;
  if (named == nullptr) return choice;
  if (!offers(config, named->name)) {
    return base::fail(openai::invalid_value(
        "tool_choice", fmt::format("Invalid value for 'tool_choice': there is no tool named '{}' in 'tools'.",
                                   named->name.decode().substr(0, 80))));
  }
  if (capabilities.choice_named) {
    choice = bedrock::NamedToolChoice{named->name};
  } else if (capabilities.choice_any && config.tools.size() == 1) {
    choice = bedrock::AnyToolChoice{};  // of one tool the same
  } else {
    warnings.add(WarningCode::dropped, "tool_choice");
  }
  return choice;
}

}  // namespace

Result<void> set_tools(const openai::ChatRequest& request, const models::ToolCapabilities& capabilities,
                       bedrock::ConverseRequest& out, Warnings& warnings) {
  if (Result<void> translated = refuse_untranslated(request); !translated) return translated;
  if (request.parallel_tool_calls == false && !request.tools.empty()) {
    warnings.add(WarningCode::ignored, "parallel_tool_calls");
  }
  if (request.tools.empty()) {
    if (!forces_a_call(request.tool_choice)) return {};
    return base::fail(openai::invalid_value(
        "tool_choice", "Invalid value for 'tool_choice': it is only allowed when 'tools' are specified."));
  }
  if (is_mode(request.tool_choice, ToolChoiceMode::none)) return {};
  if (!capabilities.supported) {
    if (forces_a_call(request.tool_choice)) {
      return base::fail(ErrorKind::invalid_request,
                        "This model knows no tools: it cannot be made to call one.", "tool_choice",
                        "unsupported_value");
    }
    warnings.add(WarningCode::dropped, "tools");
    return {};
  }
  bedrock::ToolConfig config;
  config.tools.reserve(request.tools.size());
  for (const openai::Tool& tool : request.tools) {
    const auto& function = std::get<openai::FunctionTool>(tool);
    add_spec(config.tools, to_spec(function, capabilities, out.arena, warnings), warnings);
  }
  auto choice = to_choice(request, capabilities, config, warnings);
  if (!choice) return base::fail(std::move(choice.error()));
  config.choice = *choice;
  out.tools = std::move(config);
  return {};
}

}  // namespace gw::translate
