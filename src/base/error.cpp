#include "base/error.hpp"

#include <utility>

namespace gw::base {

const char* to_string(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::invalid_request:
      return "invalid_request";
    case ErrorKind::unauthenticated:
      return "unauthenticated";
    case ErrorKind::permission_denied:
      return "permission_denied";
    case ErrorKind::model_not_found:
      return "model_not_found";
    case ErrorKind::route_not_found:
      return "route_not_found";
    case ErrorKind::method_not_allowed:
      return "method_not_allowed";
    case ErrorKind::payload_too_large:
      return "payload_too_large";
    case ErrorKind::head_too_large:
      return "head_too_large";
    case ErrorKind::request_timeout:
      return "request_timeout";
    case ErrorKind::overloaded:
      return "overloaded";
    case ErrorKind::rate_limited:
      return "rate_limited";
    case ErrorKind::upstream_throttled:
      return "upstream_throttled";
    case ErrorKind::quota_exhausted:
      return "quota_exhausted";
    case ErrorKind::upstream_unavailable:
      return "upstream_unavailable";
    case ErrorKind::upstream_internal:
      return "upstream_internal";
    case ErrorKind::upstream_model_error:
      return "upstream_model_error";
    case ErrorKind::upstream_protocol:
      return "upstream_protocol";
    case ErrorKind::upstream_timeout:
      return "upstream_timeout";
    case ErrorKind::upstream_credentials:
      return "upstream_credentials";
    case ErrorKind::client_gone:
      return "client_gone";
    case ErrorKind::internal:
      return "internal";
  }
  return "internal";
}

Error make_error(ErrorKind kind, std::string message, std::string param, std::string code) {
  Error error;
  error.kind = kind;
  error.message = std::move(message);
  error.param = std::move(param);
  error.code = std::move(code);
  return error;
}

}  // namespace gw::base
