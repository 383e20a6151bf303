#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "codec/json_arena.hpp"
#include "codec/json_value.hpp"

namespace gw::translate {

/// Which identifiers are taken as they are.
struct IdentifierRule {
  std::string_view punctuation;  ///< beside letters and digits
  std::size_t max_bytes;
  std::string_view fallback;  ///< head of an alias whose original has no letter or digit
};

/// Replaces identifiers that a rule does not take, one to one. An alias depends on its original and on those
/// met before it, on nothing else.
class IdentifierAliases {
 public:
  struct Pair {
    codec::JsonString original;
    codec::JsonString alias;
  };

  /// `arena` keeps the aliases and must outlive the object.
  IdentifierAliases(IdentifierRule rule, codec::JsonArena& arena) : rule_(rule), arena_(arena) {}

  /// Keeps a fitting identifier free for itself, before others could take its form.
  void reserve(codec::JsonString original);
  [[nodiscard]] codec::JsonString of(codec::JsonString original);

  /// The replaced ones, in the order in which they were met.
  [[nodiscard]] const std::vector<Pair>& replaced() const noexcept { return replaced_; }

 private:
  /// Decoded, and kept as long as the arena.
  [[nodiscard]] std::string_view text_of(codec::JsonString identifier);
  [[nodiscard]] bool fits(std::string_view text) const noexcept;
  [[nodiscard]] std::string readable_form(std::string_view text) const;
  [[nodiscard]] std::string make_alias(std::string_view text);

  IdentifierRule rule_;
  codec::JsonArena& arena_;
  std::unordered_map<std::string_view, codec::JsonString> aliases_;  // by decoded original
  std::unordered_set<std::string_view> taken_;
  std::vector<Pair> replaced_;
  std::size_t collisions_ = 0;
};

/// `head` and a hash of `whole`, at most `max_bytes` long.
[[nodiscard]] std::string with_hash(std::string_view head, std::string_view whole, std::size_t max_bytes);

}  // namespace gw::translate
