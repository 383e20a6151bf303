#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <variant>

#include "unit/openai/parsed_chat.hpp"

namespace gw::openai {
namespace {

struct RefusedTools {
  std::string tools;
  std::string verdict;
  friend std::ostream& operator<<(std::ostream& out, const RefusedTools& refused) {
    return out << refused.tools;
  }
};

class RefusedTool : public testing::TestWithParam<RefusedTools> {};

TEST_P(RefusedTool, IsNamedByItsPath) {
  EXPECT_EQ(ParsedChat(with_members("\"tools\":" + GetParam().tools)).verdict(), GetParam().verdict);
}

INSTANTIATE_TEST_SUITE_P(
    ChatTools, RefusedTool,
    testing::Values(RefusedTools{"[7]", "invalid_type tools[0]"},
                    RefusedTools{"[null]", "invalid_type tools[0]"},
                    RefusedTools{"[{}]", "missing_required_parameter tools[0].type"},
                    RefusedTools{R"([{"type":7}])", "invalid_type tools[0].type"},
                    RefusedTools{R"([{"type":"function"}])", "missing_required_parameter tools[0].function"},
                    RefusedTools{R"([{"type":"function","function":7}])", "invalid_type tools[0].function"},
                    RefusedTools{R"([{"type":"function","function":{}}])",
                                 "missing_required_parameter tools[0].function.name"},
                    RefusedTools{R"([{"type":"function","function":{"name":""}}])",
                                 "empty_string tools[0].function.name"},
                    RefusedTools{R"([{"type":"function","function":{"name":7}}])",
                                 "invalid_type tools[0].function.name"},
                    RefusedTools{R"([{"type":"function","function":{"name":"f","description":7}}])",
                                 "invalid_type tools[0].function.description"},
                    RefusedTools{R"([{"type":"function","function":{"name":"f","parameters":[]}}])",
                                 "invalid_type tools[0].function.parameters"},
                    RefusedTools{R"([{"type":"function","function":{"name":"f","parameters":"{}"}}])",
                                 "invalid_type tools[0].function.parameters"},
                    RefusedTools{R"([{"type":"function","function":{"name":"f","strict":"yes"}}])",
                                 "invalid_type tools[0].function.strict"},
                    RefusedTools{R"([{"type":"custom"}])", "missing_required_parameter tools[0].custom.name"},
                    RefusedTools{R"([{"type":"custom","custom":{"name":"c","format":"lark"}}])",
                                 "invalid_type tools[0].custom.format"}));

TEST(ChatTools, ReadEveryMemberOfAFunction) {
  const ParsedChat chat(with_members(
      R"("tools":[{"function":{"parameters":{"type":"object"},"strict":true,"description":"d","name":"f"},)"
      R"("cache_control":{"type":"ephemeral"},"type":"function"}])"));
  ASSERT_TRUE(chat.accepted());
  const auto& tool = std::get<FunctionTool>(chat.request().tools.at(0));
  EXPECT_EQ(tool.name.decode(), "f");
  EXPECT_EQ(tool.description.decode(), "d");
  EXPECT_EQ(tool.parameters.raw, R"({"type":"object"})");
  EXPECT_EQ(tool.strict, true);
  EXPECT_EQ(tool.cache_control.raw, R"({"type":"ephemeral"})");
}

TEST(ChatTools, ReadTheFlatFormOfResponses) {
  const ParsedChat chat(with_members(
      R"("tools":[{"type":"function","name":"f","parameters":{}},{"type":"custom","name":"c","description":"d"}])"));
  ASSERT_TRUE(chat.accepted());
  EXPECT_EQ(std::get<FunctionTool>(chat.request().tools.at(0)).name.decode(), "f");
  EXPECT_EQ(std::get<CustomTool>(chat.request().tools.at(1)).name.decode(), "c");
}

TEST(ChatTools, KeepHostedToolsByTheirType) {
  const ParsedChat chat(with_members(R"("tools":[{"type":"web_search","filters":{}}])"));
  ASSERT_TRUE(chat.accepted());
  EXPECT_EQ(std::get<HostedTool>(chat.request().tools.at(0)).type.decode(), "web_search");
}

TEST(ChatTools, TakeAsManyAsOpenAiDoes) {
  std::string tools;
  for (int i = 0; i < 128; ++i) {
    if (i > 0) tools += ',';
    tools += R"({"type":"function","function":{"name":"f)" + std::to_string(i) + "\"}}";
  }
  EXPECT_EQ(ParsedChat(with_members("\"tools\":[" + tools + "]")).verdict(), "accepted");
  EXPECT_EQ(ParsedChat(with_members("\"tools\":[" + tools + "," + tools + "]")).verdict(),
            "array_above_max_length tools");
}

TEST(ToolChoice, IsReadInEveryForm) {
  const auto choice = [](const std::string& json) {
    return ParsedChat(with_members("\"tool_choice\":" + json)).request().tool_choice;
  };
  EXPECT_EQ(std::get<ToolChoiceMode>(*choice("\"none\"")), ToolChoiceMode::none);
  EXPECT_EQ(std::get<ToolChoiceMode>(*choice("\"auto\"")), ToolChoiceMode::automatic);
  EXPECT_EQ(std::get<ToolChoiceMode>(*choice("\"required\"")), ToolChoiceMode::required);
  EXPECT_FALSE(choice("null"));
}

TEST(ToolChoice, NamesAToolNestedOrFlat) {
  const ParsedChat nested(with_members(R"("tool_choice":{"function":{"name":"f"},"type":"function"})"));
  EXPECT_EQ(std::get<NamedToolChoice>(*nested.request().tool_choice).name.decode(), "f");
  const ParsedChat flat(with_members(R"("tool_choice":{"type":"custom","name":"c"})"));
  EXPECT_EQ(std::get<NamedToolChoice>(*flat.request().tool_choice).kind, ToolKind::custom);
}

TEST(ToolChoice, KeepsAllowedTools) {
  const ParsedChat chat(with_members(
      R"("tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function"}]}})"));
  ASSERT_TRUE(chat.accepted());
  const auto& allowed = std::get<AllowedToolsChoice>(*chat.request().tool_choice);
  EXPECT_EQ(allowed.mode, ToolChoiceMode::required);
  EXPECT_EQ(allowed.tools.raw, R"([{"type":"function"}])");
}

TEST(LegacyFunctions, AreRead) {
  const ParsedChat chat(with_members(
      R"("functions":[{"name":"f","description":"d","parameters":{"type":"object"}}],"function_call":{"name":"f"})"));
  ASSERT_TRUE(chat.accepted());
  EXPECT_EQ(chat.request().functions.at(0).name.decode(), "f");
  EXPECT_EQ(std::get<NamedToolChoice>(*chat.request().function_call).name.decode(), "f");
  const ParsedChat automatic(with_members(R"("function_call":"auto")"));
  EXPECT_EQ(std::get<ToolChoiceMode>(*automatic.request().function_call), ToolChoiceMode::automatic);
}

TEST(ResponseFormat, IsReadInEveryForm) {
  EXPECT_EQ(ParsedChat(with_members(R"("response_format":{"type":"text"})")).request().response_format->type,
            ResponseFormatType::text);
  const ParsedChat chat(with_members(
      R"("response_format":{"json_schema":{"schema":{"type":"object"},"name":"n","strict":true,"description":"d"},)"
      R"("type":"json_schema"})"));
  ASSERT_TRUE(chat.accepted());
  const ResponseFormat& format = *chat.request().response_format;
  EXPECT_EQ(format.type, ResponseFormatType::json_schema);
  EXPECT_EQ(format.name.decode(), "n");
  EXPECT_EQ(format.description.decode(), "d");
  EXPECT_EQ(format.schema.raw, R"({"type":"object"})");
  EXPECT_EQ(format.strict, true);
}

}  // namespace
}  // namespace gw::openai
