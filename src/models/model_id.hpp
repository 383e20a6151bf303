#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::models {

/// What a model identifier of Bedrock's runtime names. Source: ConversationalModelId in botocore's
/// bedrock-runtime service-2.json.
enum class ModelKind : std::uint8_t {
  foundation_model,               ///< "anthropic.claude-sonnet-4-6", or an ARN …:foundation-model/…
  inference_profile,              ///< system-defined: "us.anthropic.claude-sonnet-4-6", or its ARN
  application_inference_profile,  ///< ARN only; the model behind it is known to GetInferenceProfile
  provisioned_model,
  custom_model,
  custom_model_deployment,
  imported_model,
  prompt,
  prompt_router,
  marketplace_endpoint,  ///< SageMaker endpoint
  unknown,
};

/// "4.6"; an absent minor is 0.
struct ModelVersion {
  int major = 0;
  int minor = 0;
  friend auto operator<=>(const ModelVersion&, const ModelVersion&) = default;
};

/// A model identifier taken apart. Names are lower case.
struct ModelIdentity {
  ModelKind kind{ModelKind::unknown};
  std::string id;          ///< what goes into Bedrock's URL: as given, without a client's "[1m]" suffix
  std::string suffix;      ///< of "model[1m]": "1m"; else empty
  std::string partition;   ///< of an ARN: "aws", "aws-us-gov"; else empty
  std::string region;      ///< of an ARN; else empty
  std::string geography;   ///< "us", "global", …: prefix of a system-defined profile; else empty
  std::string foundation;  ///< "anthropic.claude-sonnet-4-6": the foundation model's id; empty if opaque

  std::string vendor;  ///< "anthropic"
  std::string family;  ///< "claude-sonnet": the words of the name without versions, sizes and dates
  std::optional<ModelVersion> version;  ///< 4.6
  int release = 0;                      ///< 2 of "…-v2:0"
  std::string size;                     ///< "70b", "8x7b"; empty if the id names none
  int date = 0;                         ///< 20241022, or 2402 as Mistral counts; 0 if the id names none
};

/// Never fails: what is not recognised has kind unknown. By rule, not by a list of models: a model that
/// appears tomorrow gets its vendor, family and version from its name.
///
///   us.anthropic.claude-3-5-haiku-20241022-v1:0 -> us, anthropic, claude-haiku, 3.5, 20241022, release 1
///   anthropic.claude-opus-4-1-20250805-v1:0     -> anthropic, claude-opus, 4.1
///   amazon.nova-2-lite-v1:0                     -> amazon, nova-lite, 2.0
///   amazon.nova-lite-v1:0                       -> amazon, nova-lite, 1.0 (no other number: the release)
///   meta.llama3-3-70b-instruct-v1:0             -> meta, llama-instruct, 3.3, 70b
[[nodiscard]] ModelIdentity parse_model_id(std::string_view text);

/// "4.6", "5"; at most two digits a part. Nothing for anything else.
[[nodiscard]] std::optional<ModelVersion> parse_model_version(std::string_view text);

/// Prefixes of the system-defined profiles that a region may call, best first: its own country's, its
/// geography's, then "global". Source:
/// docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
[[nodiscard]] std::vector<std::string_view> profile_geographies(std::string_view region);

}  // namespace gw::models
