#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong.hpp"
#include "simulator/aws_error.hpp"

namespace gw::simulator {

/// What a model answers to.
enum class ModelUse : std::uint8_t { chat, titan_embedding, cohere_embedding };

enum class ModelInput : std::uint8_t { text, text_and_images };

enum class ModelThroughput : std::uint8_t {
  on_demand,
  profiles_only,  ///< called through an inference profile only
};

enum class ModelLifecycle : std::uint8_t { active, legacy, end_of_life };

/// One foundation model as Bedrock lists it. Source of the ids: docs.aws.amazon.com/bedrock/latest/userguide/
/// models-supported.html and inference-profiles-support.html, a selection.
struct FoundationModel {
  std::string_view id;
  std::string_view name;
  std::string_view provider;
  ModelUse use;
  ModelInput input;
  ModelThroughput throughput;
  std::string_view areas;  ///< prefixes of its system profiles, separated by spaces: "us eu global"
  ModelLifecycle lifecycle = ModelLifecycle::active;
};

enum class ProfileType : std::uint8_t { system_defined, application };

struct InferenceProfile {
  std::string id;  ///< "us.anthropic.claude-sonnet-4-6"; of an application profile twelve characters
  std::string arn;
  std::string name;
  std::string description;
  ProfileType type;
  const FoundationModel* model;
  std::vector<std::string> model_arns;
};

/// A model id of a request, resolved.
struct ResolvedModel {
  const FoundationModel* model;
  std::optional<InferenceProfile> profile;
};

/// The models and inference profiles of one region and a made-up account.
class Catalogue {
 public:
  explicit Catalogue(const base::Region& region);

  /// Every model, those at their end of life too.
  [[nodiscard]] static std::span<const FoundationModel> models() noexcept;
  [[nodiscard]] std::span<const InferenceProfile> profiles() const noexcept { return profiles_; }
  [[nodiscard]] const base::Region& region() const noexcept { return region_; }

  /// "arn:aws:bedrock:us-west-2::foundation-model/…"
  [[nodiscard]] std::string model_arn(const FoundationModel& model) const;

  /// A model by its id or ARN, for the control plane; nothing if there is none or its life has ended.
  [[nodiscard]] const FoundationModel* find_model(std::string_view id_or_arn) const;
  [[nodiscard]] const InferenceProfile* find_profile(std::string_view id_or_arn) const;

  /// What may be called by that id: a model that has on-demand throughput, or a profile; by id or ARN.
  /// Otherwise AWS's refusal.
  [[nodiscard]] Answered<ResolvedModel> resolve(std::string_view model_id) const;

 private:
  void add_system_profiles(const FoundationModel& model);
  void add_application_profile(std::string_view id, std::string_view name, std::string_view model_id);

  base::Region region_;
  std::vector<InferenceProfile> profiles_;
};

/// The account that all ARNs name; AWS's own example number.
inline constexpr std::string_view kAccountId = "123456789012";

}  // namespace gw::simulator
