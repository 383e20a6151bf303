#include "translate/compact_json.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace gw::translate {
namespace {

std::string compact(std::string_view json) {
  return to_compact_escaped({json, codec::JsonKind::object});
}

TEST(CompactJson, TakesOutTheSpaceBetweenTokensOnly) {
  EXPECT_EQ(compact("{ \"a b\" :\n[ 1 ,\t2 ] }"), R"({\"a b\":[1,2]})");
}

TEST(CompactJson, EscapesWhatIsEscapedOnceMore) {
  EXPECT_EQ(compact(R"({"a":"\"\\\n\u00e9"})"), R"({\"a\":\"\\\"\\\\\\n\\u00e9\"})");
}

TEST(CompactJson, IsNotMisledByABackslashBeforeTheEndOfAString) {
  EXPECT_EQ(compact(R"({"a\\": "b \\" })"), R"({\"a\\\\\":\"b \\\\\"})");
}

TEST(CompactJson, DecodesBackIntoTheCompactValue) {
  const std::string once = compact(R"({"k" : ["\\\"x\\" , "é", { }]})");
  EXPECT_EQ(codec::JsonString::from_escaped(once, true).decode(), R"({"k":["\\\"x\\","é",{}]})");
}

}  // namespace
}  // namespace gw::translate
