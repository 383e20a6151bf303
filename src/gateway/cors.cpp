#include "gateway/cors.hpp"

#include <optional>
#include <string>

#include "net/http_server.hpp"

namespace gw::gateway {
namespace {

constexpr std::string_view kExposed =
    "x-request-id, retry-after, retry-after-ms, x-should-retry, x-amzn-requestid, x-bedrock-model-id, "
    "x-gateway-warnings, x-gateway-upstream";

}  // namespace

bool is_preflight(const net::ServerRequest& request) noexcept {
  return request.method == "OPTIONS" && request.headers.find("origin").has_value() &&
         request.headers.find("access-control-request-method").has_value();
}

net::Response preflight_response(const net::ServerRequest& request, policy::CorsDecision decision) {
  net::Response response;
  response.status = 204;
  response.headers.set("vary", "origin, access-control-request-method, access-control-request-headers");
  if (decision == policy::CorsDecision::refuse) return response;
  response.headers.set("access-control-allow-methods", "GET, HEAD, POST, OPTIONS");
  const std::string requested =
      policy::allowed_headers(request.headers.find("access-control-request-headers").value_or(""));
  if (!requested.empty()) response.headers.set("access-control-allow-headers", requested);
  // A page on the web that calls a gateway in a private network asks this too (Private Network Access draft).
  if (request.headers.find("access-control-request-private-network") == "true") {
    response.headers.set("access-control-allow-private-network", "true");
  }
  response.headers.set("access-control-max-age", "600");
  return response;
}

void set_cors_headers(net::HeaderList& headers, std::string_view origin, policy::CorsDecision decision) {
  switch (decision) {
    case policy::CorsDecision::refuse:
      return;
    case policy::CorsDecision::allow_any:
      headers.set("access-control-allow-origin", "*");
      break;
    case policy::CorsDecision::allow_this:
      headers.set("access-control-allow-origin", origin);
      headers.set("access-control-allow-credentials", "true");
      if (!headers.find("vary")) headers.set("vary", "origin");
      break;
  }
  headers.set("access-control-expose-headers", kExposed);
}

}  // namespace gw::gateway
