#include "translate/learned_rules.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <set>
#include <string>

#include "unit/translate/translated_chat.hpp"

namespace gw::translate {
namespace {

base::Error refusal(const std::string& message) {
  base::Error error = base::make_error(base::ErrorKind::invalid_request, message);
  error.upstream_code = "ValidationException";
  return error;
}

struct Refusal {
  std::string text;
  LessonKind kind;
  std::int64_t limit = 0;
  friend std::ostream& operator<<(std::ostream& out, const Refusal& refusal) { return out << refusal.text; }
};

class KnownText : public testing::TestWithParam<Refusal> {};

TEST_P(KnownText, TeachesOneLesson) {
  const auto lesson = learn(refusal(GetParam().text));
  ASSERT_TRUE(lesson);
  EXPECT_EQ(*lesson, (Lesson{.kind = GetParam().kind, .limit = GetParam().limit}));
}

INSTANTIATE_TEST_SUITE_P(
    LearnedRules, KnownText,
    testing::Values(
        Refusal{"The model returned the following errors: `temperature` is deprecated for this model.",
                LessonKind::no_sampling},
        Refusal{"`top_p` is deprecated for this model.", LessonKind::no_sampling},
        Refusal{"The model returned the following errors: `temperature` and `top_p` cannot both be specified "
                "for this "
                "model. Please use only one.",
                LessonKind::temperature_or_top_p},
        Refusal{"The maximum tokens you requested exceeds the model limit of 8192. Try again with a maximum "
                "tokens "
                "value that is lower than 8192.",
                LessonKind::max_tokens_limit, 8192},
        Refusal{"The maximum tokens you requested exceeds the model limit of 10,000.",
                LessonKind::max_tokens_limit, 10'000},
        Refusal{"This model doesn't support the stopSequences field. Remove stopSequences and try again.",
                LessonKind::no_stop_sequences},
        Refusal{"This model doesn\u2019t support the stopSequences field.", LessonKind::no_stop_sequences},
        Refusal{"This model doesn't support system messages. Try again without a system message or use a "
                "model that "
                "supports system messages.",
                LessonKind::no_system_messages},
        Refusal{"This model doesn't support the toolConfig.toolChoice.auto field. Remove "
                "toolConfig.toolChoice.auto "
                "and try again.",
                LessonKind::no_tool_choice_auto},
        Refusal{"This model doesn't support the toolConfig.toolChoice.any field. Remove "
                "toolConfig.toolChoice.any and "
                "try again.",
                LessonKind::no_tool_choice_any},
        Refusal{"This model doesn't support the toolConfig.toolChoice.tool field.",
                LessonKind::no_tool_choice_named},
        Refusal{"This model does not support assistant message prefill. The conversation must end with a "
                "user message.",
                LessonKind::no_assistant_prefill},
        Refusal{"Conversation blocks and tool result blocks cannot be provided in the same turn.",
                LessonKind::separate_tool_results}));

TEST(LearnedRules, LearnNothingFromOtherTextsOrOtherErrors) {
  EXPECT_FALSE(learn(refusal("temperature: Input should be less than or equal to 1")));
  EXPECT_FALSE(learn(refusal("The maximum tokens you requested exceeds the model limit of many.")));
  EXPECT_FALSE(learn(refusal("The maximum tokens you requested exceeds the model limit of 0.")));
  EXPECT_FALSE(learn(
      base::make_error(base::ErrorKind::invalid_request, "`temperature` is deprecated for this model.")))
      << "not Bedrock's";
  base::Error throttled = refusal("`temperature` is deprecated for this model.");
  throttled.kind = base::ErrorKind::upstream_throttled;
  EXPECT_FALSE(learn(throttled));
}

/// What a lesson makes of a request's body, and its warnings; "no" if it changes nothing.
std::string applied(LessonKind kind, const std::string& messages, const std::string& more,
                    std::int64_t limit = 0) {
  TranslatedChat translated(chat(messages, more));
  Warnings warnings;
  if (!apply(Lesson{.kind = kind, .limit = limit}, translated.request(), warnings)) return "no";
  return translated.body().substr(std::string(R"({"messages":)").size()) + " " + warnings.header_value();
}

constexpr const char* kA = R"([{"role":"user","content":[{"text":"a"}]}])";

TEST(LearnedRules, ChangeTheOneThingInTheRequest) {
  EXPECT_EQ(applied(LessonKind::no_sampling, user("a"), R"("temperature":0.5,"top_p":0.5,"max_tokens":5)"),
            std::string(kA) + R"(,"inferenceConfig":{"maxTokens":5}} learned:temperature, learned:top_p)");
  EXPECT_EQ(applied(LessonKind::temperature_or_top_p, user("a"), R"("temperature":0.5,"top_p":0.5)"),
            std::string(kA) + R"(,"inferenceConfig":{"temperature":0.5}} learned:top_p)");
  EXPECT_EQ(applied(LessonKind::max_tokens_limit, user("a"), R"("max_tokens":500)", 100),
            std::string(kA) + R"(,"inferenceConfig":{"maxTokens":100}} learned:max_tokens)");
  EXPECT_EQ(applied(LessonKind::max_tokens_limit, user("a"), "", 100),
            std::string(kA) + R"(,"inferenceConfig":{"maxTokens":100}} learned:max_tokens)");
  EXPECT_EQ(applied(LessonKind::no_stop_sequences, user("a"), R"("stop":["x"])"),
            std::string(kA) + "} learned:stop");
  EXPECT_EQ(
      applied(LessonKind::no_system_messages, system("s") + "," + user("a"), ""),
      R"([{"role":"user","content":[{"text":"s"},{"text":"a"}]}]} moved:messages.system, learned:messages)");
  EXPECT_EQ(applied(LessonKind::no_assistant_prefill, user("a") + "," + assistant("b"), ""),
            R"([{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]},)"
            R"({"role":"user","content":[{"text":"Continue."}]}]} inserted:messages.user, learned:messages)");
}

TEST(LearnedRules, DropTheToolChoiceThatWasRefused) {
  const std::string required = std::string(kOneTool) + R"(,"tool_choice":"required")";
  EXPECT_EQ(applied(LessonKind::no_tool_choice_any, user("a"), required).find("toolChoice"),
            std::string::npos);
  EXPECT_EQ(applied(LessonKind::no_tool_choice_named, user("a"), required), "no");
  EXPECT_EQ(applied(LessonKind::no_tool_choice_auto, user("a"), required), "no");
}

TEST(LearnedRules, SeparateResultsFromText) {
  const std::string history = user("a") + "," + calls({"1"}) + "," + result("1", "r") + "," + user("b");
  EXPECT_NE(applied(LessonKind::separate_tool_results, history, kOneTool).find("I have the results."),
            std::string::npos);
}

TEST(LearnedRules, SayWhereThereIsNothingToChange) {
  for (std::size_t kind = 0; kind < kLessonKinds; ++kind) {
    EXPECT_EQ(applied(static_cast<LessonKind>(kind), user("a"), R"("max_tokens":5)", 100), "no") << kind;
  }
}

TEST(LearnedRules, MakeTheNextRequestRightAtOnce) {
  models::Capabilities capabilities;
  LessonBook book;
  const base::ModelId model("m");
  book.remember(model, {.kind = LessonKind::no_sampling});
  book.remember(model, {.kind = LessonKind::max_tokens_limit, .limit = 4096});
  book.remember(model, {.kind = LessonKind::no_stop_sequences});
  book.remember(model, {.kind = LessonKind::no_system_messages});
  book.remember(model, {.kind = LessonKind::no_tool_choice_auto});
  book.remember(model, {.kind = LessonKind::no_tool_choice_any});
  book.remember(model, {.kind = LessonKind::no_tool_choice_named});
  book.remember(model, {.kind = LessonKind::no_assistant_prefill});
  book.remember(model, {.kind = LessonKind::separate_tool_results});
  book.apply_to(model, capabilities);
  TranslatedChat translated(
      chat(system("s") + "," + user("a") + "," + assistant("b"),
           std::string(kOneTool) +
               R"(,"temperature":0.5,"stop":["x"],"max_tokens":9999,"tool_choice":"required")"),
      capabilities);
  EXPECT_EQ(
      translated.body(),
      R"({"messages":[{"role":"user","content":[{"text":"s"},{"text":"a"}]},)"
      R"({"role":"assistant","content":[{"text":"b"}]},{"role":"user","content":[{"text":"Continue."}]}],)"
      R"("inferenceConfig":{"maxTokens":4096},)"
      R"("toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object","properties":{}}}}}]}})");
}

TEST(LearnedRules, NeverLoosenWhatIsKnown) {
  models::Capabilities capabilities;
  capabilities.sampling = models::SamplingRule::none;
  capabilities.max_output_tokens = 100;
  apply({.kind = LessonKind::temperature_or_top_p}, capabilities);
  apply({.kind = LessonKind::max_tokens_limit, .limit = 5000}, capabilities);
  EXPECT_EQ(capabilities.sampling, models::SamplingRule::none);
  EXPECT_EQ(capabilities.max_output_tokens, 100);
  models::Capabilities free;
  apply({.kind = LessonKind::temperature_or_top_p}, free);
  EXPECT_EQ(free.sampling, models::SamplingRule::temperature_or_top_p);
}

TEST(LessonBook, TakesTheLastLessonOfAKind) {
  LessonBook book;
  const base::ModelId model("m");
  book.remember(model, {.kind = LessonKind::max_tokens_limit, .limit = 8000});
  book.remember(model, {.kind = LessonKind::max_tokens_limit, .limit = 9000});
  models::Capabilities capabilities;
  book.apply_to(model, capabilities);
  EXPECT_EQ(capabilities.max_output_tokens, 9000);
}

TEST(LessonBook, KnowsNothingOfOtherModels) {
  LessonBook book;
  book.remember(base::ModelId("a"), {.kind = LessonKind::no_sampling});
  models::Capabilities capabilities;
  book.apply_to(base::ModelId("b"), capabilities);
  EXPECT_EQ(capabilities.sampling, models::SamplingRule::all);
}

TEST(LessonBook, ForgetsTheOldestModelWhenItIsFull) {
  LessonBook book(2);
  for (const char* model : {"a", "b", "a", "c"}) {
    book.remember(base::ModelId(model), {.kind = LessonKind::no_sampling});
  }
  EXPECT_EQ(book.models(), 2U);
  models::Capabilities forgotten;
  book.apply_to(base::ModelId("a"), forgotten);
  EXPECT_EQ(forgotten.sampling, models::SamplingRule::all);
  LessonBook none(0);
  none.remember(base::ModelId("a"), {.kind = LessonKind::no_sampling});
  EXPECT_EQ(none.models(), 0U);
}

TEST(LessonKind, HasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (std::size_t kind = 0; kind < kLessonKinds; ++kind)
    names.insert(to_string(static_cast<LessonKind>(kind)));
  EXPECT_EQ(names.size(), kLessonKinds);
}

}  // namespace
}  // namespace gw::translate
