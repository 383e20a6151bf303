#include "base/secret.hpp"

namespace gw::base {

bool Secret::equals_in_constant_time(std::string_view candidate) const noexcept {
  // An empty secret equals nothing: a missing configuration must never let an empty key pass.
  unsigned difference = text_.size() == candidate.size() && !text_.empty() ? 0U : 1U;
  for (std::size_t i = 0; i < candidate.size(); ++i) {
    const auto mine = text_.empty() ? '\0' : text_[i % text_.size()];
    difference |= static_cast<unsigned char>(mine) ^ static_cast<unsigned char>(candidate[i]);
  }
  return difference == 0;
}

}  // namespace gw::base
