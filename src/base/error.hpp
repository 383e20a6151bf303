#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace gw::base {

/// What went wrong, named by what the caller or the operator has to do about it. The one table that turns a
/// kind into an HTTP status, an OpenAI type and code, a retry and a log level is docs/errors.md; the function
/// is translate::to_openai_error.
enum class ErrorKind : std::uint8_t {
  invalid_request,       ///< the client must change its request; `param` and `code` say where and how
  unauthenticated,       ///< the client sent no key, or a wrong one
  permission_denied,     ///< key or AWS account may not use this model
  model_not_found,       ///< no such model for this account and region
  route_not_found,       ///< no such path
  method_not_allowed,    ///< path exists, method does not; `param` holds the value of `allow`
  payload_too_large,     ///< request body over the limit
  head_too_large,        ///< request line and headers over the limit
  request_timeout,       ///< the client was too slow in sending its request
  overloaded,            ///< this gateway has no room for another connection or request
  rate_limited,          ///< a limit of the gateway itself
  upstream_throttled,    ///< Bedrock throttles
  quota_exhausted,       ///< a quota is used up; waiting a few seconds does not help
  upstream_unavailable,  ///< Bedrock answered 503, the model is not ready, or there was no connection
  upstream_internal,     ///< Bedrock answered 500
  upstream_model_error,  ///< the model failed, or wrote something that Bedrock could not use
  upstream_protocol,  ///< Bedrock's bytes make no sense, or the connection broke after the request was sent
  upstream_timeout,   ///< Bedrock, or a deadline of ours toward it, timed out
  upstream_credentials,  ///< the gateway's own AWS credentials are missing, expired or refused: the operator
                         ///< must act
  client_gone,           ///< the client closed its connection; nobody reads an answer
  internal,              ///< a defect of the gateway
};

/// Lower-case name of the kind, for logs and metrics ("upstream_throttled").
[[nodiscard]] const char* to_string(ErrorKind kind) noexcept;

struct Error {
  ErrorKind kind{ErrorKind::internal};
  std::string message;  ///< for the client; never holds a secret, an account id or a host of AWS
  std::string param;    ///< path of the offending field ("messages[0].role"), or empty
  std::string code;     ///< OpenAI `code` where it is finer than the kind's own, or empty
  std::optional<std::chrono::seconds> retry_after;  ///< what the upstream asked for, if it did
  std::string
      upstream_code;  ///< AWS's exception name ("ThrottlingException"), or empty; for policies and logs
};

[[nodiscard]] Error make_error(ErrorKind kind, std::string message, std::string param = {},
                               std::string code = {});

}  // namespace gw::base
