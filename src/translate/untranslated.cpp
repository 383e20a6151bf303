#include "translate/untranslated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "codec/json_reader.hpp"
#include "openai/chat_request.hpp"
#include "openai/field_errors.hpp"
#include "translate/warnings.hpp"

namespace gw::translate {
namespace {

using base::Result;

/// Vendors' fields whose effect a client counts on.
constexpr std::array<std::string_view, 24> kRefused{
    "thinking",
    "reasoning",
    "reasoning_config",
    "reasoningConfig",
    "output_config",
    "outputConfig",
    "anthropic_beta",
    "guardrailConfig",
    "guardrail_config",
    "guardrails",
    "performanceConfig",
    "promptVariables",
    "requestMetadata",
    "additionalModelRequestFields",
    "additional_model_request_fields",
    "additionalModelResponseFieldPaths",
    "inferenceConfig",
    "toolConfig",
    "system",
    "mcp_servers",
    "container",
    "context_management",
    "response_schema",
    "input",
};

/// Vendors' fields that tune or save, and change nothing that a client could miss in the answer.
constexpr std::array<std::string_view, 14> kIgnored{
    "top_k",
    "min_p",
    "repetition_penalty",
    "prompt_caching",
    "cache_control",
    "enable_thinking",
    "chat_template_kwargs",
    "safe_mode",
    "provider",
    "num_ctx",
    "keep_alive",
    "best_of",
    "include_reasoning",
    "usage",
};

/// Inside BAG's literal `extra_body` stand the same fields as beside it.
constexpr std::string_view kExtraBody = "extra_body";

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Result<void> judge(std::string_view name, const std::string& path, Warnings& warnings) {
  if (contains(kRefused, name)) return base::fail(openai::not_supported_yet(path));
  warnings.add(contains(kIgnored, name) ? WarningCode::ignored : WarningCode::unknown, path);
  return {};
}

Result<void> judge_extra_body(codec::JsonValue extra, Warnings& warnings) {
  if (extra.kind != codec::JsonKind::object) {
    warnings.add(WarningCode::unknown, kExtraBody);
    return {};
  }
  Result<void> judged;
  codec::JsonReader reader(extra.raw);
  const bool read = reader.object([&](codec::JsonString key) {
    const std::string name = key.decode();
    judged = judge(name, fmt::format("{}.{}", kExtraBody, name), warnings);
    return judged && reader.value().has_value();
  });
  static_cast<void>(read);  // a slice of a checked document, or stopped by a refusal
  return judged;
}

Result<void> judge_other_fields(const openai::ChatRequest& request, Warnings& warnings) {
  for (const openai::OtherField& field : request.other) {
    const std::string name = field.key.decode();
    Result<void> judged =
        name == kExtraBody ? judge_extra_body(field.value, warnings) : judge(name, name, warnings);
    if (!judged) return judged;
  }
  return {};
}

std::string_view to_word(openai::ServiceTier tier) {
  switch (tier) {
    case openai::ServiceTier::flex:
      return "flex";
    case openai::ServiceTier::scale:
      return "scale";
    case openai::ServiceTier::priority:
      return "priority";
    case openai::ServiceTier::fast:
      return "fast";
    case openai::ServiceTier::automatic:
    case openai::ServiceTier::standard:
      break;
  }
  return {};
}

}  // namespace

Result<void> refuse_untranslated(const openai::ChatRequest& request, Warnings& warnings) {
  using openai::not_supported_yet;
  if (request.n > 1) return base::fail(openai::unsupported_value("n", std::to_string(request.n)));
  if (!request.functions.empty()) return base::fail(not_supported_yet("functions"));
  if (request.function_call) return base::fail(not_supported_yet("function_call"));
  if (request.response_format && request.response_format->type != openai::ResponseFormatType::text) {
    return base::fail(not_supported_yet("response_format"));
  }
  if (request.reasoning_effort && *request.reasoning_effort != openai::ReasoningEffort::none) {
    return base::fail(not_supported_yet("reasoning_effort"));
  }
  if (request.service_tier) {
    const std::string_view tier = to_word(*request.service_tier);
    if (!tier.empty()) return base::fail(openai::unsupported_value("service_tier", tier));
  }
  return judge_other_fields(request, warnings);
}

}  // namespace gw::translate
