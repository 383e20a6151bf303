#include "translate/answer_state.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "translate/converse_stream_to_chunks.hpp"
#include "translate/tool_names.hpp"

// Order, endings and failures; the whole shape of answers is in tests/golden.

namespace gw::translate {
namespace {

using bedrock::StopReason;

codec::JsonString text(std::string_view escaped) {
  return codec::JsonString::from_escaped(escaped, true);
}

/// Writes down what it is told.
class Notes final : public AnswerSink {
 public:
  void content(codec::JsonString piece) override { add("content " + std::string(piece.raw())); }
  void reasoning(codec::JsonString piece) override { add("reasoning " + std::string(piece.raw())); }
  void call_start(std::size_t ordinal, codec::JsonString id, codec::JsonString name) override {
    add("call " + std::to_string(ordinal) + " " + std::string(id.raw()) + " " + std::string(name.raw()));
  }
  void call_arguments(std::size_t ordinal, codec::JsonString piece) override {
    add("arguments " + std::to_string(ordinal) + " " + std::string(piece.raw()));
  }

  std::string notes;

 private:
  void add(const std::string& note) { notes += (notes.empty() ? "" : "; ") + note; }
};

class AnswerStateTest : public testing::Test {
 protected:
  /// What the events add, or the error of the first that cannot stand there.
  std::string after(const std::vector<bedrock::ConverseStreamEvent>& events) {
    Notes sink;
    for (const auto& event : events) {
      const auto done = state_.on(event, sink);
      if (!done) return std::string("error ") + base::to_string(done.error().kind);
    }
    return sink.notes;
  }

  ToolAliases aliases_;
  AnswerState state_{aliases_};
};

bedrock::MessageStop stop(StopReason reason) {
  return {.reason = reason, .raw_reason = text("word"), .additional_model_response_fields = {}};
}

TEST_F(AnswerStateTest, NumbersCallsDenselyWhateverTheirBlocks) {
  EXPECT_EQ(after({bedrock::TextDelta{0, text("t")}, bedrock::ToolUseStart{7, text("a"), text("f")},
                   bedrock::ToolUseStart{3, text("b"), text("g")}, bedrock::ToolInputDelta{7, text("1")},
                   bedrock::ToolInputDelta{3, text("2")}}),
            "content t; call 0 a f; call 1 b g; arguments 0 1; arguments 1 2");
}

TEST_F(AnswerStateTest, SwallowsEmptyPieces) {
  EXPECT_EQ(after({bedrock::TextDelta{0, text("")}, bedrock::ReasoningTextDelta{1, text("")},
                   bedrock::ToolUseStart{2, text("a"), text("f")}, bedrock::ToolInputDelta{2, text("")},
                   bedrock::ToolInputDelta{2, text(R"(\n )")}, bedrock::ToolInputDelta{2, text("{")},
                   bedrock::ToolInputDelta{2, text(" ")}, bedrock::ToolInputDelta{2, text("}")}}),
            "call 0 a f; arguments 0 {; arguments 0  ; arguments 0 }");
}

TEST_F(AnswerStateTest, GivesACallWithoutArgumentsAnEmptyObjectOnce) {
  EXPECT_EQ(
      after({bedrock::ToolUseStart{0, text("a"), text("f")}, bedrock::ContentBlockStop{0},
             bedrock::ContentBlockStop{0}, bedrock::TextDelta{1, text("t")}, stop(StopReason::tool_use)}),
      "call 0 a f; arguments 0 {}; content t");
}

TEST_F(AnswerStateTest, GivesACallThatWasNeverClosedAnEmptyObject) {
  EXPECT_EQ(after({bedrock::ToolUseStart{0, text("a"), text("f")}, stop(StopReason::tool_use)}),
            "call 0 a f; arguments 0 {}");
}

// "{}" would make a call of what was cut before its first argument.
TEST_F(AnswerStateTest, InventsNoArgumentsForACutCall) {
  EXPECT_EQ(after({bedrock::ToolUseStart{0, text("a"), text("f")}, bedrock::ContentBlockStop{0},
                   stop(StopReason::max_tokens)}),
            "call 0 a f");
  EXPECT_EQ(state_.finish_reason(), openai::FinishReason::length);
}

TEST_F(AnswerStateTest, WaitsForTheArgumentsOfAnOpenCall) {
  EXPECT_EQ(
      after({bedrock::ToolUseStart{0, text("a"), text("f")}, bedrock::ToolUseStart{1, text("b"), text("g")},
             bedrock::ContentBlockStop{1}, bedrock::ToolInputDelta{0, text("{}")}}),
      "call 0 a f; call 1 b g; arguments 0 {}");
}

TEST_F(AnswerStateTest, WritesWholeArgumentsCompactly) {
  EXPECT_EQ(after({bedrock::ToolUseStart{0, text("a"), text("f")},
                   bedrock::ToolInputWhole{0, {R"({ "k" : "a b" })", codec::JsonKind::object}},
                   bedrock::ContentBlockStop{0}, stop(StopReason::tool_use)}),
            R"(call 0 a f; arguments 0 {\"k\":\"a b\"})");
}

TEST_F(AnswerStateTest, RestoresTheClientsNames) {
  aliases_.add("f_1", R"(f \"1\")");
  EXPECT_EQ(after({bedrock::ToolUseStart{0, text("a"), text("f_1")}}), R"(call 0 a f \"1\")");
}

TEST_F(AnswerStateTest, TakesMetadataBeforeAndAfterTheEnd) {
  const bedrock::TokenUsage tokens{
      .input_tokens = 1, .output_tokens = 2, .cache_read_input_tokens = 10, .cache_write_input_tokens = 100};
  bedrock::Metadata metadata;
  metadata.usage = tokens;
  EXPECT_EQ(after({metadata}), "");
  const openai::Usage expected{
      .prompt_tokens = 111, .completion_tokens = 2, .cached_tokens = 10, .cache_write_tokens = 100};
  EXPECT_EQ(state_.usage(), expected);
  EXPECT_EQ(after({stop(StopReason::end_turn), metadata, bedrock::Metadata{}}), "");
  EXPECT_EQ(state_.usage(), expected);
}

TEST_F(AnswerStateTest, IsCutUntilItStops) {
  EXPECT_EQ(after({bedrock::MessageStart{}, bedrock::TextDelta{0, text("t")}}), "content t");
  ASSERT_FALSE(state_.finish());
  EXPECT_EQ(state_.finish().error().kind, base::ErrorKind::upstream_protocol);
  EXPECT_EQ(after({stop(StopReason::end_turn)}), "");
  EXPECT_TRUE(state_.finish());
  EXPECT_EQ(state_.raw_stop_reason(), "word");
}

TEST_F(AnswerStateTest, RefusesAMalformedAnswer) {
  EXPECT_EQ(after({stop(StopReason::malformed_model_output)}), "error upstream_model_error");
  EXPECT_EQ(after({stop(StopReason::malformed_tool_use)}), "error upstream_model_error");
  EXPECT_FALSE(state_.finish());
}

TEST_F(AnswerStateTest, RefusesWhatCannotStandWhereItStands) {
  const std::string error = "error upstream_protocol";
  EXPECT_EQ(after({bedrock::ToolInputDelta{0, text("{}")}}), error);
  EXPECT_EQ(after({bedrock::ToolInputWhole{0, {"{}", codec::JsonKind::object}}}), error);
  EXPECT_EQ(
      after({bedrock::ToolUseStart{0, text("a"), text("f")}, bedrock::ToolUseStart{0, text("b"), text("f")}}),
      error);
  EXPECT_EQ(after({bedrock::ContentBlockStop{0}, bedrock::ToolInputDelta{0, text("{}")}}), error);
  EXPECT_EQ(after({bedrock::ToolInputWhole{0, {"{}", codec::JsonKind::object}},
                   bedrock::ToolInputWhole{0, {"{}", codec::JsonKind::object}}}),
            error);
}

TEST_F(AnswerStateTest, RefusesContentAfterTheEnd) {
  EXPECT_EQ(after({stop(StopReason::end_turn)}), "");
  const std::string error = "error upstream_protocol";
  EXPECT_EQ(after({bedrock::MessageStart{}}), error);
  EXPECT_EQ(after({bedrock::ContentBlockStart{0}}), error);
  EXPECT_EQ(after({bedrock::TextDelta{0, text("t")}}), error);
  EXPECT_EQ(after({bedrock::ReasoningTextDelta{0, text("t")}}), error);
  EXPECT_EQ(after({bedrock::ReasoningSignatureDelta{0, text("t")}}), error);
  EXPECT_EQ(after({bedrock::ReasoningRedactedDelta{0, text("t")}}), error);
  EXPECT_EQ(after({bedrock::CitationDelta{0, {}}}), error);
  EXPECT_EQ(after({bedrock::ToolUseStart{0, text("a"), text("f")}}), error);
  EXPECT_EQ(after({bedrock::ContentBlockStop{0}}), error);
  EXPECT_EQ(after({stop(StopReason::end_turn)}), error);
  EXPECT_EQ(after({bedrock::UnknownEvent{"x"}}), "");
}

TEST(ConverseStreamToChunks, WritesNothingBeforeTheAnswerBegins) {
  ConverseStreamToChunks chunks({.id = "i", .model = base::ModelName("m"), .created = {}}, {},
                                openai::UsageInStream::include);
  std::string out;
  EXPECT_TRUE(chunks.on(bedrock::Metadata{}, out));
  EXPECT_TRUE(chunks.on(bedrock::UnknownEvent{"x"}, out));
  EXPECT_EQ(out, "");
  EXPECT_FALSE(chunks.finish(out));
  EXPECT_EQ(out, "");
}

TEST(ConverseStreamToChunks, SaysWhatTheFlowNeedsForItsLog) {
  ConverseStreamToChunks chunks({.id = "i", .model = base::ModelName("m"), .created = {}}, {},
                                openai::UsageInStream::leave_out);
  std::string out;
  EXPECT_FALSE(chunks.stop_reason());
  EXPECT_TRUE(chunks.on(stop(StopReason::end_turn), out));
  EXPECT_EQ(chunks.stop_reason(), StopReason::end_turn);
  EXPECT_EQ(chunks.raw_stop_reason(), "word");
  EXPECT_FALSE(chunks.usage());
}

}  // namespace
}  // namespace gw::translate
