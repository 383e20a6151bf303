#include "gateway/policy/admission.hpp"

#include <utility>

#include "gateway/policy/cors.hpp"
#include "gateway/policy/local_names.hpp"

namespace gw::gateway::policy {
namespace {

/// Docker Desktop's name for the machine that runs the container; ".internal" is reserved, so no page on the
/// web can have it (ICANN resolution 2024.07.29.06).
constexpr std::string_view kDockerHost = "host.docker.internal";

bool is_name_of_this_machine(std::string_view authority) {
  const std::string_view host = host_of_authority(authority);
  return is_loopback_host(host) || host == kDockerHost;
}

}  // namespace

Admission::Admission(KeyRing ring, std::string bind_host, const CorsRules& cors)
    : ring_(std::move(ring)), bound_to_loopback_(is_loopback_host(bind_host)), cors_(cors) {}

base::Result<void> Admission::check_origin(const Visitor& visitor) const {
  if (!ring_.default_key_in_force) return {};
  if (visitor.origin && cors_.decide(*visitor.origin) == CorsDecision::refuse) {
    return base::fail(
        base::ErrorKind::permission_denied,
        "This gateway runs with its default key, so pages of other origins are refused. Set API_KEY, "
        "or name the origin in ALLOWED_ORIGINS.");
  }
  // Bound to an address of the network (ALLOW_DEFAULT_API_KEY=true) the gateway cannot know its own names.
  const bool host_is_checked = bound_to_loopback_ && visitor.host && !visitor.host->empty();
  if (host_is_checked && !is_name_of_this_machine(*visitor.host)) {
    return base::fail(
        base::ErrorKind::permission_denied,
        "This gateway runs with its default key, so it answers only to localhost, not to the name in "
        "the Host header. Set API_KEY to use other names.");
  }
  return {};
}

base::Result<Ticket> Admission::admit(const Visitor& visitor) const {
  base::Result<Caller> caller = authenticate(ring_, visitor.keys);
  if (!caller) return base::fail(std::move(caller.error()));
  return Ticket{*caller};
}

}  // namespace gw::gateway::policy
