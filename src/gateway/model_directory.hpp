#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/strong.hpp"
#include "gateway/bounded_map.hpp"
#include "models/capabilities.hpp"
#include "models/catalogue.hpp"
#include "net/task.hpp"

namespace gw::base {
class Clock;
}
namespace gw::upstream {
class BedrockClient;
}

namespace gw::gateway {

struct Settings;

/// Where a call goes, and by which rules it is written.
struct ModelTarget {
  base::ModelId invoked;              ///< for Bedrock's URL
  base::ModelId foundation;           ///< the model behind it, by which lessons are kept; `invoked` if opaque
  models::Capabilities capabilities;  ///< of the model behind it
  std::string suffix;                 ///< of "model[1m]": "1m"
};

/// Which models there are, and what a client's name for one means. Shared by all threads; every member may be
/// called from any of them. Never a gate: a name that it does not know goes to Bedrock as it is.
class ModelDirectory {
 public:
  /// `settings` and `clock` must outlive the directory.
  ModelDirectory(const Settings& settings, models::CapabilityRecords records, const base::Clock& clock);
  ~ModelDirectory();

  /// The lists that were read last; null before the first one.
  [[nodiscard]] std::shared_ptr<const models::Catalogue> catalogue() const;

  /// Reads the lists of models and profiles. A list that fails keeps its last good content. Errors: the first
  /// failure, also when the other lists were read.
  net::Task<base::Result<void>> refresh(upstream::BedrockClient& bedrock);

  /// Refreshes at once and then again and again, until cancelled. To be run on one thread.
  /// `on_failure` is told of every refresh that failed, for the log.
  net::Task<void> keep_fresh(upstream::BedrockClient& bedrock,
                             std::function<void(const base::Error&)> on_failure = {});

  /// Aliases, names and ARNs of profiles, and bare ids that are only callable through a profile. Asks Bedrock
  /// only about an application profile that is in no list, and remembers the answer. Errors: invalid_request
  /// for a name that cannot be one.
  net::Task<base::Result<std::shared_ptr<const ModelTarget>>> resolve(const base::ModelName& name,
                                                                      upstream::BedrockClient& bedrock);

  /// The profile to try in place of a bare id that Bedrock refused for want of one; nothing if there is no
  /// rule for it, or cross-region inference is off.
  [[nodiscard]] std::optional<base::ModelId> profile_for(const base::ModelId& refused) const;
  /// That worked: from now on the bare id means the profile.
  void remember_profile(const base::ModelId& bare, const base::ModelId& profile);

 private:
  /// What Bedrock said of an application profile that is in no list.
  struct LookedUp {
    std::string foundation_arn;  ///< empty: it would not say
    std::chrono::steady_clock::time_point ask_again;
  };

  [[nodiscard]] std::shared_ptr<const ModelTarget> known_target(const base::ModelName& name) const;
  [[nodiscard]] models::ResolvedModel resolve_by_lists(const base::ModelName& name,
                                                       const models::Catalogue* lists) const;
  /// ARN of the model behind an application profile; empty if Bedrock does not say.
  net::Task<base::Result<std::string>> look_up(std::string profile, upstream::BedrockClient& bedrock);
  template <class Update>
  void update_lists(Update&& update);

  const Settings& settings_;
  const models::CapabilityRecords records_;
  const base::Clock& clock_;

  mutable std::mutex mutex_;  // guards everything below; never held across co_await
  models::CatalogueState lists_;
  std::shared_ptr<const models::Catalogue> catalogue_;
  BoundedMap<base::ModelId, base::ModelId> learned_profiles_;
  BoundedMap<std::string, LookedUp> looked_up_;
  BoundedMap<base::ModelName, std::shared_ptr<const ModelTarget>> targets_;  // by all of the above
};

}  // namespace gw::gateway
