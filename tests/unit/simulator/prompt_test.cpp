#include "simulator/prompt.hpp"

#include <gmock/gmock.h>

#include "simulator/tokens.hpp"
#include "simulator/tool_choice.hpp"
#include "support.hpp"

namespace gw::simulator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Prompt, FindsPlaces) {
  EXPECT_THAT(read_prompt("What is the weather in Paris? Use the tool.").places, ElementsAre("Paris"));
  EXPECT_THAT(read_prompt("Weather in New York, please").places, ElementsAre("New York"));
  EXPECT_THAT(read_prompt("weather in Paris and Rome").places, ElementsAre("Paris", "Rome"));
  EXPECT_THAT(read_prompt("Is it raining, Zürich?").places, ElementsAre("Zürich"));
  EXPECT_THAT(read_prompt("Hello there").places, IsEmpty());
}

TEST(Prompt, FindsValuesOfAllKinds) {
  const Prompt prompt = read_prompt(
      "Send \"the report\" to ann@example.com by 2026-02-03, see https://example.org/a?b=1, 3 copies at -2.5 "
      "degrees 007");
  EXPECT_THAT(prompt.quoted, ElementsAre("the report"));
  EXPECT_THAT(prompt.addresses, ElementsAre("ann@example.com"));
  EXPECT_THAT(prompt.dates, ElementsAre("2026-02-03"));
  EXPECT_THAT(prompt.links, ElementsAre("https://example.org/a?b=1"));
  EXPECT_THAT(prompt.numbers, ElementsAre("3", "-2.5"));
}

TEST(Prompt, FindsNamedValues) {
  const Prompt prompt = read_prompt("Unit: celsius, days = 3, subunit: none");
  EXPECT_EQ(prompt.value_of("unit"), "celsius");
  EXPECT_EQ(prompt.value_of("days"), "3");
  EXPECT_EQ(prompt.value_of("day"), std::nullopt);
  EXPECT_EQ(prompt.value_of("city"), std::nullopt);
}

TEST(Prompt, SplitsNames) {
  EXPECT_THAT(words_of_name("get_weatherForecast-v2"), ElementsAre("get", "weather", "forecast", "v2"));
  EXPECT_THAT(words_of_name("HTTPGet"), ElementsAre("httpget"));
  EXPECT_THAT(words_of_name(""), IsEmpty());
}

TEST(Prompt, ComparesWordsAcrossPlurals) {
  const Prompt prompt = read_prompt("The invoices, and gas");
  EXPECT_TRUE(prompt.has_word("invoice"));
  EXPECT_TRUE(prompt.has_word("invoices"));
  EXPECT_FALSE(prompt.has_word("ga"));
}

class ToolsAskedFor : public ::testing::Test {
 protected:
  std::vector<std::string> asked(std::string_view prompt) const {
    const Prompt read = read_prompt(prompt);
    std::vector<std::string> names;
    for (const Tool* tool : tools_asked_for(tools_, read)) names.push_back(tool->name);
    return names;
  }

 private:
  test::Document schema_{R"({"type":"object"})"};
  std::vector<Tool> tools_{
      {0, "get_weather", "Current conditions for a place", schema_.root()},
      {1, "search_invoices", "Looks through the accounting archive for paid bills", schema_.root()},
  };
};

TEST_F(ToolsAskedFor, ByTheTellingWordOfAName) {
  EXPECT_THAT(asked("What's the weather in Paris?"), ElementsAre("get_weather"));
  EXPECT_THAT(asked("Get me something"), IsEmpty());
}

TEST_F(ToolsAskedFor, ByTheWholeName) {
  EXPECT_THAT(asked("please run search_invoices now"), ElementsAre("search_invoices"));
}

TEST_F(ToolsAskedFor, ByAllTellingWordsOfANameOnly) {
  EXPECT_THAT(asked("search the invoice of March"), ElementsAre("search_invoices"));
  EXPECT_THAT(asked("search the web"), IsEmpty());
}

TEST_F(ToolsAskedFor, ByTwoWordsOfTheDescription) {
  EXPECT_THAT(asked("which bills are in the archive?"), ElementsAre("search_invoices"));
  EXPECT_THAT(asked("which bills are due?"), IsEmpty());
}

TEST_F(ToolsAskedFor, MayBeSeveral) {
  EXPECT_THAT(asked("search the invoices and the weather"), ElementsAre("get_weather", "search_invoices"));
}

TEST(Tokens, JoinToTheTextAndCutNoCharacter) {
  const std::string text = "Hello,  wörld! 🎉🎉🎉🎉🎉🎉 antidisestablishmentarianism\n";
  std::string joined;
  for (const std::string_view piece : split_tokens(text)) {
    EXPECT_NE(static_cast<unsigned char>(piece.front()) & 0xC0U, 0x80U);
    joined += piece;
  }
  EXPECT_EQ(joined, text);
  EXPECT_EQ(count_tokens(text), split_tokens(text).size());
  EXPECT_EQ(count_tokens(""), 0U);
}

TEST(Tokens, BelongToWordsWithTheSpaceBefore) {
  EXPECT_THAT(split_tokens("a bc defghij"), ElementsAre("a", " bc", " defg", "hij"));
}

}  // namespace
}  // namespace gw::simulator
