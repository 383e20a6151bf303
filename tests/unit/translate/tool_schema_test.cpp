#include "translate/tool_schema.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "codec/json_arena.hpp"

namespace gw::translate {
namespace {

std::string schema(std::string_view json) {
  codec::JsonArena arena;
  return std::string(to_input_schema({json, codec::JsonKind::object}, arena).raw);
}

TEST(ToolSchema, SplicesWhatNeedsNoChange) {
  codec::JsonArena arena;
  const std::string_view json = R"({"properties":{"a":{"$schema":"inner stays"}}, "type" : "object"})";
  EXPECT_EQ(to_input_schema({json, codec::JsonKind::object}, arena).raw.data(), json.data());
}

TEST(ToolSchema, Pitfall22_IsAnObjectWhereThereIsNone) {
  EXPECT_EQ(schema(""), R"({"type":"object","properties":{}})");
  EXPECT_EQ(schema("{}"), R"({"type":"object","properties":{}})");
}

TEST(ToolSchema, Pitfall22_SaysObjectAtTheRoot) {
  EXPECT_EQ(schema(R"({"oneOf":[{"type":"object"}]})"),
            R"({"type":"object","properties":{},"oneOf":[{"type":"object"}]})");
  EXPECT_EQ(schema(R"({"type":null,"properties":{"a":{}}})"), R"({"type":"object","properties":{"a":{}}})");
  EXPECT_EQ(schema(R"({"properties":{},"type":["object","null"]})"), R"({"type":"object","properties":{}})");
}

TEST(ToolSchema, Pitfall22_DropsNullMembers) {
  EXPECT_EQ(schema(R"({"type":"object","properties":null,"required":null})"),
            R"({"type":"object","properties":{}})");
}

TEST(ToolSchema, Pitfall24_DropsTheDialectAtTheRoot) {
  EXPECT_EQ(
      schema(R"({"$schema":"http://json-schema.org/draft-07/schema#","$id":"x","type":"object",)"
             R"("properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false})"),
      R"({"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false})");
}

}  // namespace
}  // namespace gw::translate
