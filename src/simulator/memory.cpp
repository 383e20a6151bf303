#include "simulator/memory.hpp"

namespace gw::simulator {

unsigned& Memory::entry(const std::string& key) {
  const auto found = index_.find(key);
  if (found != index_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->second;
  }
  entries_.emplace_front(key, 0U);
  index_[key] = entries_.begin();
  if (entries_.size() > kMaxEntries) {
    index_.erase(entries_.back().first);
    entries_.pop_back();
  }
  return entries_.front().second;
}

bool Memory::strikes(const std::string& key, unsigned times) {
  unsigned& struck = entry("fault " + key);
  if (struck < times) {
    ++struck;
    return true;
  }
  struck = 0;
  return false;
}

bool Memory::has_cached(const std::string& digest) {
  unsigned& seen = entry("cache " + digest);
  const bool known = seen > 0;
  seen = 1;
  return known;
}

}  // namespace gw::simulator
