#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gw::gateway::policy {

enum class DefaultKey : std::uint8_t { not_in_force, in_force };

/// What a page of an origin may do (Fetch standard, CORS protocol).
enum class CorsDecision : std::uint8_t {
  allow_any,   ///< answer `access-control-allow-origin: *`; never with credentials
  allow_this,  ///< echo the origin, with `vary: origin` and credentials
  refuse,      ///< no CORS header: the browser keeps the answer from the page
};

/// Immutable, shared by all threads.
class CorsRules {
 public:
  /// `allowed_origins` as configured; "*" is every origin, but only with a key of one's own: with the default
  /// key in force "*" means pages of this machine.
  CorsRules(std::vector<std::string> allowed_origins, DefaultKey default_key);

  /// `origin` as the browser sent it.
  [[nodiscard]] CorsDecision decide(std::string_view origin) const;

 private:
  std::vector<std::string> allowed_origins_;
  DefaultKey default_key_;
};

/// `access-control-request-headers` as it may be echoed: a list of field names (RFC 9110 section 5.1), else
/// nothing is allowed.
[[nodiscard]] std::string allowed_headers(std::string_view requested_headers);

}  // namespace gw::gateway::policy
