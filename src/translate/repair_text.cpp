#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "codec/json_arena.hpp"
#include "models/capabilities.hpp"
#include "translate/repair_steps.hpp"
#include "translate/warnings.hpp"

// Steps about text: blank text, system texts, placeholders, the end of a conversation.

namespace gw::translate {
namespace {

using bedrock::ContentBlock;
using bedrock::ConverseRequest;
using bedrock::Message;
using bedrock::Role;
using bedrock::TextBlock;

constexpr codec::JsonString literal(std::string_view text) {
  return codec::JsonString::from_escaped(text, false);
}
constexpr codec::JsonString kEmptyPlaceholder = literal("(empty)");
constexpr codec::JsonString kOpening = literal("Begin.");
constexpr codec::JsonString kContinue = literal("Continue.");

bool is_blank(codec::JsonString text) {
  if (text.empty()) return true;
  // Most texts begin with a letter: no need to look at their end.
  const char first = text.raw().front();
  const bool is_plain = first > ' ' && first < '\x7F' && first != '\\';
  return !is_plain && text.is_blank();
}

template <class Block>
bool is_blank_text(const Block& block) {
  const auto* text = std::get_if<TextBlock>(&block);
  return text != nullptr && is_blank(text->text);
}

Message user_turn(codec::JsonString text) {
  Message message{.role = Role::user, .content = {}};
  message.content.emplace_back(TextBlock{text});
  return message;
}

bool holds_result(const Message& message) {
  return std::any_of(message.content.begin(), message.content.end(), [](const ContentBlock& block) {
    return std::holds_alternative<bedrock::ToolResultBlock>(block);
  });
}

/// Nothing may stand between a call and its result.
void put_results_before_system_turns(std::vector<Message>& messages) {
  for (std::size_t i = 0; i + 1 < messages.size(); ++i) {
    if (messages[i].role == Role::system && holds_result(messages[i + 1])) {
      std::swap(messages[i], messages[i + 1]);
    }
  }
}

/// Length of `escaped` without the white space at its end.
std::size_t trimmed_length(std::string_view escaped) {
  std::size_t end = escaped.size();
  while (end > 0) {
    if (escaped[end - 1] == ' ') {
      --end;
      continue;
    }
    const bool is_letter_of_space =
        end >= 2 && std::string_view("ntrf").find(escaped[end - 1]) != std::string_view::npos;
    if (!is_letter_of_space) break;
    std::size_t backslashes = 0;
    while (backslashes < end - 1 && escaped[end - 2 - backslashes] == '\\') ++backslashes;
    if (backslashes % 2 == 0) break;  // "\\n" is a backslash and a letter
    end -= 2;
  }
  return end;
}

}  // namespace

void drop_blank_text(ConverseRequest& request) {
  std::erase_if(request.system, [](const bedrock::SystemBlock& block) { return is_blank_text(block); });
  for (Message& message : request.messages) {
    std::erase_if(message.content, [](const ContentBlock& block) { return is_blank_text(block); });
    for (ContentBlock& block : message.content) {
      auto* result = std::get_if<bedrock::ToolResultBlock>(&block);
      if (result == nullptr) continue;
      std::erase_if(result->content,
                    [](const bedrock::ToolResultContent& content) { return is_blank_text(content); });
    }
  }
}

void place_system_turns(ConverseRequest& request, const models::Capabilities& capabilities,
                        Warnings& warnings) {
  std::vector<Message>& messages = request.messages;
  const auto first_other = std::find_if(messages.begin(), messages.end(),
                                        [](const Message& message) { return message.role != Role::system; });
  for (auto turn = messages.begin(); turn != first_other; ++turn) {
    for (ContentBlock& block : turn->content) {
      if (auto* text = std::get_if<TextBlock>(&block)) request.system.emplace_back(*text);
    }
  }
  messages.erase(messages.begin(), first_other);
  if (capabilities.system_in_conversation) {
    put_results_before_system_turns(messages);
    return;
  }
  for (Message& message : messages) {
    if (message.role != Role::system) continue;
    message.role = Role::user;
    for (ContentBlock& block : message.content) {
      auto* text = std::get_if<TextBlock>(&block);
      if (text == nullptr) continue;
      text->text = request.arena.escaped("<system>\\n" + std::string(text->text.raw()) + "\\n</system>");
    }
    if (!message.content.empty()) warnings.add(WarningCode::moved, "messages.system");
  }
}

void begin_with_user_turn(ConverseRequest& request, Warnings& warnings) {
  std::vector<Message>& messages = request.messages;
  if (!messages.empty() && messages.front().role != Role::assistant) return;
  messages.insert(messages.begin(), user_turn(kOpening));
  warnings.add(WarningCode::inserted, "messages.user");
}

void fill_empty_turns(ConverseRequest& request) {
  for (Message& message : request.messages) {
    if (message.content.empty()) message.content.emplace_back(TextBlock{kEmptyPlaceholder});
    for (ContentBlock& block : message.content) {
      auto* result = std::get_if<bedrock::ToolResultBlock>(&block);
      if (result != nullptr && result->content.empty()) {
        result->content.emplace_back(TextBlock{kEmptyPlaceholder});
      }
    }
  }
}

void end_with_user_turn(ConverseRequest& request, Warnings& warnings) {
  if (request.messages.empty() || request.messages.back().role != Role::assistant) return;
  request.messages.push_back(user_turn(kContinue));
  warnings.add(WarningCode::inserted, "messages.user");
}

void trim_last_assistant_text(ConverseRequest& request) {
  if (request.messages.empty() || request.messages.back().role != Role::assistant) return;
  std::vector<ContentBlock>& content = request.messages.back().content;
  auto* text = content.empty() ? nullptr : std::get_if<TextBlock>(&content.back());
  if (text == nullptr) return;
  const std::string_view raw = text->text.raw();
  text->text = codec::JsonString::from_escaped(raw.substr(0, trimmed_length(raw)), text->text.has_escapes());
}

void fold_system_into_first_user_turn(ConverseRequest& request, Warnings& warnings) {
  if (request.system.empty()) return;
  const auto turn = std::find_if(request.messages.begin(), request.messages.end(),
                                 [](const Message& message) { return message.role == Role::user; });
  if (turn == request.messages.end()) return;
  std::vector<ContentBlock> texts;
  for (const bedrock::SystemBlock& block : request.system) {
    if (const auto* text = std::get_if<TextBlock>(&block)) texts.emplace_back(*text);
  }
  turn->content.insert(turn->content.begin(), std::make_move_iterator(texts.begin()),
                       std::make_move_iterator(texts.end()));
  request.system.clear();
  warnings.add(WarningCode::moved, "messages.system");
}

}  // namespace gw::translate
