#pragma once

#include <string_view>

#include "gateway/policy/cors.hpp"

namespace gw::net {
class HeaderList;
struct Response;
struct ServerRequest;
}  // namespace gw::net

namespace gw::gateway {

/// True for a browser's question before the real request (Fetch standard, CORS-preflight request).
[[nodiscard]] bool is_preflight(const net::ServerRequest& request) noexcept;

/// 204 with what the decision allows; asks for no key, because browsers send none with it.
[[nodiscard]] net::Response preflight_response(const net::ServerRequest& request,
                                               policy::CorsDecision decision);

/// The headers that let a page read an answer; none for `refuse`. Replaces what is there.
void set_cors_headers(net::HeaderList& headers, std::string_view origin, policy::CorsDecision decision);

}  // namespace gw::gateway
