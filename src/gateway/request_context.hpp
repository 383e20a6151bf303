#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/strong.hpp"

namespace gw::net {
struct ServerRequest;
class Responder;
}  // namespace gw::net

namespace gw::gateway {

struct AccessRecord;

/// The query of a request, decoded, in order.
class Query {
 public:
  Query() = default;
  explicit Query(std::vector<std::pair<std::string, std::string>> parameters)
      : parameters_(std::move(parameters)) {}
  /// First parameter of that name; "" for `?name` without a value.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;

 private:
  std::vector<std::pair<std::string, std::string>> parameters_;
};

/// One request on its way through a flow. Owned by the router, alive until the flow's task ends; used on one
/// thread only.
///
/// `responder` adds to every answer, whole or streamed, what belongs on all of them: x-request-id,
/// x-amzn-requestid (from `record.upstream_request_id`), x-gateway-upstream and the CORS headers. A flow sets
/// only what is its own.
struct RequestContext {
  net::ServerRequest& request;
  net::Responder& responder;
  AccessRecord& record;
  base::RequestId id;
  /// {model} of /models/{model} and of Azure's /openai/deployments/{model}/…, decoded once; else empty. On
  /// Azure's paths it takes the place of the body's `model`, which may be missing.
  std::string path_parameter;
  Query query;
};

}  // namespace gw::gateway
