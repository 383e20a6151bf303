#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "gateway/policy/api_keys.hpp"

namespace gw::gateway::policy {

class CorsRules;

/// What a request shows of its sender, as it stands in the headers.
struct Visitor {
  PresentedKeys keys{};
  std::optional<std::string_view> host{};
  std::optional<std::string_view> origin{};
};

/// May be served. Later also what rate limits need to give back.
struct Ticket {
  Caller caller;
};

/// Who is served. Immutable, shared by all threads.
class Admission {
 public:
  /// `bind_host` is the address that the gateway listens on; `cors` must outlive this object.
  Admission(KeyRing ring, std::string bind_host, const CorsRules& cors);

  /// First door, for every path that can cost money or tell something: while the default key is in force,
  /// only pages and names of this machine are served. A web page anywhere could otherwise spend the
  /// developer's money: the key is known, and DNS rebinding makes any name mean 127.0.0.1. Errors:
  /// permission_denied.
  [[nodiscard]] base::Result<void> check_origin(const Visitor& visitor) const;

  /// Second door: the key. Errors: unauthenticated.
  [[nodiscard]] base::Result<Ticket> admit(const Visitor& visitor) const;

  [[nodiscard]] bool default_key_in_force() const noexcept { return ring_.default_key_in_force; }

 private:
  KeyRing ring_;
  bool bound_to_loopback_;
  const CorsRules& cors_;
};

}  // namespace gw::gateway::policy
