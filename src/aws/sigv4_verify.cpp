#include "aws/sigv4_verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/timestamp.hpp"

namespace gw::aws {
namespace {

using std::chrono::minutes;
using std::chrono::sys_seconds;

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr minutes kAllowedSkew{5};

constexpr char to_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::optional<std::string_view> find_header(std::span<const HeaderView> headers, std::string_view name) {
  const auto found = std::ranges::find_if(
      headers, [&](const HeaderView& h) { return std::ranges::equal(h.name, name, {}, to_lower, to_lower); });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// The three parameters of "AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…"; empty where missing.
struct Authorization {
  std::string_view credential;
  std::string_view signed_headers;
  std::string_view signature;
};

std::optional<Authorization> parse_authorization(std::string_view header) {
  header = trim(header);
  if (!header.starts_with(kAlgorithm)) return std::nullopt;
  Authorization authorization;
  for (std::string_view parameter : split(header.substr(kAlgorithm.size()), ',')) {
    parameter = trim(parameter);
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    const std::string_view name = parameter.substr(0, equals);
    const std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
    if (name == "Credential") authorization.credential = value;
    if (name == "SignedHeaders") authorization.signed_headers = value;
    if (name == "Signature") authorization.signature = value;
  }
  return authorization;
}

Verification refuse(SignatureVerdict verdict, std::string message) {
  Verification verification;
  verification.verdict = verdict;
  verification.message = std::move(message);
  return verification;
}

Verification refuse_as_unrecognized() {
  return refuse(SignatureVerdict::unrecognized_client,
                "The security token included in the request is invalid.");
}

// Five parts of "AKID/20150830/us-east-1/bedrock/aws4_request".
struct Scope {
  std::string_view key_id;
  std::string_view date;
  std::string_view region;
  std::string_view service;
  std::string_view terminator;
};

std::optional<Scope> parse_scope(std::string_view credential) {
  const std::vector<std::string_view> parts = split(credential, '/');
  if (parts.size() != 5) return std::nullopt;
  return Scope{parts[0], parts[1], parts[2], parts[3], parts[4]};
}

std::optional<Verification> refuse_incomplete(const Authorization& authorization, bool has_date) {
  std::string missing;
  if (authorization.credential.empty()) missing += "Authorization header requires 'Credential' parameter. ";
  if (authorization.signature.empty()) missing += "Authorization header requires 'Signature' parameter. ";
  if (authorization.signed_headers.empty())
    missing += "Authorization header requires 'SignedHeaders' parameter. ";
  if (!has_date) {
    missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (missing.empty()) return std::nullopt;
  missing.pop_back();
  return refuse(SignatureVerdict::incomplete_signature, std::move(missing));
}

std::optional<Verification> refuse_wrong_keys(const Credentials* credentials, std::string_view session_token,
                                              sys_seconds now) {
  if (credentials == nullptr) return refuse_as_unrecognized();
  const bool token_fits = credentials->session_token.empty()
                              ? session_token.empty()
                              : credentials->session_token.equals_in_constant_time(session_token);
  if (!token_fits) return refuse_as_unrecognized();
  if (credentials->expiry && *credentials->expiry <= now) {
    return refuse(SignatureVerdict::expired_token, "The security token included in the request is expired");
  }
  return std::nullopt;
}

std::optional<Verification> refuse_wrong_scope(const Scope& scope, const SigningScope& expected,
                                               std::string_view amz_date) {
  std::string wrong;
  if (scope.region != expected.region.str()) wrong += "Credential should be scoped to a valid region. ";
  if (scope.service != expected.service) {
    wrong += fmt::format("Credential should be scoped to correct service: '{}'. ", expected.service);
  }
  if (scope.terminator != "aws4_request") {
    wrong += "Credential should be scoped with a valid terminator: 'aws4_request'. ";
  }
  if (scope.date != amz_date.substr(0, 8)) {
    wrong += "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP. ";
  }
  if (wrong.empty()) return std::nullopt;
  wrong.pop_back();
  return refuse(SignatureVerdict::invalid_signature, std::move(wrong));
}

std::optional<Verification> refuse_wrong_time(sys_seconds signed_at, sys_seconds now) {
  if (signed_at + kAllowedSkew < now) {
    return refuse(
        SignatureVerdict::invalid_signature,
        fmt::format("Signature expired: {} is now earlier than {} ({} - 5 min.)", format_amz_date(signed_at),
                    format_amz_date(now - kAllowedSkew), format_amz_date(now)));
  }
  if (signed_at - kAllowedSkew > now) {
    return refuse(
        SignatureVerdict::invalid_signature,
        fmt::format("Signature not yet current: {} is still later than {} ({} + 5 min.)",
                    format_amz_date(signed_at), format_amz_date(now + kAllowedSkew), format_amz_date(now)));
  }
  return std::nullopt;
}

// Every header that is named as signed; one that is missing changes the canonical request, hence the
// signature.
std::vector<HeaderView> select_signed(std::span<const HeaderView> headers, std::string_view signed_headers) {
  std::vector<HeaderView> selected;
  const std::vector<std::string_view> names = split(signed_headers, ';');
  for (const HeaderView& header : headers) {
    const auto names_it = [&](std::string_view name) {
      return std::ranges::equal(header.name, name, {}, to_lower);
    };
    if (std::ranges::any_of(names, names_it)) selected.push_back(header);
  }
  return selected;
}

}  // namespace

const char* exception_name(SignatureVerdict verdict) noexcept {
  switch (verdict) {
    case SignatureVerdict::valid:
      return "";
    case SignatureVerdict::invalid_signature:
      return "InvalidSignatureException";
    case SignatureVerdict::unrecognized_client:
      return "UnrecognizedClientException";
    case SignatureVerdict::missing_authentication_token:
      return "MissingAuthenticationTokenException";
    case SignatureVerdict::incomplete_signature:
      return "IncompleteSignatureException";
    case SignatureVerdict::expired_token:
      return "ExpiredTokenException";
  }
  std::unreachable();
}

Verification verify_signature(const RequestView& request, std::span<const Credentials> known,
                              const SigningScope& scope, sys_seconds now) {
  const auto header = find_header(request.headers, "authorization");
  if (!header) {
    return refuse(SignatureVerdict::missing_authentication_token, "Missing Authentication Token");
  }
  const std::string_view amz_date = find_header(request.headers, "x-amz-date").value_or("");
  const std::optional<sys_seconds> signed_at = parse_amz_date(amz_date);
  const Authorization authorization = parse_authorization(*header).value_or(Authorization{});
  if (auto refused = refuse_incomplete(authorization, signed_at.has_value())) return *std::move(refused);
  const std::optional<Scope> signed_scope = parse_scope(authorization.credential);
  if (!signed_scope) {
    return refuse(
        SignatureVerdict::incomplete_signature,
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term");
  }

  const auto credentials = std::ranges::find_if(
      known, [&](const Credentials& each) { return each.access_key_id.str() == signed_scope->key_id; });
  const std::string_view token = find_header(request.headers, "x-amz-security-token").value_or("");
  if (auto refused = refuse_wrong_keys(credentials == known.end() ? nullptr : &*credentials, token, now)) {
    return *std::move(refused);
  }
  if (auto refused = refuse_wrong_scope(*signed_scope, scope, amz_date)) return *std::move(refused);
  if (auto refused = refuse_wrong_time(*signed_at, now)) return *std::move(refused);

  const std::vector<HeaderView> signed_headers = select_signed(request.headers, authorization.signed_headers);
  if (!find_header(signed_headers, "host")) {
    return refuse(SignatureVerdict::invalid_signature,
                  "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  RequestView signed_request = request;
  signed_request.headers = signed_headers;
  const CanonicalRequest canonical = canonical_request(signed_request, CanonicalOptions{});
  const std::string text_to_sign =
      string_to_sign(amz_date, credential_scope(signed_scope->date, scope), canonical.text);
  const Sha256Digest key = derive_signing_key(credentials->secret_access_key, signed_scope->date, scope);
  const base::Secret expected{signature(key, text_to_sign)};
  if (!expected.equals_in_constant_time(authorization.signature)) {
    return refuse(SignatureVerdict::invalid_signature,
                  "The request signature we calculated does not match the signature you provided. Check your "
                  "AWS Secret "
                  "Access Key and signing method. Consult the service documentation for details.");
  }
  return {};
}

}  // namespace gw::aws
