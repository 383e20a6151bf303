#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace gw::bedrock {

/// The service `bedrock` (not bedrock-runtime): which models and inference profiles there are. Source:
/// botocore's bedrock/2023-04-20/service-2.json. All values are owned.

/// Path of a request, and its query without '?' ("" for none): what a signature wants apart.
struct ControlPlaneTarget {
  std::string path;
  std::string query;
};

[[nodiscard]] ControlPlaneTarget list_foundation_models_target();
/// `model` is a foundation model's id or ARN; encoded as one label.
[[nodiscard]] ControlPlaneTarget get_foundation_model_target(std::string_view model);

enum class InferenceProfileType : std::uint8_t { system_defined, application };
/// `next_token` is empty for the first page.
[[nodiscard]] ControlPlaneTarget list_inference_profiles_target(InferenceProfileType type,
                                                                std::string_view next_token);
/// `profile` is an inference profile's id or ARN; encoded as one label.
[[nodiscard]] ControlPlaneTarget get_inference_profile_target(std::string_view profile);

struct FoundationModel {
  std::string id;   ///< "anthropic.claude-sonnet-4-6"
  std::string arn;  ///< "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6"
  std::string name;
  std::string provider;                        ///< "Anthropic"
  std::vector<std::string> input_modalities;   ///< "TEXT", "IMAGE", ...
  std::vector<std::string> output_modalities;  ///< "TEXT", "IMAGE", "EMBEDDING", ...
  std::vector<std::string> inference_types;    ///< "ON_DEMAND", "PROVISIONED", "INFERENCE_PROFILE", ...
  bool streaming = false;
  bool legacy = false;  ///< lifecycle LEGACY: still answers, until its end of life
  std::optional<std::chrono::sys_seconds> start_of_life;
  std::optional<std::chrono::sys_seconds> end_of_life;
};

struct InferenceProfile {
  std::string id;  ///< "us.anthropic.claude-sonnet-4-6", or 12 characters for an application profile
  std::string arn;
  std::string name;
  InferenceProfileType type{InferenceProfileType::system_defined};
  std::vector<std::string> model_arns;  ///< of the foundation models behind it, one for each region
  std::optional<std::chrono::sys_seconds> created_at;
};

struct InferenceProfilePage {
  std::vector<InferenceProfile> profiles;
  std::string next_token;  ///< empty on the last page
};

/// Each takes the body of the answer. Entries without an id are skipped, members that we do not know are
/// ignored. Errors: upstream_protocol if the document is not JSON of the expected shape.
[[nodiscard]] base::Result<std::vector<FoundationModel>> parse_foundation_models(std::string_view body);
[[nodiscard]] base::Result<FoundationModel> parse_foundation_model(std::string_view body);
[[nodiscard]] base::Result<InferenceProfilePage> parse_inference_profiles(std::string_view body);
[[nodiscard]] base::Result<InferenceProfile> parse_inference_profile(std::string_view body);

}  // namespace gw::bedrock
