#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/strong.hpp"
#include "models/model_id.hpp"

namespace gw::models {

/// What ListFoundationModels says of one model (bedrock/control_plane.hpp holds the wire form).
struct ListedModel {
  std::string id;
  std::string name;
  std::vector<std::string> input_modalities;   ///< "TEXT", "IMAGE", …
  std::vector<std::string> output_modalities;  ///< "TEXT", "IMAGE", "EMBEDDING", …
  bool on_demand = false;                      ///< callable by its own id
  bool by_profile = false;                     ///< callable through an inference profile
  bool streaming = false;
  bool legacy = false;
  std::optional<std::chrono::sys_seconds> created;
};

/// What ListInferenceProfiles says of one profile.
struct ListedProfile {
  std::string id;
  std::string arn;
  std::string name;
  std::vector<std::string> model_arns;  ///< foundation models behind it
  std::optional<std::chrono::sys_seconds> created;
};

/// An entry of GET /models.
struct CatalogueModel {
  std::string id;       ///< what a client writes into `model`
  std::string call_id;  ///< what goes into Bedrock's URL: an application profile's ARN, else the same
  std::string owned_by;
  std::int64_t created = 0;  ///< Unix seconds; the same at every listing
  std::string name;          ///< for people
  std::string foundation;    ///< foundation model's id; empty if not known
  ModelKind kind{ModelKind::unknown};
  std::vector<std::string> input_modalities;  ///< lower case: "text", "image"
  std::vector<std::string> output_modalities;
  bool legacy = false;
};

/// Where a call goes.
struct ResolvedModel {
  base::ModelId id;             ///< for Bedrock's URL
  ModelIdentity foundation;     ///< what capability records are looked up by; kind unknown if it is opaque
  std::string suffix;           ///< of "model[1m]": "1m"
  bool profile_chosen = false;  ///< a bare id was replaced by a profile's
};

/// An immutable list of models, and what their names resolve to. Safe to read from any thread.
class Catalogue {
 public:
  Catalogue() = default;

  [[nodiscard]] std::span<const CatalogueModel> models() const noexcept { return models_; }
  /// By listed id, or by an application profile's ARN. Nothing if it is not listed, which says nothing about
  /// whether it can be called.
  [[nodiscard]] const CatalogueModel* find(std::string_view id) const;

  /// Never refuses: a name that is not known goes to Bedrock as it is. Application profiles are known by
  /// name and by ARN, foundation models also without vendor and release ("gpt-oss-120b"). A bare foundation
  /// id that is only callable through a profile becomes the best profile for `region`.
  [[nodiscard]] ResolvedModel resolve(std::string_view name, const base::Region& region) const;

 private:
  friend class CatalogueBuilder;
  struct Foundation {
    bool on_demand = false;
    std::vector<std::string> profile_ids;  // system-defined, callable from this region
  };

  [[nodiscard]] const Foundation* find_foundation(const std::string& id) const;
  [[nodiscard]] std::string find_by_bare_name(std::string_view name) const;
  [[nodiscard]] static std::string best_profile(const Foundation& foundation, const base::Region& region);

  std::vector<CatalogueModel> models_;
  std::unordered_map<std::string, std::size_t> by_id_;  // into models_
  std::map<std::string, Foundation> foundations_;       // by id; ordered, so that a search has one outcome
};

/// Profiles to try for a bare foundation id that Bedrock refused with "on-demand throughput isn't supported"
/// and that the catalogue does not know: by rule, best first. Empty if `foundation` is no foundation id. Not
/// for operators who turned cross-region inference off.
[[nodiscard]] std::vector<base::ModelId> profile_candidates(const ModelIdentity& foundation,
                                                            const base::Region& region);

enum class ModelAlias : std::uint8_t { none, default_chat, default_embedding };
/// OpenAI's names that people leave in their programs: `gpt-*` and `text-embedding-*` mean the default
/// models, as in bedrock-access-gateway, except names that exist on Bedrock (`gpt-oss…`).
[[nodiscard]] ModelAlias to_alias(std::string_view name) noexcept;

struct CatalogueOptions {
  /// ENABLE_CROSS_REGION_INFERENCE. If off, no system-defined profile is listed or chosen: a request leaves
  /// the region only when the client itself names a profile.
  bool system_profiles = true;
  bool application_profiles = true;  ///< ENABLE_APPLICATION_INFERENCE_PROFILES
};

/// Puts a catalogue together from three lists that arrive one by one and fail one by one. A list that fails
/// keeps its last good content. Not thread-safe: one owner updates, and hands out copies of catalogue().
class CatalogueState {
 public:
  explicit CatalogueState(CatalogueOptions options = {}) : options_(options) {}

  /// Each replaces one list and rebuilds the catalogue.
  void set_foundation_models(std::vector<ListedModel> models);
  void set_system_profiles(std::vector<ListedProfile> profiles);
  void set_application_profiles(std::vector<ListedProfile> profiles);

  /// True once any list has arrived.
  [[nodiscard]] bool has_any() const noexcept { return has_any_; }
  [[nodiscard]] const Catalogue& catalogue() const noexcept { return catalogue_; }

 private:
  void rebuild();

  CatalogueOptions options_;
  std::vector<ListedModel> foundation_models_;
  std::vector<ListedProfile> system_profiles_;
  std::vector<ListedProfile> application_profiles_;
  bool has_any_ = false;
  Catalogue catalogue_;
};

}  // namespace gw::models
