#include "translate/error_to_openai.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "codec/sse.hpp"
#include "openai/error_body.hpp"

namespace gw::translate {
namespace {

using base::ErrorKind;
using std::chrono::seconds;

// OpenAI's SDKs ignore a retry-after of zero or above a minute.
constexpr seconds kMinRetryAfter{1};
constexpr seconds kMaxRetryAfter{60};

struct Row {
  unsigned status;
  std::string_view type;
  std::string_view code;
  ClientRetry retry;
  LogLevel log_level;
  seconds retry_after;  // where the upstream named none; 0: the header is not sent
};

constexpr std::string_view kRequest = "invalid_request_error";
constexpr std::string_view kServer = "server_error";

/// docs/errors.md, line by line; a test compares the two.
constexpr Row row_of(ErrorKind kind) {
  using enum ClientRetry;
  switch (kind) {
    case ErrorKind::invalid_request:
      return {400, kRequest, "", no, LogLevel::info, seconds{0}};
    case ErrorKind::unauthenticated:
      return {401, kRequest, "invalid_api_key", no, LogLevel::info, seconds{0}};
    case ErrorKind::permission_denied:
      return {403, "permission_error", "access_denied", no, LogLevel::warning, seconds{0}};
    case ErrorKind::model_not_found:
      return {404, kRequest, "model_not_found", no, LogLevel::info, seconds{0}};
    case ErrorKind::route_not_found:
      return {404, kRequest, "unknown_url", no, LogLevel::info, seconds{0}};
    case ErrorKind::method_not_allowed:
      return {405, kRequest, "method_not_allowed", no, LogLevel::info, seconds{0}};
    case ErrorKind::payload_too_large:
      return {413, kRequest, "request_too_large", no, LogLevel::info, seconds{0}};
    case ErrorKind::head_too_large:
      return {431, kRequest, "request_too_large", no, LogLevel::info, seconds{0}};
    case ErrorKind::request_timeout:
      return {408, kRequest, "request_timeout", yes, LogLevel::info, seconds{0}};
    case ErrorKind::overloaded:
      return {503, kServer, "service_unavailable", yes, LogLevel::warning, seconds{1}};
    case ErrorKind::rate_limited:
      return {429, "rate_limit_error", "rate_limit_exceeded", yes, LogLevel::info, seconds{2}};
    case ErrorKind::upstream_throttled:
      return {429, "rate_limit_error", "rate_limit_exceeded", yes, LogLevel::warning, seconds{2}};
    case ErrorKind::quota_exhausted:
      return {429, "insufficient_quota", "insufficient_quota", no, LogLevel::warning, seconds{0}};
    case ErrorKind::upstream_unavailable:
      return {503, kServer, "service_unavailable", yes, LogLevel::warning, seconds{2}};
    case ErrorKind::upstream_internal:
      return {500, kServer, "server_error", yes, LogLevel::warning, seconds{0}};
    case ErrorKind::upstream_model_error:
      return {502, kServer, "model_error", yes, LogLevel::warning, seconds{0}};
    case ErrorKind::upstream_protocol:
      return {502, kServer, "model_error", yes, LogLevel::error, seconds{0}};
    case ErrorKind::upstream_timeout:
      return {504, kServer, "timeout", yes, LogLevel::warning, seconds{0}};
    case ErrorKind::upstream_credentials:
      return {503, kServer, "upstream_credentials", no, LogLevel::error, seconds{0}};
    case ErrorKind::client_gone:
      return {499, kServer, "client_gone", no, LogLevel::debug, seconds{0}};
    case ErrorKind::internal:
      return {500, kServer, "internal_error", no, LogLevel::error, seconds{0}};
  }
  std::unreachable();
}

std::optional<seconds> retry_after_of(const Row& row, const base::Error& error) {
  if (row.retry_after == seconds{0}) return std::nullopt;
  return std::clamp(error.retry_after.value_or(row.retry_after), kMinRetryAfter, kMaxRetryAfter);
}

openai::ErrorBody body_of(const OpenAiError& error) {
  return {.message = error.message, .type = error.type, .param = error.param, .code = error.code};
}

}  // namespace

OpenAiError to_openai_error(const base::Error& error) {
  const Row row = row_of(error.kind);
  OpenAiError out;
  out.status = row.status;
  out.type = row.type;
  out.code = error.code.empty() ? std::string(row.code) : error.code;
  // Of a wrong method, param is the value of the header `allow`, not a field of the body.
  if (error.kind != ErrorKind::method_not_allowed) out.param = error.param;
  out.message = error.message;
  out.retry_after = retry_after_of(row, error);
  out.retry = row.retry;
  out.log_level = row.log_level;
  // Codex reads the wait from the text, not from the header.
  if (row.status == 429 && out.retry_after) {
    out.message +=
        fmt::format("{}Please try again in {}s.", out.message.empty() ? "" : " ", out.retry_after->count());
  }
  return out;
}

std::string write_body(const OpenAiError& error) {
  std::string out;
  openai::write_error_body(out, body_of(error));
  return out;
}

std::string write_stream_event(const OpenAiError& error) {
  std::string out;
  codec::SseWriter sse(out);
  sse.begin_data();
  openai::write_error_body(out, body_of(error));
  sse.end_data();
  return out;
}

}  // namespace gw::translate
