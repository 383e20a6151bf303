#include "aws/sigv4.hpp"

#include <fmt/format.h>

#include <variant>
#include <vector>

#include "aws/timestamp.hpp"

namespace gw::aws {
namespace {

constexpr std::size_t kDateBytes = 8;  // "20150830" of "20150830T123600Z"

}  // namespace

std::string credential_scope(std::string_view date, const SigningScope& scope) {
  std::string text{date};
  return text.append("/")
      .append(scope.region.str())
      .append("/")
      .append(scope.service)
      .append("/aws4_request");
}

Sha256Digest derive_signing_key(const base::Secret& secret_access_key, std::string_view date,
                                const SigningScope& scope) {
  std::string secret{"AWS4"};
  secret.append(secret_access_key.reveal());
  const Sha256Digest date_key = hmac_sha256(secret, date);
  const Sha256Digest region_key = hmac_sha256(as_bytes(date_key), scope.region.str());
  const Sha256Digest service_key = hmac_sha256(as_bytes(region_key), scope.service);
  return hmac_sha256(as_bytes(service_key), "aws4_request");
}

std::string signature(const Sha256Digest& signing_key, std::string_view text_to_sign) {
  return to_hex(hmac_sha256(as_bytes(signing_key), text_to_sign));
}

const Sha256Digest& SigningKeyCache::get(const Credentials& credentials, std::string_view date,
                                         const SigningScope& scope) {
  const bool same = date == date_ && credentials.access_key_id == access_key_id_ &&
                    credentials.secret_access_key.reveal() == secret_access_key_.reveal() &&
                    scope.region == scope_.region && scope.service == scope_.service;
  if (!same) {
    key_ = derive_signing_key(credentials.secret_access_key, date, scope);
    date_ = date;
    scope_ = scope;
    access_key_id_ = credentials.access_key_id;
    secret_access_key_ = credentials.secret_access_key;
  }
  return key_;
}

AuthorizationHeaders sign(const RequestView& request, const Credentials& credentials,
                          const SigningScope& scope, std::chrono::sys_seconds now, SigningKeyCache& keys,
                          SigningOptions options) {
  AuthorizationHeaders added;
  added.x_amz_date = format_amz_date(now);
  added.security_token = credentials.session_token;

  std::vector<HeaderView> headers;
  headers.reserve(request.headers.size() + 3);
  headers.assign(request.headers.begin(), request.headers.end());
  headers.push_back({"x-amz-date", added.x_amz_date});
  if (!added.security_token.empty() && options.session_token == SessionTokenMode::token_signed) {
    headers.push_back({"x-amz-security-token", added.security_token.reveal()});
  }
  if (options.sign_body == SignBody::with_header) {
    added.x_amz_content_sha256 = request.payload_hash;
    headers.push_back({"x-amz-content-sha256", added.x_amz_content_sha256});
  }
  RequestView signed_request = request;
  signed_request.headers = headers;

  const std::string_view date = std::string_view{added.x_amz_date}.substr(0, kDateBytes);
  const std::string scope_text = credential_scope(date, scope);
  const CanonicalRequest canonical = canonical_request(signed_request, options.canonical);
  const std::string text_to_sign = string_to_sign(added.x_amz_date, scope_text, canonical.text);
  added.authorization.reserve(320);
  added.authorization.append("AWS4-HMAC-SHA256 Credential=")
      .append(credentials.access_key_id.str())
      .append("/")
      .append(scope_text)
      .append(", SignedHeaders=")
      .append(canonical.signed_headers)
      .append(", Signature=")
      .append(signature(keys.get(credentials, date, scope), text_to_sign));
  return added;
}

AuthorizationHeaders authorize_with_bearer(const BearerToken& token) {
  AuthorizationHeaders added;
  added.authorization = fmt::format("Bearer {}", token.token.reveal());
  return added;
}

AuthorizationHeaders authorize(const RequestView& request, const Identity& identity,
                               const SigningScope& scope, std::chrono::sys_seconds now,
                               SigningKeyCache& keys) {
  if (const auto* bearer = std::get_if<BearerToken>(&identity)) return authorize_with_bearer(*bearer);
  return sign(request, std::get<Credentials>(identity), scope, now, keys);
}

}  // namespace gw::aws
