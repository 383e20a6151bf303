#include "upstream/bedrock_client.hpp"

#include <array>
#include <chrono>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "base/clock.hpp"
#include "net/http_client.hpp"

namespace gw::upstream {
namespace {

net::Origin origin_of(const aws::Endpoint& endpoint) {
  net::Origin origin;
  origin.scheme = endpoint.scheme == aws::Scheme::https ? net::Scheme::https : net::Scheme::http;
  origin.host = endpoint.host;
  origin.port = endpoint.port;
  return origin;
}

}  // namespace

BedrockClient::BedrockClient(net::HttpClient& http, CredentialCache& credentials, const base::Clock& clock,
                             BedrockEndpoints endpoints)
    : http_(http), credentials_(credentials), clock_(clock), endpoints_(std::move(endpoints)) {}

net::Task<base::Result<BedrockCall>> BedrockClient::open(const BedrockRequest& request) {
  base::Result<IdentityPtr> identity = co_await credentials_.get();
  if (!identity) co_return base::fail(std::move(identity.error()));

  const aws::Endpoint& endpoint =
      request.service == aws::Service::bedrock_runtime ? endpoints_.runtime : endpoints_.control_plane;
  net::ClientRequest wire = to_wire(request, endpoint, **identity);
  net::Origin origin = origin_of(endpoint);
  base::Result<std::unique_ptr<net::ClientExchange>> exchange =
      co_await http_.open(std::move(origin), std::move(wire));
  if (!exchange) co_return base::fail(std::move(exchange.error()));
  co_return BedrockCall(std::move(*exchange), std::move(*identity), request.answer, clock_);
}

net::Task<base::Result<bool>> BedrockClient::renew_credentials(IdentityPtr rejected) {
  credentials_.invalidate(rejected);
  base::Result<IdentityPtr> newer = co_await credentials_.get();
  if (!newer) co_return base::fail(std::move(newer.error()));
  co_return *newer != rejected;
}

net::ClientRequest BedrockClient::to_wire(const BedrockRequest& request, const aws::Endpoint& endpoint,
                                          const aws::Identity& identity) {
  const std::string path = endpoint.path_prefix + request.path;
  const std::string host = aws::host_header(endpoint);
  const std::string payload_hash = aws::sha256_hex(request.body);
  // What botocore signs, and no more: a proxy may change any other header.
  const std::array signed_headers{aws::HeaderView{"host", host},
                                  aws::HeaderView{"content-type", "application/json"}};
  aws::RequestView view;
  view.method = request.method;
  view.path = path;
  view.query = request.query;
  view.headers = std::span(signed_headers).first(request.body.empty() ? 1 : 2);
  view.payload_hash = payload_hash;
  aws::SigningScope scope;
  scope.region = endpoint.signing_region;
  scope.service = endpoint.signing_service;
  const auto now = std::chrono::floor<std::chrono::seconds>(clock_.now());
  const aws::AuthorizationHeaders authorization = aws::authorize(view, identity, scope, now, signing_keys_);

  net::ClientRequest wire;
  wire.method = request.method;
  wire.target = request.query.empty() ? path : path + '?' + request.query;
  for (const aws::HeaderView& header : view.headers) wire.headers.add(header.name, header.value);
  authorization.for_each(
      [&](std::string_view name, std::string_view value) { wire.headers.add(name, value); });
  wire.headers.add("accept", request.answer == AnswerForm::event_stream ? "application/vnd.amazon.eventstream"
                                                                        : "application/json");
  wire.headers.add("user-agent", "bedrock-gateway");
  wire.body = request.body;
  return wire;
}

}  // namespace gw::upstream
