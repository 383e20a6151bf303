#pragma once

#include <cstdint>
#include <string>

#include "aws/endpoint.hpp"
#include "bedrock/control_plane.hpp"
#include "bedrock/converse_request.hpp"

namespace gw::upstream {

/// What an answer's content type has to be.
enum class AnswerForm : std::uint8_t { json, event_stream };

/// A call of Bedrock, complete but for endpoint, host and signature.
struct BedrockRequest {
  aws::Service service{aws::Service::bedrock_runtime};
  std::string method{"POST"};
  std::string path;   ///< encoded, without the endpoint's prefix
  std::string query;  ///< encoded, without '?'
  std::string body;   ///< JSON, or empty for GET
  AnswerForm answer{AnswerForm::json};
};

/// Converse or ConverseStream, as `operation` says.
[[nodiscard]] BedrockRequest to_bedrock_request(const bedrock::ConverseRequest& request,
                                                bedrock::Operation operation);
/// InvokeModel with a JSON body.
[[nodiscard]] BedrockRequest to_invoke_request(const base::ModelId& model, std::string body);
/// A GET of the control plane.
[[nodiscard]] BedrockRequest to_control_plane_request(bedrock::ControlPlaneTarget target);

}  // namespace gw::upstream
