#include "simulator/schema_filler.hpp"

#include <gmock/gmock.h>

namespace gw::simulator {
namespace {

using ::testing::SizeIs;

std::string fill(std::string_view schema, std::string_view prompt = "") {
  const Prompt read = read_prompt(prompt);
  return fill_schema_text(schema, read).value_or("none");
}

TEST(SchemaFiller, TakesTheCityOutOfThePrompt) {
  EXPECT_EQ(fill(R"({"type":"object","properties":{"city":{"type":"string"}},"required":["city"]})",
                 "What is the weather in Paris?"),
            R"({"city":"Paris"})");
}

TEST(SchemaFiller, SetsOptionalMembersOnlyIfThePromptNamesThem) {
  constexpr std::string_view schema =
      R"({"type":"object","properties":{"city":{"type":"string"},"unit":{"enum":["celsius","fahrenheit"]},"days":{"type":"integer"}},"required":["city"]})";
  EXPECT_EQ(fill(schema, "weather in Rome"), R"({"city":"Rome"})");
  EXPECT_EQ(fill(schema, "weather in Rome in fahrenheit, days: 3"),
            R"({"city":"Rome","unit":"fahrenheit","days":3})");
}

TEST(SchemaFiller, ChoosesTheEnumValueThatThePromptNames) {
  EXPECT_EQ(fill(R"({"enum":["low","very high"]})", "make it very high"), R"("very high")");
  EXPECT_EQ(fill(R"({"enum":[3,4]})", "x"), "3");
}

TEST(SchemaFiller, WritesEachType) {
  EXPECT_EQ(fill(R"({"type":"object","required":["s","i","n","b","z","a","o"],"properties":{
      "s":{"type":"string"},"i":{"type":"integer"},"n":{"type":"number"},"b":{"type":"boolean"},"z":{"type":"null"},
      "a":{"type":"array","items":{"type":"integer"}},"o":{"type":"object","properties":{"x":{"type":"string"}},"required":["x"]}}})"),
            R"({"s":"example s","i":1,"n":1,"b":true,"z":null,"a":[1],"o":{"x":"example x"}})");
}

TEST(SchemaFiller, TakesNumbersOutOfThePromptWithinTheirBounds) {
  constexpr std::string_view schema =
      R"({"type":"object","required":["a","b"],"properties":{"a":{"type":"number"},"b":{"type":"integer","maximum":10}}})";
  EXPECT_EQ(fill(schema, "add 2.5 and 40"), R"({"a":2.5,"b":10})");
  EXPECT_EQ(fill(R"({"type":"integer","minimum":5})"), "5");
  EXPECT_EQ(fill(R"({"type":"integer","exclusiveMinimum":5})"), "6");
  EXPECT_EQ(fill(R"({"type":"integer","multipleOf":4})", "7"), "8");
  EXPECT_EQ(fill(R"({"type":"integer","default":9})"), "9");
}

TEST(SchemaFiller, KeepsTheBoundsOfStringsAndArrays) {
  EXPECT_EQ(fill(R"({"type":"string","maxLength":3})"), R"("exa")");
  EXPECT_EQ(fill(R"({"type":"string","minLength":9})"), R"("example..")");
  EXPECT_EQ(fill(R"({"type":"array","minItems":2,"items":{"type":"boolean"}})"), "[true,true]");
  EXPECT_EQ(fill(R"({"type":"array","maxItems":0,"items":{"type":"boolean"}})"), "[]");
}

TEST(SchemaFiller, WritesFormats) {
  EXPECT_EQ(fill(R"({"type":"string","format":"date"})"), R"("2026-01-15")");
  EXPECT_EQ(fill(R"({"type":"string","format":"date"})", "on 2027-03-04"), R"("2027-03-04")");
  EXPECT_EQ(fill(R"({"type":"string","format":"email"})", "to a@b.co"), R"("a@b.co")");
  EXPECT_EQ(fill(R"({"type":"string","format":"uuid"})"), R"("123e4567-e89b-42d3-a456-426614174000")");
}

TEST(SchemaFiller, FollowsReferencesAndAlternatives) {
  EXPECT_EQ(
      fill(
          R"({"$defs":{"p":{"type":"object","properties":{"n":{"const":"x"}},"required":["n"]}},"$ref":"#/$defs/p"})"),
      R"({"n":"x"})");
  EXPECT_EQ(fill(R"({"anyOf":[{"type":"null"},{"type":"integer"}]})"), "1");
  EXPECT_EQ(fill(R"({"type":["null","boolean"]})"), "true");
}

TEST(SchemaFiller, WritesTheTextIntoAQuestion) {
  EXPECT_EQ(fill(R"({"type":"object","required":["query"],"properties":{"query":{"type":"string"}}})",
                 "how high is it?"),
            R"({"query":"how high is it?"})");
  EXPECT_EQ(fill(R"({"type":"object","required":["title"],"properties":{"title":{"type":"string"}}})",
                 "call it \"Big \\ Day\""),
            R"({"title":"Big \\ Day"})");
}

TEST(SchemaFiller, SetsRequiredMembersThatAreNotDescribed) {
  EXPECT_EQ(fill(R"({"type":"object","required":["x\n"]})"), R"({"x\n":"example"})");
}

TEST(SchemaFiller, EndsOnSchemasWithoutEnd) {
  EXPECT_EQ(fill(R"({"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]})"),
            R"({"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}}})");
  EXPECT_EQ(fill(R"({"$ref":"#"})"), R"("example")");
  EXPECT_EQ(fill(R"({"$ref":"#/nowhere"})"), R"("example")");
}

TEST(SchemaFiller, StaysSmallOnSchemasThatBranch) {
  std::string members;
  std::string names;
  for (char c = 'a'; c <= 'z'; ++c) {
    members += (members.empty() ? "\"" : ",\"") + std::string(1, c) + R"(":{"$ref":"#"})";
    names += (names.empty() ? "\"" : ",\"") + std::string(1, c) + "\"";
  }
  const std::string filled =
      fill(R"({"type":"object","properties":{)" + members + R"(},"required":[)" + names + "]}");
  EXPECT_LT(filled.size(), 100'000U);
}

TEST(SchemaFiller, RefusesWhatIsNoSchema) {
  EXPECT_EQ(fill("[]"), "none");
  EXPECT_EQ(fill("{"), "none");
  EXPECT_EQ(fill("{}"), R"("example")");
}

}  // namespace
}  // namespace gw::simulator
