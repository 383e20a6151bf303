#include "translate/chat_to_converse.hpp"

#include <gtest/gtest.h>

#include <string>

#include "unit/translate/translated_chat.hpp"

namespace gw::translate {
namespace {

TEST(ChatToConverse, SplicesTextAsItStandsInTheBody) {
  TranslatedChat translated(chat(user(R"(\u00e9\/\"\\ é)")));
  EXPECT_EQ(translated.body(), R"({"messages":[{"role":"user","content":[{"text":"\u00e9\/\"\\ é"}]}]})");
}

TEST(ChatToConverse, SendsTheModelThatItWasGiven) {
  TranslatedChat translated(chat(user("a")));
  EXPECT_EQ(translated.request().model, base::ModelId("m"));
}

TEST(ChatToConverse, HoistsLeadingSystemAndDeveloperMessages) {
  TranslatedChat translated(
      chat(system("one") + R"(,{"role":"developer","content":[{"type":"text","text":"two"}]},)" + user("a")));
  EXPECT_EQ(
      translated.body(),
      R"({"messages":[{"role":"user","content":[{"text":"a"}]}],"system":[{"text":"one"},{"text":"two"}]})");
}

TEST(ChatToConverse, WarnsOfWhatItLeavesOut) {
  TranslatedChat translated(chat(
      R"({"role":"user","name":"ann","cache_control":{"type":"ephemeral"},"content":[{"type":"text","text":"a\ud800",)"
      R"("prompt_cache_breakpoint":{"mode":"explicit"}}]})",
      R"("seed":1,"made_up":2,"top_k":5)"));
  EXPECT_EQ(translated.warnings(),
            "ignored:seed, replaced_characters:body, unknown:made_up, ignored:top_k, ignored:messages.name, "
            "ignored:cache_control, ignored:prompt_cache_breakpoint");
}

// Found by fuzzing: a call in a user turn went to Bedrock as one.
TEST(ChatToConverse, TakesCallsFromAssistantMessagesOnly) {
  TranslatedChat translated(
      chat(R"({"role":"user","content":"a","refusal":"no","function_call":{"name":"f","arguments":""},)"
           R"("tool_calls":[{"id":"1","function":{"name":"f","arguments":"{}"}}]})",
           kOneTool));
  EXPECT_NE(translated.body().find(R"("messages":[{"role":"user","content":[{"text":"a"}]}])"),
            std::string::npos);
  EXPECT_EQ(translated.warnings(), "ignored:messages.tool_calls");
}

TEST(ChatToConverse, DropsReasoningThatNobodySigned) {
  TranslatedChat translated(
      chat(user("a") + R"(,{"role":"assistant","content":"b","reasoning_content":"secret thoughts"},)" +
           user("c")));
  EXPECT_EQ(translated.body().find("secret"), std::string::npos);
  EXPECT_EQ(translated.warnings(), "");
}

TEST(ChatToConverse, WarnsOfArgumentsThatItHadToWrap) {
  TranslatedChat translated(chat(
      user("a") +
          R"(,{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"f","arguments":"{\"a\""}}]},)" +
          result("1", "r"),
      kOneTool));
  EXPECT_EQ(translated.warnings(), "wrapped:messages[1].tool_calls.function.arguments");
  EXPECT_NE(translated.body().find(R"("input":{"_raw":"{\"a\""})"), std::string::npos);
}

TEST(ChatToConverse, RefusesMediaThatTheModelOrTheGatewayDoesNotTake) {
  models::Capabilities blind;
  blind.media.images = false;
  const std::string image =
      R"({"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":"data:image/gif;base64,R0lGODlhAQABAAAAACw="}]})";
  EXPECT_EQ(TranslatedChat(chat(image), blind).verdict(),
            "unsupported_value messages[0].content[1].image_url");
  EXPECT_EQ(TranslatedChat(chat(image)).verdict(), "accepted");
  EXPECT_EQ(TranslatedChat(
                chat(user("a") + R"(,{"role":"user","content":[{"type":"file","file":{"file_id":"f"}}]})"))
                .verdict(),
            "unsupported_parameter messages[1].content[0].file");
  EXPECT_EQ(
      TranslatedChat(
          chat(
              R"({"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA","format":"wav"}}]})"))
          .verdict(),
      "unsupported_parameter messages[0].content[0].input_audio");
}

TEST(ChatToConverse, NamesTheImageThatIsWrongInAToolResult) {
  EXPECT_EQ(
      TranslatedChat(
          chat(user("a") + "," + calls({"1"}) +
                   R"(,{"role":"tool","tool_call_id":"1","content":[{"type":"image_url","image_url":"x!"}]})",
               kOneTool))
          .verdict(),
      "invalid_image_url messages[2].content[0].image_url.url");
}

TEST(ChatToConverse, GivesNamesAndIdsAFormThatBedrockTakes) {
  const std::string name = "mcp.server/tool";
  TranslatedChat translated(
      chat(user("a") + R"(,{"role":"assistant","tool_calls":[{"id":"a|b","function":{"name":")" + name +
               R"(","arguments":"{}"}}]},)" + result("a|b", "r"),
           R"("tools":[{"type":"function","function":{"name":")" + name +
               R"("}}],"tool_choice":{"type":"function","function":{"name":")" + name + R"("}})"));
  const std::string body = translated.body();
  EXPECT_EQ(body.find("mcp.server"), std::string::npos);
  EXPECT_NE(body.find(R"("toolUse":{"toolUseId":"a_b","name":"mcp_server_tool")"), std::string::npos);
  EXPECT_NE(body.find(R"("toolResult":{"toolUseId":"a_b")"), std::string::npos);
  EXPECT_NE(body.find(R"("toolChoice":{"tool":{"name":"mcp_server_tool"}})"), std::string::npos);
  EXPECT_EQ(translated.warnings(), "aliased:mcp_server_tool, aliased:tool_call_id");
  const auto alias = codec::JsonString::from_escaped("mcp_server_tool", false);
  EXPECT_EQ(translated.translation().aliases.original(alias).decode(), name);
}

TEST(ChatToConverse, ReplacesHyphensForModelsThatStumbleOverThem) {
  models::Capabilities nova;
  nova.tools.hyphens_in_names = false;
  TranslatedChat translated(
      chat(user("a"), R"("tools":[{"type":"function","function":{"name":"get-weather"}}])"), nova);
  EXPECT_NE(translated.body().find(R"("name":"get_weather")"), std::string::npos);
  const auto alias = codec::JsonString::from_escaped("get_weather", false);
  EXPECT_EQ(translated.translation().aliases.original(alias).decode(), "get-weather");
}

}  // namespace
}  // namespace gw::translate
