#include "translate/call_arguments.hpp"

#include <gtest/gtest.h>

#include <string>

#include "codec/json_arena.hpp"

namespace gw::translate {
namespace {

class CallArgumentsTest : public testing::Test {
 protected:
  std::string object(std::string_view escaped) {
    parsed_ = parse_call_arguments(codec::JsonString::from_escaped(escaped, true), arena_);
    EXPECT_EQ(parsed_.object.kind, codec::JsonKind::object);
    return std::string(parsed_.object.raw);
  }

  codec::JsonArena arena_;
  CallArguments parsed_;
};

TEST_F(CallArgumentsTest, KeepsTheClientsBytes) {
  EXPECT_EQ(object(R"({\"b\": 1, \"a\" :[ 2.50 ],\"\\u00e9\":\"é\"})"),
            R"({"b": 1, "a" :[ 2.50 ],"\u00e9":"é"})");
  EXPECT_EQ(parsed_.repair, ArgumentsRepair::none);
}

TEST_F(CallArgumentsTest, TakesOffTheSpaceAround) {
  EXPECT_EQ(object(R"( \n{} )"), "{}");
}

TEST_F(CallArgumentsTest, TakesNothingForNoArguments) {
  for (const char* escaped : {"", " ", R"(\n)", "null", " null "}) {
    SCOPED_TRACE(escaped);
    EXPECT_EQ(object(escaped), "{}");
    EXPECT_EQ(parsed_.repair, ArgumentsRepair::none);
  }
}

TEST_F(CallArgumentsTest, WrapsWhatIsNoObject) {
  EXPECT_EQ(object("[1]"), R"({"_raw":"[1]"})");
  EXPECT_EQ(parsed_.repair, ArgumentsRepair::wrapped);
  EXPECT_EQ(object(R"({\"a\":)"), R"({"_raw":"{\"a\":"})");
  EXPECT_EQ(object("{}{}"), R"({"_raw":"{}{}"})");
  EXPECT_EQ(object(R"(\"text\")"), R"({"_raw":"\"text\""})");
  EXPECT_EQ(object("true"), R"({"_raw":"true"})");
}

TEST_F(CallArgumentsTest, WrapsWhatIsTooDeep) {
  const std::string deep = std::string(5000, '[');
  EXPECT_EQ(object(deep), "{\"_raw\":\"" + deep + "\"}");
}

// The document inside the string has escapes of its own.
TEST_F(CallArgumentsTest, ReplacesALoneSurrogateInside) {
  EXPECT_EQ(object(R"({\"a\":\"\\ud800\"})"), R"({"a":"\ufffd"})");
}

}  // namespace
}  // namespace gw::translate
