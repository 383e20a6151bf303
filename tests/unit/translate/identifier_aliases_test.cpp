#include "translate/identifier_aliases.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <set>
#include <string>
#include <utility>

namespace gw::translate {
namespace {

codec::JsonString text(std::string_view escaped) {
  return codec::JsonString::from_escaped(escaped, escaped.find('\\') != std::string_view::npos);
}

class IdentifierAliasesTest : public testing::Test {
 protected:
  std::string of(std::string escaped) {
    return std::string(aliases_.of(text(bodies_.emplace_back(std::move(escaped)))).raw());
  }

  std::deque<std::string> bodies_;  // originals are views
  codec::JsonArena arena_;
  IdentifierAliases aliases_{IdentifierRule{.punctuation = "_-", .max_bytes = 64, .fallback = "tool"},
                             arena_};
};

TEST_F(IdentifierAliasesTest, LeavesWhatFits) {
  EXPECT_EQ(of("get_weather-2"), "get_weather-2");
  EXPECT_EQ(of(std::string(64, 'x')), std::string(64, 'x'));
  EXPECT_TRUE(aliases_.replaced().empty());
}

TEST_F(IdentifierAliasesTest, MakesAReadableFormOfWhatDoesNot) {
  EXPECT_EQ(of("mcp.server/tool name"), "mcp_server_tool_name");
  EXPECT_EQ(of("caf\u00e9"), "caf_");
  EXPECT_EQ(of(R"(a\"b)"), "a_b");
  ASSERT_EQ(aliases_.replaced().size(), 3U);
  EXPECT_EQ(aliases_.replaced()[2].original.decode(), "a\"b");
}

TEST_F(IdentifierAliasesTest, GivesTheSameNameTheSameAlias) {
  EXPECT_EQ(of("a b"), of("a b"));
  EXPECT_EQ(aliases_.replaced().size(), 1U);
}

TEST_F(IdentifierAliasesTest, KeepsTwoNamesOfOneFormApart) {
  const std::string first = of("a.b");
  const std::string second = of("a/b");
  const std::string third = of("a_b");
  EXPECT_EQ(first, "a_b");
  EXPECT_EQ(second, "a_b_4f0a132d");
  EXPECT_EQ(third, "a_b_892763a9");
}

TEST_F(IdentifierAliasesTest, LetsAReservedNameKeepItsForm) {
  aliases_.reserve(text("a_b"));
  EXPECT_NE(of("a.b"), "a_b");
  EXPECT_EQ(of("a_b"), "a_b");
}

TEST_F(IdentifierAliasesTest, KeepsLongNamesWithOneBeginningApart) {
  std::set<std::string> seen;
  for (int i = 0; i < 50; ++i) {
    const std::string alias = of(std::string(100, 'n') + std::to_string(i));
    EXPECT_EQ(alias.size(), 64U);
    EXPECT_TRUE(seen.insert(alias).second);
  }
}

TEST_F(IdentifierAliasesTest, HasAFormForNamesWithoutALetter) {
  const std::string empty = of("");
  const std::string foreign = of("\u65e5\u672c");
  EXPECT_EQ(empty, "tool_c3383c52");
  EXPECT_EQ(foreign.substr(0, 5), "tool_");
  EXPECT_NE(empty, foreign);
}

TEST_F(IdentifierAliasesTest, ReadsAnEscapedSpellingAsTheSameName) {
  EXPECT_EQ(of("get_weather"), "get_weather");
  EXPECT_EQ(of(R"(get\u005fweather)"), "get_weather");
  EXPECT_TRUE(aliases_.replaced().empty());
}

TEST_F(IdentifierAliasesTest, DependsOnNothingThatComesLater) {
  codec::JsonArena arena;
  IdentifierAliases longer(IdentifierRule{.punctuation = "_-", .max_bytes = 64, .fallback = "tool"}, arena);
  const std::string first = of("x.y");
  EXPECT_EQ(longer.of(text("x.y")).raw(), first);
  static_cast<void>(longer.of(text("x_y")));
  EXPECT_EQ(longer.of(text("x.y")).raw(), first);
}

}  // namespace
}  // namespace gw::translate
