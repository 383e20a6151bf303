#include "gateway/learned_rules.hpp"

namespace gw::gateway {

void LearnedRules::remember(const base::ModelId& model, const translate::Lesson& lesson) {
  const std::lock_guard lock(mutex_);
  book_.remember(model, lesson);
  anything_learned_.store(true, std::memory_order_release);
}

void LearnedRules::apply_to(const base::ModelId& model, models::Capabilities& capabilities) const {
  if (!anything_learned_.load(std::memory_order_acquire)) return;
  const std::lock_guard lock(mutex_);
  book_.apply_to(model, capabilities);
}

}  // namespace gw::gateway
