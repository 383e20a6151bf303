#pragma once

#include <functional>
#include <string>
#include <variant>

#include "base/result.hpp"
#include "gateway/policy/admission.hpp"
#include "gateway/policy/cors.hpp"
#include "gateway/route_table.hpp"
#include "net/http_server.hpp"
#include "net/task.hpp"

namespace gw::gateway {

struct AccessRecord;
class Log;
class ObservedResponder;
struct RequestContext;
struct Services;
struct Settings;

using Flow = net::Task<void> (*)(RequestContext& context, const Services& services);

/// The capabilities of the API, one function each.
struct Flows {
  Flow chat;
  Flow embeddings;
  Flow models_list;
  Flow model_get;
};

/// What all threads' routers share; immutable or thread-safe.
struct FrontDoor {
  const RouteTable& routes;
  const policy::CorsRules& cors;
  const policy::Admission& admission;
  Log& log;
  Flows flows;
  std::function<base::Result<void>()> readiness;  ///< why the gateway cannot serve yet, if so; thread-safe
  std::function<std::string()> metrics_text;      ///< thread-safe
};

/// From a request to its flow: CORS, paths, health, keys; and from the flow's end to the log and the metrics.
/// One per thread.
class Router {
 public:
  /// Both must outlive the router, and the router every request.
  Router(const FrontDoor& door, const Services& services);

  /// For net::HttpServer. Never throws.
  net::Task<void> handle(net::ServerRequest& request, net::Responder& responder);

  /// The answer to a request that net/ refused before it came to handle(): malformed, too large, too slow, no
  /// room. Logged and counted like any other.
  [[nodiscard]] net::Response refuse(const base::Error& error, std::string_view origin);

 private:
  net::Task<void> answer(net::ServerRequest& request, ObservedResponder& responder, AccessRecord& record);
  /// The way to a flow, or the answer where none is needed.
  [[nodiscard]] std::variant<Route, net::Response> receive(const net::ServerRequest& request,
                                                           AccessRecord& record) const;
  [[nodiscard]] net::Response answer_by_itself(AccessRecord& record) const;
  [[nodiscard]] base::Result<void> check_visitor(const net::ServerRequest& request,
                                                 AccessRecord& record) const;
  /// Null for routes that the router answers by itself.
  [[nodiscard]] Flow flow_of(RouteKind kind) const noexcept;
  [[nodiscard]] bool needs_key(RouteKind kind) const noexcept;
  void finish(AccessRecord& record);

  const FrontDoor& door_;
  const Services& services_;
};

}  // namespace gw::gateway
