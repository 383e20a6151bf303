#include "gateway/model_labels.hpp"

#include <algorithm>

namespace gw::gateway {

std::size_t ModelLabels::slot(std::string_view model) {
  constexpr std::size_t kLongestModelId = 2'048;  // botocore's service model: ConversationalModelId
  if (model.size() > kLongestModelId) return kOther;
  const std::scoped_lock lock{mutex_};
  const auto found = std::ranges::find(names_, model);
  if (found != names_.end()) return static_cast<std::size_t>(found - names_.begin()) + 1;
  if (names_.size() + 1 >= kSlots) return kOther;
  names_.emplace_back(model);
  return names_.size();
}

std::vector<std::string> ModelLabels::names() const {
  const std::scoped_lock lock{mutex_};
  return names_;
}

}  // namespace gw::gateway
