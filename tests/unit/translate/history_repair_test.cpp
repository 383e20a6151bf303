#include "translate/history_repair.hpp"

#include <gtest/gtest.h>

#include <string>

#include "unit/translate/translated_chat.hpp"

// Numbers in test names are those of docs/mapping.md#history-repair.

namespace gw::translate {
namespace {

/// The turns in short: "user: text … | assistant: call a(…) …".
class Turns {
 public:
  [[nodiscard]] static std::string of(const bedrock::ConverseRequest& request) {
    Turns turns;
    for (const bedrock::Message& message : request.messages) {
      if (!turns.out_.empty()) turns.out_ += " | ";
      turns.out_ += message.role == bedrock::Role::user        ? "user:"
                    : message.role == bedrock::Role::assistant ? "assistant:"
                                                               : "system:";
      for (const bedrock::ContentBlock& block : message.content) {
        turns.out_ += ' ';
        std::visit([&](const auto& alternative) { turns.add(alternative); }, block);
      }
    }
    return turns.out_;
  }

 private:
  void add(const bedrock::TextBlock& block) { out_ += block.text.decode(); }
  void add(const bedrock::ToolUseBlock& block) { out_ += "call " + block.id.decode(); }
  void add(const bedrock::ToolResultBlock& block) {
    out_ += "result " + block.id.decode() + "(";
    for (const auto& content : block.content) {
      std::visit([&](const auto& alternative) { add(alternative); }, content);
    }
    out_ += block.status == bedrock::ToolResultStatus::error ? ") failed" : ")";
  }
  template <class Other>
  void add(const Other&) {
    out_ += "media";
  }

  std::string out_;
};

std::string turns(const std::string& messages, const models::Capabilities& capabilities = {}) {
  TranslatedChat translated(chat(messages, kOneTool), capabilities);
  return Turns::of(translated.request());
}

std::string warnings(const std::string& messages, const models::Capabilities& capabilities = {}) {
  return TranslatedChat(chat(messages, kOneTool), capabilities).warnings();
}

TEST(HistoryRepair, LeavesASoundHistoryAlone) {
  const std::string history =
      user("a") + "," + calls({"1"}) + "," + result("1", "r") + "," + assistant("b") + "," + user("c");
  EXPECT_EQ(turns(history), "user: a | assistant: call 1 | user: result 1(r) | assistant: b | user: c");
  EXPECT_EQ(warnings(history), "");
}

TEST(HistoryRepair, Pitfall1_MergesParallelResultsInTheOrderOfTheCalls) {
  const std::string history =
      user("a") + "," + calls({"1", "2"}) + "," + result("2", "two") + "," + result("1", "one");
  EXPECT_EQ(turns(history), "user: a | assistant: call 1 call 2 | user: result 1(one) result 2(two)");
  EXPECT_EQ(warnings(history), "");
}

TEST(HistoryRepair, Pitfall2_DropsBlankTextOfEveryKindAndRole) {
  for (const std::string blank : {"", " ", R"(\n\n)", R"(\u3000\t)"}) {
    SCOPED_TRACE(blank);
    EXPECT_EQ(
        turns(system(blank) + "," + user(blank) + "," + user("a") + "," + assistant(blank) + "," + user("b")),
        "user: a b");
    EXPECT_EQ(turns(R"({"role":"user","content":[{"type":"text","text":")" + blank +
                    R"("},{"type":"text","text":"a"}]})"),
              "user: a");
  }
}

TEST(HistoryRepair, Pitfall2_PutsAPlaceholderWhereAUserTurnOrAResultHoldsNothing) {
  EXPECT_EQ(turns(user("")), "user: (empty)");
  EXPECT_EQ(turns(user("a") + "," + assistant("b") + "," + user(" ")),
            "user: a | assistant: b | user: (empty)");
  EXPECT_EQ(turns(user("a") + "," + calls({"1"}) + "," + result("1", "")),
            "user: a | assistant: call 1 | user: result 1((empty))");
}

TEST(HistoryRepair, Pitfall3_FlattensToolBlocksWhereNoToolsAreOffered) {
  TranslatedChat translated(chat(user("a") + "," + calls({"1"}) + "," + result("1", "r\\n\\\"s\\\"")));
  EXPECT_EQ(Turns::of(translated.request()),
            "user: a | assistant: [Called the tool f with {}] | user: [Tool result: r\n\"s\"]");
  EXPECT_EQ(translated.warnings(), "flattened:messages");
}

TEST(HistoryRepair, Pitfall6_AsksTheModelToGoOnWhereItTakesNoPrefill) {
  models::Capabilities capabilities;
  capabilities.assistant_prefill = false;
  const std::string history = user("a") + "," + assistant("Sure");
  EXPECT_EQ(turns(history, capabilities), "user: a | assistant: Sure | user: Continue.");
  EXPECT_EQ(warnings(history, capabilities), "inserted:messages.user");
  EXPECT_EQ(turns(user("a") + "," + assistant(""), capabilities), "user: a");
}

TEST(HistoryRepair, Pitfall7_AnswersACallThatTheUserInterrupted) {
  const std::string history =
      user("a") + "," + calls({"1", "2"}) + "," + result("2", "two") + "," + user("stop");
  EXPECT_EQ(
      turns(history),
      "user: a | assistant: call 1 call 2 | user: result 1(No result is available for this call. Do not "
      "assume that it ran.) failed result 2(two) stop");
  EXPECT_EQ(warnings(history), "inserted:messages.tool");
}

TEST(HistoryRepair, Pitfall7_AnswersACallAtTheEndAndBetweenAssistantTurns) {
  const std::string missing =
      "result 1(No result is available for this call. Do not assume that it ran.) failed";
  EXPECT_EQ(turns(user("a") + "," + calls({"1"})), "user: a | assistant: call 1 | user: " + missing);
  EXPECT_EQ(turns(user("a") + "," + calls({"1"}) + "," + assistant("b") + "," + user("c")),
            "user: a | assistant: call 1 b | user: " + missing + " c");
}

TEST(HistoryRepair, Pitfall7_TurnsAResultWithoutACallIntoText) {
  const std::string history = result("gone", "r") + "," + user("a");
  EXPECT_EQ(turns(history), "user: [Tool result without its call: r] a");
  EXPECT_EQ(warnings(history), "orphaned:messages.tool_call_id");
}

TEST(HistoryRepair, Pitfall7_TakesTheLastOfTwoResults) {
  const std::string history =
      user("a") + "," + calls({"1"}) + "," + result("1", "old") + "," + result("1", "new");
  EXPECT_EQ(turns(history), "user: a | assistant: call 1 | user: result 1(new)");
  EXPECT_EQ(warnings(history), "deduplicated:messages.tool_call_id");
}

// A result that comes after the next answer must not change the turns before it: caches end there.
TEST(HistoryRepair, Pitfall7_KeepsALateResultAsText) {
  EXPECT_EQ(
      turns(user("a") + "," + calls({"1"}) + "," + user("b") + "," + assistant("c") + "," + result("1", "r")),
      "user: a | assistant: call 1 | user: result 1(No result is available for this call. Do not assume "
      "that it ran.) failed b | assistant: c | user: [Tool result without its call: r]");
}

TEST(HistoryRepair, Pitfall7_GivesARepeatedIdAnotherOne) {
  const std::string turn = calls({"call_0"}) + "," + result("call_0", "r");
  const std::string seen = turns(user("a") + "," + turn + "," + turn);
  EXPECT_EQ(
      seen,
      "user: a | assistant: call call_0 | user: result call_0(r) | assistant: call call_0_1c3adaae | user: "
      "result call_0_1c3adaae(r)");
}

TEST(HistoryRepair, Pitfall7_PairsTwoCallsOfOneIdInOneTurn) {
  const std::string seen =
      turns(user("a") + "," + calls({"x", "x"}) + "," + result("x", "one") + "," + result("x", "two"));
  EXPECT_EQ(seen.find("result x(one) result x_"), seen.find("result x(one)"));
  EXPECT_NE(seen.find("(two)"), std::string::npos);
}

TEST(HistoryRepair, Pitfall7_PairsManyCallsOfOneTurn) {
  std::string history = user("a") + R"(,{"role":"assistant","tool_calls":[)";
  std::string results;
  std::string expected = "user: a | assistant:";
  std::string answers;
  for (int i = 0; i < 40; ++i) {
    const std::string id = "c" + std::to_string(i);
    history += (i == 0 ? "" : ",") + (R"({"id":")" + id + R"(","function":{"name":"f","arguments":"{}"}})");
    results = "," + result(id, "r" + std::to_string(i)) + results;  // the other way round
    expected += " call " + id;
    answers += " result " + id + "(r" + std::to_string(i) + ")";
  }
  history += "]}" + results + "," + result("c7", "again") + "," + result("c99", "gone");
  const std::size_t seventh = answers.find("(r7)");
  answers.replace(seventh, 4, "(again)");
  EXPECT_EQ(turns(history), expected + " | user:" + answers + " [Tool result without its call: gone]");
}

TEST(HistoryRepair, Pitfall8_BeginsWithAUserTurn) {
  EXPECT_EQ(turns(assistant("Hello") + "," + user("a")), "user: Begin. | assistant: Hello | user: a");
  EXPECT_EQ(turns(system("s")), "user: Begin.");
  EXPECT_EQ(warnings(system("s")), "inserted:messages.user");
}

TEST(HistoryRepair, Pitfall9_JoinsNeighboursOfOneRole) {
  EXPECT_EQ(
      turns(user("a") + "," + user("b") + "," + assistant("c") + "," + assistant("d") + "," + user("e")),
      "user: a b | assistant: c d | user: e");
  EXPECT_EQ(turns(user("a") + "," + assistant(" ") + "," + user("b")), "user: a b");
}

TEST(HistoryRepair, Pitfall11_SendsNoSystemWhereAllOfItIsBlank) {
  TranslatedChat translated(chat(system("") + "," + user("a")));
  EXPECT_TRUE(translated.request().system.empty());
}

TEST(HistoryRepair, Pitfall14_TrimsTheEndOfATurnThatIsToBeContinued) {
  EXPECT_EQ(turns(user("a") + "," + assistant(R"(Sure \n\t )")), "user: a | assistant: Sure");
  EXPECT_EQ(turns(user("a") + "," + assistant(R"(C:\\n)")), "user: a | assistant: C:\\n");
  EXPECT_EQ(turns(user("a") + "," + assistant("Sure ") + "," + user("b")),
            "user: a | assistant: Sure  | user: b");
}

TEST(HistoryRepair, Pitfall15_LeavesALateSystemMessageInItsPlace) {
  const std::string history =
      system("first") + "," + user("a") + "," + assistant("b") + "," + system("late") + "," + user("c");
  EXPECT_EQ(turns(history), "user: a | assistant: b | user: <system>\nlate\n</system> c");
  EXPECT_EQ(warnings(history), "moved:messages.system");
  models::Capabilities capabilities;
  capabilities.system_in_conversation = true;
  EXPECT_EQ(turns(history, capabilities), "user: a | assistant: b | system: late | user: c");
  EXPECT_EQ(warnings(history, capabilities), "");
}

TEST(HistoryRepair, Pitfall15_LetsNoSystemMessageStandBetweenACallAndItsResult) {
  models::Capabilities capabilities;
  capabilities.system_in_conversation = true;
  EXPECT_EQ(turns(user("a") + "," + calls({"1"}) + "," + system("s") + "," + result("1", "r"), capabilities),
            "user: a | assistant: call 1 | user: result 1(r) | system: s");
}

TEST(HistoryRepair, Pitfall16_FoldsSystemIntoTheFirstUserTurnForModelsWithoutIt) {
  models::Capabilities capabilities;
  capabilities.system_prompt = false;
  const std::string history = system("s") + "," + user("a") + "," + assistant("b") + "," + user("c");
  TranslatedChat translated(chat(history), capabilities);
  EXPECT_EQ(Turns::of(translated.request()), "user: s a | assistant: b | user: c");
  EXPECT_TRUE(translated.request().system.empty());
  EXPECT_EQ(translated.warnings(), "moved:messages.system");
}

TEST(HistoryRepair, Pitfall17_SeparatesResultsFromTextForFamiliesThatDemandIt) {
  models::Capabilities capabilities;
  capabilities.tools.separator_after_results = true;
  const std::string history = user("a") + "," + calls({"1"}) + "," + result("1", "r") + "," + user("b");
  EXPECT_EQ(turns(history, capabilities),
            "user: a | assistant: call 1 | user: result 1(r) | assistant: I have the results. | user: b");
  EXPECT_EQ(warnings(history, capabilities), "inserted:messages.assistant");
}

constexpr const char* kImageResult =
    R"({"role":"tool","tool_call_id":"1","content":[{"type":"text","text":"see"},)"
    R"({"type":"image_url","image_url":"data:image/gif;base64,R0lGODlhAQABAAAAACw="}]})";

TEST(HistoryRepair, Pitfall18_KeepsImagesInsideResults) {
  EXPECT_EQ(turns(user("a") + "," + calls({"1"}) + "," + kImageResult),
            "user: a | assistant: call 1 | user: result 1(seemedia)");
}

TEST(HistoryRepair, Pitfall18_MovesImagesBehindResultsForModelsThatDoNotTakeThemThere) {
  models::Capabilities capabilities;
  capabilities.tools.images_in_results = false;
  const std::string history = user("a") + "," + calls({"1"}) + "," + kImageResult;
  EXPECT_EQ(turns(history, capabilities), "user: a | assistant: call 1 | user: result 1(see) media");
  EXPECT_EQ(warnings(history, capabilities), "moved:messages.content");
}

TEST(HistoryRepair, Pitfall18_KeepsAnImageWhoseResultBecameText) {
  TranslatedChat translated(chat(user("a") + "," + calls({"1"}) + "," + kImageResult));
  EXPECT_EQ(Turns::of(translated.request()),
            "user: a | assistant: [Called the tool f with {}] | user: [Tool result: see] media");
}

TEST(HistoryRepair, Pitfall18_KeepsTheBytesOfAResult) {
  TranslatedChat translated(
      chat(user("a") + "," + calls({"1"}) + "," + result("1", R"({\"b\" : 1,\n \"a\":\u00e9})"), kOneTool));
  EXPECT_NE(translated.body().find(R"({"text":"{\"b\" : 1,\n \"a\":\u00e9}"})"), std::string::npos);
}

TEST(HistoryRepair, Pitfall19_TakesNullContentOfEveryRole) {
  const std::string null_user = R"({"role":"user","content":null})";
  const std::string null_tool = R"({"role":"tool","tool_call_id":"1","content":null})";
  EXPECT_EQ(turns(null_user + "," + calls({"1"}) + "," + null_tool),
            "user: (empty) | assistant: call 1 | user: result 1((empty))");
}

TEST(HistoryRepair, Pitfall19_TurnsARefusalIntoText) {
  EXPECT_EQ(turns(user("a") + R"(,{"role":"assistant","content":null,"refusal":"No."},)" + user("b")),
            "user: a | assistant: No. | user: b");
  EXPECT_EQ(turns(user("a") + R"(,{"role":"assistant","content":[{"type":"refusal","refusal":"No."}]},)" +
                  user("b")),
            "user: a | assistant: No. | user: b");
}

TEST(HistoryRepair, Pitfall19_MapsTheFormBeforeToolCalls) {
  const std::string call =
      R"({"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}})";
  const std::string reply = R"({"role":"function","name":"f","content":"r"})";
  EXPECT_EQ(turns(user("a") + "," + call + "," + reply + "," + call + "," + reply),
            "user: a | assistant: call function_1 | user: result function_1(r) | assistant: call function_2 "
            "| user: "
            "result function_2(r)");
  EXPECT_EQ(turns(user("a") + R"(,{"role":"function","name":"g","content":"r"})"),
            "user: a [Tool result without its call: r]");
}

}  // namespace
}  // namespace gw::translate
