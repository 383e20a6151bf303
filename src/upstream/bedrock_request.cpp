#include "upstream/bedrock_request.hpp"

#include <utility>

namespace gw::upstream {

BedrockRequest to_bedrock_request(const bedrock::ConverseRequest& request, bedrock::Operation operation) {
  BedrockRequest call;
  call.path = bedrock::to_path(request.model, operation);
  call.body = bedrock::write_body(request, operation);
  call.answer =
      operation == bedrock::Operation::converse_stream ? AnswerForm::event_stream : AnswerForm::json;
  return call;
}

BedrockRequest to_invoke_request(const base::ModelId& model, std::string body) {
  BedrockRequest call;
  call.path = bedrock::to_path(model, bedrock::Operation::invoke_model);
  call.body = std::move(body);
  return call;
}

BedrockRequest to_control_plane_request(bedrock::ControlPlaneTarget target) {
  BedrockRequest call;
  call.service = aws::Service::bedrock;
  call.method = "GET";
  call.path = std::move(target.path);
  call.query = std::move(target.query);
  return call;
}

}  // namespace gw::upstream
