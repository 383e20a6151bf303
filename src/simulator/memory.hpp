#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

namespace gw::simulator {

/// Counts that outlive a request, bounded: how often a fault has struck, and which prompt prefixes were seen.
class Memory {
 public:
  /// Whether a fault that strikes `times` times strikes now. After the last time it lets one request pass and
  /// starts over.
  [[nodiscard]] bool strikes(const std::string& key, unsigned times);
  /// Whether this prefix was seen before; remembers it.
  [[nodiscard]] bool has_cached(const std::string& digest);

 private:
  static constexpr std::size_t kMaxEntries = 1'024;

  unsigned& entry(const std::string& key);

  std::list<std::pair<std::string, unsigned>> entries_;  // most recently used first
  std::unordered_map<std::string, std::list<std::pair<std::string, unsigned>>::iterator> index_;
};

}  // namespace gw::simulator
