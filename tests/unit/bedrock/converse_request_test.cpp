#include "bedrock/converse_request.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "codec/base64.hpp"
#include "codec/json_arena.hpp"

namespace gw::bedrock {
namespace {

codec::JsonString text(std::string_view plain) {
  return codec::JsonString::from_escaped(plain, false);
}

codec::JsonValue object(std::string_view json) {
  return {json, codec::JsonKind::object};
}

Message user(ContentBlock block) {
  return {Role::user, {std::move(block)}};
}

ConverseRequest one_question() {
  ConverseRequest request;
  request.messages.push_back(user(TextBlock{text("a")}));
  return request;
}

TEST(WriteBody, WritesMembersInTheServiceModelsOrder) {
  ConverseRequest request = one_question();
  request.system.push_back(TextBlock{text("s")});
  request.inference.max_tokens = 10;
  request.tools.emplace().tools.push_back(ToolSpec{text("t"), {}, object(R"({"type":"object"})"), {}});
  request.guardrail = GuardrailConfig{text("g"), text("1"), {}, {}};
  request.additional_model_request_fields = object(R"({"top_k":5})");
  request.additional_model_response_field_paths.push_back(text("/stop_sequence"));
  request.extra.push_back({"serviceTier", object(R"({"type":"flex"})")});
  EXPECT_EQ(write_body(request, Operation::converse),
            R"({"messages":[{"role":"user","content":[{"text":"a"}]}],"system":[{"text":"s"}],)"
            R"("inferenceConfig":{"maxTokens":10},)"
            R"("toolConfig":{"tools":[{"toolSpec":{"name":"t","inputSchema":{"json":{"type":"object"}}}}]},)"
            R"("guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1"},)"
            R"("additionalModelRequestFields":{"top_k":5},)"
            R"("additionalModelResponseFieldPaths":["/stop_sequence"],"serviceTier":{"type":"flex"}})");
}

TEST(WriteBody, GivesEqualBytesForEqualRequests) {
  EXPECT_EQ(write_body(one_question(), Operation::converse), write_body(one_question(), Operation::converse));
}

TEST(WriteBody, WritesNothingForWhatIsEmpty) {
  EXPECT_EQ(write_body(ConverseRequest{}, Operation::converse), "{}");
}

TEST(WriteBody, SplicesEscapedTextWithoutDecodingIt) {
  ConverseRequest request;
  request.messages.push_back(user(TextBlock{codec::JsonString::from_escaped(R"(\u00e9\n)", true)}));
  EXPECT_EQ(write_body(request, Operation::converse),
            R"({"messages":[{"role":"user","content":[{"text":"\u00e9\n"}]}]})");
}

TEST(WriteBody, KeepsTheStreamProcessingModeOutOfConverse) {
  ConverseRequest request = one_question();
  request.guardrail = GuardrailConfig{text("g"), text("1"), {}, text("async")};
  EXPECT_EQ(write_body(request, Operation::converse).find("streamProcessingMode"), std::string::npos);
  EXPECT_NE(write_body(request, Operation::converse_stream).find("streamProcessingMode"), std::string::npos);
}

TEST(WriteBody, WritesTheEmptyTextOfASignedReasoningBlock) {
  ConverseRequest request;
  request.messages.push_back(user(ReasoningTextBlock{{}, text("c2ln")}));
  EXPECT_EQ(write_body(request, Operation::converse),
            R"({"messages":[{"role":"user","content":[{"reasoningContent":{"reasoningText":)"
            R"({"text":"","signature":"c2ln"}}}]}]})");
}

TEST(ToPath, NeverLetsAModelIdChooseAnotherPath) {
  EXPECT_EQ(to_path(base::ModelId(".."), Operation::converse), "/model/%2E%2E/converse");
  EXPECT_EQ(to_path(base::ModelId("."), Operation::converse), "/model/%2E/converse");
  EXPECT_EQ(to_path(base::ModelId("../x"), Operation::converse), "/model/..%2Fx/converse");
  EXPECT_EQ(to_path(base::ModelId("a\r\nhost: b"), Operation::invoke_model),
            "/model/a%0D%0Ahost%3A%20b/invoke");
}

}  // namespace
}  // namespace gw::bedrock
