#include "simulator/directives.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "codec/json_number.hpp"

namespace gw::simulator {
namespace {

constexpr std::string_view kOpen = "[[simulate:";
constexpr std::string_view kClose = "]]";
constexpr std::size_t kMaxTokens = 200'000;
constexpr std::int64_t kMaxSeconds = 3'600;
// Silence without an end: longer than any client waits, and a wait with an end all the same.
constexpr std::chrono::hours kForever{1};

using Complaint = std::string;

bool is_space(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view take_word(std::string_view& text) noexcept {
  text = trim(text);
  const auto end = static_cast<std::size_t>(std::ranges::find_if(text, is_space) - text.begin());
  const std::string_view word = text.substr(0, end);
  text = trim(text.substr(end));
  return word;
}

std::optional<std::int64_t> number_up_to(std::string_view word, std::int64_t max) {
  const std::optional<std::int64_t> number = codec::to_integer(word);
  if (!number || *number < 0 || *number > max) return std::nullopt;
  return number;
}

std::optional<FaultPlace> place_of(std::string_view word) noexcept {
  if (word == "before") return FaultPlace::before;
  if (word == "first") return FaultPlace::first;
  if (word == "mid") return FaultPlace::middle;
  if (word == "last") return FaultPlace::last;
  return std::nullopt;
}

std::optional<ErrorForm> form_of(std::string_view word) noexcept {
  if (word == "body") return ErrorForm::body;
  if (word == "Message") return ErrorForm::capital_body;
  if (word == "headers") return ErrorForm::headers;
  if (word == "html") return ErrorForm::html;
  return std::nullopt;
}

struct DefaultText {
  std::string_view type;
  std::string_view message;
};

// What AWS says with an exception where nothing more is known.
constexpr std::array<DefaultText, 12> kDefaultTexts{{
    {"AccessDeniedException", "You don't have access to the model with the specified model ID."},
    {"ExpiredTokenException", "The security token included in the request is expired"},
    {"InternalServerException",
     "The system encountered an unexpected error during processing. Try your request again."},
    {"ModelErrorException",
     "The system encountered an unexpected error during processing. Try your request again."},
    {"ModelNotReadyException", "The model is not ready for inference. Wait and try your request again."},
    {"ModelStreamErrorException",
     "The system encountered an unexpected error during processing. Try your request again."},
    {"ModelTimeoutException", "Model has timed out in processing the request. Try your request again."},
    {"ResourceNotFoundException",
     "Could not resolve the foundation model from the provided model identifier."},
    {"ServiceQuotaExceededException", "Too many tokens per day, please wait before trying again."},
    {"ServiceUnavailableException", "Bedrock is unable to process your request."},
    {"ThrottlingException", "Too many tokens, please wait before trying again."},
    {"UnrecognizedClientException", "The security token included in the request is invalid."},
}};

std::string default_text(std::string_view type) {
  const auto known = std::ranges::find(kDefaultTexts, type, &DefaultText::type);
  if (known != kDefaultTexts.end()) return std::string{known->message};
  return fmt::format("{} as asked for by a directive.", type);
}

// "WHERE", "times K", "key TOKEN", "as FORM", "retry-after N" in any order. Nothing if all was understood.
std::optional<Complaint> parse_modifiers(std::string_view rest, Fault& fault) {
  while (!rest.empty()) {
    const std::string_view word = take_word(rest);
    if (const auto place = place_of(word)) {
      fault.place = *place;
      continue;
    }
    const std::string_view value = take_word(rest);
    if (word == "key" && !value.empty()) {
      fault.key = value;
    } else if (const auto times = number_up_to(value, 1'000'000); word == "times" && times) {
      fault.times = static_cast<unsigned>(*times);
    } else if (const auto form = form_of(value); word == "as" && form) {
      fault.error.form = *form;
    } else if (const auto seconds = number_up_to(value, kMaxSeconds); word == "retry-after" && seconds) {
      fault.error.retry_after = std::chrono::seconds{*seconds};
    } else {
      return fmt::format("'{}' is not understood here", word);
    }
  }
  return std::nullopt;
}

// "NAME modifiers: TEXT"
std::optional<Complaint> parse_exception(std::string_view rest, Directives& directives) {
  const std::size_t colon = rest.find(':');
  std::string_view head = rest.substr(0, colon);
  Fault fault;
  fault.error.type = with_capital(take_word(head));
  if (!status_of(fault.error.type)) return fmt::format("there is no exception '{}'", fault.error.type);
  if (auto complaint = parse_modifiers(head, fault)) return complaint;
  fault.error.message = colon == std::string_view::npos ? default_text(fault.error.type)
                                                        : std::string{trim(rest.substr(colon + 1))};
  directives.faults.push_back(std::move(fault));
  return std::nullopt;
}

// "throttle K [TOKEN]": refused K times, then served.
std::optional<Complaint> parse_throttle(std::string_view rest, Directives& directives) {
  const auto times = number_up_to(take_word(rest), 1'000'000);
  if (!times) return "throttle needs a number of times";
  Fault fault;
  fault.error = make_error("ThrottlingException", default_text("ThrottlingException"));
  fault.times = static_cast<unsigned>(*times);
  fault.key = take_word(rest);
  if (auto complaint = parse_modifiers(rest, fault)) return complaint;
  directives.faults.push_back(std::move(fault));
  return std::nullopt;
}

std::optional<Complaint> parse_transport(FaultKind kind, std::string_view rest, Directives& directives) {
  Fault fault;
  fault.kind = kind;
  fault.place = FaultPlace::middle;
  if (kind == FaultKind::stall) {
    fault.duration = kForever;
    std::string_view after = rest;
    if (const auto seconds = number_up_to(take_word(after), kMaxSeconds)) {
      fault.duration = std::chrono::seconds{*seconds};
      rest = after;
    }
  }
  if (auto complaint = parse_modifiers(rest, fault)) return complaint;
  directives.faults.push_back(std::move(fault));
  return std::nullopt;
}

std::optional<Complaint> parse_tool(std::string_view rest, Directives& directives) {
  ToolDirective tool;
  tool.name = take_word(rest);
  if (!rest.empty()) tool.input = std::string{rest};
  directives.tool = std::move(tool);
  return std::nullopt;
}

std::optional<Complaint> parse_reasoning(std::string_view rest, Directives& directives) {
  const std::string_view word = take_word(rest);
  if (word.empty() || word == "signed") {
    directives.reasoning = ReasoningKind::signed_text;
  } else if (word == "unsigned") {
    directives.reasoning = ReasoningKind::unsigned_text;
  } else if (word == "redacted") {
    directives.reasoning = ReasoningKind::redacted;
  } else if (word == "signature-only") {
    directives.reasoning = ReasoningKind::signature_only;
  } else {
    return fmt::format("there is no reasoning '{}'", word);
  }
  return std::nullopt;
}

struct TransportName {
  std::string_view name;
  FaultKind kind;
};

constexpr std::array<TransportName, 6> kTransportNames{{
    {"reset", FaultKind::reset},
    {"cut", FaultKind::cut},
    {"cut-frame", FaultKind::cut_frame},
    {"bad-crc", FaultKind::bad_crc},
    {"bad-prelude", FaultKind::bad_prelude},
    {"stall", FaultKind::stall},
}};

std::optional<Complaint> parse_one(std::string_view text, Directives& directives) {
  std::string_view rest = text;
  const std::string_view name = take_word(rest);
  if (name == "exception") return parse_exception(rest, directives);
  if (name == "throttle") return parse_throttle(rest, directives);
  if (name == "error") return parse_exception(fmt::format("ValidationException: {}", rest), directives);
  const auto transport = std::ranges::find(kTransportNames, name, &TransportName::name);
  if (transport != kTransportNames.end()) return parse_transport(transport->kind, rest, directives);
  if (name == "say") {
    directives.say = std::string{rest};
    return std::nullopt;
  }
  if (name == "tool") return parse_tool(rest, directives);
  if (name == "reasoning") return parse_reasoning(rest, directives);
  if (name == "tool-no-arguments") {
    directives.tool.emplace().name = take_word(rest);
    directives.tool->without_arguments = true;
  } else if (name == "malformed_tool_use") {
    directives.stop_reason = "malformed_tool_use";
  } else if (name == "stop-reason" && !rest.empty()) {
    directives.stop_reason = std::string{take_word(rest)};
  } else if (const auto count = number_up_to(rest, kMaxTokens); name == "tokens" && count) {
    directives.tokens = static_cast<std::size_t>(*count);
    rest = {};
  } else if (const auto interval = number_up_to(rest, kMaxSeconds * 1'000); name == "slow" && interval) {
    directives.frame_interval = std::chrono::milliseconds{*interval};
    rest = {};
  } else if (name == "empty") {
    directives.empty = true;
  } else if (name == "no-metadata") {
    directives.without_metadata = true;
  } else if (name == "interleaved") {
    directives.interleaved = true;
  } else if (name == "no-tool") {
    directives.no_tool = true;
  } else {
    return fmt::format("there is no such directive");
  }
  if (!rest.empty()) return fmt::format("'{}' is not understood here", rest);
  return std::nullopt;
}

}  // namespace

std::expected<Directives, std::string> parse_directives(std::string_view text) {
  Directives directives;
  for (std::size_t open = text.find(kOpen); open != std::string_view::npos; open = text.find(kOpen, open)) {
    open += kOpen.size();
    const std::size_t close = text.find(kClose, open);
    if (close == std::string_view::npos)
      return std::unexpected<std::string>("A directive [[simulate: … is not closed by ]].");
    const std::string_view directive = trim(text.substr(open, close - open));
    const std::size_t faults = directives.faults.size();
    if (const auto complaint = parse_one(directive, directives)) {
      return std::unexpected<std::string>(fmt::format(
          "[[simulate: {}]]: {}; docs/simulator.md lists the directives.", directive, *complaint));
    }
    // Counted by its own text unless it names a key.
    if (directives.faults.size() > faults && directives.faults.back().key.empty()) {
      directives.faults.back().key = directive;
    }
    directives.texts.emplace_back(directive);
    open = close + kClose.size();
  }
  return directives;
}

std::string without_directives(std::string_view text) {
  std::string rest;
  while (true) {
    const std::size_t open = text.find(kOpen);
    const std::size_t close = open == std::string_view::npos ? open : text.find(kClose, open);
    if (close == std::string_view::npos) break;
    std::string_view before = text.substr(0, open);
    while (!before.empty() && is_space(before.back())) before.remove_suffix(1);
    if (!rest.empty() && !before.empty()) rest += ' ';
    rest += before;
    text = text.substr(close + kClose.size());
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  }
  if (!rest.empty() && !text.empty()) rest += ' ';
  rest += text;
  return rest;
}

}  // namespace gw::simulator
