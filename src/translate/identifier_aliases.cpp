#include "translate/identifier_aliases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace gw::translate {
namespace {

bool is_alphanumeric(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// FNV-1a over 64 bits, mixed so that the last bytes reach all of them: the same on every machine and in
/// every version, as prompt caches need it.
std::uint32_t stable_hash(std::string_view bytes) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001b3U;
  }
  hash ^= hash >> 33U;
  hash *= 0xff51afd7ed558ccdU;
  hash ^= hash >> 33U;
  return static_cast<std::uint32_t>(hash);
}

}  // namespace

std::string with_hash(std::string_view head, std::string_view whole, std::size_t max_bytes) {
  const std::string hash = fmt::format("_{:08x}", stable_hash(whole));
  return std::string(head.substr(0, max_bytes - hash.size())) + hash;
}

bool IdentifierAliases::fits(std::string_view text) const noexcept {
  return !text.empty() && text.size() <= rule_.max_bytes &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return is_alphanumeric(c) || rule_.punctuation.find(c) != std::string_view::npos;
         });
}

std::string_view IdentifierAliases::text_of(codec::JsonString identifier) {
  return identifier.has_escapes() ? arena_.keep(identifier.decode()) : identifier.raw();
}

void IdentifierAliases::reserve(codec::JsonString original) {
  const std::string_view text = text_of(original);
  if (!fits(text)) return;
  // What fits needs no escaping: even a spelling with escapes is written plainly, as the answer will have it.
  aliases_.emplace(text, codec::JsonString::from_escaped(text, false));
  taken_.insert(text);
}

codec::JsonString IdentifierAliases::of(codec::JsonString original) {
  const std::string_view text = text_of(original);
  if (const auto known = aliases_.find(text); known != aliases_.end()) return known->second;
  if (!taken_.contains(text)) {
    reserve(original);
    if (const auto known = aliases_.find(text); known != aliases_.end()) return known->second;
  }
  const codec::JsonString alias = arena_.text(make_alias(text));
  taken_.insert(alias.raw());
  aliases_.emplace(text, alias);
  replaced_.push_back(Pair{original, alias});
  return alias;
}

std::string IdentifierAliases::readable_form(std::string_view text) const {
  std::string form;
  bool has_word = false;
  for (const char c : text) {
    const bool continues_character = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (continues_character) continue;
    const bool allowed = is_alphanumeric(c) || rule_.punctuation.find(c) != std::string_view::npos;
    has_word = has_word || is_alphanumeric(c);
    form.push_back(allowed ? c : '_');
  }
  return has_word ? form : std::string(rule_.fallback);
}

std::string IdentifierAliases::make_alias(std::string_view text) {
  const std::string form = readable_form(text);
  if (form.size() <= rule_.max_bytes && form != rule_.fallback && !taken_.contains(form)) return form;
  std::string alias = with_hash(form, text, rule_.max_bytes);
  while (taken_.contains(alias)) {
    alias = with_hash(form, fmt::format("{}#{}", text, ++collisions_), rule_.max_bytes);
  }
  return alias;
}

}  // namespace gw::translate
