#pragma once

#include <atomic>
#include <mutex>

#include "base/strong.hpp"
#include "translate/learned_rules.hpp"

namespace gw::models {
struct Capabilities;
}

namespace gw::gateway {

/// What refusals taught about models, shared by all threads; every member may be called from any of them.
/// While nothing was learned, asking costs one load.
class LearnedRules {
 public:
  void remember(const base::ModelId& model, const translate::Lesson& lesson);
  /// Brings what is known of the model up to what was learned of it.
  void apply_to(const base::ModelId& model, models::Capabilities& capabilities) const;

 private:
  mutable std::mutex mutex_;
  translate::LessonBook book_;  // guarded by mutex_
  std::atomic<bool> anything_learned_{false};
};

}  // namespace gw::gateway
