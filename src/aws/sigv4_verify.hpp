#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>

#include "aws/canonical_request.hpp"
#include "aws/credentials.hpp"
#include "aws/sigv4.hpp"

namespace gw::aws {

/// What AWS would say to a signed request; named by AWS's exception.
enum class SignatureVerdict : std::uint8_t {
  valid,
  invalid_signature,  ///< InvalidSignatureException: mismatch, wrong scope, or a date more than 5 minutes off
  unrecognized_client,           ///< UnrecognizedClientException: no such key id, or not its session token
  missing_authentication_token,  ///< MissingAuthenticationTokenException: no Authorization header
  incomplete_signature,  ///< IncompleteSignatureException: a part of the header, or the date, is missing
  expired_token,         ///< ExpiredTokenException: the keys' own expiry has passed
};

/// AWS's name of the exception, for `x-amzn-errortype`; empty for valid.
[[nodiscard]] const char* exception_name(SignatureVerdict verdict) noexcept;

struct Verification {
  SignatureVerdict verdict{SignatureVerdict::valid};
  std::string message;  ///< AWS's text; empty for valid
};

/// Checks the Authorization header (SigV4) in `request.headers`, which are all headers as received:
/// recomputes over the signed ones and compares in constant time. `request.payload_hash` is of the body as
/// received. `known` are the keys that the server accepts, `scope` is what it serves.
[[nodiscard]] Verification verify_signature(const RequestView& request, std::span<const Credentials> known,
                                            const SigningScope& scope, std::chrono::sys_seconds now);

}  // namespace gw::aws
