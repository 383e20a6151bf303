#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <variant>
#include <vector>

#include "unit/openai/parsed_chat.hpp"

namespace gw::openai {
namespace {

struct RefusedMessages {
  std::string messages;
  std::string verdict;
  friend std::ostream& operator<<(std::ostream& out, const RefusedMessages& refused) {
    return out << refused.messages;
  }
};

class RefusedMessage : public testing::TestWithParam<RefusedMessages> {};

TEST_P(RefusedMessage, IsNamedByItsPath) {
  EXPECT_EQ(ParsedChat(with_messages(GetParam().messages)).verdict(), GetParam().verdict);
}

/// A user message with one content part.
std::string part(const std::string& json) {
  return R"([{"role":"user","content":[)" + json + "]}]";
}
/// An assistant message with one tool call.
std::string call(const std::string& json) {
  return R"([{"role":"user","content":"a"},{"role":"assistant","tool_calls":[)" + json + "]}]";
}

INSTANTIATE_TEST_SUITE_P(
    ChatMessages, RefusedMessage,
    testing::Values(
        RefusedMessages{"[7]", "invalid_type messages[0]"},
        RefusedMessages{"[null]", "invalid_type messages[0]"},
        RefusedMessages{"[{}]", "missing_required_parameter messages[0].role"},
        RefusedMessages{R"([{"role":null,"content":"a"}])", "missing_required_parameter messages[0].role"},
        RefusedMessages{R"([{"role":7}])", "invalid_type messages[0].role"},
        RefusedMessages{R"([{"role":"user","content":"a"},{"role":"robot"}])",
                        "invalid_value messages[1].role"},
        RefusedMessages{R"([{"role":"user","content":7}])", "invalid_type messages[0].content"},
        RefusedMessages{R"([{"role":"user","content":{}}])", "invalid_type messages[0].content"},
        RefusedMessages{R"([{"role":"user","content":true}])", "invalid_type messages[0].content"},
        RefusedMessages{R"([{"role":"user","content":"a","name":7}])", "invalid_type messages[0].name"},
        RefusedMessages{R"([{"role":"assistant","refusal":7}])", "invalid_type messages[0].refusal"},
        RefusedMessages{R"([{"role":"assistant","audio":{"id":"x"}}])",
                        "unsupported_parameter messages[0].audio"},
        RefusedMessages{R"([{"role":"tool","content":"r"}])",
                        "missing_required_parameter messages[0].tool_call_id"},
        RefusedMessages{R"([{"role":"tool","content":"r","tool_call_id":7}])",
                        "invalid_type messages[0].tool_call_id"},
        RefusedMessages{R"([{"role":"function","content":"r"}])",
                        "missing_required_parameter messages[0].name"},
        RefusedMessages{R"([{"role":"assistant","function_call":7}])",
                        "invalid_type messages[0].function_call"},
        RefusedMessages{R"([{"role":"assistant","function_call":{"arguments":""}}])",
                        "missing_required_parameter messages[0].function_call.name"},
        RefusedMessages{R"([{"role":"assistant","function_call":{"name":"f"}}])",
                        "missing_required_parameter messages[0].function_call.arguments"},
        RefusedMessages{R"([{"role":"assistant","tool_calls":{}}])", "invalid_type messages[0].tool_calls"},
        RefusedMessages{call("7"), "invalid_type messages[1].tool_calls[0]"},
        RefusedMessages{call("null"), "invalid_type messages[1].tool_calls[0]"},
        RefusedMessages{call(R"({"type":"function","function":{"name":"f","arguments":"{}"}})"),
                        "missing_required_parameter messages[1].tool_calls[0].id"},
        RefusedMessages{call(R"({"id":7,"type":"function","function":{"name":"f","arguments":"{}"}})"),
                        "invalid_type messages[1].tool_calls[0].id"},
        RefusedMessages{call(R"({"id":"a","type":"magic","function":{"name":"f","arguments":"{}"}})"),
                        "invalid_value messages[1].tool_calls[0].type"},
        RefusedMessages{call(R"({"id":"a","type":"function"})"),
                        "missing_required_parameter messages[1].tool_calls[0].function"},
        RefusedMessages{call(R"({"id":"a","function":{"arguments":"{}"}})"),
                        "missing_required_parameter messages[1].tool_calls[0].function.name"},
        RefusedMessages{call(R"({"id":"a","function":{"name":"f"}})"),
                        "missing_required_parameter messages[1].tool_calls[0].function.arguments"},
        RefusedMessages{call(R"({"id":"a","function":{"name":"f","arguments":{}}})"),
                        "invalid_type messages[1].tool_calls[0].function.arguments"},
        RefusedMessages{call(R"({"id":"a","type":"custom","custom":{"name":"f"}})"),
                        "missing_required_parameter messages[1].tool_calls[0].custom.input"},
        RefusedMessages{part("7"), "invalid_type messages[0].content[0]"},
        RefusedMessages{part("\"text\""), "invalid_type messages[0].content[0]"},
        RefusedMessages{part("null"), "invalid_type messages[0].content[0]"},
        RefusedMessages{part("{}"), "missing_required_parameter messages[0].content[0].type"},
        RefusedMessages{part(R"({"type":"smell"})"), "invalid_value messages[0].content[0].type"},
        RefusedMessages{part(R"({"type":"text"})"), "missing_required_parameter messages[0].content[0].text"},
        RefusedMessages{part(R"({"type":"text","text":7})"), "invalid_type messages[0].content[0].text"},
        RefusedMessages{part(R"({"type":"image_url"})"),
                        "missing_required_parameter messages[0].content[0].image_url"},
        RefusedMessages{part(R"({"type":"image_url","image_url":7})"),
                        "invalid_type messages[0].content[0].image_url"},
        RefusedMessages{part(R"({"type":"image_url","image_url":{}})"),
                        "missing_required_parameter messages[0].content[0].image_url.url"},
        RefusedMessages{part(R"({"type":"text","text":"a"},{"type":"image_url","image_url":{"url":[]}})"),
                        "invalid_type messages[0].content[1].image_url.url"},
        RefusedMessages{part(R"({"type":"image_url","image_url":{"url":"u","detail":3}})"),
                        "invalid_type messages[0].content[0].image_url.detail"},
        RefusedMessages{part(R"({"type":"input_audio"})"),
                        "missing_required_parameter messages[0].content[0].input_audio"},
        RefusedMessages{part(R"({"type":"input_audio","input_audio":{"data":"AA"}})"),
                        "missing_required_parameter messages[0].content[0].input_audio.format"},
        RefusedMessages{part(R"({"type":"input_audio","input_audio":{"format":"wav"}})"),
                        "missing_required_parameter messages[0].content[0].input_audio.data"},
        RefusedMessages{part(R"({"type":"file"})"), "missing_required_parameter messages[0].content[0].file"},
        RefusedMessages{part(R"({"type":"file","file":{"filename":7}})"),
                        "invalid_type messages[0].content[0].file.filename"},
        RefusedMessages{part(R"({"type":"refusal","refusal":"no"})"),
                        "invalid_value messages[0].content[0].type"},
        RefusedMessages{R"([{"role":"assistant","content":[{"type":"refusal"}]}])",
                        "missing_required_parameter messages[0].content[0].refusal"},
        RefusedMessages{R"([{"role":"system","content":[{"type":"image_url","image_url":"u"}]}])",
                        "invalid_value messages[0].content[0].type"},
        RefusedMessages{R"([{"role":"tool","tool_call_id":"a","content":[{"type":"input_audio",)"
                        R"("input_audio":{"data":"AA","format":"wav"}}]}])",
                        "invalid_value messages[0].content[0].type"}));

TEST(ChatMessages, SayWhichValuesAnEnumerationTakes) {
  const ParsedChat chat(with_messages(R"([{"role":"robot","content":"a"}])"));
  EXPECT_EQ(
      chat.error().message,
      "Invalid value: 'robot'. Supported values are: 'system', 'developer', 'user', 'assistant', 'tool', "
      "and 'function'.");
}

TEST(ChatMessages, TakeNullAndMissingContentForEveryRole) {
  for (const char* role : {"system", "developer", "user", "assistant"}) {
    SCOPED_TRACE(role);
    const std::string head = std::string(R"([{"role":")") + role + "\"";
    EXPECT_EQ(ParsedChat(with_messages(head + "}]")).verdict(), "accepted");
    EXPECT_EQ(ParsedChat(with_messages(head + R"(,"content":null}])")).verdict(), "accepted");
  }
  EXPECT_EQ(ParsedChat(with_messages(R"([{"role":"tool","tool_call_id":"a","content":null}])")).verdict(),
            "accepted");
}

TEST(ChatMessages, TakeTheEchoesOfSdks) {
  const ParsedChat chat(with_messages(
      R"([{"role":"assistant","content":"a","refusal":null,"annotations":[],"audio":null,"function_call":null,)"
      R"("tool_calls":null,"provider_specific_fields":{"x":1},"reasoning":{"not":"text"},"id":5}])"));
  EXPECT_EQ(chat.verdict(), "accepted");
}

TEST(ChatMessages, ReadAnImageInEachOfItsForms) {
  const ParsedChat chat(with_messages(part(
      R"({"image_url":{"detail":"low","url":"u1"},"type":"image_url"},{"type":"image_url","image_url":"u2"},)"
      R"({"type":"image_url","url":"u3"})")));
  ASSERT_TRUE(chat.accepted());
  const auto& parts = std::get<std::vector<ContentPart>>(chat.request().messages[0].content);
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(std::get<ImagePart>(parts[0].part).url.decode(), "u1");
  EXPECT_EQ(std::get<ImagePart>(parts[0].part).detail.decode(), "low");
  EXPECT_EQ(std::get<ImagePart>(parts[1].part).url.decode(), "u2");
  EXPECT_EQ(std::get<ImagePart>(parts[2].part).url.decode(), "u3");
}

TEST(ChatMessages, ReadCallsOfBothKindsAndWithoutAType) {
  const ParsedChat chat(with_messages(call(
      R"({"id":"1","type":"function","function":{"name":"f","arguments":"{}"}},)"
      R"({"id":"2","type":"custom","custom":{"name":"c","input":"text"}},)"
      R"({"id":"3","function":{"name":"g","arguments":""}},{"id":"4","custom":{"name":"d","input":"t"}})")));
  ASSERT_TRUE(chat.accepted());
  const auto& calls = chat.request().messages[1].tool_calls;
  ASSERT_EQ(calls.size(), 4U);
  EXPECT_EQ(calls[0].kind, ToolKind::function);
  EXPECT_EQ(calls[1].kind, ToolKind::custom);
  EXPECT_EQ(calls[1].input.decode(), "text");
  EXPECT_EQ(calls[2].kind, ToolKind::function);
  EXPECT_EQ(calls[3].kind, ToolKind::custom);
}

TEST(ChatMessages, KeepACallThoughAnotherFieldWasWrongAtFirst) {
  const ParsedChat chat(R"({"model":"m","temperature":"hot","messages":)" +
                        call(R"({"id":"1","function":{"name":"f","arguments":"{}"}})") +
                        R"(,"temperature":1})");
  ASSERT_TRUE(chat.accepted());
  EXPECT_EQ(chat.request().messages[1].tool_calls.size(), 1U);
}

TEST(ChatMessages, ReadReasoningUnderEitherName) {
  const ParsedChat chat(with_messages(
      R"([{"role":"assistant","reasoning":"second","reasoning_content":"first"},{"role":"assistant","reasoning":"only"}])"));
  ASSERT_TRUE(chat.accepted());
  EXPECT_EQ(chat.request().messages[0].reasoning.decode(), "first");
  EXPECT_EQ(chat.request().messages[1].reasoning.decode(), "only");
}

TEST(ChatMessages, KeepCacheMarks) {
  const ParsedChat chat(with_messages(part(
      R"({"type":"text","text":"a","cache_control":{"type":"ephemeral"},"prompt_cache_breakpoint":{"mode":"explicit"}})")));
  ASSERT_TRUE(chat.accepted());
  const auto& parts = std::get<std::vector<ContentPart>>(chat.request().messages[0].content);
  EXPECT_EQ(parts[0].cache_control.raw, R"({"type":"ephemeral"})");
  EXPECT_EQ(parts[0].prompt_cache_breakpoint.raw, R"({"mode":"explicit"})");
}

TEST(ChatMessages, NameEveryRole) {
  EXPECT_EQ(to_string(Role::system), "system");
  EXPECT_EQ(to_string(Role::developer), "developer");
  EXPECT_EQ(to_string(Role::user), "user");
  EXPECT_EQ(to_string(Role::assistant), "assistant");
  EXPECT_EQ(to_string(Role::tool), "tool");
  EXPECT_EQ(to_string(Role::function), "function");
}

}  // namespace
}  // namespace gw::openai
