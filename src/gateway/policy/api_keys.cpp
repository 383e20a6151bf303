#include "gateway/policy/api_keys.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "gateway/policy/local_names.hpp"

namespace gw::gateway::policy {
namespace {

using base::ErrorKind;

constexpr bool is_space(char c) noexcept {
  return c == ' ' || c == '\t';
}

std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// A header value is visible ASCII with single spaces inside; RFC 9110 section 5.5 strips white space at its
/// ends.
bool can_be_sent(const base::Secret& key) {
  const std::string_view text = key.reveal();
  const auto is_visible = [](char c) { return c >= ' ' && c <= '~'; };
  return !text.empty() && trim(text) == text && std::ranges::all_of(text, is_visible);
}

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The token of "Bearer TOKEN"; the scheme's case does not matter (RFC 9110 section 11.1).
std::optional<std::string_view> bearer_token(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer";
  const std::string_view value = trim(authorization);
  if (value.size() <= kScheme.size() || !is_space(value[kScheme.size()])) return std::nullopt;
  if (!std::ranges::equal(value.substr(0, kScheme.size()), kScheme, {}, lower)) return std::nullopt;
  return trim(value.substr(kScheme.size()));
}

/// Compares with every key, whether or not one matched before.
std::optional<std::size_t> find_key(const KeyRing& ring, std::string_view candidate) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < ring.keys.size(); ++i) {
    if (ring.keys[i].equals_in_constant_time(candidate)) found = i;
  }
  return found;
}

/// "ab***yz", and "***" for what is so short that four characters would tell much of it.
std::string masked(std::string_view key) {
  constexpr std::size_t kShortestToHint = 12;
  const auto is_plain = [](char c) { return c > ' ' && c <= '~'; };
  if (key.size() < kShortestToHint || !std::ranges::all_of(key, is_plain)) return "***";
  return std::string{key.substr(0, 2)} + "***" + std::string{key.substr(key.size() - 2)};
}

std::unexpected<base::Error> no_key_given() {
  return base::fail(
      ErrorKind::unauthenticated,
      "You didn't provide an API key. You need to provide your API key in an Authorization header "
      "using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or in x-api-key or api-key. It is "
      "this gateway's key, not one of AWS.",
      {}, "invalid_api_key");
}

std::unexpected<base::Error> wrong_key(std::string_view presented) {
  return base::fail(
      ErrorKind::unauthenticated,
      "Incorrect API key provided: " + masked(presented) +
          ". Use the key that this gateway was configured with (API_KEY); keys of AWS or OpenAI "
          "are not accepted.",
      {}, "invalid_api_key");
}

std::unexpected<base::Error> unusable_key(std::string_view setting) {
  return base::fail(ErrorKind::invalid_request,
                    std::string{setting} +
                        " holds a key that no client can send: keys are visible ASCII without white space at "
                        "their ends");
}

}  // namespace

base::Result<KeyRing> make_key_ring(const KeyConfiguration& configuration) {
  if (configuration.api_key && !can_be_sent(*configuration.api_key)) return unusable_key("API_KEY");
  if (!std::ranges::all_of(configuration.api_keys, can_be_sent)) return unusable_key("API_KEYS");
  KeyRing ring;
  if (configuration.api_key) ring.keys.push_back(*configuration.api_key);
  ring.keys.insert(ring.keys.end(), configuration.api_keys.begin(), configuration.api_keys.end());
  if (!ring.keys.empty()) return ring;

  if (!is_loopback_host(configuration.bind_host) && !configuration.allow_default_key) {
    return base::fail(ErrorKind::invalid_request,
                      "no API key is configured and HOST=" + configuration.bind_host +
                          " is reachable from other machines: set API_KEY or API_KEYS, or "
                          "ALLOW_DEFAULT_API_KEY=true to accept the well-known key \"bedrock\" there");
  }
  ring.keys.emplace_back(std::string{kDefaultKey});
  ring.default_key_in_force = true;
  return ring;
}

base::Result<Caller> authenticate(const KeyRing& ring, const PresentedKeys& presented) {
  std::array<std::optional<std::string_view>, 3> candidates{presented.x_api_key, presented.api_key,
                                                            std::nullopt};
  if (presented.authorization) candidates[2] = bearer_token(*presented.authorization);

  std::string_view refused;
  for (const std::optional<std::string_view>& candidate : candidates) {
    if (!candidate) continue;
    const std::string_view key = trim(*candidate);
    if (key.empty()) continue;
    if (const auto index = find_key(ring, key)) return Caller{*index};
    refused = key;
  }
  if (refused.empty()) return no_key_given();
  return wrong_key(refused);
}

}  // namespace gw::gateway::policy
