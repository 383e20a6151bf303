#include "codec/json_arena.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::codec {
namespace {

TEST(JsonArena, EscapesText) {
  JsonArena arena;
  const JsonString text = arena.text("say \"hi\"\n");
  EXPECT_EQ(text.raw(), R"(say \"hi\"\n)");
  EXPECT_TRUE(text.has_escapes());
  EXPECT_EQ(text.decode(), "say \"hi\"\n");
}

TEST(JsonArena, KnowsThatPlainTextHasNoEscapes) {
  JsonArena arena;
  EXPECT_FALSE(arena.text("plain \u00E9").has_escapes());
}

TEST(JsonArena, KeepsEscapedContentAsItIs) {
  JsonArena arena;
  const JsonString text = arena.escaped(R"(\u0041\n)");
  EXPECT_EQ(text.raw(), R"(\u0041\n)");
  EXPECT_EQ(text.decode(), "A\n");
}

TEST(JsonArena, KnowsTheKindOfAValue) {
  JsonArena arena;
  EXPECT_EQ(arena.json("{}").kind, JsonKind::object);
  EXPECT_EQ(arena.json("[1]").kind, JsonKind::array);
  EXPECT_EQ(arena.json("\"x\"").kind, JsonKind::string);
  EXPECT_EQ(arena.json("-1").kind, JsonKind::number);
  EXPECT_EQ(arena.json("false").kind, JsonKind::boolean);
  EXPECT_EQ(arena.json("null").kind, JsonKind::null);
  EXPECT_EQ(arena.json("[1]").raw, "[1]");
}

TEST(JsonArena, KeepsViewsValidWhileItGrowsAndWhenItMoves) {
  JsonArena arena;
  std::vector<std::string_view> views;
  for (int i = 0; i < 1000; ++i)
    views.push_back(arena.keep(std::to_string(i)));  // short strings live inside their object
  const JsonArena moved = std::move(arena);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(views[static_cast<std::size_t>(i)], std::to_string(i));
}

#ifndef NDEBUG
TEST(JsonArenaDeathTest, AssertsThatItsJsonIsJson) {
  JsonArena arena;
  EXPECT_DEATH((void)arena.json("{"), "");
  EXPECT_DEATH((void)arena.json("1 "), "");
  EXPECT_DEATH((void)arena.escaped("\""), "");
}
#endif

}  // namespace
}  // namespace gw::codec
