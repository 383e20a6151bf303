#pragma once

#include <string_view>

namespace gw::gateway::policy {

/// True for what can only mean this machine: 127.0.0.0/8, ::1 (with or without brackets), "localhost" and
/// names under it (RFC 6761 section 6.3).
[[nodiscard]] bool is_loopback_host(std::string_view host) noexcept;

/// Host part of an authority "host", "host:port", "[::1]:port": without port, without brackets.
[[nodiscard]] std::string_view host_of_authority(std::string_view authority) noexcept;

/// Host part of an origin "scheme://host[:port]"; empty if it is not of that form ("null").
[[nodiscard]] std::string_view host_of_origin(std::string_view origin) noexcept;

}  // namespace gw::gateway::policy
