#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace gw::gateway {

/// Which models have a metric's label of their own: the first kSlots - 1 that were answered, all others are
/// "other". Thread-safe; takes a lock, so each thread keeps what it learned.
class ModelLabels {
 public:
  static constexpr std::size_t kSlots = 64;
  static constexpr std::size_t kOther = 0;

  /// kOther when all slots are taken, or if the name is too long to be an id of Bedrock.
  std::size_t slot(std::string_view model);
  /// In order of their slots, from slot 1.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> names_;
};

}  // namespace gw::gateway
