#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include "codec/json_arena.hpp"
#include "codec/json_writer.hpp"
#include "models/capabilities.hpp"
#include "translate/identifier_aliases.hpp"
#include "translate/repair_steps.hpp"
#include "translate/warnings.hpp"

// Steps about turns and about calls and their results.

namespace gw::translate {
namespace {

using bedrock::ContentBlock;
using bedrock::ConverseRequest;
using bedrock::Message;
using bedrock::Role;
using bedrock::TextBlock;
using bedrock::ToolResultBlock;
using bedrock::ToolUseBlock;

constexpr std::string_view kNoResult = "No result is available for this call. Do not assume that it ran.";
constexpr std::size_t kMaxIdBytes = 64;

codec::JsonString literal(std::string_view text) {
  return codec::JsonString::from_escaped(text, false);
}

bool is_result(const ContentBlock& block) {
  return std::holds_alternative<ToolResultBlock>(block);
}

void append_text(std::string& out, const TextBlock& block) {
  out.append(block.text.raw());
}
void append_text(std::string& out, const bedrock::JsonBlock& block) {
  codec::append_escaped(out, block.json.raw);
}
template <class Media>
void append_text(std::string&, const Media&) {}

/// "[<what>: <texts of the result>]" and its media behind it.
std::vector<ContentBlock> to_text(const ToolResultBlock& result, std::string_view what,
                                  codec::JsonArena& arena) {
  std::vector<ContentBlock> blocks;
  std::string texts;
  std::vector<ContentBlock> media;
  for (const bedrock::ToolResultContent& content : result.content) {
    std::string text;
    std::visit([&](const auto& alternative) { append_text(text, alternative); }, content);
    if (!texts.empty() && !text.empty()) texts += "\\n";
    texts += text;
    if (const auto* image = std::get_if<bedrock::ImageBlock>(&content)) media.emplace_back(*image);
    if (const auto* document = std::get_if<bedrock::DocumentBlock>(&content)) media.emplace_back(*document);
    if (const auto* video = std::get_if<bedrock::VideoBlock>(&content)) media.emplace_back(*video);
  }
  if (texts.empty()) texts = "(empty)";
  blocks.emplace_back(TextBlock{arena.escaped(fmt::format("[{}: {}]", what, texts))});
  std::move(media.begin(), media.end(), std::back_inserter(blocks));
  return blocks;
}

TextBlock to_text(const ToolUseBlock& call, codec::JsonArena& arena) {
  std::string text = fmt::format("[Called the tool {} with ", call.name.raw());
  codec::append_escaped(text, call.input.raw);
  text += ']';
  return TextBlock{arena.escaped(std::move(text))};
}

void append(std::vector<ContentBlock>& to, std::vector<ContentBlock>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

bool has_tool_blocks(const Message& message) {
  return std::any_of(message.content.begin(), message.content.end(), [](const ContentBlock& block) {
    return is_result(block) || std::holds_alternative<ToolUseBlock>(block);
  });
}

/// One call of an assistant turn and what the next turn says about it.
struct Pair {
  ToolUseBlock* call;
  std::optional<ToolResultBlock> result;
};

/// The calls of one assistant turn, in order.
class TurnCalls {
 public:
  TurnCalls() = default;
  explicit TurnCalls(Message& turn) {
    if (turn.role != Role::assistant) return;
    for (ContentBlock& block : turn.content) {
      if (auto* call = std::get_if<ToolUseBlock>(&block)) pairs_.push_back(Pair{call, std::nullopt});
    }
    if (pairs_.size() <= kFewCalls) return;
    for (std::size_t i = 0; i < pairs_.size(); ++i) by_id_[pairs_[i].call->id.raw()].pairs.push_back(i);
  }

  [[nodiscard]] bool empty() const noexcept { return pairs_.empty(); }
  [[nodiscard]] std::vector<Pair>& pairs() noexcept { return pairs_; }

  /// The call that a result belongs to: the first of that id without one, else the last of that id.
  Pair* find(codec::JsonString id) { return by_id_.empty() ? find_among_few(id) : find_by_id(id); }

 private:
  static constexpr std::size_t kFewCalls = 16;
  struct SameId {
    std::vector<std::size_t> pairs;
    std::size_t answered = 0;
  };

  Pair* find_among_few(codec::JsonString id) {
    Pair* last = nullptr;
    for (Pair& pair : pairs_) {
      if (pair.call->id.raw() != id.raw()) continue;
      if (!pair.result) return &pair;
      last = &pair;
    }
    return last;
  }

  Pair* find_by_id(codec::JsonString id) {
    const auto same = by_id_.find(id.raw());
    if (same == by_id_.end()) return nullptr;
    SameId& calls = same->second;
    if (calls.answered < calls.pairs.size()) ++calls.answered;
    return &pairs_[calls.pairs[calls.answered - 1]];
  }

  std::vector<Pair> pairs_;
  std::unordered_map<std::string_view, SameId> by_id_;  // only where there are many
};

/// Gives the results in `turn` to `calls`; what remains of the turn is in order, with orphans as text.
void take_results(Message& turn, TurnCalls& calls, codec::JsonArena& arena, Warnings& warnings) {
  if (std::none_of(turn.content.begin(), turn.content.end(), is_result)) return;
  std::vector<ContentBlock> rest;
  rest.reserve(turn.content.size());
  for (ContentBlock& block : turn.content) {
    auto* result = std::get_if<ToolResultBlock>(&block);
    if (result == nullptr) {
      rest.push_back(std::move(block));
      continue;
    }
    if (Pair* pair = calls.find(result->id)) {
      if (pair->result) warnings.add(WarningCode::deduplicated, "messages.tool_call_id");
      pair->result = std::move(*result);
      continue;
    }
    append(rest, to_text(*result, "Tool result without its call", arena));
    warnings.add(WarningCode::orphaned, "messages.tool_call_id");
  }
  turn.content = std::move(rest);
}

ToolResultBlock missing_result(codec::JsonString id) {
  ToolResultBlock result{.id = id, .status = bedrock::ToolResultStatus::error, .content = {}};
  result.content.emplace_back(TextBlock{literal(kNoResult)});
  return result;
}

std::vector<ContentBlock> to_results(std::vector<Pair>& pairs, Warnings& warnings) {
  std::vector<ContentBlock> results;
  results.reserve(pairs.size());
  for (Pair& pair : pairs) {
    if (!pair.result) {
      pair.result = missing_result(pair.call->id);
      warnings.add(WarningCode::inserted, "messages.tool");
    }
    results.emplace_back(*std::move(pair.result));
  }
  return results;
}

/// Some clients number their calls anew in each turn; Anthropic's models demand ids that differ.
class IdsInUse {
 public:
  explicit IdsInUse(codec::JsonArena& arena) : arena_(arena) {}

  void make_unique(ContentBlock& result_block, ToolUseBlock& call) {
    if (seen_.insert(call.id.raw()).second) return;
    const std::string whole(call.id.raw());
    codec::JsonString id;
    do {
      const std::string candidate =
          with_hash(call.id.decode(), fmt::format("{}#{}", whole, ++repeats_), kMaxIdBytes);
      id = arena_.text(candidate);
    } while (!seen_.insert(id.raw()).second);
    call.id = id;
    std::get<ToolResultBlock>(result_block).id = id;
  }

 private:
  codec::JsonArena& arena_;
  std::unordered_set<std::string_view> seen_;
  std::size_t repeats_ = 0;
};

}  // namespace

void flatten_tool_blocks(ConverseRequest& request, Warnings& warnings) {
  for (Message& message : request.messages) {
    if (!has_tool_blocks(message)) continue;
    std::vector<ContentBlock> flat;
    flat.reserve(message.content.size());
    for (ContentBlock& block : message.content) {
      if (const auto* call = std::get_if<ToolUseBlock>(&block)) {
        flat.emplace_back(to_text(*call, request.arena));
      } else if (const auto* result = std::get_if<ToolResultBlock>(&block)) {
        append(flat, to_text(*result, "Tool result", request.arena));
      } else {
        flat.push_back(std::move(block));
      }
    }
    message.content = std::move(flat);
    warnings.add(WarningCode::flattened, "messages");
  }
}

void merge_turns(std::vector<Message>& messages) {
  std::size_t kept = 0;
  for (Message& message : messages) {
    const bool is_nothing = message.role != Role::user && message.content.empty();
    if (is_nothing) continue;
    if (kept > 0 && messages[kept - 1].role == message.role) {
      append(messages[kept - 1].content, std::move(message.content));
      continue;
    }
    if (&messages[kept] != &message) messages[kept] = std::move(message);
    ++kept;
  }
  messages.erase(messages.begin() + static_cast<std::ptrdiff_t>(kept), messages.end());
}

void pair_calls_with_results(ConverseRequest& request, Warnings& warnings) {
  std::vector<Message>& messages = request.messages;
  if (std::none_of(messages.begin(), messages.end(), has_tool_blocks)) return;
  IdsInUse ids(request.arena);
  std::vector<Message> paired;
  paired.reserve(messages.size() + 1);
  TurnCalls calls;  // of the last turn in `paired`
  const auto answer_in = [&](Message& turn) {
    std::vector<Pair>& pairs = calls.pairs();
    std::vector<ContentBlock> content = to_results(pairs, warnings);
    for (std::size_t i = 0; i < pairs.size(); ++i) ids.make_unique(content[i], *pairs[i].call);
    append(content, std::move(turn.content));
    turn.content = std::move(content);
  };
  for (Message& message : messages) {
    take_results(message, calls, request.arena, warnings);
    if (!calls.empty()) {
      if (message.role == Role::user) {
        answer_in(message);
      } else {
        answer_in(paired.emplace_back(Message{.role = Role::user, .content = {}}));
      }
    }
    paired.push_back(std::move(message));
    calls = TurnCalls(paired.back());
  }
  if (!calls.empty()) answer_in(paired.emplace_back(Message{.role = Role::user, .content = {}}));
  messages = std::move(paired);
}

void move_media_out_of_results(ConverseRequest& request, const models::ToolCapabilities& tools,
                               Warnings& warnings) {
  if (tools.images_in_results && tools.documents_in_results) return;
  for (Message& message : request.messages) {
    std::vector<ContentBlock> media;
    for (ContentBlock& block : message.content) {
      auto* result = std::get_if<ToolResultBlock>(&block);
      if (result == nullptr) continue;
      std::erase_if(result->content, [&](const bedrock::ToolResultContent& content) {
        const auto* image = std::get_if<bedrock::ImageBlock>(&content);
        if (image != nullptr && !tools.images_in_results) {
          media.emplace_back(*image);
          return true;
        }
        const auto* document = std::get_if<bedrock::DocumentBlock>(&content);
        if (document != nullptr && !tools.documents_in_results) {
          media.emplace_back(*document);
          return true;
        }
        return false;
      });
    }
    if (media.empty()) continue;
    append(message.content, std::move(media));
    warnings.add(WarningCode::moved, "messages.content");
  }
}

void separate_results_from_text(ConverseRequest& request, Warnings& warnings) {
  std::vector<Message> separated;
  separated.reserve(request.messages.size());
  for (Message& message : request.messages) {
    const auto rest = std::stable_partition(message.content.begin(), message.content.end(), is_result);
    const bool is_mixed = rest != message.content.begin() && rest != message.content.end();
    if (!is_mixed) {
      separated.push_back(std::move(message));
      continue;
    }
    Message text{.role = message.role, .content = {}};
    text.content.assign(std::make_move_iterator(rest), std::make_move_iterator(message.content.end()));
    message.content.erase(rest, message.content.end());
    separated.push_back(std::move(message));
    Message between{.role = Role::assistant, .content = {}};
    between.content.emplace_back(TextBlock{literal("I have the results.")});
    separated.push_back(std::move(between));
    separated.push_back(std::move(text));
    warnings.add(WarningCode::inserted, "messages.assistant");
  }
  request.messages = std::move(separated);
}

}  // namespace gw::translate
