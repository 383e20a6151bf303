#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <unordered_map>
#include <utility>

namespace gw::gateway {

/// A map that never grows beyond its bound: with a full one, the entry that was set longest ago goes. For
/// what is learned or cached under names that clients choose. Not thread-safe.
template <class Key, class Value>
class BoundedMap {
 public:
  explicit BoundedMap(std::size_t max_entries) : max_entries_(max_entries) {}

  [[nodiscard]] const Value* find(const Key& key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : &found->second.value;
  }

  void set(const Key& key, Value value) {
    if (const auto found = entries_.find(key); found != entries_.end()) {
      order_.splice(order_.end(), order_, found->second.position);
      found->second.value = std::move(value);
      return;
    }
    if (entries_.size() >= max_entries_) {
      entries_.erase(order_.front());
      order_.pop_front();
    }
    const auto position = order_.insert(order_.end(), key);
    entries_.emplace(key, Entry{std::move(value), position});
  }

  void clear() {
    entries_.clear();
    order_.clear();
  }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

 private:
  struct Entry {
    Value value;
    typename std::list<Key>::iterator position;
  };

  std::size_t max_entries_;
  std::unordered_map<Key, Entry> entries_;
  std::list<Key> order_;  // oldest first
};

}  // namespace gw::gateway
