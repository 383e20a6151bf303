#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "translate/answer_state.hpp"
#include "translate/tool_names.hpp"

namespace gw::translate {
namespace {

using bedrock::StopReason;
using openai::FinishReason;

struct Row {
  StopReason reason;
  FinishReason without_calls;
  FinishReason with_call;
  friend std::ostream& operator<<(std::ostream& out, const Row& row) {
    return out << static_cast<int>(row.reason);
  }
};

class Nothing final : public AnswerSink {
 public:
  void content(codec::JsonString) override {}
  void reasoning(codec::JsonString) override {}
  void call_start(std::size_t, codec::JsonString, codec::JsonString) override {}
  void call_arguments(std::size_t, codec::JsonString) override {}
};

FinishReason finish(StopReason reason, bool with_call) {
  const ToolAliases aliases;
  AnswerState state(aliases);
  Nothing sink;
  const auto word = codec::JsonString::from_escaped("w", false);
  if (with_call) {
    EXPECT_TRUE(state.on(bedrock::ToolUseStart{0, word, word}, sink));
  }
  EXPECT_TRUE(state.on(bedrock::MessageStop{reason, word, {}}, sink));
  return state.finish_reason();
}

class EveryStopReason : public testing::TestWithParam<Row> {};

TEST_P(EveryStopReason, BecomesOneOfOpenAis) {
  EXPECT_EQ(finish(GetParam().reason, false), GetParam().without_calls);
  EXPECT_EQ(finish(GetParam().reason, true), GetParam().with_call);
}

INSTANTIATE_TEST_SUITE_P(
    StopReasons, EveryStopReason,
    testing::Values(
        Row{StopReason::end_turn, FinishReason::stop, FinishReason::tool_calls},
        Row{StopReason::stop_sequence, FinishReason::stop, FinishReason::tool_calls},
        Row{StopReason::tool_use, FinishReason::stop, FinishReason::tool_calls},
        Row{StopReason::unknown, FinishReason::stop, FinishReason::tool_calls},
        Row{StopReason::max_tokens, FinishReason::length, FinishReason::length},
        Row{StopReason::model_context_window_exceeded, FinishReason::length, FinishReason::length},
        Row{StopReason::content_filtered, FinishReason::content_filter, FinishReason::content_filter},
        Row{StopReason::guardrail_intervened, FinishReason::content_filter, FinishReason::content_filter}));

}  // namespace
}  // namespace gw::translate
