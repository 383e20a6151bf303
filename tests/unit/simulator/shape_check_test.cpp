#include "simulator/shape_check.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "support.hpp"

namespace gw::simulator {
namespace {

using test::Document;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const Operation& operation(std::string_view name) {
  return *std::ranges::find(service_operations(), name, &Operation::name);
}

const ShapeChecker& checker() {
  static const ShapeChecker instance;
  return instance;
}

// What Converse would say to this body; empty if nothing.
std::string refusal(const std::string& body) {
  const Document document{body};
  const auto error = checker().check_body(operation("Converse"), document.root());
  return error ? error->message : "";
}

std::string refusal_type(const std::string& body) {
  const Document document{body};
  const auto error = checker().check_body(operation("Converse"), document.root());
  return error ? error->type : "";
}

std::string with_block(const std::string& block) {
  return R"({"messages":[{"role":"user","content":[)" + block + "]}]}";
}

TEST(ShapeCheck, AcceptsEveryMemberOfARequest) {
  EXPECT_EQ(refusal(R"({
    "messages":[
      {"role":"user","content":[
        {"text":"hi"},{"image":{"format":"png","source":{"bytes":"AAAA"}}},
        {"document":{"format":"pdf","name":"a b","source":{"s3Location":{"uri":"s3://bucket/key","bucketOwner":"123456789012"}}}},
        {"cachePoint":{"type":"default","ttl":"1h"}}]},
      {"role":"assistant","content":[
        {"reasoningContent":{"reasoningText":{"text":"","signature":"c2ln"}}},
        {"toolUse":{"toolUseId":"t.1:_-","name":"get_weather","input":{"any":[1,null]}}}]},
      {"role":"user","content":[{"toolResult":{"toolUseId":"t.1:_-","status":"error","content":[{"text":"no"},{"json":{}}]}}]}],
    "system":[{"text":"s"},{"cachePoint":{"type":"default"}}],
    "inferenceConfig":{"maxTokens":1,"temperature":0.5,"topP":1,"stopSequences":["x"]},
    "toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"d","inputSchema":{"json":{"type":"object"}},"strict":true}}],
                  "toolChoice":{"any":{}}},
    "guardrailConfig":{"guardrailIdentifier":"abc","guardrailVersion":"DRAFT","trace":"enabled"},
    "additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":1024}},
    "additionalModelResponseFieldPaths":["/stop_sequence"],
    "requestMetadata":{"team":"a b"},
    "performanceConfig":{"latency":"optimized"},
    "serviceTier":{"type":"flex"},
    "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{}"}}}}})"),
            "");
}

TEST(ShapeCheck, NamesAMissingMemberAsAwsDoes) {
  EXPECT_EQ(
      refusal(R"({"messages":[{"role":"user"}]})"),
      "1 validation error detected: Value null at 'messages.1.member.content' failed to satisfy constraint: "
      "Member must not be null");
}

TEST(ShapeCheck, CountsANullAsMissing) {
  EXPECT_THAT(refusal(R"({"messages":[{"role":"user","content":null}]})"),
              HasSubstr("Member must not be null"));
  EXPECT_EQ(refusal(R"({"messages":[{"role":"user","content":[{"text":"x","image":null}]}],"system":null})"),
            "");
}

TEST(ShapeCheck, NamesTheEnumThatAValueIsNotIn) {
  EXPECT_EQ(refusal(R"({"messages":[{"role":"tool","content":[]}]})"),
            "1 validation error detected: Value at 'messages.1.member.role' failed to satisfy constraint: "
            "Member must "
            "satisfy enum value set: [user, assistant, system]");
}

TEST(ShapeCheck, MeasuresLengthsInCharacters) {
  const auto named = [](const std::string& name) {
    return refusal(with_block(R"({"document":{"name":")" + name + R"(","source":{"text":"x"}}})"));
  };
  std::string name;
  for (int i = 0; i < 200; ++i) name += "\xC3\xA9";
  EXPECT_EQ(named(name), "");
  EXPECT_THAT(named(name + "e"), HasSubstr("Member must have length less than or equal to 200"));
  EXPECT_THAT(named(""), HasSubstr("Member must have length greater than or equal to 1"));
}

TEST(ShapeCheck, NamesThePatternThatANameMisses) {
  EXPECT_EQ(
      refusal(
          R"({"messages":[],"toolConfig":{"tools":[{"toolSpec":{"name":"a b","inputSchema":{"json":{}}}}]}})"),
      "1 validation error detected: Value at 'toolConfig.tools.1.member.toolSpec.name' failed to satisfy "
      "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+");
}

TEST(ShapeCheck, ReportsSeveralErrorsTogether) {
  EXPECT_THAT(
      refusal(
          R"({"messages":[{"role":"x","content":[]}],"inferenceConfig":{"maxTokens":0,"temperature":1.5}})"),
      StartsWith("3 validation errors detected: "));
}

TEST(ShapeCheck, RefusesAUnionWithoutOrWithTwoMembers) {
  EXPECT_THAT(refusal(with_block("{}")),
              HasSubstr("Member must set exactly one of the following keys: [text, image"));
  EXPECT_THAT(refusal(with_block(R"({"text":"a","cachePoint":{"type":"default"}})")),
              HasSubstr("exactly one"));
}

TEST(ShapeCheck, RefusesMembersThatTheModelDoesNotKnow) {
  EXPECT_THAT(refusal(R"({"messages":[],"temperature":1})"),
              HasSubstr("Value at 'temperature' failed to satisfy"));
  EXPECT_THAT(refusal(R"({"messages":[],"modelId":"x"})"), HasSubstr("'modelId'"));  // belongs into the path
  EXPECT_THAT(refusal(with_block(R"({"image":{"format":"png","source":{"bytes":"AAAA"},"name":"x"}})")),
              HasSubstr("'messages.1.member.content.1.member.image.name'"));
}

TEST(ShapeCheck, RefusesAMemberThatIsSetTwice) {
  EXPECT_THAT(refusal(R"({"messages":[],"messages":[]})"), HasSubstr("more than once"));
}

TEST(ShapeCheck, LeavesDocumentsAlone) {
  EXPECT_EQ(refusal(R"({"messages":[],"additionalModelRequestFields":{"a":1,"a":{"b":[null]}}})"), "");
}

TEST(ShapeCheck, AnswersAWrongTypeWithASerializationException) {
  for (const char* body :
       {R"([])", R"("x")", R"({"messages":{}})", R"({"messages":[1]})", R"({"messages":[{"role":1}]})",
        R"({"inferenceConfig":{"maxTokens":1.0}})", R"({"inferenceConfig":{"maxTokens":"1"}})",
        R"({"inferenceConfig":{"maxTokens":4294967296}})", R"({"inferenceConfig":{"maxTokens":true}})",
        R"({"inferenceConfig":{"temperature":"0"}})", R"({"inferenceConfig":{"topP":1e400}})",
        R"({"requestMetadata":[]})"}) {
    EXPECT_EQ(refusal_type(body), "SerializationException") << body;
  }
}

TEST(ShapeCheck, AcceptsOnlyPaddedStandardBase64) {
  const auto image = [](const std::string& bytes) {
    return refusal_type(with_block(R"({"image":{"format":"png","source":{"bytes":")" + bytes + R"("}}})"));
  };
  EXPECT_EQ(image("iVBORw0KGgo="), "");
  EXPECT_EQ(image("iVBORw0KGgo"), "SerializationException");
  EXPECT_EQ(image("iVBO-w0KGgo="), "SerializationException");
  EXPECT_EQ(image("iV BORw0KGgo"), "SerializationException");
  EXPECT_EQ(image("\\/\\/\\/\\/"), "");
  EXPECT_EQ(image(""), "ValidationException");
}

TEST(ShapeCheck, ChecksKeysAndValuesOfMaps) {
  EXPECT_THAT(refusal(R"({"requestMetadata":{}})"), HasSubstr("greater than or equal to 1"));
  EXPECT_THAT(refusal(R"({"requestMetadata":{"a!":"x"}})"), HasSubstr("Map keys must satisfy constraint"));
  EXPECT_THAT(refusal(R"({"requestMetadata":{"a":"x!"}})"), HasSubstr("'requestMetadata.value'"));
}

TEST(ShapeCheck, ChecksALabelAndAQueryField) {
  const Operation& list = operation("ListInferenceProfiles");
  const auto shape_of = [&](std::string_view name) {
    return std::ranges::find(service_shapes()[list.input].members, name, &Member::name)->shape;
  };
  EXPECT_FALSE(checker().check_text(shape_of("maxResults"), "maxResults", "5"));
  EXPECT_EQ(checker().check_text(shape_of("maxResults"), "maxResults", "0")->message,
            "1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: Member "
            "must have value "
            "greater than or equal to 1");
  EXPECT_EQ(checker().check_text(shape_of("maxResults"), "maxResults", "x")->type, "SerializationException");
  EXPECT_EQ(checker().check_text(shape_of("typeEquals"), "typeEquals", "ALL")->type, "ValidationException");
}

TEST(ShapeCheck, HasAnOperationForEverythingThatIsServed) {
  EXPECT_EQ(service_operations().size(), 7U);
  EXPECT_FALSE(service_model_source().empty());
}

}  // namespace
}  // namespace gw::simulator
