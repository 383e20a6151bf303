#include "gateway/router.hpp"

#include <exception>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "base/clock.hpp"
#include "gateway/access_log.hpp"
#include "gateway/access_record.hpp"
#include "gateway/cors.hpp"
#include "gateway/error_reply.hpp"
#include "gateway/log.hpp"
#include "gateway/metrics.hpp"
#include "gateway/observed_responder.hpp"
#include "gateway/policy/local_names.hpp"
#include "gateway/request_context.hpp"
#include "gateway/request_id.hpp"
#include "gateway/services.hpp"
#include "gateway/settings.hpp"

namespace gw::gateway {
namespace {

using base::ErrorKind;

/// nginx's number for a client that went away before it was answered; only for log and metrics.
constexpr unsigned kClientClosedRequest = 499;

AccessRecord open_record(const net::ServerRequest& request, const Services& services) {
  AccessRecord record;
  record.id = choose_request_id(request.headers.find("x-request-id"), services.random);
  record.method = request.method;
  record.path = split_target(request.target).path;
  record.peer = request.peer;
  record.started = services.clock.steady_now();
  record.body_bytes_in = request.body.size();
  return record;
}

CommonHeaders common_headers(std::string_view origin, const FrontDoor& door, const Settings& settings) {
  CommonHeaders common;
  common.origin = origin;
  common.cors = door.cors.decide(origin);
  common.local_simulation = settings.local_simulation;
  return common;
}

net::Response text_response(std::string_view content_type, std::string body) {
  net::Response response;
  response.headers.add("content-type", content_type);
  response.headers.add("cache-control", "no-store");
  response.body = std::move(body);
  return response;
}

/// OPTIONS without a browser's question.
net::Response options_response() {
  net::Response response;
  response.status = 204;
  response.headers.add("allow", "GET, HEAD, POST, OPTIONS");
  return response;
}

/// What is answered when a handler came to its end without an answer.
base::Error unanswered(net::CancelReason reason) {
  if (reason != net::CancelReason::shutting_down) {
    return base::make_error(ErrorKind::internal, "The gateway failed to answer this request.");
  }
  base::Error error =
      base::make_error(ErrorKind::overloaded, "The gateway is shutting down. Please try again.");
  error.retry_after = std::chrono::seconds{1};
  return error;
}

net::Response refusal(const base::Error& error, AccessRecord& record) {
  note_error(record, error);
  return to_response(error);
}

policy::Visitor visitor_of(const net::ServerRequest& request) {
  policy::Visitor visitor;
  visitor.keys.authorization = request.headers.find("authorization");
  visitor.keys.x_api_key = request.headers.find("x-api-key");
  visitor.keys.api_key = request.headers.find("api-key");
  visitor.host = request.headers.find("host");
  visitor.origin = request.headers.find("origin");
  return visitor;
}

}  // namespace

Router::Router(const FrontDoor& door, const Services& services) : door_(door), services_(services) {}

namespace {

// What follows is apart from handle() and answer() because a coroutine's locals stay in its frame, and those
// of the two wait as long as a stream does.

net::Task<void> send_at_once(ObservedResponder& responder, net::Response response, AccessRecord& record) {
  const base::Result<void> sent = co_await responder.send(std::move(response));
  record.client_gone = !sent.has_value();
}

/// The handler came to its end without an answer.
net::Task<void> make_up_for_silence(ObservedResponder& responder, AccessRecord& record) {
  const base::Error error = unanswered(responder.cancel_reason());
  if (!record.error) note_error(record, error);
  return send_at_once(responder, to_response(error), record);
}

}  // namespace

net::Task<void> Router::handle(net::ServerRequest& request, net::Responder& responder) {
  AccessRecord record = open_record(request, services_);
  const std::string_view origin = request.headers.find("origin").value_or("");
  ObservedResponder observed{responder, record, common_headers(origin, door_, services_.settings),
                             services_.clock, services_.metrics};
  try {
    co_await answer(request, observed, record);
  } catch (const std::exception& defect) {
    note_error(record, base::make_error(ErrorKind::internal, defect.what()));
  }

  if (observed.cancel_reason() == net::CancelReason::client_gone) record.client_gone = true;
  const bool silent = !observed.head_sent() && !record.client_gone;
  if (silent) co_await make_up_for_silence(observed, record);
  // A stream that nobody ended must not look finished.
  if (observed.left_open()) observed.reset();
  record.body_bytes_out = observed.bytes_sent();
  finish(record);
}

net::Task<void> Router::answer(net::ServerRequest& request, ObservedResponder& responder,
                               AccessRecord& record) {
  std::variant<Route, net::Response> received = receive(request, record);
  if (auto* const at_once = std::get_if<net::Response>(&received)) {
    co_await send_at_once(responder, std::move(*at_once), record);
    co_return;
  }
  Route& route = std::get<Route>(received);
  RequestContext context{.request = request,
                         .responder = responder,
                         .record = record,
                         .id = record.id,
                         .path_parameter = std::move(route.path_parameter),
                         .query = parse_query(split_target(request.target).query)};
  co_await flow_of(route.kind)(context, services_);
}

std::variant<Route, net::Response> Router::receive(const net::ServerRequest& request,
                                                   AccessRecord& record) const {
  if (request.method == "OPTIONS") {
    record.route = RouteKind::preflight;
    if (!is_preflight(request)) return options_response();
    return preflight_response(request, door_.cors.decide(request.headers.find("origin").value_or("")));
  }
  base::Result<Route> route = door_.routes.find(request.method, record.path);
  if (!route) return refusal(route.error(), record);
  record.route = route->kind;
  const base::Result<void> visitor = check_visitor(request, record);
  if (!visitor) return refusal(visitor.error(), record);
  if (flow_of(route->kind) != nullptr) return *std::move(route);
  return answer_by_itself(record);
}

net::Response Router::answer_by_itself(AccessRecord& record) const {
  if (record.route == RouteKind::metrics) {
    return text_response("text/plain; version=0.0.4; charset=utf-8", door_.metrics_text());
  }
  if (record.route == RouteKind::ready) {
    const base::Result<void> ready = door_.readiness();
    if (!ready) return refusal(ready.error(), record);
    return text_response("application/json", R"({"status":"ready"})");
  }
  return text_response("application/json", R"({"status":"OK"})");
}

Flow Router::flow_of(RouteKind kind) const noexcept {
  switch (kind) {
    case RouteKind::chat_completions:
      return door_.flows.chat;
    case RouteKind::embeddings:
      return door_.flows.embeddings;
    case RouteKind::models_list:
      return door_.flows.models_list;
    case RouteKind::model_get:
      return door_.flows.model_get;
    case RouteKind::health:
    case RouteKind::ready:
    case RouteKind::metrics:
    case RouteKind::preflight:
    case RouteKind::unknown:
      return nullptr;
  }
  std::unreachable();
}

bool Router::needs_key(RouteKind kind) const noexcept {
  if (kind != RouteKind::metrics) return flow_of(kind) != nullptr;
  return !services_.settings.metrics_public && !policy::is_loopback_host(services_.settings.server.host);
}

base::Result<void> Router::check_visitor(const net::ServerRequest& request, AccessRecord& record) const {
  if (record.route == RouteKind::health) return {};
  const policy::Visitor visitor = visitor_of(request);
  base::Result<void> origin = door_.admission.check_origin(visitor);
  if (!origin || !needs_key(record.route)) return origin;
  const base::Result<policy::Ticket> ticket = door_.admission.admit(visitor);
  if (!ticket) return base::fail(ticket.error());
  record.key_index = ticket->caller.key_index;
  return {};
}

net::Response Router::refuse(const base::Error& error, std::string_view origin) {
  AccessRecord record;
  record.id = choose_request_id(std::nullopt, services_.random);
  record.started = services_.clock.steady_now();
  note_error(record, error);
  net::Response response = to_response(error);
  record.status = response.status;
  set_common_headers(response.headers, record, common_headers(origin, door_, services_.settings));
  finish(record);
  return response;
}

void Router::finish(AccessRecord& record) {
  if (record.status == 0) record.status = kClientClosedRequest;
  const EndOfRequest end{services_.clock.now(), services_.clock.steady_now()};
  services_.metrics.request_finished(record, end.steady);
  const LogLevel level = access_level(record);
  if (!door_.log.is_written(level)) return;
  door_.log.write(level,
                  access_line(record, end, services_.settings.debug ? LogDetail::debug : LogDetail::normal));
}

}  // namespace gw::gateway
