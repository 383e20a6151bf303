#include "gateway/model_directory.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "bedrock/control_plane.hpp"
#include "gateway/settings.hpp"
#include "models/model_id.hpp"
#include "net/sleep.hpp"
#include "upstream/control_plane.hpp"

namespace gw::gateway {
namespace {

constexpr std::chrono::minutes kRefreshInterval{10};
constexpr std::chrono::minutes kRefreshAfterFailure{1};
constexpr std::chrono::seconds kListTimeout{20};
/// A chat waits for this: better an unknown model's defaults than a late answer.
constexpr std::chrono::seconds kLookUpTimeout{3};
/// A profile never changes its model; a missing permission may be granted.
constexpr std::chrono::hours kLookUpKept{24};
constexpr std::chrono::minutes kFailedLookUpKept{5};

constexpr std::size_t kMaxTargets = 1'024;
constexpr std::size_t kMaxLearnedProfiles = 256;
constexpr std::size_t kMaxLookedUp = 1'024;
/// Longest id or ARN that Bedrock takes. Source: ConversationalModelId in botocore's service-2.json.
constexpr std::size_t kMaxModelNameBytes = 2'048;

bool has(const std::vector<std::string>& words, std::string_view word) {
  for (const std::string& candidate : words) {
    if (candidate == word) return true;
  }
  return false;
}

std::vector<models::ListedModel> to_listed(std::vector<bedrock::FoundationModel> wire) {
  std::vector<models::ListedModel> listed;
  listed.reserve(wire.size());
  for (bedrock::FoundationModel& model : wire) {
    models::ListedModel& entry = listed.emplace_back();
    entry.id = std::move(model.id);
    entry.name = std::move(model.name);
    entry.on_demand = has(model.inference_types, "ON_DEMAND");
    entry.by_profile = has(model.inference_types, "INFERENCE_PROFILE");
    entry.input_modalities = std::move(model.input_modalities);
    entry.output_modalities = std::move(model.output_modalities);
    entry.streaming = model.streaming;
    entry.legacy = model.legacy;
    entry.created = model.start_of_life;
  }
  return listed;
}

std::vector<models::ListedProfile> to_listed(std::vector<bedrock::InferenceProfile> wire) {
  std::vector<models::ListedProfile> listed;
  listed.reserve(wire.size());
  for (bedrock::InferenceProfile& profile : wire) {
    models::ListedProfile& entry = listed.emplace_back();
    entry.id = std::move(profile.id);
    entry.arn = std::move(profile.arn);
    entry.name = std::move(profile.name);
    entry.model_arns = std::move(profile.model_arns);
    entry.created = profile.created_at;
  }
  return listed;
}

base::Result<void> check_name(const base::ModelName& name) {
  if (name.empty()) {
    return base::fail(base::ErrorKind::invalid_request, "you must provide a model parameter", "model",
                      "missing_required_parameter");
  }
  if (name.str().size() > kMaxModelNameBytes) {
    return base::fail(base::ErrorKind::invalid_request,
                      "Invalid 'model': string too long. Expected a string with maximum length 2048.",
                      "model", "string_above_max_length");
  }
  return {};
}

models::CatalogueOptions catalogue_options(const Settings& settings) {
  models::CatalogueOptions options;
  options.system_profiles = settings.cross_region_inference;
  options.application_profiles = settings.application_inference_profiles;
  return options;
}

bool is_opaque_profile(const models::ModelIdentity& model) {
  return model.kind == models::ModelKind::application_inference_profile && model.foundation.empty();
}

}  // namespace

ModelDirectory::ModelDirectory(const Settings& settings, models::CapabilityRecords records,
                               const base::Clock& clock)
    : settings_(settings),
      records_(std::move(records)),
      clock_(clock),
      lists_(catalogue_options(settings)),
      learned_profiles_(kMaxLearnedProfiles),
      looked_up_(kMaxLookedUp),
      targets_(kMaxTargets) {}
ModelDirectory::~ModelDirectory() = default;

std::shared_ptr<const models::Catalogue> ModelDirectory::catalogue() const {
  const std::lock_guard lock(mutex_);
  return catalogue_;
}

template <class Update>
void ModelDirectory::update_lists(Update&& update) {
  const std::lock_guard lock(mutex_);
  update(lists_);
  catalogue_ = std::make_shared<const models::Catalogue>(lists_.catalogue());
  targets_.clear();
}

net::Task<base::Result<void>> ModelDirectory::refresh(upstream::BedrockClient& bedrock) {
  base::Result<void> outcome;
  const auto keep_first_error = [&outcome](base::Error& error) {
    if (outcome) outcome = base::fail(std::move(error));
  };
  const auto until = clock_.steady_now() + kListTimeout;

  auto models = co_await upstream::list_foundation_models(bedrock, until);
  if (models) {
    update_lists([&](auto& lists) { lists.set_foundation_models(to_listed(std::move(*models))); });
  } else {
    keep_first_error(models.error());
  }
  if (settings_.cross_region_inference) {
    auto profiles = co_await upstream::list_inference_profiles(
        bedrock, bedrock::InferenceProfileType::system_defined, until);
    if (profiles) {
      update_lists([&](auto& lists) { lists.set_system_profiles(to_listed(std::move(*profiles))); });
    } else {
      keep_first_error(profiles.error());
    }
  }
  if (settings_.application_inference_profiles) {
    auto profiles = co_await upstream::list_inference_profiles(
        bedrock, bedrock::InferenceProfileType::application, until);
    if (profiles) {
      update_lists([&](auto& lists) { lists.set_application_profiles(to_listed(std::move(*profiles))); });
    } else {
      keep_first_error(profiles.error());
    }
  }
  co_return outcome;
}

net::Task<void> ModelDirectory::keep_fresh(upstream::BedrockClient& bedrock,
                                           std::function<void(const base::Error&)> on_failure) {
  while (true) {
    base::Result<void> refreshed = co_await refresh(bedrock);
    if (!refreshed && on_failure) on_failure(refreshed.error());
    const std::chrono::milliseconds interval = refreshed ? kRefreshInterval : kRefreshAfterFailure;
    base::Result<void> slept = co_await net::sleep_for(interval);
    if (!slept) co_return;
  }
}

net::Task<base::Result<std::shared_ptr<const ModelTarget>>> ModelDirectory::resolve(
    const base::ModelName& name, upstream::BedrockClient& bedrock) {
  if (auto known = known_target(name)) co_return known;
  base::Result<void> possible = check_name(name);
  if (!possible) co_return base::fail(std::move(possible.error()));

  const std::shared_ptr<const models::Catalogue> lists = catalogue();
  models::ResolvedModel resolved = resolve_by_lists(name, lists.get());
  bool may_be_kept = true;
  if (is_opaque_profile(resolved.foundation)) {
    base::Result<std::string> arn = co_await look_up(resolved.foundation.id, bedrock);
    if (!arn) co_return base::fail(std::move(arn.error()));
    may_be_kept = !arn->empty();
    if (may_be_kept) resolved.foundation = models::parse_model_id(*arn);
  }

  auto target = std::make_shared<ModelTarget>();
  target->invoked = resolved.id;
  target->foundation =
      resolved.foundation.foundation.empty() ? resolved.id : base::ModelId(resolved.foundation.foundation);
  target->capabilities = records_.resolve(resolved.foundation);
  target->suffix = std::move(resolved.suffix);
  if (may_be_kept) {
    const std::lock_guard lock(mutex_);
    if (catalogue_ == lists) targets_.set(name, target);
  }
  co_return target;
}

std::shared_ptr<const ModelTarget> ModelDirectory::known_target(const base::ModelName& name) const {
  const std::lock_guard lock(mutex_);
  const auto* known = targets_.find(name);
  return known == nullptr ? nullptr : *known;
}

models::ResolvedModel ModelDirectory::resolve_by_lists(const base::ModelName& name,
                                                       const models::Catalogue* lists) const {
  std::string_view text = name.str();
  switch (models::to_alias(text)) {
    case models::ModelAlias::none:
      break;
    case models::ModelAlias::default_chat:
      text = settings_.default_model.str();
      break;
    case models::ModelAlias::default_embedding:
      text = settings_.default_embedding_model.str();
      break;
  }
  static const models::Catalogue nothing_listed;
  models::ResolvedModel resolved =
      (lists != nullptr ? *lists : nothing_listed).resolve(text, settings_.region);
  const std::lock_guard lock(mutex_);
  if (const base::ModelId* profile = learned_profiles_.find(resolved.id)) resolved.id = *profile;
  return resolved;
}

net::Task<base::Result<std::string>> ModelDirectory::look_up(std::string profile,
                                                             upstream::BedrockClient& bedrock) {
  const auto now = clock_.steady_now();
  {
    const std::lock_guard lock(mutex_);
    const LookedUp* known = looked_up_.find(profile);
    if (known != nullptr && now < known->ask_again) co_return known->foundation_arn;
  }
  base::Result<bedrock::InferenceProfile> found =
      co_await upstream::get_inference_profile(bedrock, profile, now + kLookUpTimeout);
  if (!found && found.error().kind == base::ErrorKind::client_gone) {
    co_return base::fail(std::move(found.error()));
  }
  LookedUp answer;
  if (found && !found->model_arns.empty()) answer.foundation_arn = found->model_arns.front();
  answer.ask_again = now + (answer.foundation_arn.empty()
                                ? std::chrono::duration_cast<std::chrono::seconds>(kFailedLookUpKept)
                                : std::chrono::duration_cast<std::chrono::seconds>(kLookUpKept));
  const std::lock_guard lock(mutex_);
  looked_up_.set(profile, answer);
  co_return std::move(answer.foundation_arn);
}

std::optional<base::ModelId> ModelDirectory::profile_for(const base::ModelId& refused) const {
  // An operator who turned this off wants requests to stay in the region.
  if (!settings_.cross_region_inference) return std::nullopt;
  std::vector<base::ModelId> candidates =
      models::profile_candidates(models::parse_model_id(refused.str()), settings_.region);
  if (candidates.empty()) return std::nullopt;
  return std::move(candidates.front());
}

void ModelDirectory::remember_profile(const base::ModelId& bare, const base::ModelId& profile) {
  const std::lock_guard lock(mutex_);
  learned_profiles_.set(bare, profile);
  targets_.clear();
}

}  // namespace gw::gateway
