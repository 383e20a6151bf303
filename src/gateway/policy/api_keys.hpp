#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace gw::gateway::policy {

/// The keys that clients may use. At least one.
struct KeyRing {
  std::vector<base::Secret> keys;
  bool default_key_in_force =
      false;  ///< nothing was configured: the one key is "bedrock", which anyone knows

  friend bool operator==(const KeyRing&, const KeyRing&) = default;
};

/// The key of a gateway that was given none, as in aws-samples/bedrock-access-gateway's documentation.
inline constexpr std::string_view kDefaultKey = "bedrock";

struct KeyConfiguration {
  std::optional<base::Secret> api_key;  ///< API_KEY: one key, verbatim
  std::vector<base::Secret> api_keys;   ///< API_KEYS
  std::string bind_host;                ///< HOST
  bool allow_default_key = false;       ///< ALLOW_DEFAULT_API_KEY
};

/// The configured keys, or the default key where that is safe: on a loopback bind, or where the operator
/// allowed it. Errors: invalid_request, one line for the operator: no key and not allowed to use the default
/// one, or a key that no client could send in a header.
[[nodiscard]] base::Result<KeyRing> make_key_ring(const KeyConfiguration& configuration);

/// Header values as sent; absent where there is no such header.
struct PresentedKeys {
  std::optional<std::string_view> authorization{};
  std::optional<std::string_view> x_api_key{};  ///< Anthropic's SDKs
  std::optional<std::string_view> api_key{};    ///< Azure's
};

/// Which key let the caller in: its place in the ring. Not the key.
struct Caller {
  std::size_t key_index;
};

/// Lets in who presents one of the keys in any of the three headers. Compares with every key in constant
/// time. Errors: unauthenticated, with a text that holds at most four characters of what was presented.
[[nodiscard]] base::Result<Caller> authenticate(const KeyRing& ring, const PresentedKeys& presented);

}  // namespace gw::gateway::policy
