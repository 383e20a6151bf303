#include "translate/chat_parameters.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "bedrock/converse_request.hpp"
#include "models/capabilities.hpp"
#include "openai/chat_request.hpp"
#include "translate/chat_to_converse.hpp"
#include "translate/warnings.hpp"

namespace gw::translate {
namespace {

// InferenceConfiguration$temperature in botocore's bedrock-runtime service-2.json: 0 to 1.
constexpr double kMaxTemperature = 1;

/// Without a limit from anyone the model's own maximum is sent: Converse cuts answers of Anthropic's models
/// at 4096 tokens when it is told nothing.
std::optional<std::int64_t> max_tokens_of(const openai::ChatRequest& request,
                                          const models::Capabilities& capabilities,
                                          const ChatDefaults& defaults, Warnings& warnings) {
  const bool by_new_name = request.max_completion_tokens.has_value();
  const std::string_view field = by_new_name ? "max_completion_tokens" : "max_tokens";
  const std::optional<std::int64_t> wanted = by_new_name ? request.max_completion_tokens : request.max_tokens;
  const std::optional<std::int64_t> limit = wanted ? wanted : defaults.max_tokens;
  if (!limit) return capabilities.max_output_tokens;
  const std::int64_t upper = capabilities.max_output_tokens.value_or(*limit);
  const std::int64_t fitted = std::max(std::min(*limit, upper), capabilities.min_max_tokens);
  if (wanted && fitted != *wanted) warnings.add(WarningCode::clamped, field);
  return fitted;
}

void set_sampling(const openai::ChatRequest& request, const models::Capabilities& capabilities,
                  bedrock::InferenceConfig& inference, Warnings& warnings) {
  inference.temperature = request.temperature;
  inference.top_p = request.top_p;
  if (capabilities.sampling == models::SamplingRule::none) {
    // 1 is OpenAI's default as well as the only temperature these models know: nothing is lost.
    if (inference.temperature && *inference.temperature != 1) {
      warnings.add(WarningCode::dropped, "temperature");
    }
    if (inference.top_p && *inference.top_p != 1) warnings.add(WarningCode::dropped, "top_p");
    inference.temperature.reset();
    inference.top_p.reset();
    return;
  }
  if (capabilities.sampling == models::SamplingRule::temperature_or_top_p && inference.temperature &&
      inference.top_p) {
    if (*inference.top_p != 1) warnings.add(WarningCode::dropped, "top_p");
    inference.top_p.reset();
  }
  const double limit = std::min(capabilities.max_temperature.value_or(kMaxTemperature), kMaxTemperature);
  if (inference.temperature && *inference.temperature > limit) {
    warnings.add(WarningCode::clamped, "temperature");
    inference.temperature = limit;
  }
}

void set_stop(const openai::ChatRequest& request, const models::StopCapabilities& capabilities,
              bedrock::InferenceConfig& inference, Warnings& warnings) {
  for (const codec::JsonString& stop : request.stop) {
    const bool fits =
        capabilities.supported && !stop.empty() && (capabilities.blank_allowed || !stop.is_blank()) &&
        (!capabilities.max_count || inference.stop_sequences.size() < *capabilities.max_count) &&
        (!capabilities.max_length || stop.decode().size() <= *capabilities.max_length);
    if (fits) {
      inference.stop_sequences.push_back(stop);
    } else {
      warnings.add(WarningCode::dropped, "stop");
    }
  }
}

void set_reasoning_off(const models::ReasoningCapabilities& capabilities, bedrock::ConverseRequest& out,
                       Warnings& warnings) {
  using models::ReasoningMode;
  constexpr auto object = [](std::string_view json) {
    return codec::JsonValue{json, codec::JsonKind::object};
  };
  const bool reasons = capabilities.on_by_default || capabilities.mode == ReasoningMode::always;
  if (!reasons) return;
  if (!capabilities.may_be_disabled) {
    warnings.add(WarningCode::dropped, "reasoning_effort");
    return;
  }
  switch (capabilities.mode) {
    case ReasoningMode::thinking_budget:
    case ReasoningMode::thinking_adaptive:
    case ReasoningMode::thinking_switch:
      out.additional_model_request_fields = object(R"({"thinking":{"type":"disabled"}})");
      return;
    case ReasoningMode::nova_config:
      out.additional_model_request_fields = object(R"({"reasoningConfig":{"type":"disabled"}})");
      return;
    case ReasoningMode::effort_object:
      out.additional_model_request_fields = object(R"({"reasoning":{"effort":"none"}})");
      return;
    case ReasoningMode::none:
    case ReasoningMode::always:
    case ReasoningMode::effort_flat:
    case ReasoningMode::config_word:
      warnings.add(WarningCode::dropped, "reasoning_effort");
      return;
  }
}

}  // namespace

void set_parameters(const openai::ChatRequest& request, const models::Capabilities& capabilities,
                    const ChatDefaults& defaults, bedrock::ConverseRequest& out, Warnings& warnings) {
  out.inference.max_tokens = max_tokens_of(request, capabilities, defaults, warnings);
  set_sampling(request, capabilities, out.inference, warnings);
  set_stop(request, capabilities.stop, out.inference, warnings);
  if (request.reasoning_effort == openai::ReasoningEffort::none) {
    set_reasoning_off(capabilities.reasoning, out, warnings);
  }
}

}  // namespace gw::translate
