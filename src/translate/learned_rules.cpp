#include "translate/learned_rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <variant>

#include "bedrock/converse_request.hpp"
#include "models/capabilities.hpp"
#include "translate/repair_steps.hpp"

namespace gw::translate {
namespace {

using bedrock::ConverseRequest;

/// A piece of Bedrock's text that says one thing and nothing else. Compared without regard to case and
/// backquotes: Bedrock writes field names with and without them.
struct Text {
  std::string_view piece;
  LessonKind kind;
};

constexpr std::array<Text, 12> kTexts{{
    {"temperature is deprecated for this model", LessonKind::no_sampling},
    {"top_p is deprecated for this model", LessonKind::no_sampling},
    {"top_k is deprecated for this model", LessonKind::no_sampling},
    {"temperature and top_p cannot both be specified", LessonKind::temperature_or_top_p},
    {"doesn't support the stopsequences field", LessonKind::no_stop_sequences},
    {"doesn't support system messages", LessonKind::no_system_messages},
    {"doesn't support the toolconfig.toolchoice.auto field", LessonKind::no_tool_choice_auto},
    {"doesn't support the toolconfig.toolchoice.any field", LessonKind::no_tool_choice_any},
    {"doesn't support the toolconfig.toolchoice.tool field", LessonKind::no_tool_choice_named},
    {"does not support assistant message prefill", LessonKind::no_assistant_prefill},
    {"conversation blocks and tool result blocks cannot be provided in the same turn",
     LessonKind::separate_tool_results},
    {"the maximum tokens you requested exceeds the model limit of ", LessonKind::max_tokens_limit},
}};

/// Lower case, without backquotes, typographic apostrophes as plain ones.
std::string to_comparable(std::string_view message) {
  std::string out;
  out.reserve(message.size());
  for (std::size_t i = 0; i < message.size(); ++i) {
    const char c = message[i];
    if (c == '`') continue;
    if (message.substr(i).starts_with("\u2019")) {
      out.push_back('\'');
      i += 2;
      continue;
    }
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

std::optional<std::int64_t> leading_number(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits.push_back(c);
    } else if (c != ',') {  // "8,192"
      break;
    }
  }
  std::int64_t number = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || parsed.ec != std::errc{} || number < 1) return std::nullopt;
  return number;
}

template <class Value>
bool reset(std::optional<Value>& value, std::string_view field, Warnings& warnings) {
  if (!value) return false;
  value.reset();
  warnings.add(WarningCode::learned, field);
  return true;
}

bool drop_sampling(ConverseRequest& request, Warnings& warnings) {
  const bool had_temperature = reset(request.inference.temperature, "temperature", warnings);
  const bool had_top_p = reset(request.inference.top_p, "top_p", warnings);
  return had_temperature || had_top_p;
}

bool limit_max_tokens(std::int64_t limit, ConverseRequest& request, Warnings& warnings) {
  std::optional<std::int64_t>& max_tokens = request.inference.max_tokens;
  if (max_tokens && *max_tokens <= limit) return false;
  max_tokens = limit;
  warnings.add(WarningCode::learned, "max_tokens");
  return true;
}

bool drop_stop_sequences(ConverseRequest& request, Warnings& warnings) {
  if (request.inference.stop_sequences.empty()) return false;
  request.inference.stop_sequences.clear();
  warnings.add(WarningCode::learned, "stop");
  return true;
}

template <class Choice>
bool drop_choice(ConverseRequest& request, Warnings& warnings) {
  if (!request.tools || !request.tools->choice || !std::holds_alternative<Choice>(*request.tools->choice)) {
    return false;
  }
  return reset(request.tools->choice, "tool_choice", warnings);
}

/// Runs a step of history repair; true if the step changed the number of turns or the system prompt.
template <class Step>
bool repair(ConverseRequest& request, Warnings& warnings, Step&& step) {
  const std::size_t turns = request.messages.size();
  const std::size_t system = request.system.size();
  std::forward<Step>(step)();
  const bool changed = turns != request.messages.size() || system != request.system.size();
  if (changed) warnings.add(WarningCode::learned, "messages");
  return changed;
}

}  // namespace

std::string_view to_string(LessonKind kind) noexcept {
  switch (kind) {
    case LessonKind::no_sampling:
      return "no_sampling";
    case LessonKind::temperature_or_top_p:
      return "temperature_or_top_p";
    case LessonKind::max_tokens_limit:
      return "max_tokens_limit";
    case LessonKind::no_stop_sequences:
      return "no_stop_sequences";
    case LessonKind::no_system_messages:
      return "no_system_messages";
    case LessonKind::no_tool_choice_auto:
      return "no_tool_choice_auto";
    case LessonKind::no_tool_choice_any:
      return "no_tool_choice_any";
    case LessonKind::no_tool_choice_named:
      return "no_tool_choice_named";
    case LessonKind::no_assistant_prefill:
      return "no_assistant_prefill";
    case LessonKind::separate_tool_results:
      return "separate_tool_results";
  }
  std::unreachable();
}

std::optional<Lesson> learn(const base::Error& error) {
  if (error.kind != base::ErrorKind::invalid_request || error.upstream_code.empty()) return std::nullopt;
  const std::string message = to_comparable(error.message);
  for (const Text& text : kTexts) {
    const std::size_t at = message.find(text.piece);
    if (at == std::string::npos) continue;
    if (text.kind != LessonKind::max_tokens_limit) return Lesson{.kind = text.kind};
    const auto limit = leading_number(std::string_view(message).substr(at + text.piece.size()));
    if (limit) return Lesson{.kind = text.kind, .limit = *limit};
  }
  return std::nullopt;
}

bool apply(const Lesson& lesson, ConverseRequest& request, Warnings& warnings) {
  switch (lesson.kind) {
    case LessonKind::no_sampling:
      return drop_sampling(request, warnings);
    case LessonKind::temperature_or_top_p:
      return request.inference.temperature && reset(request.inference.top_p, "top_p", warnings);
    case LessonKind::max_tokens_limit:
      return limit_max_tokens(lesson.limit, request, warnings);
    case LessonKind::no_stop_sequences:
      return drop_stop_sequences(request, warnings);
    case LessonKind::no_tool_choice_auto:
      return drop_choice<bedrock::AutoToolChoice>(request, warnings);
    case LessonKind::no_tool_choice_any:
      return drop_choice<bedrock::AnyToolChoice>(request, warnings);
    case LessonKind::no_tool_choice_named:
      return drop_choice<bedrock::NamedToolChoice>(request, warnings);
    case LessonKind::no_system_messages:
      return repair(request, warnings, [&] { fold_system_into_first_user_turn(request, warnings); });
    case LessonKind::no_assistant_prefill:
      return repair(request, warnings, [&] { end_with_user_turn(request, warnings); });
    case LessonKind::separate_tool_results:
      return repair(request, warnings, [&] { separate_results_from_text(request, warnings); });
  }
  std::unreachable();
}

void apply(const Lesson& lesson, models::Capabilities& capabilities) {
  switch (lesson.kind) {
    case LessonKind::no_sampling:
      capabilities.sampling = models::SamplingRule::none;
      return;
    case LessonKind::temperature_or_top_p:
      if (capabilities.sampling == models::SamplingRule::all) {
        capabilities.sampling = models::SamplingRule::temperature_or_top_p;
      }
      return;
    case LessonKind::max_tokens_limit:
      capabilities.max_output_tokens =
          std::min(capabilities.max_output_tokens.value_or(lesson.limit), lesson.limit);
      return;
    case LessonKind::no_stop_sequences:
      capabilities.stop.supported = false;
      return;
    case LessonKind::no_system_messages:
      capabilities.system_prompt = false;
      return;
    case LessonKind::no_tool_choice_auto:
      capabilities.tools.choice_auto = false;
      return;
    case LessonKind::no_tool_choice_any:
      capabilities.tools.choice_any = false;
      return;
    case LessonKind::no_tool_choice_named:
      capabilities.tools.choice_named = false;
      return;
    case LessonKind::no_assistant_prefill:
      capabilities.assistant_prefill = false;
      return;
    case LessonKind::separate_tool_results:
      capabilities.tools.separator_after_results = true;
      return;
  }
  std::unreachable();
}

void LessonBook::remember(const base::ModelId& model, const Lesson& lesson) {
  if (max_models_ == 0) return;
  if (!lessons_.contains(model)) {
    if (order_.size() == max_models_) {
      lessons_.erase(order_.front());
      order_.pop_front();
    }
    order_.push_back(model);
  }
  std::vector<Lesson>& known = lessons_[model];
  std::erase_if(known, [&](const Lesson& other) { return other.kind == lesson.kind; });
  known.push_back(lesson);
}

void LessonBook::apply_to(const base::ModelId& model, models::Capabilities& capabilities) const {
  const auto known = lessons_.find(model);
  if (known == lessons_.end()) return;
  for (const Lesson& lesson : known->second) apply(lesson, capabilities);
}

}  // namespace gw::translate
