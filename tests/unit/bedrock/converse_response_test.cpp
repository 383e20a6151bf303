#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "bedrock/converse_stream_event.hpp"

namespace gw::bedrock {
namespace {

using base::ErrorKind;

// One line an event, so that a whole answer can be compared at a glance.
std::string describe(const ConverseStreamEvent& event) {
  struct Describe {
    std::string operator()(const MessageStart&) const { return "start"; }
    std::string operator()(const ContentBlockStart& e) const { return at(e.index, "block"); }
    std::string operator()(const ToolUseStart& e) const {
      return at(e.index, "tool " + e.id.decode() + " " + e.name.decode());
    }
    std::string operator()(const TextDelta& e) const { return at(e.index, "text " + e.text.decode()); }
    std::string operator()(const ToolInputDelta& e) const {
      return at(e.index, "input " + e.partial_json.decode());
    }
    std::string operator()(const ToolInputWhole& e) const {
      return at(e.index, "whole " + std::string(e.input.raw));
    }
    std::string operator()(const ReasoningTextDelta& e) const {
      return at(e.index, "reasoning " + e.text.decode());
    }
    std::string operator()(const ReasoningSignatureDelta& e) const {
      return at(e.index, "signature " + e.signature.decode());
    }
    std::string operator()(const ReasoningRedactedDelta& e) const {
      return at(e.index, "redacted " + e.base64.decode());
    }
    std::string operator()(const CitationDelta& e) const {
      return at(e.index, "citation " + std::string(e.citation.raw));
    }
    std::string operator()(const ContentBlockStop& e) const { return at(e.index, "stop"); }
    std::string operator()(const MessageStop& e) const { return "end " + e.raw_reason.decode(); }
    std::string operator()(const Metadata& e) const {
      return e.usage ? "usage " + std::to_string(e.usage->input_tokens) + " " +
                           std::to_string(e.usage->output_tokens)
                     : "no usage";
    }
    std::string operator()(const UnknownEvent& e) const { return "unknown " + std::string(e.type); }
    static std::string at(std::uint32_t index, const std::string& text) {
      return std::to_string(index) + " " + text;
    }
  };
  return std::visit(Describe{}, event);
}

using Lines = std::vector<std::string>;

// Events of a whole answer whose content is `content`.
Lines events_of(const std::string& content) {
  std::string body =
      R"({"metrics":{"latencyMs":5},"output":{"message":{"content":)" + content +
      R"(,"role":"assistant"}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":4,)"
      R"("totalTokens":7}})";
  const auto events = parse_converse_response(body);
  EXPECT_TRUE(events.has_value()) << body;
  Lines lines;
  if (events) {
    for (const auto& event : *events) lines.push_back(describe(event));
  }
  return lines;
}

ErrorKind error_of(std::string body) {
  const auto events = parse_converse_response(body);
  EXPECT_FALSE(events.has_value()) << body;
  return events ? ErrorKind::internal : events.error().kind;
}

TEST(ParseConverseResponse, LiftsTextIntoEvents) {
  EXPECT_EQ(events_of(R"([{"text":"A"},{"text":"B"}])"),
            (Lines{"start", "0 text A", "0 stop", "1 text B", "1 stop", "end end_turn", "usage 3 4"}));
}

TEST(ParseConverseResponse, LiftsToolCallsWhateverTheOrderOfTheirMembers) {
  EXPECT_EQ(events_of(R"([{"toolUse":{"input":{"a": [1]},"name":"f","toolUseId":"t1"}},)"
                      R"({"toolUse":{"toolUseId":"t2","name":"g"}}])"),
            (Lines{"start", "0 tool t1 f", "0 whole {\"a\": [1]}", "0 stop", "1 tool t2 g", "1 stop",
                   "end end_turn", "usage 3 4"}));
}

TEST(ParseConverseResponse, LiftsReasoning) {
  EXPECT_EQ(events_of(R"([{"reasoningContent":{"reasoningText":{"signature":"c2ln","text":"hm"}}},)"
                      R"({"reasoningContent":{"reasoningText":{"signature":"c2ln","text":""}}},)"
                      R"({"reasoningContent":{"redactedContent":"b3Bh"}}])"),
            (Lines{"start", "0 reasoning hm", "0 signature c2ln", "0 stop", "1 signature c2ln", "1 stop",
                   "2 redacted b3Bh", "2 stop", "end end_turn", "usage 3 4"}));
}

TEST(ParseConverseResponse, LiftsCitedTextBeforeItsSources) {
  EXPECT_EQ(
      events_of(
          R"([{"citationsContent":{"citations":[{"title":"t"}],"content":[{"text":"A"},{"text":"B"}]}}])"),
      (Lines{"start", "0 text A", "0 text B", "0 citation {\"title\":\"t\"}", "0 stop", "end end_turn",
             "usage 3 4"}));
}

TEST(ParseConverseResponse, ReportsBlocksThatAChatCannotCarry) {
  EXPECT_EQ(events_of(R"([{"image":{"format":"png"}},{"text":"A"}])"),
            (Lines{"start", "unknown image", "0 stop", "1 text A", "1 stop", "end end_turn", "usage 3 4"}));
}

TEST(ParseConverseResponse, TakesAnAnswerWithoutContent) {
  EXPECT_EQ(events_of("[]"), (Lines{"start", "end end_turn", "usage 3 4"}));
}

TEST(ParseConverseResponse, TakesAnAnswerWithoutUsage) {
  std::string body =
      R"({"output":{"message":{"role":"assistant","content":[]}},"stopReason":"guardrail_intervened","trace":{"x":1}})";
  const auto events = parse_converse_response(body);
  ASSERT_TRUE(events.has_value());
  EXPECT_FALSE(std::get<Metadata>(events->back()).usage.has_value());
  EXPECT_EQ(std::get<Metadata>(events->back()).trace.raw, R"({"x":1})");
}

TEST(ParseConverseResponse, RefusesAnswersThatMakeNoSense) {
  for (const char* body :
       {"", "[]", "{}", R"({"output":{},"stopReason":"end_turn"})",
        R"({"output":{"message":{"content":[]}}})",
        R"({"output":{"message":{"content":{}}},"stopReason":"end_turn"})",
        R"({"output":{"message":{"content":["a"]}},"stopReason":"end_turn"})",
        R"({"output":{"message":{"content":[{"text":1}]}},"stopReason":"end_turn"})",
        R"({"output":{"message":{"content":[{"toolUse":{"name":"f"}}]}},"stopReason":"end_turn"})",
        R"({"output":{"message":{"content":[{"toolUse":{"toolUseId":"a","name":"f","input":[]}}]}},)"
        R"("stopReason":"end_turn"})",
        R"({"output":{"message":{"content":[]}},"stopReason":"end_turn"}{)"}) {
    EXPECT_EQ(error_of(body), ErrorKind::upstream_protocol) << body;
  }
}

TEST(ParseConverseResponse, TurnsMalformedAnswersIntoErrors) {
  EXPECT_EQ(error_of(R"({"output":{"message":{"content":[]}},"stopReason":"malformed_tool_use"})"),
            ErrorKind::upstream_model_error);
}

}  // namespace
}  // namespace gw::bedrock
