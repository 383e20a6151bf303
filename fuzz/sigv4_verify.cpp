// Any text as the Authorization header of an otherwise good request. Nothing but the true signature passes.
#include "aws/sigv4_verify.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "aws/sha256.hpp"
#include "support/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gw::aws;
  using namespace std::chrono_literals;
  using gw::fuzz::require;
  static constexpr std::chrono::sys_seconds kNow = std::chrono::sys_days{2015y / 8 / 30} + 12h + 36min;
  const SigningScope scope{gw::base::Region{"us-east-1"}, "bedrock"};
  Credentials keys;
  keys.access_key_id = AccessKeyId{"AKIDEXAMPLE"};
  keys.secret_access_key = gw::base::Secret{"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"};

  const std::string_view authorization = gw::fuzz::as_text(data, size);
  const std::array headers{HeaderView{"host", "localhost"}, HeaderView{"x-amz-date", "20150830T123600Z"},
                           HeaderView{"authorization", authorization}};
  const std::string hash = sha256_hex("{}");
  const RequestView request{"POST", "/model/m/converse", "", headers, hash};
  const Verification result = verify_signature(request, {&keys, 1}, scope, kNow);
  require((result.verdict == SignatureVerdict::valid) == result.message.empty(), "a refusal without a text");
  require((result.verdict == SignatureVerdict::valid) == (*exception_name(result.verdict) == '\0'),
          "a refusal without a name");
  if (result.verdict != SignatureVerdict::valid) return 0;

  SigningKeyCache cache;
  const RequestView unsigned_request{"POST", "/model/m/converse", "", std::span(headers).first(1), hash};
  const std::string signed_by_us = sign(unsigned_request, keys, scope, kNow, cache).authorization;
  const std::string signature = signed_by_us.substr(signed_by_us.size() - 64);
  const bool holds_a_signature = authorization.find("Signature=") != std::string_view::npos;
  require(holds_a_signature, "a request without a signature passed");
  // The signed headers may be any that include the host: only for our own choice is the signature known.
  if (authorization.find("SignedHeaders=host;x-amz-date,") != std::string_view::npos) {
    require(authorization.find(signature) != std::string_view::npos, "a wrong signature passed");
  }
  return 0;
}
