#include "simulator/json_tree.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace gw::simulator {
namespace {

using test::Document;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(JsonTree, HandsOutEveryKindOfValue) {
  const Document document{R"({"a":[1,2.5,true,null,"t\u00e9xt"],"b":{"c":-3}})"};
  const Json list = *document.root().find("a");
  std::vector<std::string> raws;
  for (const Json element : list.children()) raws.emplace_back(element.raw());
  EXPECT_THAT(raws, ElementsAre("1", "2.5", "true", "null", "t\\u00e9xt"));
  EXPECT_EQ(document.root().find_path({"b", "c"})->integer(), -3);
}

TEST(JsonTree, DecodesStrings) {
  const Document document{R"({"k\n":"a\"b \ud83d\ude00"})"};
  const Json member = *document.root().children().begin();
  EXPECT_EQ(member.key(), "k\n");
  EXPECT_EQ(member.text(), "a\"b \xF0\x9F\x98\x80");
}

TEST(JsonTree, KeepsTheTextOfObjectsAndListsAsWritten) {
  const Document document{R"({"a": { "x" : [ 1 ] } , "b": []})"};
  EXPECT_EQ(document.root().find("a")->raw(), R"({ "x" : [ 1 ] })");
  EXPECT_EQ(document.root().find("b")->raw(), "[]");
}

TEST(JsonTree, TakesTheLastOfMembersThatAreSetTwice) {
  const Document document{R"({"a":1,"a":2})"};
  EXPECT_EQ(document.root().find("a")->integer(), 2);
}

TEST(JsonTree, CountsNullMembersAsAbsent) {
  const Document document{R"({"a":null})"};
  EXPECT_FALSE(document.root().find("a").has_value());
  EXPECT_FALSE(document.root().find_path({"a", "b"}).has_value());
}

TEST(JsonTree, SaysWhatIsWrongWithBrokenText) {
  EXPECT_THAT(JsonTree::parse("{\"a\":").error().message, HasSubstr("at byte 5"));
  EXPECT_FALSE(JsonTree::parse("").has_value());
  EXPECT_FALSE(JsonTree::parse("{} x").has_value());
  EXPECT_FALSE(JsonTree::parse("{\"a\":\"\xff\"}").has_value());
}

TEST(JsonTree, RefusesMoreValuesThanARequestHas) {
  std::string text = "[0";
  for (std::size_t i = 0; i < JsonTree::kMaxValues; ++i) text += ",0";
  text += "]";
  EXPECT_THAT(JsonTree::parse(text).error().message, HasSubstr("more than 1000000"));
}

TEST(JsonTree, RefusesNestingBeyondTheReadersLimit) {
  EXPECT_FALSE(JsonTree::parse(std::string(100'000, '[')).has_value());
}

}  // namespace
}  // namespace gw::simulator
