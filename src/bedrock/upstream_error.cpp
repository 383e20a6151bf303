#include "bedrock/upstream_error.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "bedrock/upstream_message.hpp"
#include "bedrock/wire_reader.hpp"
#include "codec/json_number.hpp"
#include "codec/json_reader.hpp"

namespace gw::bedrock {
namespace {

using base::Error;
using base::ErrorKind;

struct KnownException {
  std::string_view name;
  ErrorKind kind;
};

/// Names as their services spell them; botocore's model and the common errors of AWS APIs.
constexpr std::array kKnownExceptions = {
    KnownException{"AccessDenied", ErrorKind::permission_denied},
    KnownException{"AccessDeniedException", ErrorKind::permission_denied},
    KnownException{"NotAuthorized", ErrorKind::permission_denied},
    KnownException{"OptInRequired", ErrorKind::permission_denied},
    KnownException{"ConflictException", ErrorKind::invalid_request},
    KnownException{"SerializationException", ErrorKind::invalid_request},
    KnownException{"ValidationError", ErrorKind::invalid_request},
    KnownException{"ValidationException", ErrorKind::invalid_request},
    KnownException{"RequestEntityTooLargeException", ErrorKind::payload_too_large},
    KnownException{"ResourceNotFoundException", ErrorKind::model_not_found},
    KnownException{"RequestLimitExceeded", ErrorKind::upstream_throttled},
    KnownException{"Throttling", ErrorKind::upstream_throttled},
    KnownException{"ThrottlingException", ErrorKind::upstream_throttled},
    KnownException{"TooManyRequestsException", ErrorKind::upstream_throttled},
    KnownException{"ServiceQuotaExceededException", ErrorKind::quota_exhausted},
    KnownException{"ModelNotReadyException", ErrorKind::upstream_unavailable},
    KnownException{"ServiceUnavailable", ErrorKind::upstream_unavailable},
    KnownException{"ServiceUnavailableException", ErrorKind::upstream_unavailable},
    KnownException{"InternalFailure", ErrorKind::upstream_internal},
    KnownException{"InternalServerError", ErrorKind::upstream_internal},
    KnownException{"InternalServerException", ErrorKind::upstream_internal},
    KnownException{"ModelErrorException", ErrorKind::upstream_model_error},
    KnownException{"ModelStreamErrorException", ErrorKind::upstream_model_error},
    KnownException{"ModelTimeoutException", ErrorKind::upstream_timeout},
    // Path and method are ours, never the client's: the endpoint is not the one we think.
    KnownException{"UnknownOperationException", ErrorKind::upstream_protocol},
    KnownException{"ExpiredToken", ErrorKind::upstream_credentials},
    KnownException{"ExpiredTokenException", ErrorKind::upstream_credentials},
    KnownException{"IncompleteSignature", ErrorKind::upstream_credentials},
    KnownException{"IncompleteSignatureException", ErrorKind::upstream_credentials},
    KnownException{"InvalidAccessKeyId", ErrorKind::upstream_credentials},
    KnownException{"InvalidClientTokenId", ErrorKind::upstream_credentials},
    KnownException{"InvalidSignatureException", ErrorKind::upstream_credentials},
    KnownException{"MissingAuthenticationToken", ErrorKind::upstream_credentials},
    KnownException{"MissingAuthenticationTokenException", ErrorKind::upstream_credentials},
    KnownException{"RequestExpired", ErrorKind::upstream_credentials},
    KnownException{"SignatureDoesNotMatch", ErrorKind::upstream_credentials},
    KnownException{"UnauthorizedException", ErrorKind::upstream_credentials},
    KnownException{"UnrecognizedClientException", ErrorKind::upstream_credentials},
};

std::optional<ErrorKind> find_kind(std::string_view exception_name) {
  const auto* const known =
      std::find_if(kKnownExceptions.begin(), kKnownExceptions.end(),
                   [&](const KnownException& exception) { return exception.name == exception_name; });
  if (known == kKnownExceptions.end()) return std::nullopt;
  return known->kind;
}

ErrorKind kind_of_status(int http_status) {
  switch (http_status) {
    case 401:
      return ErrorKind::upstream_credentials;
    case 403:
      return ErrorKind::permission_denied;
    case 404:
      return ErrorKind::model_not_found;
    case 408:
    case 504:
      return ErrorKind::upstream_timeout;
    case 413:
      return ErrorKind::payload_too_large;
    case 424:
      return ErrorKind::upstream_model_error;
    case 429:
      return ErrorKind::upstream_throttled;
    case 502:
    case 503:
      return ErrorKind::upstream_unavailable;
    default:
      break;
  }
  if (http_status >= 400 && http_status < 500) return ErrorKind::invalid_request;
  if (http_status >= 500 && http_status < 600) return ErrorKind::upstream_internal;
  return ErrorKind::upstream_protocol;  // a redirect, or a success that is none
}

/// A page of something between us and AWS (a proxy, a captive portal): its 4xx is not about the client's
/// request.
ErrorKind kind_of_foreign_status(int http_status) {
  const ErrorKind kind = kind_of_status(http_status);
  if (http_status >= 400 && http_status < 500 && http_status != 408 && http_status != 413 &&
      http_status != 429) {
    return ErrorKind::upstream_protocol;
  }
  return kind;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view white = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(white);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(white) - begin + 1);
}

/// "com.amazon.coral.service#ThrottlingException:http://…" -> "ThrottlingException". Frames begin in lower
/// case: "throttlingException". Anything that is no plain name is dropped.
std::string to_exception_name(std::string_view type) {
  type = trimmed(type.substr(0, type.find(':')));
  if (const std::size_t hash = type.rfind('#'); hash != std::string_view::npos) type.remove_prefix(hash + 1);
  const bool is_name = std::all_of(type.begin(), type.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
  // It goes to the client and into metrics: nothing that the sanitizer would hide may pass as a name.
  if (!is_name || type.size() > 128 || sanitize_upstream_message(type) != type) return {};
  std::string name(type);
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

/// What an error's body says of itself.
struct ErrorBody {
  std::string type;
  std::string message;
};

/// Reads a member that should be a string; another kind is skipped.
bool read_text_if_string(codec::JsonReader& reader, std::string& out) {
  if (reader.peek() != codec::JsonKind::string) return skip(reader);
  codec::JsonString text;
  if (!read_string(reader, text)) return false;
  out = text.decode();
  return true;
}

bool read_error_object(codec::JsonReader& reader, ErrorBody& body) {
  return reader.object([&](codec::JsonString key) {
    if (is(key, "message") || is(key, "Message") || is(key, "errorMessage")) {
      return read_text_if_string(reader, body.message);
    }
    if (is(key, "__type") || (is(key, "code") && body.type.empty()))
      return read_text_if_string(reader, body.type);
    // {"error": {"message": …}}: AWS's OpenAI-shaped endpoints, and proxies that speak like OpenAI.
    if (is(key, "error") && reader.peek() == codec::JsonKind::object) return read_error_object(reader, body);
    return skip(reader);
  });
}

bool is_json_object(std::string_view body) {
  return trimmed(body).starts_with('{');
}

ErrorBody read_json_body(std::string_view body) {
  ErrorBody result;
  codec::JsonReader reader(body);
  // What was read before a defect still says more than nothing.
  (void)read_error_object(reader, result);
  return result;
}

/// Text between <title> and </title>, the only line of an HTML page worth showing.
std::string_view html_title(std::string_view page) {
  constexpr std::string_view open = "<title>";
  std::size_t begin = page.find(open);
  if (begin == std::string_view::npos) begin = page.find("<TITLE>");
  if (begin == std::string_view::npos) return {};
  page.remove_prefix(begin + open.size());
  return trimmed(page.substr(0, std::min<std::size_t>(page.find('<'), 120)));
}

/// "<UnknownOperationException/>": how AWS's front end names an operation that an endpoint does not have.
std::string_view xml_exception_name(std::string_view body) {
  body = trimmed(body);
  if (!body.starts_with('<')) return {};
  const std::string_view name = body.substr(1, body.find_first_of("/> \t", 1) - 1);
  return name.ends_with("Exception") ? name : std::string_view();
}

/// AWS's text for a failed signature quotes the request that was signed, host and session token header
/// included. The client cannot do anything about it anyway: the message speaks to the operator.
std::string credentials_message(std::string_view exception_name, std::string_view text) {
  std::string message = "Amazon Bedrock refused the gateway's own AWS credentials";
  if (!exception_name.empty()) message.append(" (").append(exception_name).append(")");
  message += ". For the operator: ";
  if (contains(text, "API Key") || contains(text, "earer")) {
    return message +=
           "the Amazon Bedrock API key (AWS_BEARER_TOKEN_BEDROCK) is invalid, expired or of another region.";
  }
  if (contains(text, "Signature expired") || contains(text, "not yet current") ||
      exception_name == "RequestExpired") {
    return message += "the clock of this machine is wrong, or the request took too long to arrive.";
  }
  if (exception_name.starts_with("ExpiredToken")) {
    return message += "the temporary credentials have expired.";
  }
  if (exception_name.starts_with("MissingAuthenticationToken")) {
    return message += "the request reached AWS without credentials; a proxy may have removed them.";
  }
  if (contains(exception_name, "Signature")) {
    return message +=
           "the secret access key does not belong to the access key id, or a proxy changed the request.";
  }
  return message +=
         "the access key is unknown or disabled, or its session token is missing or of another session.";
}

bool says_bearer_token_refused(std::string_view text) {
  return contains(text, "API Key is valid") || contains(text, "Bearer Token has expired") ||
         contains(text, "bearer token included in the request is invalid");
}

/// Bedrock's words for a model id that it does not know come as a ValidationException.
bool says_unknown_model(std::string_view text) {
  return contains(text, "The provided model identifier is invalid") ||
         contains(text, "The provided model doesn't exist") ||
         contains(text, "Could not resolve the foundation model");
}

/// A daily quota comes as a ThrottlingException; waiting some seconds does not help.
bool says_daily_quota(std::string_view text) {
  return contains(text, "per day");
}

/// Where the text makes the kind finer than name and status do.
ErrorKind refine(ErrorKind kind, std::string_view text) {
  switch (kind) {
    case ErrorKind::permission_denied:
      return says_bearer_token_refused(text) || contains(text, "The security token included in the request")
                 ? ErrorKind::upstream_credentials
                 : kind;
    case ErrorKind::invalid_request:
      return says_unknown_model(text) ? ErrorKind::model_not_found : kind;
    case ErrorKind::upstream_throttled:
      return says_daily_quota(text) ? ErrorKind::quota_exhausted : kind;
    default:
      return kind;
  }
}

/// delta-seconds only: a date would need a clock, and AWS sends none. Source: RFC 9110 section 10.2.3.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view value) {
  const std::optional<std::int64_t> seconds = codec::to_integer(trimmed(value));
  constexpr std::int64_t longest = 24 * 60 * 60;
  if (!seconds || *seconds < 0 || *seconds > longest) return std::nullopt;
  return std::chrono::seconds(*seconds);
}

Error make_upstream_error(ErrorKind kind, std::string exception_name, std::string_view text,
                          std::string_view text_if_empty) {
  kind = refine(kind, text);
  if (exception_name.empty() && contains(text, "security token included in the request is expired")) {
    exception_name = "ExpiredTokenException";
  }
  std::string message = kind == ErrorKind::upstream_credentials ? credentials_message(exception_name, text)
                                                                : sanitize_upstream_message(trimmed(text));
  if (message.empty()) message = text_if_empty;
  Error error = base::make_error(kind, std::move(message));
  error.upstream_code = std::move(exception_name);
  return error;
}

std::string status_text(int http_status) {
  return "Amazon Bedrock answered with HTTP status " + std::to_string(http_status);
}

bool is_html(const UpstreamErrorResponse& response) {
  return contains(response.content_type, "html") || trimmed(response.body).starts_with('<');
}

/// An answer that names no exception and is no JSON: a page of something in between.
Error foreign_error(const UpstreamErrorResponse& response) {
  std::string text =
      status_text(response.http_status) + " and an HTML page: something between the gateway and AWS answered";
  const std::string_view title = html_title(response.body);
  text += title.empty() ? std::string(".") : " (" + std::string(title) + ").";
  Error error =
      base::make_error(kind_of_foreign_status(response.http_status), sanitize_upstream_message(text));
  return error;
}

}  // namespace

Error to_error(const UpstreamErrorResponse& response) {
  ErrorBody body;
  if (is_json_object(response.body)) body = read_json_body(response.body);
  std::string name = to_exception_name(response.error_type);
  if (name.empty()) name = to_exception_name(body.type);
  if (name.empty()) name = to_exception_name(xml_exception_name(response.body));
  if (name.empty() && is_html(response)) {
    Error error = foreign_error(response);
    error.retry_after = parse_retry_after(response.retry_after);
    return error;
  }
  std::string text = std::move(body.message);
  if (text.empty()) text = response.error_message;
  if (text.empty() && !is_json_object(response.body) && !is_html(response)) text = response.body;
  const ErrorKind kind = find_kind(name).value_or(kind_of_status(response.http_status));
  Error error =
      make_upstream_error(kind, std::move(name), text, status_text(response.http_status) + " and no reason.");
  error.retry_after = parse_retry_after(response.retry_after);
  return error;
}

Error to_error(const codec::EventStreamFrame& frame) {
  const std::string_view payload(frame.payload.data(), frame.payload.size());
  ErrorBody body;
  if (is_json_object(payload)) body = read_json_body(payload);
  std::string name = to_exception_name(frame.string_header(":exception-type").value_or(std::string_view()));
  if (name.empty()) name = to_exception_name(frame.string_header(":error-code").value_or(std::string_view()));
  std::string text = std::move(body.message);
  if (text.empty()) text = frame.string_header(":error-message").value_or(std::string_view());
  const ErrorKind kind = find_kind(name).value_or(ErrorKind::upstream_internal);
  return make_upstream_error(kind, std::move(name), text,
                             "Amazon Bedrock ended the answer with an error and no reason.");
}

bool says_expired_credentials(const Error& error) noexcept {
  return error.kind == ErrorKind::upstream_credentials &&
         (error.upstream_code == "ExpiredToken" || error.upstream_code == "ExpiredTokenException");
}

bool says_inference_profile_needed(const Error& error) noexcept {
  // AWS writes the apostrophe of "isn't" in two ways.
  return error.kind == ErrorKind::invalid_request && contains(error.message, "on-demand throughput isn") &&
         contains(error.message, "inference profile");
}

}  // namespace gw::bedrock
