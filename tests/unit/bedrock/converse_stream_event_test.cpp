#include "bedrock/converse_stream_event.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "allocations.hpp"

namespace gw::bedrock {
namespace {

using base::ErrorKind;

// An event frame and the bytes it views.
class FrameFixture {
 public:
  FrameFixture(std::string_view type, std::string payload) : payload_(std::move(payload)) {
    frame_.headers = {{":event-type", type},
                      {":content-type", std::string_view("application/json")},
                      {":message-type", std::string_view("event")}};
    frame_.payload = payload_;
  }
  FrameFixture(std::vector<codec::EventStreamHeader> headers, std::string payload)
      : payload_(std::move(payload)) {
    frame_.headers = std::move(headers);
    frame_.payload = payload_;
  }

  [[nodiscard]] const codec::EventStreamFrame& frame() const { return frame_; }
  [[nodiscard]] base::Result<ConverseStreamEvent> parse() const { return parse_stream_event(frame_); }

  // The event, which must be of this kind.
  template <class Event>
  [[nodiscard]] Event event() const {
    auto result = parse();
    EXPECT_TRUE(result.has_value()) << payload_;
    if (!result || !std::holds_alternative<Event>(*result)) {
      ADD_FAILURE() << "another event than asked for: " << payload_;
      return {};
    }
    return std::get<Event>(*result);
  }

  [[nodiscard]] ErrorKind error_kind() const {
    const auto result = parse();
    EXPECT_FALSE(result.has_value()) << payload_;
    return result ? ErrorKind::internal : result.error().kind;
  }

 private:
  std::string payload_;
  codec::EventStreamFrame frame_;
};

TEST(ParseStreamEvent, ReadsATextDeltaWithPadding) {
  const FrameFixture fixture(
      "contentBlockDelta",
      R"({"contentBlockIndex":2,"delta":{"text":"He said \"hi\""},"p":"abcdefghijklm"})");
  const auto delta = fixture.event<TextDelta>();
  EXPECT_EQ(delta.index, 2U);
  EXPECT_EQ(delta.text.raw(), R"(He said \"hi\")");
}

TEST(ParseStreamEvent, AllocatesNothingForADelta) {
  const FrameFixture fixture("contentBlockDelta",
                             R"({"contentBlockIndex":0,"delta":{"text":"a\n"},"p":"abc"})");
  const std::size_t before = allocations();
  const bool parsed = parse_stream_event(fixture.frame()).has_value();
  EXPECT_EQ(allocations(), before);
  EXPECT_TRUE(parsed);
}

TEST(ParseStreamEvent, ReadsMembersInAnyOrder) {
  const FrameFixture fixture("contentBlockDelta", R"({"p":"ab","delta":{"text":"x"},"contentBlockIndex":7})");
  EXPECT_EQ(fixture.event<TextDelta>().index, 7U);
}

TEST(ParseStreamEvent, ReadsMessageStart) {
  EXPECT_TRUE(FrameFixture("messageStart", R"({"p":"abc","role":"assistant"})").parse().has_value());
}

TEST(ParseStreamEvent, ReadsTheStartOfAToolCall) {
  const FrameFixture fixture(
      "contentBlockStart",
      R"({"contentBlockIndex":1,"start":{"toolUse":{"toolUseId":"tooluse_1","name":"f"}}})");
  const auto start = fixture.event<ToolUseStart>();
  EXPECT_EQ(start.index, 1U);
  EXPECT_EQ(start.id.raw(), "tooluse_1");
  EXPECT_EQ(start.name.raw(), "f");
  EXPECT_EQ(start.type, ToolUseType::client_tool);
}

TEST(ParseStreamEvent, MarksAToolCallThatBedrockRunsItself) {
  const FrameFixture fixture(
      "contentBlockStart",
      R"({"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"a","name":"nova_grounding","type":"server_tool_use"}}})");
  EXPECT_EQ(fixture.event<ToolUseStart>().type, ToolUseType::server_tool);
}

TEST(ParseStreamEvent, ReadsTheStartOfATextBlock) {
  EXPECT_EQ(FrameFixture("contentBlockStart", R"({"contentBlockIndex":3,"start":{}})")
                .event<ContentBlockStart>()
                .index,
            3U);
  EXPECT_EQ(FrameFixture("contentBlockStart", R"({"contentBlockIndex":4})").event<ContentBlockStart>().index,
            4U);
}

TEST(ParseStreamEvent, ReadsAPieceOfAToolCallsArguments) {
  const FrameFixture fixture("contentBlockDelta",
                             R"({"contentBlockIndex":1,"delta":{"toolUse":{"input":"{\"city\""}}})");
  const auto delta = fixture.event<ToolInputDelta>();
  EXPECT_EQ(delta.index, 1U);
  EXPECT_EQ(delta.partial_json.raw(), R"({\"city\")");
}

TEST(ParseStreamEvent, ReadsReasoningTextSignatureAndRedactedContent) {
  const auto reasoning = [](const char* member) {
    return std::string(R"({"contentBlockIndex":0,"delta":{"reasoningContent":{)") + member + "}}}";
  };
  const FrameFixture text("contentBlockDelta", reasoning(R"("text":"hm")"));
  EXPECT_EQ(text.event<ReasoningTextDelta>().text.raw(), "hm");
  const FrameFixture signature("contentBlockDelta", reasoning(R"("signature":"c2ln")"));
  EXPECT_EQ(signature.event<ReasoningSignatureDelta>().signature.raw(), "c2ln");
  const FrameFixture redacted("contentBlockDelta", reasoning(R"("redactedContent":"b3Bh")"));
  EXPECT_EQ(redacted.event<ReasoningRedactedDelta>().base64.raw(), "b3Bh");
}

TEST(ParseStreamEvent, KeepsACitationAsItStands) {
  const FrameFixture fixture("contentBlockDelta",
                             R"({"contentBlockIndex":0,"delta":{"citation":{"title":"a","location":{}}}})");
  EXPECT_EQ(fixture.event<CitationDelta>().citation.raw, R"({"title":"a","location":{}})");
}

TEST(ParseStreamEvent, ReadsTheStopOfABlock) {
  EXPECT_EQ(
      FrameFixture("contentBlockStop", R"({"contentBlockIndex":5,"p":"a"})").event<ContentBlockStop>().index,
      5U);
}

TEST(ParseStreamEvent, ReadsMessageStopWithItsModelFields) {
  const FrameFixture fixture(
      "messageStop",
      R"({"additionalModelResponseFields":{"stop_sequence":"END"},"stopReason":"stop_sequence"})");
  const auto stop = fixture.event<MessageStop>();
  EXPECT_EQ(stop.reason, StopReason::stop_sequence);
  EXPECT_EQ(stop.raw_reason.raw(), "stop_sequence");
  EXPECT_EQ(stop.additional_model_response_fields.raw, R"({"stop_sequence":"END"})");
}

TEST(ParseStreamEvent, CountsNullModelFieldsAsAbsent) {
  const FrameFixture fixture("messageStop",
                             R"({"additionalModelResponseFields":null,"stopReason":"end_turn"})");
  EXPECT_TRUE(fixture.event<MessageStop>().additional_model_response_fields.raw.empty());
}

TEST(ParseStreamEvent, KeepsAStopReasonThatNobodyKnowsYet) {
  const FrameFixture fixture("messageStop", R"({"stopReason":"bored"})");
  const auto stop = fixture.event<MessageStop>();
  EXPECT_EQ(stop.reason, StopReason::unknown);
  EXPECT_EQ(stop.raw_reason.raw(), "bored");
}

TEST(ParseStreamEvent, TurnsMalformedAnswersIntoErrors) {
  for (const char* reason : {"malformed_model_output", "malformed_tool_use"}) {
    const FrameFixture fixture("messageStop", std::string(R"({"stopReason":")") + reason + R"("})");
    const auto result = fixture.parse();
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().kind, ErrorKind::upstream_model_error);
    EXPECT_EQ(result.error().upstream_code, reason);
  }
}

TEST(ParseStreamEvent, ReadsUsageMetricsTraceAndTier) {
  const FrameFixture fixture(
      "metadata",
      R"({"metrics":{"latencyMs":812},"p":"ab","serviceTier":{"type":"flex"},"trace":{"guardrail":{}},)"
      R"("usage":{"cacheDetails":[{"inputTokens":30,"ttl":"5m"},{"inputTokens":10,"ttl":"1h"}],)"
      R"("cacheReadInputTokens":7,"cacheWriteInputTokens":40,"inputTokens":11,"outputTokens":22,"totalTokens":80}})");
  const auto metadata = fixture.event<Metadata>();
  ASSERT_TRUE(metadata.usage.has_value());
  EXPECT_EQ(metadata.usage->input_tokens, 11);
  EXPECT_EQ(metadata.usage->output_tokens, 22);
  EXPECT_EQ(metadata.usage->cache_read_input_tokens, 7);
  EXPECT_EQ(metadata.usage->cache_write_input_tokens, 40);
  EXPECT_EQ(metadata.usage->cache_write_five_minutes_input_tokens, 30);
  EXPECT_EQ(metadata.usage->cache_write_one_hour_input_tokens, 10);
  EXPECT_EQ(metadata.latency_ms, 812);
  EXPECT_EQ(metadata.trace.raw, R"({"guardrail":{}})");
  EXPECT_EQ(metadata.service_tier.raw(), "flex");
}

TEST(ParseStreamEvent, ReadsMetadataWithoutUsage) {
  const FrameFixture fixture("metadata", R"({"usage":null,"metrics":{"latencyMs":1}})");
  EXPECT_FALSE(fixture.event<Metadata>().usage.has_value());
}

TEST(ParseStreamEvent, ReportsEventsAndMembersThatItDoesNotKnow) {
  EXPECT_EQ(FrameFixture("initial-response", "{}").event<UnknownEvent>().type, "initial-response");
  EXPECT_EQ(FrameFixture("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"image":{}}})")
                .event<UnknownEvent>()
                .type,
            "image");
  EXPECT_EQ(FrameFixture("contentBlockStart", R"({"contentBlockIndex":0,"start":{"image":{"format":"png"}}})")
                .event<UnknownEvent>()
                .type,
            "image");
}

TEST(ParseStreamEvent, RefusesPayloadsThatMakeNoSense) {
  for (const auto& [type, payload] : std::initializer_list<std::pair<const char*, const char*>>{
           {"contentBlockDelta", ""},
           {"contentBlockDelta", "[]"},
           {"contentBlockDelta", R"({"contentBlockIndex":0})"},
           {"contentBlockDelta", R"({"delta":{"text":"a"}})"},
           {"contentBlockDelta", R"({"contentBlockIndex":0,"delta":{}})"},
           {"contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":7}})"},
           {"contentBlockDelta", R"({"contentBlockIndex":-1,"delta":{"text":"a"}})"},
           {"contentBlockDelta", R"({"contentBlockIndex":4294967296,"delta":{"text":"a"}})"},
           {"contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"a"}}x)"},
           {"contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"a")"},
           {"contentBlockStart", R"({"contentBlockIndex":0,"start":{"toolUse":{"name":"f"}}})"},
           {"contentBlockStart",
            R"({"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"a","name":""}}})"},
           {"contentBlockStop", "{}"},
           {"messageStart", "nonsense"},
           {"messageStop", "{}"},
           {"metadata", R"({"usage":{"inputTokens":"many"}})"}}) {
    EXPECT_EQ(FrameFixture(type, payload).error_kind(), ErrorKind::upstream_protocol) << payload;
  }
}

TEST(ParseStreamEvent, PatchesALoneSurrogateInsteadOfFailing) {
  const FrameFixture fixture("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"\ud83d"}})");
  EXPECT_EQ(fixture.event<TextDelta>().text.raw(), R"(\ufffd)");
}

TEST(ParseStreamEvent, RefusesFramesWithoutATypeThatItKnows) {
  EXPECT_EQ(FrameFixture(std::vector<codec::EventStreamHeader>{}, "{}").error_kind(),
            ErrorKind::upstream_protocol);
  EXPECT_EQ(FrameFixture({{":message-type", std::string_view("event")}}, "{}").error_kind(),
            ErrorKind::upstream_protocol);
  EXPECT_EQ(
      FrameFixture(
          {{":message-type", std::string_view("song")}, {":event-type", std::string_view("metadata")}}, "{}")
          .error_kind(),
      ErrorKind::upstream_protocol);
}

TEST(ParseStreamEvent, TurnsAnExceptionFrameIntoItsError) {
  const FrameFixture fixture({{":message-type", std::string_view("exception")},
                              {":exception-type", std::string_view("throttlingException")}},
                             R"({"message":"Too many tokens, please wait before trying again."})");
  const auto result = fixture.parse();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ErrorKind::upstream_throttled);
  EXPECT_EQ(result.error().upstream_code, "ThrottlingException");
  EXPECT_EQ(result.error().message, "Too many tokens, please wait before trying again.");
}

TEST(ToStopReason, KnowsEveryWordOfTheServiceModel) {
  EXPECT_EQ(to_stop_reason("end_turn"), StopReason::end_turn);
  EXPECT_EQ(to_stop_reason("tool_use"), StopReason::tool_use);
  EXPECT_EQ(to_stop_reason("max_tokens"), StopReason::max_tokens);
  EXPECT_EQ(to_stop_reason("stop_sequence"), StopReason::stop_sequence);
  EXPECT_EQ(to_stop_reason("guardrail_intervened"), StopReason::guardrail_intervened);
  EXPECT_EQ(to_stop_reason("content_filtered"), StopReason::content_filtered);
  EXPECT_EQ(to_stop_reason("malformed_model_output"), StopReason::malformed_model_output);
  EXPECT_EQ(to_stop_reason("malformed_tool_use"), StopReason::malformed_tool_use);
  EXPECT_EQ(to_stop_reason("model_context_window_exceeded"), StopReason::model_context_window_exceeded);
  EXPECT_EQ(to_stop_reason("End_turn"), StopReason::unknown);
}

}  // namespace
}  // namespace gw::bedrock
