#include "simulator/answer.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "simulator/tokens.hpp"
#include "support.hpp"

namespace gw::simulator {
namespace {

using test::CountingRandom;
using test::Document;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

// The answer to a body, with the directives of its last message.
class Asked {
 public:
  explicit Asked(const std::string& body, std::string_view model_id = "amazon.nova-lite-v1:0")
      : document_(body), conversation_(read_conversation(document_.root())) {
    const Message* last = conversation_.last_user_message();
    const auto parsed = parse_directives(last != nullptr ? text_of(*last) : "");
    const FoundationModel& model = *std::ranges::find(Catalogue::models(), model_id, &FoundationModel::id);
    CountingRandom random;
    answer = decide_answer({model_id, model, conversation_, parsed.value()}, random);
  }

  [[nodiscard]] std::string text() const {
    std::string joined;
    for (const AnswerBlock& block : answer.blocks) {
      if (const auto* text = std::get_if<TextBlock>(&block)) joined += text->text;
    }
    return joined;
  }

  [[nodiscard]] std::vector<ToolCallBlock> calls() const {
    std::vector<ToolCallBlock> found;
    for (const AnswerBlock& block : answer.blocks) {
      if (const auto* call = std::get_if<ToolCallBlock>(&block)) found.push_back(*call);
    }
    return found;
  }

  Answer answer;

 private:
  Document document_;
  Conversation conversation_;
};

constexpr std::string_view kWeather =
    R"({"toolSpec":{"name":"get_weather","description":"Weather of a city","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}})";
constexpr std::string_view kTime =
    R"({"toolSpec":{"name":"get_time","inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}})";

std::string tools(std::string_view list, std::string_view choice = "") {
  return fmt::format(R"(,"toolConfig":{{"tools":[{}]{}}})", list,
                     choice.empty() ? "" : fmt::format(R"(,"toolChoice":{})", choice));
}

using test::user_says;

TEST(Answer, SaysThatItIsASimulationAndWhatArrived) {
  const Asked asked{user_says(
      "Say hello to Zanzibar",
      R"(,"system":[{"text":"Be brief."}],"inferenceConfig":{"maxTokens":500,"temperature":0.5,"stopSequences":["###"]})" +
          tools(kWeather))};
  EXPECT_EQ(asked.text(),
            "This is the local simulation of Amazon Bedrock; no model was asked. Nova Lite "
            "(amazon.nova-lite-v1:0) would have "
            "received: 1 message (user); a system prompt of 9 characters; 1 tool (get_weather); maxTokens "
            "500; temperature "
            "0.5; 1 stop sequence.\n\nYou wrote: Say hello to Zanzibar");
  EXPECT_EQ(asked.answer.stop_reason, "end_turn");
}

TEST(Answer, DescribesImagesAndDocuments) {
  const Asked asked{
      R"({"messages":[{"role":"user","content":[{"text":"look"},{"image":{"format":"png","source":{"bytes":"iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA="}}},{"image":{"format":"gif","source":{"s3Location":{"uri":"s3://bucket/a"}}}},{"document":{"format":"pdf","name":"Report","source":{"bytes":"AAAA"}}}]}]})"};
  EXPECT_THAT(asked.text(), HasSubstr("2 images (png, 2x3, 29 bytes; gif in S3); 1 document (pdf 'Report')"));
}

TEST(Answer, EchoesTheLastTextWithoutItsDirectives) {
  const Asked asked{user_says("[[simulate: slow 5]] count to ünïcödé 🎉")};
  EXPECT_THAT(asked.text(), HasSubstr("the directive 'slow 5'"));
  EXPECT_THAT(asked.text(), HasSubstr("You wrote: count to ünïcödé 🎉"));
}

TEST(Answer, CutsALongEchoAtACharacter) {
  std::string text;
  for (int i = 0; i < 5'000; ++i) text += "ü";
  EXPECT_THAT(Asked{user_says(text)}.text(), HasSubstr("ü… (1000 characters more)"));
}

TEST(Answer, IsTheSameForTheSameRequest) {
  const std::string body = user_says("weather in Paris");
  EXPECT_EQ(Asked{body}.text(), Asked{body}.text());
}

TEST(Answer, CallsAToolThatThePromptAsksFor) {
  const Asked asked{user_says("What is the weather in Paris? Use the tool.", tools(kWeather))};
  ASSERT_EQ(asked.calls().size(), 1U);
  EXPECT_EQ(asked.calls()[0].name, "get_weather");
  EXPECT_EQ(asked.calls()[0].input, R"({"city":"Paris"})");
  EXPECT_THAT(asked.calls()[0].id, MatchesRegex("tooluse_[A-Za-z0-9_-]+"));
  EXPECT_EQ(asked.calls()[0].id.size(), 30U);
  EXPECT_THAT(asked.text(), HasSubstr("calls get_weather"));
  EXPECT_EQ(asked.answer.stop_reason, "tool_use");
}

TEST(Answer, CallsSeveralToolsInOneTurn) {
  const Asked asked{user_says("weather and time in Rome", tools(fmt::format("{},{}", kWeather, kTime)))};
  ASSERT_EQ(asked.calls().size(), 2U);
  EXPECT_NE(asked.calls()[0].id, asked.calls()[1].id);
}

TEST(Answer, CallsNoToolThatNobodyAskedFor) {
  EXPECT_TRUE(Asked(user_says("hello", tools(kWeather))).calls().empty());
  EXPECT_TRUE(Asked(user_says("[[simulate: no-tool]] weather in Rome", tools(kWeather))).calls().empty());
}

TEST(Answer, ObeysToolChoice) {
  const Asked any{user_says("hello", tools(kWeather, R"({"any":{}})"))};
  ASSERT_EQ(any.calls().size(), 1U);
  EXPECT_EQ(any.text(), "");
  const Asked named{
      user_says("weather", tools(fmt::format("{},{}", kWeather, kTime), R"({"tool":{"name":"get_time"}})"))};
  ASSERT_EQ(named.calls().size(), 1U);
  EXPECT_EQ(named.calls()[0].name, "get_time");
}

TEST(Answer, QuotesToolResultsByTheNameOfTheirCall) {
  const Asked asked{
      R"({"messages":[{"role":"user","content":[{"text":"weather in Paris"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"a","name":"get_weather","input":{}}},{"toolUse":{"toolUseId":"b","name":"get_time","input":{}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"a","content":[{"text":"17 degrees"}]}},{"toolResult":{"toolUseId":"b","status":"error","content":[{"json":{"code": 5}}]}}]}])" +
      tools(kWeather) + "}"};
  EXPECT_THAT(
      asked.text(),
      HasSubstr("The tool get_weather returned: 17 degrees\nThe tool get_time failed with: {\"code\": 5}"));
  EXPECT_TRUE(asked.calls().empty());
  EXPECT_EQ(asked.answer.stop_reason, "end_turn");
}

TEST(Answer, FillsAnOutputSchema) {
  const Asked asked{user_says(
      "the capital is Lima",
      R"(,"outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}"}}}})")};
  EXPECT_EQ(asked.text(), R"({"n":1})");
}

TEST(Answer, EndsAtMaxTokens) {
  const Asked asked{user_says("tell me a lot", R"(,"inferenceConfig":{"maxTokens":3})")};
  EXPECT_EQ(asked.answer.stop_reason, "max_tokens");
  EXPECT_EQ(asked.answer.usage.output_tokens, 3U);
  EXPECT_EQ(asked.text(), "This is the");
}

TEST(Answer, CutsAToolCallAtMaxTokens) {
  const Asked asked{
      user_says("x", R"(,"inferenceConfig":{"maxTokens":1})" + tools(kWeather, R"({"any":{}})"))};
  EXPECT_EQ(asked.answer.stop_reason, "max_tokens");
  ASSERT_EQ(asked.calls().size(), 1U);
  EXPECT_TRUE(asked.calls()[0].truncated);
  EXPECT_EQ(asked.calls()[0].input, R"({"cit)");
}

TEST(Answer, EndsAtTheFirstStopSequence) {
  const Asked asked{user_says(
      "count: alpha beta gamma",
      R"(,"inferenceConfig":{"stopSequences":["gamma","beta"]},"additionalModelResponseFieldPaths":["/stop_sequence"])")};
  EXPECT_EQ(asked.answer.stop_reason, "stop_sequence");
  EXPECT_THAT(asked.text(), HasSubstr("alpha "));
  EXPECT_THAT(asked.text(), Not(HasSubstr("beta")));
  EXPECT_EQ(asked.answer.additional_fields, R"({"stop_sequence":"beta"})");
}

TEST(Answer, NamesNoStopSequenceWhereNoneFired) {
  const Asked asked{user_says("x", R"(,"additionalModelResponseFieldPaths":["/stop_sequence"])")};
  EXPECT_EQ(asked.answer.additional_fields, R"({"stop_sequence":null})");
}

TEST(Answer, CallsNothingAfterAStopSequence) {
  const Asked asked{
      user_says("weather in Rome", R"(,"inferenceConfig":{"stopSequences":["calls"]})" + tools(kWeather))};
  EXPECT_TRUE(asked.calls().empty());
  EXPECT_EQ(asked.answer.stop_reason, "stop_sequence");
}

TEST(Answer, ReasonsWhenTheRequestTurnsItOn) {
  const auto reasoning = [](const std::string& body, std::string_view model) {
    const Asked asked{body, model};
    const auto* block = std::get_if<ReasoningBlock>(&asked.answer.blocks.front());
    return block != nullptr ? *block : ReasoningBlock{};
  };
  const std::string thinking = user_says(
      "x", R"(,"additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":1024}})");
  EXPECT_NE(reasoning(thinking, "anthropic.claude-opus-4-1-20250805-v1:0").signature, "");
  const std::string effort = user_says("x", R"(,"additionalModelRequestFields":{"reasoning_effort":"low"})");
  EXPECT_NE(reasoning(effort, "openai.gpt-oss-20b-1:0").text, "");
  EXPECT_EQ(reasoning(effort, "openai.gpt-oss-20b-1:0").signature, "");
  const std::string none =
      user_says("x", R"(,"additionalModelRequestFields":{"thinking":{"type":"disabled"}})");
  EXPECT_EQ(reasoning(none, "anthropic.claude-opus-4-1-20250805-v1:0").text, "");
}

TEST(Answer, HasTheKindOfReasoningThatADirectiveAsksFor) {
  const auto reasoning = [](std::string_view directive) {
    const Asked asked{user_says(fmt::format("[[simulate: reasoning {}]] x", directive))};
    return std::get<ReasoningBlock>(asked.answer.blocks.front());
  };
  EXPECT_NE(reasoning("signed").signature, "");
  EXPECT_NE(reasoning("signed").text, "");
  EXPECT_EQ(reasoning("unsigned").signature, "");
  EXPECT_EQ(reasoning("signature-only").text, "");
  EXPECT_NE(reasoning("signature-only").signature, "");
  EXPECT_NE(reasoning("redacted").redacted, "");
}

TEST(Answer, SaysWhatADirectiveTellsItTo) {
  EXPECT_EQ(Asked{user_says("[[simulate: say exactly this]]")}.text(), "exactly this");
  const Asked tokens{user_says("[[simulate: tokens 5000]]")};
  EXPECT_EQ(tokens.answer.usage.output_tokens, 5'000U);
  EXPECT_EQ(tokens.answer.stop_reason, "end_turn");
  const Asked empty{user_says("[[simulate: empty]]")};
  EXPECT_TRUE(empty.answer.blocks.empty());
  EXPECT_EQ(empty.answer.stop_reason, "end_turn");
  EXPECT_EQ(Asked{user_says("[[simulate: stop-reason galactic]] x")}.answer.stop_reason, "galactic");
}

TEST(Answer, CallsTheToolThatADirectiveNames) {
  const Asked asked{user_says(R"([[simulate: tool get_time {"city": "X"}]])",
                              tools(fmt::format("{},{}", kWeather, kTime)))};
  ASSERT_EQ(asked.calls().size(), 1U);
  EXPECT_EQ(asked.calls()[0].name, "get_time");
  EXPECT_EQ(asked.calls()[0].input, R"({"city": "X"})");
  const Asked bare{user_says("[[simulate: tool-no-arguments]]", tools(kWeather))};
  ASSERT_EQ(bare.calls().size(), 1U);
  EXPECT_TRUE(bare.calls()[0].without_deltas);
}

TEST(Answer, KeepsAnInputThatIsNoJsonOutOfAPlainAnswer) {
  const Asked asked{user_says("[[simulate: tool get_weather {broken]]", tools(kWeather))};
  ASSERT_EQ(asked.calls().size(), 1U);
  EXPECT_EQ(asked.calls()[0].input, "{broken");
  EXPECT_TRUE(asked.calls()[0].truncated);
}

TEST(Answer, BreaksOffAMalformedToolCall) {
  const Asked asked{user_says("[[simulate: malformed_tool_use]] x", tools(kWeather))};
  EXPECT_EQ(asked.answer.stop_reason, "malformed_tool_use");
  ASSERT_EQ(asked.calls().size(), 1U);
  EXPECT_TRUE(asked.calls()[0].truncated);
}

TEST(Answer, CountsInputTokensOfEverything) {
  const Asked small{user_says("x")};
  const Asked large{user_says("x", R"(,"system":[{"text":"one two three"}])" + tools(kWeather))};
  EXPECT_GT(small.answer.usage.input_tokens, 0U);
  EXPECT_GT(large.answer.usage.input_tokens, small.answer.usage.input_tokens + 10);
}

}  // namespace
}  // namespace gw::simulator
