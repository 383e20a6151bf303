#include "support/bedrock_event_check.hpp"

#include <string>
#include <type_traits>
#include <variant>

#include "codec/json_reader.hpp"
#include "support/require.hpp"

namespace gw::fuzz {
namespace {

void check(codec::JsonString text) {
  const std::string document = '"' + std::string(text.raw()) + '"';
  codec::JsonReader reader{std::string_view(document)};
  require(reader.string().has_value() && reader.finish(), "a slice that is no string: " + document);
}

void check(codec::JsonValue value) {
  if (value.raw.empty()) return;  // absent
  codec::JsonReader reader{value.raw};
  require(reader.value().has_value() && reader.finish(),
          "a slice that is no value: " + std::string(value.raw));
}

void check(const bedrock::MessageStart&) {}
void check(const bedrock::ContentBlockStart&) {}
void check(const bedrock::ContentBlockStop&) {}
void check(const bedrock::UnknownEvent&) {}
void check(const bedrock::TextDelta& event) {
  check(event.text);
}
void check(const bedrock::ToolInputDelta& event) {
  check(event.partial_json);
}
void check(const bedrock::ReasoningTextDelta& event) {
  check(event.text);
}
void check(const bedrock::ReasoningSignatureDelta& event) {
  check(event.signature);
}
void check(const bedrock::ReasoningRedactedDelta& event) {
  check(event.base64);
}
void check(const bedrock::CitationDelta& event) {
  check(event.citation);
}
void check(const bedrock::ToolInputWhole& event) {
  require(event.input.kind == codec::JsonKind::object, "arguments that are no object");
  check(event.input);
}
void check(const bedrock::ToolUseStart& event) {
  require(!event.id.empty() && !event.name.empty(), "a tool call without id or name");
  check(event.id);
  check(event.name);
}
void check(const bedrock::MessageStop& event) {
  require(event.reason != bedrock::StopReason::malformed_model_output &&
              event.reason != bedrock::StopReason::malformed_tool_use,
          "a malformed answer that looks finished");
  check(event.raw_reason);
  check(event.additional_model_response_fields);
}
void check(const bedrock::Metadata& event) {
  check(event.trace);
  check(event.service_tier);
}

}  // namespace

void check_bedrock_event(const bedrock::ConverseStreamEvent& event) {
  std::visit([](const auto& alternative) { check(alternative); }, event);
}

}  // namespace gw::fuzz
