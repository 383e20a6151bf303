#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "aws/canonical_request.hpp"
#include "aws/credentials.hpp"
#include "aws/sha256.hpp"
#include "base/secret.hpp"
#include "base/strong.hpp"

namespace gw::aws {

/// Where a signature is valid: region and service of the credential scope.
struct SigningScope {
  base::Region region;
  std::string service;  ///< "bedrock", for the runtime and the control plane alike
};

/// Whether the body's hash also travels as the signed header x-amz-content-sha256. botocore does not send it
/// to Bedrock.
enum class SignBody : std::uint8_t { hash_only, with_header };

/// Whether the session token is covered by the signature (as every SDK does), or added after signing.
enum class SessionTokenMode : std::uint8_t { token_signed, token_unsigned };

struct SigningOptions {
  CanonicalOptions canonical;
  SignBody sign_body{SignBody::hash_only};
  SessionTokenMode session_token{SessionTokenMode::token_signed};
};

/// The headers that authorize a request. Empty ones are not sent.
struct AuthorizationHeaders {
  std::string authorization;
  std::string x_amz_date;            ///< "20150830T123600Z"; empty with a bearer token
  base::Secret security_token;       ///< of temporary keys
  std::string x_amz_content_sha256;  ///< with SignBody::with_header

  /// Calls `add(name, value)` for each header to be added to the request, names in lower case.
  template <class Add>
  void for_each(Add&& add) const {
    add(std::string_view{"authorization"}, std::string_view{authorization});
    if (!x_amz_date.empty()) add(std::string_view{"x-amz-date"}, std::string_view{x_amz_date});
    if (!security_token.empty()) add(std::string_view{"x-amz-security-token"}, security_token.reveal());
    if (!x_amz_content_sha256.empty()) {
      add(std::string_view{"x-amz-content-sha256"}, std::string_view{x_amz_content_sha256});
    }
  }
};

/// "20150830/us-east-1/bedrock/aws4_request"; `date` is "20150830".
[[nodiscard]] std::string credential_scope(std::string_view date, const SigningScope& scope);

/// kDate    = HMAC("AWS4" + secret, date)
/// kRegion  = HMAC(kDate, region)
/// kService = HMAC(kRegion, service)
/// kSigning = HMAC(kService, "aws4_request")
[[nodiscard]] Sha256Digest derive_signing_key(const base::Secret& secret_access_key, std::string_view date,
                                              const SigningScope& scope);

/// Step 3: lower-case hex of HMAC(kSigning, string to sign).
[[nodiscard]] std::string signature(const Sha256Digest& signing_key, std::string_view text_to_sign);

/// Keeps the last signing key, which stays the same for a day, a scope and a key pair. Not thread-safe: one
/// per thread.
class SigningKeyCache {
 public:
  /// The key for these; derived only where anything differs from the last call.
  const Sha256Digest& get(const Credentials& credentials, std::string_view date, const SigningScope& scope);

 private:
  std::string date_;
  SigningScope scope_;
  AccessKeyId access_key_id_;
  base::Secret
      secret_access_key_;  // a key pair may be replaced under the same id by a typing error corrected
  Sha256Digest key_{};
};

/// Signs as botocore signs for the service `bedrock`: covers every header given and x-amz-date, the session
/// token and, where asked for, x-amz-content-sha256, which are added here and must not be in `request`. Give
/// `host` and `content-type`. The request is not touched.
[[nodiscard]] AuthorizationHeaders sign(const RequestView& request, const Credentials& credentials,
                                        const SigningScope& scope, std::chrono::sys_seconds now,
                                        SigningKeyCache& keys, SigningOptions options = {});

/// "Authorization: Bearer …", as botocore sends AWS_BEARER_TOKEN_BEDROCK.
[[nodiscard]] AuthorizationHeaders authorize_with_bearer(const BearerToken& token);

/// sign() or authorize_with_bearer(), as the identity asks for.
[[nodiscard]] AuthorizationHeaders authorize(const RequestView& request, const Identity& identity,
                                             const SigningScope& scope, std::chrono::sys_seconds now,
                                             SigningKeyCache& keys);

}  // namespace gw::aws
