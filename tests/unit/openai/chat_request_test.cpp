#include "openai/chat_request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "unit/openai/parsed_chat.hpp"

namespace gw::openai {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ChatRequest, TakesTheSmallestRequest) {
  const ParsedChat chat(R"({"model":"m","messages":[{"role":"user","content":"hi"}]})");
  ASSERT_TRUE(chat.accepted());
  EXPECT_EQ(chat.request().model.decode(), "m");
  ASSERT_EQ(chat.request().messages.size(), 1U);
  EXPECT_EQ(chat.request().messages[0].role, Role::user);
  EXPECT_FALSE(chat.request().stream);
  EXPECT_EQ(chat.request().n, 1);
}

TEST(ChatRequest, TakesMembersInAnyOrderAndSpelling) {
  const ParsedChat chat(
      R"({"messages":[{"content":"hi","role":"us\u0065r"}],"str\u0065am":true,"mod\u0065l":"\u006d"})");
  ASSERT_TRUE(chat.accepted());
  EXPECT_TRUE(chat.request().stream);
  EXPECT_EQ(chat.request().model.decode(), "m");
}

struct Unparsable {
  const char* name;
  std::string body;
};

class UnparsableBody : public testing::TestWithParam<Unparsable> {};

TEST_P(UnparsableBody, IsRefusedWithoutAField) {
  const ParsedChat chat(GetParam().body);
  ASSERT_FALSE(chat.accepted());
  EXPECT_EQ(chat.error().kind, base::ErrorKind::invalid_request);
  EXPECT_EQ(chat.error().param, "");
  EXPECT_EQ(chat.error().code, "");
  EXPECT_THAT(chat.error().message, testing::StartsWith("We could not parse the JSON body of your request."));
}

INSTANTIATE_TEST_SUITE_P(
    ChatRequest, UnparsableBody,
    testing::Values(Unparsable{"empty", ""}, Unparsable{"blank", " \n"}, Unparsable{"text", "hello"},
                    Unparsable{"array", "[]"}, Unparsable{"null", "null"}, Unparsable{"string", "\"model\""},
                    Unparsable{"truncated", R"({"model":"m","messages":[{"role":"user","con)"},
                    Unparsable{"trailing", R"({"model":"m","messages":[{"role":"user","content":"a"}]} x)"},
                    Unparsable{"trailing_comma", R"({"model":"m",})"},
                    Unparsable{"comment", R"({/* */"model":"m"})"},
                    Unparsable{"nul", std::string("{\"model\":\"a\0b\"}", 15)},
                    Unparsable{"raw_newline", "{\"model\":\"a\nb\"}"},
                    Unparsable{"invalid_utf8",
                               "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\xC3(\"}]}"},
                    Unparsable{"invalid_utf8_in_an_unknown_field", "{\"x\":\"\xFF\"}"},
                    Unparsable{"overlong_utf8", "{\"x\":\"\xC0\xAF\"}"},
                    Unparsable{"bad_number", R"({"temperature":01})"},
                    Unparsable{"not_a_number", R"({"temperature":NaN})"},
                    Unparsable{"bad_escape", R"({"model":"\x"})"},
                    Unparsable{"deep_arrays", std::string(R"({"x":)") + std::string(100'000, '[')},
                    Unparsable{"deep_objects_in_messages",
                               [] {
                                 std::string body = R"({"model":"m","messages":)";
                                 for (int i = 0; i < 100'000; ++i) body += R"([{"a":)";
                                 return body;
                               }()},
                    Unparsable{"deep_and_closed",
                               std::string(R"({"x":)") + std::string(300, '[') + std::string(300, ']') + "}"},
                    Unparsable{"after_a_wrong_field", R"({"temperature":"hot","x":})"}),
    [](const auto& given) { return given.param.name; });

TEST(ChatRequest, SkipsAByteOrderMark) {
  EXPECT_EQ(ParsedChat("\xEF\xBB\xBF" + with_members(R"("seed":1)")).verdict(), "accepted");
}

TEST(ChatRequest, ReplacesLoneSurrogatesAndCountsThem) {
  const ParsedChat chat(with_messages(R"([{"role":"user","content":"a\ud800b\udfff"}])"));
  ASSERT_TRUE(chat.accepted());
  EXPECT_EQ(chat.request().replaced_surrogates, 2U);
  EXPECT_EQ(std::get<codec::JsonString>(chat.request().messages[0].content).decode(), "a\uFFFDb\uFFFD");
}

TEST(ChatRequest, NeedsAModel) {
  const ParsedChat chat(R"({"messages":[{"role":"user","content":"hi"}]})");
  EXPECT_EQ(chat.verdict(), "missing_required_parameter model");
  EXPECT_EQ(chat.error().message, "you must provide a model parameter");
}

TEST(ChatRequest, CountsAnEmptyModelAsMissing) {
  EXPECT_EQ(ParsedChat(R"({"model":"","messages":[{"role":"user","content":"hi"}]})").verdict(),
            "missing_required_parameter model");
}

TEST(ChatRequest, NeedsNoModelWhereTheUrlNamesIt) {
  const std::string body = R"({"messages":[{"role":"user","content":"hi"}]})";
  EXPECT_EQ(ParsedChat(body, ModelField::optional).verdict(), "accepted");
}

TEST(ChatRequest, NeedsMessages) {
  EXPECT_EQ(ParsedChat(R"({"model":"m"})").verdict(), "missing_required_parameter messages");
  EXPECT_EQ(ParsedChat(R"({"model":"m","messages":null})").verdict(), "missing_required_parameter messages");
  EXPECT_EQ(ParsedChat(R"({"model":"m","messages":[]})").verdict(), "empty_array messages");
}

TEST(ChatRequest, TakesTheLastOfRepeatedMembers) {
  const ParsedChat chat(R"({"model":"a","temperature":0.1,"messages":[{"role":"user","content":"1"}],)"
                        R"("temperature":0.2,"model":"b","messages":[{"role":"user","content":"2"}]})");
  ASSERT_TRUE(chat.accepted());
  EXPECT_EQ(chat.request().model.decode(), "b");
  EXPECT_EQ(chat.request().temperature, 0.2);
  ASSERT_EQ(chat.request().messages.size(), 1U);
  EXPECT_EQ(std::get<codec::JsonString>(chat.request().messages[0].content).decode(), "2");
}

TEST(ChatRequest, ForgetsTheErrorOfAMemberThatIsRepeatedRightly) {
  EXPECT_EQ(ParsedChat(with_members(R"("temperature":"hot","n":1,"temp\u0065rature":0)")).verdict(),
            "accepted");
}

// The error of another member must not go with it.
TEST(ChatRequest, KeepsTheErrorsOfOtherMembersWhenOneIsRepeated) {
  const ParsedChat chat(R"({"model":"m","temperature":"hot","messages":[{"role":"robot"}],"temperature":0})");
  EXPECT_EQ(chat.verdict(), "invalid_value messages[0].role");
}

TEST(ChatRequest, SaysWrongWhenTheLastOfRepeatedMembersIs) {
  EXPECT_EQ(ParsedChat(with_members(R"("temperature":0,"temperature":"hot")")).verdict(),
            "invalid_type temperature");
}

TEST(ChatRequest, NamesTheFirstOfTwoWrongFields) {
  EXPECT_EQ(ParsedChat(with_members(R"("top_p":true,"temperature":"hot")")).verdict(), "invalid_type top_p");
}

TEST(ChatRequest, KeepsWhatItDoesNotKnowAndTheLastOfEach) {
  const ParsedChat chat(with_members(R"("thinking":{"type":"enabled"},"x":1,"top_k":5,"x":2,"y":null)"));
  ASSERT_TRUE(chat.accepted());
  std::string seen;
  for (const OtherField& field : chat.request().other) {
    seen += field.key.decode() + "=" + std::string(field.value.raw) + " ";
  }
  EXPECT_EQ(seen, R"(thinking={"type":"enabled"} top_k=5 x=2 )");
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += (i == 0 ? "" : ",") + text;
  return out;
}

// Two bytes of a body can become hundreds of bytes in memory.
TEST(ChatRequest, HoldsABoundedNumberOfItems) {
  const std::string message = R"({"role":"user"})";
  EXPECT_EQ(ParsedChat(with_messages("[" + repeated(message, 100'000) + "]")).verdict(), "accepted");
  EXPECT_EQ(ParsedChat(with_messages("[" + repeated(message, 100'001) + "]")).verdict(),
            "array_above_max_length messages");
  const std::string part = R"({"type":"text","text":"a"})";
  EXPECT_EQ(
      ParsedChat(with_messages(R"([{"role":"user","content":[)" + repeated(part, 100'000) + "]}]")).verdict(),
      "array_above_max_length messages[0].content");
  const std::string call = R"({"id":"a","function":{"name":"f","arguments":""}})";
  EXPECT_EQ(
      ParsedChat(with_messages(R"([{"role":"assistant","tool_calls":[)" + repeated(call, 100'000) + "]}]"))
          .verdict(),
      "array_above_max_length messages[0].tool_calls");
  EXPECT_EQ(ParsedChat(with_members(repeated("\"x\":0", 100'000))).verdict(),
            "array_above_max_length unknown members");
}

TEST(ChatRequest, ListsHintsThatHaveNoEffect) {
  const ParsedChat chat(with_members(
      R"("seed":1,"user":"u","store":true,"logit_bias":{"5":1.5},"presence_penalty":-2,"frequency_penalty":2,)"
      R"("prediction":{"type":"content","content":"x"},"metadata":{"a":"b"},"safety_identifier":"s",)"
      R"("prompt_cache_key":"k","prompt_cache_options":{"mode":"auto"},"prompt_cache_retention":"24h",)"
      R"("verbosity":"high","stream_options":{"include_obfuscation":true})"));
  ASSERT_TRUE(chat.accepted());
  EXPECT_THAT(
      chat.request().ignored,
      ElementsAre("seed", "user", "store", "logit_bias", "presence_penalty", "frequency_penalty",
                  "prediction", "metadata", "safety_identifier", "prompt_cache_key", "prompt_cache_options",
                  "prompt_cache_retention", "verbosity", "stream_options.include_obfuscation"));
}

TEST(ChatRequest, ListsNoHintWhoseValueChangesNothing) {
  const ParsedChat chat(with_members(
      R"("seed":null,"user":"","store":false,"logit_bias":{},"presence_penalty":0,"frequency_penalty":0.0,)"
      R"("prediction":null,"metadata":{},"verbosity":"medium","stream_options":{"include_obfuscation":false},)"
      R"("logprobs":false,"top_logprobs":0,"audio":null,"web_search_options":null,"modalities":["text"])"));
  ASSERT_TRUE(chat.accepted());
  EXPECT_THAT(chat.request().ignored, IsEmpty());
}

TEST(ChatRequest, ForgetsAHintThatIsRepeatedAsNull) {
  const ParsedChat chat(with_members(R"("seed":1,"seed":null)"));
  ASSERT_TRUE(chat.accepted());
  EXPECT_THAT(chat.request().ignored, IsEmpty());
}

TEST(ChatRequest, TakesNoLimitInAnyOfItsSpellings) {
  for (const char* members : {R"("max_tokens":null)", R"("max_tokens":0)", R"("max_tokens":-1)",
                              R"("max_completion_tokens":-1.0)"}) {
    SCOPED_TRACE(members);
    const ParsedChat chat(with_members(members));
    ASSERT_TRUE(chat.accepted());
    EXPECT_FALSE(chat.request().max_tokens);
    EXPECT_FALSE(chat.request().max_completion_tokens);
  }
  EXPECT_THAT(ParsedChat(with_members(R"("max_tokens":0)")).request().meaning_absent,
              ElementsAre("max_tokens"));
}

TEST(ChatRequest, TakesStopAsTextAndAsList) {
  EXPECT_EQ(ParsedChat(with_members(R"("stop":"END")")).request().stop.size(), 1U);
  EXPECT_EQ(ParsedChat(with_members(R"("stop":["a","b"])")).request().stop.size(), 2U);
  EXPECT_THAT(ParsedChat(with_members(R"("stop":[])")).request().stop, IsEmpty());
  EXPECT_THAT(ParsedChat(with_members(R"("stop":null)")).request().stop, IsEmpty());
}

TEST(ChatRequest, IncludesUsageInAStreamOnlyWhenAsked) {
  EXPECT_EQ(
      ParsedChat(with_members(R"("stream_options":{"include_usage":true,"x":1})")).request().usage_in_stream,
      UsageInStream::include);
  EXPECT_EQ(ParsedChat(with_members(R"("stream_options":{"include_usage":null})")).request().usage_in_stream,
            UsageInStream::leave_out);
  EXPECT_EQ(ParsedChat(with_members(R"("stream_options":null)")).request().usage_in_stream,
            UsageInStream::leave_out);
}

TEST(ChatRequest, ReadsWholeNumbersInAnyNotation) {
  EXPECT_EQ(ParsedChat(with_members(R"("max_tokens":1e2)")).request().max_tokens, 100);
  EXPECT_EQ(ParsedChat(with_members(R"("max_tokens":100.0)")).request().max_tokens, 100);
}

TEST(ChatRequest, ReadsEveryEffortAndTier) {
  EXPECT_EQ(ParsedChat(with_members(R"("reasoning_effort":"none")")).request().reasoning_effort,
            ReasoningEffort::none);
  EXPECT_EQ(ParsedChat(with_members(R"("reasoning_effort":"max")")).request().reasoning_effort,
            ReasoningEffort::max);
  EXPECT_EQ(ParsedChat(with_members(R"("service_tier":"default")")).request().service_tier,
            ServiceTier::standard);
  EXPECT_EQ(ParsedChat(with_members(R"("service_tier":"fast")")).request().service_tier, ServiceTier::fast);
}

}  // namespace
}  // namespace gw::openai
