#include "models/catalogue.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace gw::models {
namespace {

std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::vector<std::string> to_lower(const std::vector<std::string>& texts) {
  std::vector<std::string> lower;
  for (const std::string& text : texts) lower.push_back(to_lower(text));
  return lower;
}

/// A model must not change its age from one listing to the next: where AWS gives no time, the day in its id,
/// else the day on which Bedrock became generally available.
std::int64_t created_seconds(const std::optional<std::chrono::sys_seconds>& created,
                             const ModelIdentity& identity) {
  constexpr std::chrono::sys_days bedrock_available = std::chrono::year(2023) / 9 / 28;
  if (created) return created->time_since_epoch().count();
  const std::chrono::year_month_day day(std::chrono::year(identity.date / 10'000),
                                        std::chrono::month(static_cast<unsigned>(identity.date / 100 % 100)),
                                        std::chrono::day(static_cast<unsigned>(identity.date % 100)));
  const std::chrono::sys_days date =
      identity.date >= 2000'01'01 && day.ok() ? std::chrono::sys_days(day) : bedrock_available;
  return std::chrono::sys_seconds(date).time_since_epoch().count();
}

/// Of the foundation models behind a profile, which are one model in several regions.
std::string foundation_of(const ListedProfile& profile) {
  return profile.model_arns.empty() ? std::string() : parse_model_id(profile.model_arns.front()).foundation;
}

/// Application profiles may share a name: the oldest keeps it, so that a newcomer never takes over what
/// clients already use; the others get their id behind it.
void sort_by_age(std::vector<ListedProfile>& profiles) {
  std::sort(profiles.begin(), profiles.end(), [](const ListedProfile& a, const ListedProfile& b) {
    constexpr std::chrono::sys_seconds unknown = std::chrono::sys_seconds::max();
    const auto age_a = a.created.value_or(unknown);
    const auto age_b = b.created.value_or(unknown);
    return age_a != age_b ? age_a < age_b : a.arn < b.arn;
  });
}

std::string_view without_digits(std::string_view text) {
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') text.remove_prefix(1);
  return text;
}

/// "", ":0", "-v1", "-v1:0", "-1:0": what stands behind the name proper of a foundation model's id. A lone
/// "-6" is not that: claude-opus-4 is another model than claude-opus-4-6.
bool is_release(std::string_view text) {
  if (text.empty()) return true;
  if (text.starts_with("-v")) {
    text = without_digits(text.substr(2));
    if (text.empty()) return true;
  } else if (text.starts_with('-')) {
    text = without_digits(text.substr(1));
  }
  return text.starts_with(':') && without_digits(text.substr(1)).empty();
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return to_lower(text.substr(0, prefix.size())) == prefix;
}

}  // namespace

const CatalogueModel* Catalogue::find(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  return found == by_id_.end() ? nullptr : &models_[found->second];
}

const Catalogue::Foundation* Catalogue::find_foundation(const std::string& id) const {
  const auto found = foundations_.find(id);
  return found == foundations_.end() ? nullptr : &found->second;
}

std::string Catalogue::find_by_bare_name(std::string_view name) const {
  for (const auto& [id, foundation] : foundations_) {
    const bool is_callable = foundation.on_demand || !foundation.profile_ids.empty();
    std::string_view rest = std::string_view(id).substr(id.find('.') + 1);
    if (!is_callable || !rest.starts_with(name)) continue;
    rest.remove_prefix(name.size());
    if (is_release(rest)) return id;
  }
  return {};
}

std::string Catalogue::best_profile(const Foundation& foundation, const base::Region& region) {
  for (const std::string_view geography : profile_geographies(region.str())) {
    const auto profile =
        std::find_if(foundation.profile_ids.begin(), foundation.profile_ids.end(),
                     [&](const std::string& id) { return parse_model_id(id).geography == geography; });
    if (profile != foundation.profile_ids.end()) return *profile;
  }
  // ListInferenceProfiles names only what this region may call, so any of them is better than a refusal.
  return foundation.profile_ids.empty() ? std::string() : foundation.profile_ids.front();
}

ResolvedModel Catalogue::resolve(std::string_view name, const base::Region& region) const {
  ModelIdentity identity = parse_model_id(name);
  ResolvedModel resolved;
  resolved.suffix = identity.suffix;
  if (const CatalogueModel* listed = find(identity.id); listed != nullptr && !listed->call_id.empty()) {
    resolved.id = base::ModelId(listed->call_id);
    resolved.foundation = parse_model_id(listed->foundation);
    return resolved;
  }
  if (identity.kind == ModelKind::unknown) {
    if (const std::string id = find_by_bare_name(identity.id); !id.empty()) {
      identity = parse_model_id(id);
    }
  }
  if (identity.kind == ModelKind::foundation_model && identity.partition.empty()) {
    const Foundation* foundation = find_foundation(identity.foundation);
    const bool needs_profile = foundation != nullptr && !foundation->on_demand;
    if (std::string profile = needs_profile ? best_profile(*foundation, region) : ""; !profile.empty()) {
      resolved.id = base::ModelId(std::move(profile));
      resolved.profile_chosen = true;
      resolved.foundation = std::move(identity);
      return resolved;
    }
  }
  resolved.id = base::ModelId(identity.id);
  resolved.foundation =
      identity.foundation.empty() ? std::move(identity) : parse_model_id(identity.foundation);
  return resolved;
}

// A country's own profiles began with Claude 4.5; before, there was one for each continent.
std::vector<base::ModelId> profile_candidates(const ModelIdentity& foundation, const base::Region& region) {
  std::vector<base::ModelId> candidates;
  if (foundation.kind != ModelKind::foundation_model || foundation.foundation.empty()) return candidates;
  const bool is_old_claude = foundation.vendor == "anthropic" && foundation.version < ModelVersion{4, 5};
  for (const std::string_view geography : profile_geographies(region.str())) {
    const bool is_country = geography == "jp" || geography == "au" || geography == "in" || geography == "ca";
    if (is_country && is_old_claude) continue;
    candidates.emplace_back(std::string(geography) + "." + foundation.foundation);
  }
  return candidates;
}

ModelAlias to_alias(std::string_view name) noexcept {
  if (starts_with_ignoring_case(name, "text-embedding-")) return ModelAlias::default_embedding;
  if (starts_with_ignoring_case(name, "gpt-oss")) return ModelAlias::none;
  if (starts_with_ignoring_case(name, "gpt-")) return ModelAlias::default_chat;
  return ModelAlias::none;
}

/// Fills a new catalogue list by list.
class CatalogueBuilder {
 public:
  void add_foundation_models(const std::vector<ListedModel>& models) {
    for (const ListedModel& model : models) {
      const ModelIdentity identity = parse_model_id(model.id);
      catalogue_.foundations_[model.id].on_demand = model.on_demand;
      listed_[model.id] = &model;
      // Others are called through a profile, or belong to provisioned throughput.
      if (model.on_demand) add(entry(model.id, identity, model.name, model.created));
    }
  }

  void add_system_profiles(const std::vector<ListedProfile>& profiles) {
    for (const ListedProfile& profile : profiles) {
      const ModelIdentity identity = parse_model_id(profile.id);
      std::string foundation = foundation_of(profile);
      if (foundation.empty()) foundation = identity.foundation;
      catalogue_.foundations_[foundation].profile_ids.push_back(profile.id);
      CatalogueModel model = entry(profile.id, identity, profile.name, profile.created);
      model.foundation = std::move(foundation);
      add(std::move(model));
    }
  }

  void add_application_profiles(std::vector<ListedProfile> profiles) {
    sort_by_age(profiles);
    for (const ListedProfile& profile : profiles) {
      const bool taken = profile.name.empty() || catalogue_.by_id_.contains(profile.name);
      CatalogueModel model;
      model.kind = ModelKind::application_inference_profile;
      model.call_id = profile.arn;
      model.name = profile.name;
      model.foundation = foundation_of(profile);
      const ModelIdentity foundation = parse_model_id(model.foundation);
      model.owned_by = foundation.vendor.empty() ? "amazon" : foundation.vendor;
      model.created = created_seconds(profile.created, foundation);
      for (std::string id : {taken ? profile.name + "-" + profile.id : profile.name, profile.arn}) {
        model.id = std::move(id);
        add(model);
      }
    }
  }

  Catalogue build() && { return std::move(catalogue_); }

 private:
  static CatalogueModel entry(const std::string& id, const ModelIdentity& identity, const std::string& name,
                              const std::optional<std::chrono::sys_seconds>& created) {
    CatalogueModel model;
    model.id = id;
    model.call_id = id;
    model.owned_by = identity.vendor.empty() ? "amazon" : identity.vendor;
    model.created = created_seconds(created, identity);
    model.name = name;
    model.kind = identity.kind;
    model.foundation = identity.foundation;
    return model;
  }

  void add(CatalogueModel model) {
    if (const auto listed = listed_.find(model.foundation); listed != listed_.end()) {
      model.input_modalities = to_lower(listed->second->input_modalities);
      model.output_modalities = to_lower(listed->second->output_modalities);
      model.legacy = listed->second->legacy;
    }
    const auto [position, is_new] = catalogue_.by_id_.emplace(model.id, catalogue_.models_.size());
    if (is_new) catalogue_.models_.push_back(std::move(model));
  }

  Catalogue catalogue_;
  std::unordered_map<std::string, const ListedModel*> listed_;  // by foundation id
};

void CatalogueState::set_foundation_models(std::vector<ListedModel> models) {
  foundation_models_ = std::move(models);
  rebuild();
}

void CatalogueState::set_system_profiles(std::vector<ListedProfile> profiles) {
  system_profiles_ = std::move(profiles);
  rebuild();
}

void CatalogueState::set_application_profiles(std::vector<ListedProfile> profiles) {
  application_profiles_ = std::move(profiles);
  rebuild();
}

void CatalogueState::rebuild() {
  has_any_ = true;
  CatalogueBuilder builder;
  builder.add_foundation_models(foundation_models_);
  if (options_.system_profiles) builder.add_system_profiles(system_profiles_);
  if (options_.application_profiles) builder.add_application_profiles(application_profiles_);
  catalogue_ = std::move(builder).build();
}

}  // namespace gw::models
