#include "simulator/conversation_rules.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "codec/base64.hpp"
#include "support.hpp"

namespace gw::simulator {
namespace {

using test::Document;
using ::testing::HasSubstr;

// What Bedrock would say to this body; empty if nothing.
std::string refusal(const std::string& body) {
  const Document document{body};
  const auto error = check_conversation(read_conversation(document.root()));
  return error ? error->message : "";
}

constexpr std::string_view kTools =
    R"("toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}}]})";

std::string messages(std::string_view list) {
  return fmt::format(R"({{"messages":[{}],{}}})", list, kTools);
}

std::string user(std::string_view blocks) {
  return fmt::format(R"({{"role":"user","content":[{}]}})", blocks);
}

std::string assistant(std::string_view blocks) {
  return fmt::format(R"({{"role":"assistant","content":[{}]}})", blocks);
}

std::string call(std::string_view id) {
  return fmt::format(R"({{"toolUse":{{"toolUseId":"{}","name":"f","input":{{}}}}}})", id);
}

std::string result(std::string_view id) {
  return fmt::format(R"({{"toolResult":{{"toolUseId":"{}","content":[{{"text":"r"}}]}}}})", id);
}

std::string image(std::string_view format, std::string_view bytes) {
  return fmt::format(R"({{"image":{{"format":"{}","source":{{"bytes":"{}"}}}}}})", format,
                     codec::encode_base64(bytes));
}

constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n0123456789";
constexpr std::string_view kHi = R"({"text":"hi"})";

TEST(ConversationRules, AcceptAToolLoop) {
  EXPECT_EQ(refusal(messages(user(kHi) + "," + assistant(call("a") + "," + call("b")) + "," +
                             user(result("b") + "," + result("a")) + "," + assistant(R"({"text":"done"})") +
                             "," + user(kHi))),
            "");
}

TEST(ConversationRules, WantAUserMessageFirst) {
  const std::string text =
      "A conversation must start with a user message. Try again with a conversation that starts with a user "
      "message.";
  EXPECT_EQ(refusal(messages(assistant(kHi) + "," + user(kHi))), text);
  EXPECT_EQ(refusal(R"({"messages":[]})"), text);
  EXPECT_EQ(refusal("{}"), text);
}

TEST(ConversationRules, WantRolesToAlternate) {
  EXPECT_EQ(
      refusal(messages(user(kHi) + "," + user(kHi))),
      "A conversation must alternate between user and assistant roles. Make sure the conversation alternates "
      "between user and assistant roles and try again.");
  EXPECT_NE(refusal(messages(user(kHi) + "," + assistant(kHi) + "," + assistant(kHi))), "");
}

TEST(ConversationRules, RefuseAnEmptyMessage) {
  EXPECT_EQ(refusal(messages(user(""))),
            "The content field in the Message object at messages.0 is empty. Add a ContentBlock object to "
            "the content "
            "field and try again.");
}

TEST(ConversationRules, RefuseBlankTextEverywhere) {
  EXPECT_EQ(refusal(messages(user(R"({"text":"a"},{"text":" \n\u00a0"})"))),
            "The text field in the ContentBlock object at messages.0.content.1 is blank. Add text to the "
            "text field, and "
            "try again.");
  EXPECT_THAT(refusal(messages(user(R"({"text":""})"))), HasSubstr("is blank"));
  EXPECT_THAT(refusal(messages(user(kHi) + "," + assistant(R"({"text":"\t"})"))),
              HasSubstr("messages.1.content.0 is blank"));
  EXPECT_THAT(refusal(R"({"system":[{"text":" "}],"messages":[{"role":"user","content":[{"text":"a"}]}]})"),
              HasSubstr("system.0 is blank"));
  EXPECT_THAT(refusal(messages(user(kHi) + "," + assistant(call("a")) + "," +
                               user(R"({"toolResult":{"toolUseId":"a","content":[{"text":""}]}})"))),
              HasSubstr("messages.2.content.0.toolResult.content.0 is blank"));
}

TEST(ConversationRules, WantAResultForEachCallInTheNextTurn) {
  EXPECT_EQ(
      refusal(messages(user(kHi) + "," + assistant(call("a") + "," + call("b")) + "," + user(result("a")))),
      "Expected toolResult blocks at messages.2.content for the following Ids: b");
  EXPECT_EQ(refusal(messages(user(kHi) + "," + assistant(call("a") + "," + call("b")) + "," + user(kHi))),
            "Expected toolResult blocks at messages.2.content for the following Ids: a, b");
  EXPECT_EQ(refusal(messages(user(kHi) + "," + assistant(call("a")))),
            "Expected toolResult blocks at messages.2.content for the following Ids: a");
}

TEST(ConversationRules, RefuseResultsThatNoCallAskedFor) {
  EXPECT_EQ(refusal(messages(user(result("a")))),
            "The number of toolResult blocks at messages.0.content exceeds the number of toolUse blocks of "
            "previous turn.");
  EXPECT_EQ(
      refusal(messages(user(kHi) + "," + assistant(call("a")) + "," + user(result("a") + "," + result("b")))),
      "The number of toolResult blocks at messages.2.content exceeds the number of toolUse blocks of "
      "previous turn.");
}

TEST(ConversationRules, RefuseIdsThatAreUsedTwiceInATurn) {
  EXPECT_EQ(
      refusal(messages(user(kHi) + "," + assistant(call("a") + "," + call("a")) + "," + user(result("a")))),
      "The toolUse blocks at messages.1.content contain duplicate Ids: a");
  EXPECT_EQ(
      refusal(messages(user(kHi) + "," + assistant(call("a")) + "," + user(result("a") + "," + result("a")))),
      "The toolResult blocks at messages.2.content contain duplicate Ids: a");
}

TEST(ConversationRules, WantAToolConfigWithToolBlocks) {
  EXPECT_EQ(refusal(fmt::format(R"({{"messages":[{},{},{}]}})", user(kHi), assistant(call("a")),
                                user(result("a")))),
            "The toolConfig field must be defined when using toolUse and toolResult content blocks.");
}

TEST(ConversationRules, WantAnObjectForInputAndJsonResult) {
  EXPECT_EQ(refusal(messages(user(kHi) + "," +
                             assistant(R"({"toolUse":{"toolUseId":"a","name":"f","input":"{}"}})") + "," +
                             user(result("a")))),
            "The format of the value at messages.1.content.0.toolUse.input is invalid. Provide a json object "
            "for the field "
            "and try again.");
  EXPECT_THAT(refusal(messages(user(kHi) + "," + assistant(call("a")) + "," +
                               user(R"({"toolResult":{"toolUseId":"a","content":[{"json":[1]}]}})"))),
              HasSubstr("messages.2.content.0.toolResult.content.0.json is invalid"));
}

TEST(ConversationRules, WantContentInAFailedResult) {
  EXPECT_EQ(
      refusal(messages(user(kHi) + "," + assistant(call("a")) + "," +
                       user(R"({"toolResult":{"toolUseId":"a","status":"error","content":[]}})"))),
      "The content field at messages.2.content.0.toolResult cannot be empty when status value is error.");
  EXPECT_EQ(refusal(messages(user(kHi) + "," + assistant(call("a")) + "," +
                             user(R"({"toolResult":{"toolUseId":"a","content":[]}})"))),
            "");
}

TEST(ConversationRules, WantAnObjectSchema) {
  const auto schema = [](std::string_view text) {
    return refusal(fmt::format(
        R"({{"messages":[{}],"toolConfig":{{"tools":[{{"cachePoint":{{"type":"default"}}}},{{"toolSpec":{{"name":"f","inputSchema":{{"json":{}}}}}}}]}}}})",
        user(kHi), text));
  };
  EXPECT_EQ(schema(R"({"type":"object"})"), "");
  const std::string text =
      "The value at toolConfig.tools.1.toolSpec.inputSchema.json.type must be one of the following: object.";
  EXPECT_EQ(schema("{}"), text);
  EXPECT_EQ(schema(R"({"type":"string"})"), text);
  EXPECT_EQ(schema(R"({"type":["object","null"]})"), text);
  EXPECT_THAT(schema("[]"), HasSubstr("Provide a json object"));
}

TEST(ConversationRules, RefuseTwoToolsOfOneName) {
  EXPECT_EQ(
      refusal(fmt::format(
          R"({{"messages":[{}],"toolConfig":{{"tools":[{{"toolSpec":{{"name":"f","inputSchema":{{"json":{{"type":"object"}}}}}}}},{{"toolSpec":{{"name":"f","inputSchema":{{"json":{{"type":"object"}}}}}}}}]}}}})",
          user(kHi))),
      "The tool f is already defined at toolConfig.tools.0.");
}

TEST(ConversationRules, WantAForcedToolToBeOffered) {
  EXPECT_THAT(
      refusal(fmt::format(
          R"({{"messages":[{}],"toolConfig":{{"tools":[{{"toolSpec":{{"name":"f","inputSchema":{{"json":{{"type":"object"}}}}}}}}],"toolChoice":{{"tool":{{"name":"g"}}}}}}}})",
          user(kHi))),
      HasSubstr("g in toolConfig.toolChoice.tool.name is not defined"));
}

TEST(ConversationRules, CompareTheImageFormatWithTheFirstBytes) {
  EXPECT_EQ(refusal(messages(user(image("png", kPng)))), "");
  EXPECT_EQ(refusal(messages(user(std::string{kHi} + "," + image("jpeg", kPng)))),
            "The model returned the following errors: messages.0.content.1.image.source.bytes: The image was "
            "specified "
            "using the image/jpeg media type, but the image appears to be a image/png image");
  EXPECT_THAT(refusal(messages(user(image("png", "no image at all")))), HasSubstr("Could not process image"));
}

TEST(ConversationRules, TellImageFormatsApart) {
  EXPECT_EQ(image_format_of(kPng), "png");
  EXPECT_EQ(image_format_of("\xff\xd8\xff\xe0 jfif"), "jpeg");
  EXPECT_EQ(image_format_of("GIF89a..."), "gif");
  EXPECT_EQ(image_format_of("RIFF....WEBPVP8 "), "webp");
  EXPECT_EQ(image_format_of("RIFF....WAVE"), "");
  EXPECT_EQ(image_format_of(""), "");
}

TEST(ConversationRules, AllowTwentyImages) {
  std::string blocks{kHi};
  for (int i = 0; i < 20; ++i) blocks += "," + image("png", kPng);
  EXPECT_EQ(refusal(messages(user(blocks))), "");
  EXPECT_EQ(refusal(messages(user(blocks + "," + image("png", kPng)))),
            "The model returned the following errors: too many images and documents: 21 + 0 > 20");
}

TEST(ConversationRules, AllowFourCachePoints) {
  std::string blocks{kHi};
  for (int i = 0; i < 4; ++i) blocks += R"(,{"cachePoint":{"type":"default"}})";
  EXPECT_EQ(refusal(messages(user(blocks))), "");
  EXPECT_EQ(refusal(messages(user(blocks + R"(,{"cachePoint":{"type":"default"}})"))),
            "The model returned the following errors: A maximum of 4 blocks with cache_control may be "
            "provided. Found 5.");
}

TEST(ConversationRules, RestrictDocumentNames) {
  const auto named = [](std::string_view name) {
    return refusal(messages(
        user(fmt::format(R"({},{{"document":{{"name":"{}","source":{{"text":"x"}}}}}})", kHi, name))));
  };
  EXPECT_EQ(named("Report (final) [2]-b"), "");
  for (const char* bad : {"a.pdf", "a  b", "John's", "a_b", "\xE5\x88\x86"})
    EXPECT_THAT(named(bad), HasSubstr("file name")) << bad;
}

TEST(ConversationRules, WantDistinctDocumentsAndTextBesideThem) {
  const std::string document = R"({"document":{"name":"a","source":{"text":"x"}}})";
  EXPECT_EQ(refusal(messages(user(document))), "A text block must be included when using documents.");
  EXPECT_THAT(refusal(messages(user(std::string{kHi} + "," + document + "," + document))),
              HasSubstr("Duplicate document names"));
}

TEST(ConversationRules, AllowFiveDocuments) {
  std::string blocks{kHi};
  for (int i = 0; i < 6; ++i) {
    blocks += fmt::format(R"(,{{"document":{{"name":"{}","source":{{"text":"x"}}}}}})", i);
  }
  EXPECT_THAT(refusal(messages(user(blocks))), HasSubstr("6, is higher than the limit of 5"));
}

TEST(ConversationRules, LookIntoToolResultsForMedia) {
  const auto with_content = [](std::string_view content) {
    const std::string answer = fmt::format(R"({{"toolResult":{{"toolUseId":"a","content":[{}]}}}})", content);
    return refusal(messages(user(kHi) + "," + assistant(call("a")) + "," + user(answer)));
  };
  EXPECT_EQ(with_content(image("png", kPng)), "");
  EXPECT_THAT(with_content(image("gif", kPng)),
              HasSubstr("messages.2.content.0.toolResult.content.0.image.source.bytes: The image was"));
  EXPECT_THAT(with_content(R"({"document":{"name":"a.b","source":{"text":"x"}}})"), HasSubstr("file name"));
}

TEST(ConversationRules, RefuseSystemMessages) {
  EXPECT_THAT(refusal(messages(user(kHi) + R"(,{"role":"system","content":[{"text":"x"}]})")),
              HasSubstr("role system at messages.1"));
}

TEST(ConversationRules, KeepBlocksToTheirRoles) {
  EXPECT_THAT(refusal(messages(user(kHi) + "," + assistant(image("png", kPng)))), HasSubstr("role user"));
  EXPECT_THAT(refusal(messages(user(call("a")))), HasSubstr("role assistant"));
  EXPECT_THAT(refusal(messages(user(kHi) + "," + assistant(result("a")))), HasSubstr("role user"));
}

}  // namespace
}  // namespace gw::simulator
