#include "translate/chat_messages.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "bedrock/converse_request.hpp"
#include "models/capabilities.hpp"
#include "openai/chat_request.hpp"
#include "openai/field_errors.hpp"
#include "translate/call_arguments.hpp"
#include "translate/media.hpp"
#include "translate/warnings.hpp"

namespace gw::translate {
namespace {

using base::ErrorKind;
using base::Result;
using codec::JsonString;
using openai::ContentPart;

bedrock::Role to_role(openai::Role role) {
  switch (role) {
    case openai::Role::system:
    case openai::Role::developer:
      return bedrock::Role::system;
    case openai::Role::assistant:
      return bedrock::Role::assistant;
    case openai::Role::user:
    case openai::Role::tool:
    case openai::Role::function:
      return bedrock::Role::user;
  }
  std::unreachable();
}

/// One message on its way. Knows where it stands, for the errors.
class MessageTranslator {
 public:
  MessageTranslator(const models::MediaCapabilities& media, codec::JsonArena& arena, Warnings& warnings)
      : media_(media), arena_(arena), warnings_(warnings) {}

  Result<bedrock::Message> translate(const openai::Message& message, std::size_t index) {
    index_ = index;
    note_ignored(message);
    bedrock::Message turn{.role = to_role(message.role), .content = {}};
    if (message.role == openai::Role::tool || message.role == openai::Role::function) {
      return translate_result(message, std::move(turn));
    }
    if (Result<void> done = append_content(message.content, turn.content); !done) {
      return base::fail(std::move(done.error()));
    }
    if (message.role != openai::Role::assistant) return turn;
    if (!message.refusal.empty()) turn.content.emplace_back(bedrock::TextBlock{message.refusal});
    append_calls(message, turn.content);
    return turn;
  }

 private:
  void note_ignored(const openai::Message& message) {
    const bool names_speaker = !message.name.empty() && message.role != openai::Role::function;
    if (names_speaker) warnings_.add(WarningCode::ignored, "messages.name");
    if (!message.cache_control.raw.empty()) warnings_.add(WarningCode::ignored, "cache_control");
    const bool has_calls = !message.tool_calls.empty() || message.function_call;
    if (has_calls && message.role != openai::Role::assistant) {
      warnings_.add(WarningCode::ignored, "messages.tool_calls");
    }
  }

  void note_ignored(const ContentPart& part) {
    if (!part.cache_control.raw.empty()) warnings_.add(WarningCode::ignored, "cache_control");
    if (!part.prompt_cache_breakpoint.raw.empty()) {
      warnings_.add(WarningCode::ignored, "prompt_cache_breakpoint");
    }
  }

  [[nodiscard]] std::string part_path(std::size_t part, std::string_view member) const {
    return fmt::format("messages[{}].content[{}].{}", index_, part, member);
  }

  template <class Block>
  Result<void> append_content(const openai::Content& content, std::vector<Block>& blocks) {
    if (const auto* text = std::get_if<JsonString>(&content)) {
      blocks.emplace_back(bedrock::TextBlock{*text});
      return {};
    }
    const auto* parts = std::get_if<std::vector<ContentPart>>(&content);
    if (parts == nullptr) return {};
    blocks.reserve(blocks.size() + parts->size());
    for (std::size_t i = 0; i < parts->size(); ++i) {
      note_ignored((*parts)[i]);
      Result<void> done =
          std::visit([&](const auto& part) { return append_part(part, i, blocks); }, (*parts)[i].part);
      if (!done) return done;
    }
    return {};
  }

  template <class Block>
  Result<void> append_part(const openai::TextPart& part, std::size_t, std::vector<Block>& blocks) {
    blocks.emplace_back(bedrock::TextBlock{part.text});
    return {};
  }

  template <class Block>
  Result<void> append_part(const openai::RefusalPart& part, std::size_t, std::vector<Block>& blocks) {
    blocks.emplace_back(bedrock::TextBlock{part.refusal});
    return {};
  }

  template <class Block>
  Result<void> append_part(const openai::ImagePart& part, std::size_t index, std::vector<Block>& blocks) {
    if (!media_.images) {
      return base::fail(ErrorKind::invalid_request, "This model does not take images.",
                        part_path(index, "image_url"), "unsupported_value");
    }
    if (!part.detail.empty() && !part.detail.equals("auto")) {
      warnings_.add(WarningCode::ignored, "image_url.detail");
    }
    Result<bedrock::ImageBlock> image = to_image(part.url, part_path(index, "image_url.url"), arena_);
    if (!image) return base::fail(std::move(image.error()));
    blocks.emplace_back(*image);
    return {};
  }

  template <class Block>
  Result<void> append_part(const openai::AudioPart&, std::size_t index, std::vector<Block>&) {
    return base::fail(openai::not_supported_yet(part_path(index, "input_audio")));
  }

  template <class Block>
  Result<void> append_part(const openai::FilePart&, std::size_t index, std::vector<Block>&) {
    return base::fail(openai::not_supported_yet(part_path(index, "file")));
  }

  void append_calls(const openai::Message& message, std::vector<bedrock::ContentBlock>& blocks) {
    for (std::size_t i = 0; i < message.tool_calls.size(); ++i) {
      const openai::ToolCall& call = message.tool_calls[i];
      if (call.kind == openai::ToolKind::custom) {
        blocks.emplace_back(
            bedrock::ToolUseBlock{call.id, call.name, wrap_text("input", call.input, arena_)});
        continue;
      }
      const std::string_view where = "tool_calls.function.arguments";
      blocks.emplace_back(bedrock::ToolUseBlock{call.id, call.name, to_object(call.input, where)});
    }
    if (message.function_call) {
      const openai::FunctionCall& call = *message.function_call;
      const JsonString id = arena_.text(fmt::format("function_{}", ++function_calls_));
      function_ids_.insert_or_assign(call.name.raw(), id);
      const std::string_view where = "function_call.arguments";
      blocks.emplace_back(bedrock::ToolUseBlock{id, call.name, to_object(call.arguments, where)});
    }
  }

  codec::JsonValue to_object(JsonString arguments, std::string_view where) {
    const CallArguments parsed = parse_call_arguments(arguments, arena_);
    if (parsed.repair == ArgumentsRepair::wrapped) {
      warnings_.add(WarningCode::wrapped, fmt::format("messages[{}].{}", index_, where));
    }
    return parsed.object;
  }

  Result<bedrock::Message> translate_result(const openai::Message& message, bedrock::Message turn) {
    bedrock::ToolResultBlock result;
    result.id = message.role == openai::Role::tool ? message.tool_call_id : id_of_function(message.name);
    if (Result<void> done = append_content(message.content, result.content); !done) {
      return base::fail(std::move(done.error()));
    }
    turn.content.emplace_back(std::move(result));
    return turn;
  }

  /// The form before tool_calls has no ids: a result belongs to the last call of its function.
  JsonString id_of_function(JsonString name) const {
    const auto found = function_ids_.find(name.raw());
    return found == function_ids_.end() ? name : found->second;
  }

  const models::MediaCapabilities& media_;
  codec::JsonArena& arena_;
  Warnings& warnings_;
  std::size_t index_ = 0;
  std::size_t function_calls_ = 0;
  std::unordered_map<std::string_view, JsonString> function_ids_;  // by name, of the last call
};

}  // namespace

Result<void> append_messages(const openai::ChatRequest& request, const models::MediaCapabilities& media,
                             bedrock::ConverseRequest& out, Warnings& warnings) {
  MessageTranslator translator(media, out.arena, warnings);
  out.messages.reserve(out.messages.size() + request.messages.size() + 1);
  for (std::size_t i = 0; i < request.messages.size(); ++i) {
    Result<bedrock::Message> turn = translator.translate(request.messages[i], i);
    if (!turn) return base::fail(std::move(turn.error()));
    out.messages.push_back(*std::move(turn));
  }
  return {};
}

}  // namespace gw::translate
