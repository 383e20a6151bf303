#pragma once

#include <string_view>

#include "base/error.hpp"
#include "codec/event_stream.hpp"

namespace gw::bedrock {

/// What of an answer other than 2xx says why. Header values as they came, empty if absent; views, needed
/// during the call only.
struct UpstreamErrorResponse {
  int http_status = 0;
  std::string_view error_type;     ///< x-amzn-errortype: "ThrottlingException:http://internal.amazon.com/..."
  std::string_view error_message;  ///< x-amzn-errormessage: used by answers with an empty body
  std::string_view retry_after;
  std::string_view content_type;
  std::string_view body;
};

/// The error that an answer of Bedrock, or of something between, stands for. Kind by the exception's name
/// where it is known, else by the HTTP status: the table is docs/errors.md. `upstream_code` is the name
/// ("ThrottlingException"), `message` has passed sanitize_upstream_message. Failures of the gateway's own
/// credentials carry a hint for the operator instead of AWS's text, which quotes the signed request.
/// Sources: the exceptions of botocore's bedrock-runtime service-2.json; restJson1's error rules
/// (smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization); the common errors
/// of docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html.
[[nodiscard]] base::Error to_error(const UpstreamErrorResponse& response);

/// The error that a frame of `:message-type` exception (`:exception-type`, JSON payload) or error
/// (`:error-code`, `:error-message`) stands for.
[[nodiscard]] base::Error to_error(const codec::EventStreamFrame& frame);

/// True if refreshed credentials may help: AWS said that the ones in use have expired.
[[nodiscard]] bool says_expired_credentials(const base::Error& error) noexcept;

/// True if Bedrock said that this model id can only be called through an inference profile ("on-demand
/// throughput isn't supported").
[[nodiscard]] bool says_inference_profile_needed(const base::Error& error) noexcept;

}  // namespace gw::bedrock
