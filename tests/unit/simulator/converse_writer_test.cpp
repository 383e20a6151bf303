#include "simulator/converse_writer.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace gw::simulator {
namespace {

using std::chrono::milliseconds;
using test::bytes_of;
using test::CountingRandom;
using test::Document;
using test::Event;
using test::events_of;
using test::types_of;
using ::testing::ElementsAre;

Answer an_answer() {
  Answer answer;
  ReasoningBlock reasoning;
  reasoning.text = "hm";
  reasoning.signature = "c2ln";
  answer.blocks.emplace_back(reasoning);
  answer.blocks.emplace_back(TextBlock{"Hello \"world\""});
  ToolCallBlock call;
  call.id = "tooluse_1";
  call.name = "f";
  call.input = R"({"a":1})";
  answer.blocks.emplace_back(call);
  answer.stop_reason = "tool_use";
  answer.usage.input_tokens = 5;
  answer.usage.output_tokens = 7;
  return answer;
}

std::vector<StreamFrame> frames_of(const Answer& answer, const Directives& directives = {}) {
  CountingRandom random;
  return write_converse_frames(answer, Conversation{}, directives, random);
}

std::vector<Step> steps_of(const Fault* fault, const Directives& directives = {}) {
  CountingRandom random;
  return make_steps(frames_of(an_answer(), directives), directives, fault, random);
}

Fault fault(FaultKind kind, FaultPlace place) {
  Fault made;
  made.kind = kind;
  made.place = place;
  made.error = make_error("ThrottlingException", "slow down");
  made.duration = milliseconds{3'000};
  return made;
}

TEST(ConverseBody, IsAwssShape) {
  EXPECT_EQ(
      write_converse_body(an_answer(), Conversation{}, milliseconds{12}),
      R"({"metrics":{"latencyMs":12},"output":{"message":{"content":[{"reasoningContent":{"reasoningText":{"signature":"c2ln","text":"hm"}}},{"text":"Hello \"world\""},{"toolUse":{"input":{"a":1},"name":"f","toolUseId":"tooluse_1"}}],"role":"assistant"}},"stopReason":"tool_use","usage":{"inputTokens":5,"outputTokens":7,"totalTokens":12}})");
}

TEST(ConverseBody, EchoesSettingsAndCountsCachedTokens) {
  Answer answer;
  answer.stop_reason = "end_turn";
  answer.usage.cache_read_tokens = 3;
  answer.additional_fields = R"({"stop_sequence":null})";
  Conversation conversation;
  conversation.latency = "optimized";
  conversation.service_tier = "flex";
  EXPECT_EQ(
      write_converse_body(answer, conversation, milliseconds{0}),
      R"({"additionalModelResponseFields":{"stop_sequence":null},"metrics":{"latencyMs":0},"output":{"message":{"content":[],"role":"assistant"}},"performanceConfig":{"latency":"optimized"},"serviceTier":{"type":"flex"},"stopReason":"end_turn","usage":{"cacheReadInputTokens":3,"cacheWriteInputTokens":0,"inputTokens":0,"outputTokens":0,"totalTokens":3}})");
}

TEST(ConverseBody, HasNothingInPlaceOfATruncatedInput) {
  Answer answer;
  ToolCallBlock call;
  call.input = R"({"a)";
  call.truncated = true;
  answer.blocks.emplace_back(call);
  EXPECT_THAT(write_converse_body(answer, Conversation{}, milliseconds{0}),
              ::testing::HasSubstr(R"("input":{})"));
}

TEST(ConverseFrames, ComeInBedrocksOrderWithAStartForToolsOnly) {
  std::vector<std::string> types;
  for (const StreamFrame& frame : frames_of(an_answer())) types.push_back(frame.type);
  EXPECT_THAT(types, ElementsAre("messageStart", "contentBlockDelta", "contentBlockDelta", "contentBlockStop",
                                 "contentBlockDelta", "contentBlockStop", "contentBlockStart",
                                 "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"));
}

TEST(ConverseFrames, AddUpToTheAnswer) {
  std::string reasoning;
  std::string text;
  std::string input;
  for (const StreamFrame& frame : frames_of(an_answer())) {
    const Document payload{frame.payload};
    if (const auto piece = payload.root().find_path({"delta", "reasoningContent", "text"}))
      reasoning += piece->text();
    if (const auto piece = payload.root().find_path({"delta", "text"})) text += piece->text();
    if (const auto piece = payload.root().find_path({"delta", "toolUse", "input"})) input += piece->text();
  }
  EXPECT_EQ(reasoning, "hm");
  EXPECT_EQ(text, "Hello \"world\"");
  EXPECT_EQ(input, R"({"a":1})");
}

TEST(ConverseFrames, ArePaddedAsAwsPadsThem) {
  for (const StreamFrame& frame : frames_of(an_answer())) {
    const Document payload{frame.payload};
    const std::string padding = payload.root().find("p").value().text();
    EXPECT_FALSE(padding.empty());
    EXPECT_TRUE(
        std::string_view{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"}.starts_with(
            padding));
  }
}

TEST(ConverseFrames, LeaveOutMetadataAndDeltasWhereToldTo) {
  Directives directives;
  directives.without_metadata = true;
  Answer answer = an_answer();
  std::get<ToolCallBlock>(answer.blocks[2]).without_deltas = true;
  const std::vector<StreamFrame> frames = frames_of(answer, directives);
  EXPECT_EQ(frames.back().type, "messageStop");
  EXPECT_EQ(frames[frames.size() - 2].type, "contentBlockStop");
  EXPECT_EQ(frames[frames.size() - 3].type, "contentBlockStart");
}

TEST(ConverseFrames, TakeTurnsWhenInterleaved) {
  Answer answer;
  answer.blocks.emplace_back(TextBlock{"one two three four five six"});
  answer.blocks.emplace_back(TextBlock{"alpha beta gamma delta epsilon"});
  Directives directives;
  directives.interleaved = true;
  std::vector<std::int64_t> blocks;
  for (const StreamFrame& frame : frames_of(answer, directives)) {
    const Document payload{frame.payload};
    if (const auto index = payload.root().find("contentBlockIndex")) blocks.push_back(*index->integer());
  }
  ASSERT_GE(blocks.size(), 4U);
  EXPECT_EQ(std::vector<std::int64_t>(blocks.begin(), blocks.begin() + 4),
            (std::vector<std::int64_t>{0, 1, 0, 1}));
}

TEST(ConverseSteps, AreTheFramesCutAtOddPlaces) {
  const std::vector<Step> steps = steps_of(nullptr);
  EXPECT_THAT(types_of(events_of(bytes_of(steps))),
              ElementsAre("messageStart", "contentBlockDelta", "contentBlockStop", "contentBlockDelta",
                          "contentBlockStop", "contentBlockStart", "contentBlockDelta", "contentBlockStop",
                          "messageStop", "metadata"));
  std::size_t inside = 0;  // writes that end inside a frame
  std::string so_far;
  for (const Step& step : steps) {
    ASSERT_EQ(step.kind, Step::Kind::write);
    so_far += step.bytes;
    const std::vector<Event> events = events_of(so_far);
    if (!events.empty() && events.back().type == "partial") ++inside;
  }
  EXPECT_GT(inside, steps.size() / 2);
}

TEST(ConverseSteps, WaitBeforeEachFrameWhenSlow) {
  Directives directives;
  directives.frame_interval = milliseconds{20};
  const std::vector<Step> steps = steps_of(nullptr, directives);
  EXPECT_EQ(std::ranges::count(steps, Step::Kind::wait, &Step::kind), 11);
}

TEST(ConverseSteps, PutAnExceptionInPlaceOfTheRest) {
  const Fault first = fault(FaultKind::exception, FaultPlace::first);
  const std::vector<Event> at_start = events_of(bytes_of(steps_of(&first)));
  EXPECT_THAT(types_of(at_start), ElementsAre("!throttlingException"));
  EXPECT_EQ(at_start[0].payload, R"({"message":"slow down"})");
  const Fault middle = fault(FaultKind::exception, FaultPlace::middle);
  EXPECT_THAT(types_of(events_of(bytes_of(steps_of(&middle)))),
              ElementsAre("messageStart", "contentBlockDelta", "contentBlockStop", "!throttlingException"));
  const Fault last = fault(FaultKind::exception, FaultPlace::last);
  EXPECT_THAT(types_of(events_of(bytes_of(steps_of(&last)))),
              ElementsAre("messageStart", "contentBlockDelta", "contentBlockStop", "contentBlockDelta",
                          "contentBlockStop", "contentBlockStart", "contentBlockDelta", "contentBlockStop",
                          "!throttlingException"));
}

TEST(ConverseSteps, EndEarlyWhenCut) {
  const Fault cut = fault(FaultKind::cut, FaultPlace::last);
  EXPECT_EQ(types_of(events_of(bytes_of(steps_of(&cut)))).back(), "contentBlockStop");
  const Fault cut_frame = fault(FaultKind::cut_frame, FaultPlace::middle);
  EXPECT_EQ(types_of(events_of(bytes_of(steps_of(&cut_frame)))).back(), "partial");
}

TEST(ConverseSteps, BreakChecksums) {
  const Fault crc = fault(FaultKind::bad_crc, FaultPlace::middle);
  EXPECT_EQ(types_of(events_of(bytes_of(steps_of(&crc)))).back(), "corrupt");
  const Fault prelude = fault(FaultKind::bad_prelude, FaultPlace::first);
  EXPECT_THAT(types_of(events_of(bytes_of(steps_of(&prelude)))), ElementsAre("corrupt"));
}

TEST(ConverseSteps, ResetAndStallWhereToldTo) {
  const Fault reset = fault(FaultKind::reset, FaultPlace::middle);
  EXPECT_EQ(steps_of(&reset).back().kind, Step::Kind::reset);
  const Fault stall = fault(FaultKind::stall, FaultPlace::middle);
  const std::vector<Step> steps = steps_of(&stall);
  const auto wait = std::ranges::find(steps, Step::Kind::wait, &Step::kind);
  ASSERT_NE(wait, steps.end());
  EXPECT_EQ(wait->duration, milliseconds{3'000});
  EXPECT_EQ(types_of(events_of(bytes_of(steps))).back(), "metadata");
}

}  // namespace
}  // namespace gw::simulator
