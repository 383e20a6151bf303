#include <gtest/gtest.h>

#include <string>

#include "unit/translate/translated_chat.hpp"

namespace gw::translate {
namespace {

std::string tools(const std::string& list, const std::string& choice = "null") {
  return "\"tools\":[" + list + "],\"tool_choice\":" + choice;
}

constexpr const char* kF = R"({"type":"function","function":{"name":"f"}})";
constexpr const char* kG = R"({"type":"function","function":{"name":"g"}})";
constexpr const char* kNamedF = R"({"type":"function","function":{"name":"f"}})";

std::string choice_sent(const std::string& list, const std::string& choice,
                        const models::Capabilities& capabilities = {}) {
  TranslatedChat translated(chat(user("a"), tools(list, choice)), capabilities);
  const std::string body = translated.body();
  const std::size_t at = body.find("\"toolChoice\":");
  return (at == std::string::npos ? "none" : body.substr(at + 13, body.size() - at - 15)) + " " +
         translated.warnings();
}

TEST(Tools, SendNoDescriptionThatSaysNothing) {
  for (const char* description : {"\"\"", "\" \"", "null"}) {
    TranslatedChat translated(
        chat(user("a"), tools(std::string(R"({"type":"function","function":{"name":"f","description":)") +
                              description + "}}")));
    EXPECT_EQ(translated.body().find("description"), std::string::npos) << description;
  }
}

TEST(Tools, PassStrictOnWhereTheModelKnowsIt) {
  const std::string strict = R"({"type":"function","function":{"name":"f","strict":true}})";
  models::Capabilities capabilities;
  EXPECT_EQ(TranslatedChat(chat(user("a"), tools(strict)), capabilities).warnings(),
            "dropped:tools.function.strict");
  capabilities.tools.strict = true;
  TranslatedChat translated(chat(user("a"), tools(strict)), capabilities);
  EXPECT_NE(translated.body().find("\"strict\":true"), std::string::npos);
  EXPECT_EQ(translated.warnings(), "");
}

TEST(Tools, AreDroppedForModelsThatKnowNone) {
  models::Capabilities capabilities;
  capabilities.tools.supported = false;
  TranslatedChat translated(chat(user("a"), tools(kF, "\"auto\"")), capabilities);
  EXPECT_FALSE(translated.request().tools);
  EXPECT_EQ(translated.warnings(), "dropped:tools");
  EXPECT_EQ(TranslatedChat(chat(user("a"), tools(kF, "\"required\"")), capabilities).verdict(),
            "unsupported_value tool_choice");
  EXPECT_EQ(TranslatedChat(chat(user("a"), tools(kF, kNamedF)), capabilities).verdict(),
            "unsupported_value tool_choice");
}

TEST(Tools, OfKindsThatAreNotTranslatedYetAreRefused) {
  EXPECT_EQ(
      TranslatedChat(chat(user("a"), tools(std::string(kF) + R"(,{"type":"custom","custom":{"name":"c"}})")))
          .verdict(),
      "unsupported_parameter tools[1].type");
  EXPECT_EQ(TranslatedChat(chat(user("a"), tools(R"({"type":"web_search"})"))).verdict(),
            "unsupported_parameter tools[0].type");
}

TEST(ToolChoice, IsSentInBedrocksWords) {
  EXPECT_EQ(choice_sent(kF, "\"required\""), "{\"any\":{}} ");
  EXPECT_EQ(choice_sent(kF, kNamedF), "{\"tool\":{\"name\":\"f\"}} ");
  EXPECT_EQ(choice_sent(kF, "\"auto\""), "none ");
  EXPECT_EQ(choice_sent(kF, "null"), "none ");
}

TEST(ToolChoice, IsDroppedWhereTheModelDoesNotKnowIt) {
  models::Capabilities capabilities;
  capabilities.tools.choice_any = false;
  capabilities.tools.choice_named = false;
  EXPECT_EQ(choice_sent(kF, "\"required\"", capabilities), "none dropped:tool_choice");
  EXPECT_EQ(choice_sent(kF, kNamedF, capabilities), "none dropped:tool_choice");
}

TEST(ToolChoice, NamesTheOnlyToolByAnyWhereTheModelTakesNoNames) {
  models::Capabilities capabilities;
  capabilities.tools.choice_named = false;
  EXPECT_EQ(choice_sent(kF, kNamedF, capabilities), "{\"any\":{}} ");
  EXPECT_EQ(choice_sent(std::string(kF) + "," + kG, kNamedF, capabilities), "none dropped:tool_choice");
}

TEST(ToolChoice, NoneOffersNoTools) {
  TranslatedChat translated(chat(user("a"), tools(kF, "\"none\"")));
  EXPECT_FALSE(translated.request().tools);
  EXPECT_EQ(translated.warnings(), "");
}

TEST(ToolChoice, MustNameAnOfferedTool) {
  EXPECT_EQ(TranslatedChat(chat(user("a"), tools(kG, kNamedF))).verdict(), "invalid_value tool_choice");
  EXPECT_EQ(TranslatedChat(chat(user("a"), R"("tool_choice":"required")")).verdict(),
            "invalid_value tool_choice");
  EXPECT_EQ(TranslatedChat(chat(user("a"), R"("tool_choice":"auto")")).verdict(), "accepted");
  EXPECT_EQ(TranslatedChat(chat(user("a"), R"("tools":[],"tool_choice":"none")")).verdict(), "accepted");
}

TEST(ToolChoice, OfKindsThatAreNotTranslatedYetIsRefused) {
  EXPECT_EQ(
      TranslatedChat(chat(user("a"), tools(kF, R"({"type":"custom","custom":{"name":"f"}})"))).verdict(),
      "unsupported_parameter tool_choice.custom");
  EXPECT_EQ(TranslatedChat(
                chat(user("a"),
                     tools(kF, R"({"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[]}})")))
                .verdict(),
            "unsupported_parameter tool_choice.allowed_tools");
}

TEST(ParallelToolCalls, AreAWarningOnlyWhereTheyMatter) {
  EXPECT_EQ(TranslatedChat(chat(user("a"), R"("parallel_tool_calls":false)")).warnings(), "");
  EXPECT_EQ(TranslatedChat(chat(user("a"), tools(kF) + R"(,"parallel_tool_calls":true)")).warnings(), "");
  EXPECT_EQ(TranslatedChat(chat(user("a"), tools(kF) + R"(,"parallel_tool_calls":false)")).warnings(),
            "ignored:parallel_tool_calls");
}

}  // namespace
}  // namespace gw::translate
