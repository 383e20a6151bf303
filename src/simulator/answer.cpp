#include "simulator/answer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "codec/base64.hpp"
#include "codec/json_writer.hpp"
#include "simulator/answer_text.hpp"
#include "simulator/prompt.hpp"
#include "simulator/schema_filler.hpp"
#include "simulator/tokens.hpp"
#include "simulator/tool_choice.hpp"

namespace gw::simulator {
namespace {

// What Converse applies where a request names no maximum (seen on Anthropic's models).
constexpr std::size_t kDefaultMaxTokens = 4'096;
constexpr std::size_t kTokensOfAnImage = 1'500;

ReasoningBlock make_reasoning(ReasoningKind kind) {
  ReasoningBlock block;
  if (kind == ReasoningKind::redacted) {
    block.redacted = "redacted reasoning of the local simulation";
    return block;
  }
  const std::string text =
      "The local simulation does not think; this is what the text of its thinking looks like.";
  if (kind != ReasoningKind::signature_only) block.text = text;
  if (kind != ReasoningKind::unsigned_text)
    block.signature = codec::encode_base64("local simulation: " + text);
  return block;
}

// Whether the request turns reasoning on, in any of the forms that the families take.
bool asks_for_reasoning(const Conversation& conversation) {
  if (!conversation.additional_fields) return false;
  const Json fields = *conversation.additional_fields;
  for (const std::string_view name : {"thinking", "reasoning_config", "reasoningConfig"}) {
    const auto type = fields.find_path({name, "type"});
    if (type && (type->equals("enabled") || type->equals("adaptive"))) return true;
  }
  const auto effort = fields.find("reasoning_effort");
  return effort && effort->is_string() && !effort->equals("none");
}

ReasoningKind reasoning_kind(const AnswerInput& input) {
  if (input.directives.reasoning != ReasoningKind::none) return input.directives.reasoning;
  if (!asks_for_reasoning(input.conversation)) return ReasoningKind::none;
  return input.model.provider == "Anthropic" ? ReasoningKind::signed_text : ReasoningKind::unsigned_text;
}

// "0000 0001 0002 …": each piece one token by tokens.cpp.
std::string text_of_length(std::size_t tokens) {
  std::string text;
  text.reserve(tokens * 5);
  for (std::size_t i = 0; i < tokens; ++i) text += fmt::format("{}{:04}", i == 0 ? "" : " ", i % 10'000);
  return text;
}

class Composer {
 public:
  Composer(const AnswerInput& input, base::RandomSource& random)
      : input_(input),
        conversation_(input.conversation),
        directives_(input.directives),
        random_(random),
        user_text_(last_user_text(input.conversation)),
        prompt_(read_prompt(user_text_)) {}

  Answer compose() {
    answer_.stop_reason = "end_turn";
    if (!directives_.empty) add_blocks();
    end_at_stop_sequence();
    end_at_max_tokens();
    if (directives_.stop_reason) answer_.stop_reason = *directives_.stop_reason;
    add_additional_fields();
    answer_.usage.input_tokens = count_input_tokens(conversation_);
    answer_.usage.output_tokens = count_output_tokens();
    return std::move(answer_);
  }

 private:
  void add_blocks() {
    const ReasoningKind reasoning = reasoning_kind(input_);
    if (reasoning != ReasoningKind::none) answer_.blocks.emplace_back(make_reasoning(reasoning));
    const std::vector<const Tool*> calls = tools_to_call();
    if (calls.empty() || speaks_before_calls()) add_text(calls);
    for (const Tool* tool : calls) add_call(*tool);
    if (directives_.interleaved && calls.empty())
      add_plain_text("This second block arrives between the pieces of the first.");
    if (!calls.empty()) answer_.stop_reason = "tool_use";
  }

  [[nodiscard]] const Tool* tool_named(std::string_view name) const {
    const auto found = std::ranges::find(conversation_.tools, name, &Tool::name);
    return found == conversation_.tools.end() ? nullptr : &*found;
  }

  [[nodiscard]] std::vector<const Tool*> tools_to_call() const {
    if (conversation_.tools.empty() || directives_.no_tool) return {};
    const Tool* first = &conversation_.tools.front();
    if (directives_.tool) {
      const Tool* named = tool_named(directives_.tool->name);
      return repeated(named != nullptr ? named : first);
    }
    if (directives_.stop_reason == "malformed_tool_use" || directives_.interleaved) return repeated(first);
    switch (conversation_.tool_choice.kind) {
      case ToolChoiceKind::named:
        return {tool_named(conversation_.tool_choice.name)};
      case ToolChoiceKind::any: {
        const std::vector<const Tool*> asked = tools_asked_for(conversation_.tools, prompt_);
        return asked.empty() ? std::vector{first} : asked;
      }
      case ToolChoiceKind::automatic:
        break;
    }
    if (directives_.say || directives_.tokens || !quote_tool_results(conversation_).empty()) return {};
    return tools_asked_for(conversation_.tools, prompt_);
  }

  [[nodiscard]] std::vector<const Tool*> repeated(const Tool* tool) const {
    if (directives_.interleaved) return {tool, tool};
    return {tool};
  }

  // A model that is forced to call says nothing before.
  [[nodiscard]] bool speaks_before_calls() const {
    return directives_.say || conversation_.tool_choice.kind == ToolChoiceKind::automatic;
  }

  void add_text(const std::vector<const Tool*>& calls) {
    if (directives_.say) return add_plain_text(*directives_.say);
    if (directives_.tokens) return add_plain_text(text_of_length(*directives_.tokens));
    if (!calls.empty()) return add_plain_text(fmt::format("The local simulation calls {}.", names_of(calls)));
    if (conversation_.output_schema) {
      if (auto filled = fill_schema_text(*conversation_.output_schema, prompt_))
        return add_plain_text(*filled);
    }
    std::string text;
    const std::string results = quote_tool_results(conversation_);
    if (!results.empty()) text = results + "\n\n";
    text += describe_request(input_.model_id, input_.model, conversation_, directives_);
    if (results.empty() && !user_text_.empty()) text += "\n\nYou wrote: " + user_text_;
    add_plain_text(text);
  }

  void add_plain_text(std::string text) {
    if (!text.empty()) answer_.blocks.emplace_back(TextBlock{std::move(text)});
  }

  static std::string names_of(const std::vector<const Tool*>& tools) {
    std::vector<std::string_view> names;
    for (const Tool* tool : tools) names.emplace_back(tool->name);
    return fmt::format("{}", fmt::join(names, ", "));
  }

  void add_call(const Tool& tool) {
    ToolCallBlock call;
    call.id = make_tool_use_id(random_);
    call.name = tool.name;
    call.input = fill_schema(tool.schema, prompt_);
    if (directives_.tool && directives_.tool->input) {
      call.input = *directives_.tool->input;
      call.truncated = !JsonTree::parse(call.input).has_value();
    }
    if (directives_.tool && directives_.tool->without_arguments) {
      call.input = "{}";
      call.without_deltas = true;
    }
    if (directives_.stop_reason == "malformed_tool_use") {
      call.input = R"({"malformed": )";
      call.truncated = true;
    }
    answer_.blocks.emplace_back(std::move(call));
  }

  void end_at_stop_sequence() {
    for (std::size_t i = 0; i < answer_.blocks.size(); ++i) {
      auto* block = std::get_if<TextBlock>(&answer_.blocks[i]);
      if (block == nullptr) continue;
      std::size_t end = std::string::npos;
      for (const std::string& sequence : conversation_.stop_sequences) {
        const std::size_t at = block->text.find(sequence);
        if (at >= end) continue;
        end = at;
        answer_.stop_sequence = sequence;
      }
      if (end == std::string::npos) continue;
      block->text.resize(end);
      answer_.blocks.resize(block->text.empty() ? i : i + 1, TextBlock{});
      answer_.stop_reason = "stop_sequence";
      return;
    }
  }

  static std::string_view countable(const AnswerBlock& block) {
    if (const auto* text = std::get_if<TextBlock>(&block)) return text->text;
    if (const auto* call = std::get_if<ToolCallBlock>(&block)) return call->input;
    const auto& reasoning = std::get<ReasoningBlock>(block);
    return reasoning.redacted.empty() ? reasoning.text : reasoning.redacted;
  }

  void end_at_max_tokens() {
    std::size_t left = conversation_.max_tokens ? static_cast<std::size_t>(*conversation_.max_tokens)
                                                : std::max(kDefaultMaxTokens, directives_.tokens.value_or(0));
    for (std::size_t i = 0; i < answer_.blocks.size(); ++i) {
      const std::vector<std::string_view> pieces = split_tokens(countable(answer_.blocks[i]));
      if (pieces.size() <= left) {
        left -= pieces.size();
        continue;
      }
      const std::size_t bytes =
          left == 0 ? 0 : static_cast<std::size_t>(pieces[left].data() - pieces[0].data());
      answer_.blocks.resize(keep_beginning(answer_.blocks[i], bytes) ? i + 1 : i, TextBlock{});
      answer_.stop_reason = "max_tokens";
      answer_.stop_sequence.reset();
      return;
    }
  }

  // False if nothing of the block is left.
  static bool keep_beginning(AnswerBlock& block, std::size_t bytes) {
    if (auto* text = std::get_if<TextBlock>(&block)) {
      text->text.resize(bytes);
      return bytes > 0;
    }
    if (auto* call = std::get_if<ToolCallBlock>(&block)) {
      call->input.resize(bytes);
      call->truncated = true;
      return bytes > 0;
    }
    auto& reasoning = std::get<ReasoningBlock>(block);
    reasoning.text.resize(std::min(bytes, reasoning.text.size()));
    reasoning.signature.clear();
    return reasoning.redacted.empty() && bytes > 0;
  }

  [[nodiscard]] std::size_t count_output_tokens() const {
    std::size_t count = 0;
    for (const AnswerBlock& block : answer_.blocks) count += count_tokens(countable(block));
    return count;
  }

  void add_additional_fields() {
    if (std::ranges::find(conversation_.response_paths, "/stop_sequence") ==
        conversation_.response_paths.end())
      return;
    codec::JsonWriter json{answer_.additional_fields.emplace()};
    json.begin_object().key("stop_sequence");
    if (answer_.stop_sequence) {
      json.string(*answer_.stop_sequence);
    } else {
      json.null();
    }
    json.end_object();
  }

  const AnswerInput& input_;
  const Conversation& conversation_;
  const Directives& directives_;
  base::RandomSource& random_;
  std::string user_text_;
  Prompt prompt_;
  Answer answer_;
};

std::size_t tokens_of_block(BlockKind kind, Json value) {
  switch (kind) {
    case BlockKind::text:
      return count_tokens(value.text());
    case BlockKind::image:
      return kTokensOfAnImage;
    case BlockKind::tool_result:
      return count_tokens(text_of_result(value));
    case BlockKind::tool_use:
    case BlockKind::guard_content:
    case BlockKind::reasoning:
    case BlockKind::other:
      return count_tokens(value.raw());
    case BlockKind::document:
    case BlockKind::video:
    case BlockKind::audio:
      return value.raw().size() / 16;
    case BlockKind::cache_point:
      return 0;
  }
  return 0;
}

}  // namespace

Answer decide_answer(const AnswerInput& input, base::RandomSource& random) {
  return Composer{input, random}.compose();
}

std::size_t count_input_tokens(const Conversation& conversation) {
  std::size_t count = 0;
  for (const Block& block : conversation.system) count += tokens_of_block(block.kind, block.value);
  for (const Tool& tool : conversation.tools) {
    count += count_tokens(tool.name) + count_tokens(tool.description) + count_tokens(tool.schema.raw());
  }
  for (const Message& message : conversation.messages) {
    count += 3;  // for the role and the ends of a message
    for (const Block& block : message.blocks) count += tokens_of_block(block.kind, block.value);
  }
  return count;
}

std::string make_tool_use_id(base::RandomSource& random) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string id = "tooluse_";
  unsigned long long bits = 0;
  for (int i = 0; i < 22; ++i) {
    if (i % 10 == 0) bits = random.next_bits();
    id += kAlphabet[bits & 63U];
    bits >>= 6U;
  }
  return id;
}

}  // namespace gw::simulator
