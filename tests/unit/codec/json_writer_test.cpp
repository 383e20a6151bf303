#include "codec/json_writer.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/json_number.hpp"
#include "codec/json_reader.hpp"

namespace gw::codec {
namespace {

using namespace std::string_view_literals;

TEST(JsonWriter, WritesCompactMembersInTheOrderOfTheCalls) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object()
      .key("z")
      .integer(1)
      .key("a")
      .begin_array()
      .integer(2)
      .boolean(true)
      .boolean(false)
      .null()
      .string("x"sv)
      .begin_object()
      .end_object()
      .begin_array()
      .end_array()
      .end_array()
      .key("m")
      .begin_object()
      .key("n")
      .number(0.5)
      .end_object()
      .end_object();
  EXPECT_EQ(out, R"({"z":1,"a":[2,true,false,null,"x",{},[]],"m":{"n":0.5}})");
}

TEST(JsonWriter, AppendsToWhatIsThere) {
  std::string out = "data: ";
  JsonWriter(out).begin_array().integer(1).end_array();
  EXPECT_EQ(out, "data: [1]");
}

TEST(JsonWriter, WritesAScalarAsTheWholeDocument) {
  std::string out;
  JsonWriter(out).string("x"sv);
  EXPECT_EQ(out, R"("x")");
}

TEST(JsonWriter, SplicesSlicesWithoutDecoding) {
  JsonReader reader(R"({"k\u0041": {"a": [1.50]}})"sv);
  std::string out;
  JsonWriter writer(out);
  writer.begin_object();
  ASSERT_TRUE(reader.object([&](JsonString key) {
    writer.key(key).value(*reader.value());
    writer.key("text").string(key);
    return true;
  }));
  writer.end_object();
  EXPECT_EQ(out, R"({"k\u0041":{"a": [1.50]},"text":"k\u0041"})");
}

TEST(JsonWriter, PutsCommasAroundRawValues) {
  std::string out;
  JsonWriter(out).begin_array().raw("{}").raw("1").raw("\"x\"").end_array();
  EXPECT_EQ(out, R"([{},1,"x"])");
}

TEST(JsonWriter, WritesTheWholeRangeOfIntegers) {
  std::string out;
  JsonWriter(out)
      .begin_array()
      .integer(std::numeric_limits<std::int64_t>::min())
      .integer(0)
      .integer(std::numeric_limits<std::int64_t>::max())
      .end_array();
  EXPECT_EQ(out, "[-9223372036854775808,0,9223372036854775807]");
}

TEST(JsonWriter, WritesDoublesInTheShortestFormThatReadsBack) {
  const std::vector<std::pair<double, std::string_view>> cases = {
      {0.0, "0"},
      {-0.0, "-0"},
      {0.1, "0.1"},
      {1.0, "1"},
      {-2.5, "-2.5"},
      {1e21, "1e+21"},
      {1e-7, "1e-07"},
      {0.7, "0.7"},
      {1.0 / 3, "0.3333333333333333"},
      {1.7976931348623157e308, "1.7976931348623157e+308"}};
  for (const auto& [number, text] : cases) {
    std::string out;
    JsonWriter(out).number(number);
    EXPECT_EQ(out, text);
    EXPECT_EQ(to_double(out), number);
  }
}

TEST(JsonWriter, NestsDeeperThanItChecks) {
  std::string out;
  JsonWriter writer(out);
  for (int i = 0; i < 100; ++i) writer.begin_array();
  for (int i = 0; i < 100; ++i) writer.end_array();
  EXPECT_EQ(out, std::string(100, '[') + std::string(100, ']'));
}

TEST(AppendEscaped, EscapesWhatTheGrammarDemandsAndNothingElse) {
  std::string out;
  append_escaped(out, "a\"b\\c/d\b\f\n\r\t\x01\x1F\x7F\0<>&'\u00E9\u2028\U0001F600"sv);
  EXPECT_EQ(out, "a\\\"b\\\\c/d\\b\\f\\n\\r\\t\\u0001\\u001f\x7F\\u0000<>&'\u00E9\u2028\U0001F600");
}

TEST(AppendEscaped, ReplacesIllFormedPartsAsBrowsersDo) {
  const std::vector<std::pair<std::string_view, std::string_view>> cases = {
      {"a\xFF"
       "b",
       "a\uFFFD"
       "b"},
      {"\xC0\x80", "\uFFFD\uFFFD"},
      {"\xE2\x82", "\uFFFD"},
      {"\xE2\x82(", "\uFFFD("},
      {"\xF0\x9F\x98", "\uFFFD"},
      {"\xF0\x9F\x98\xC3\xA9", "\uFFFD\u00E9"},
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
      {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"\x80\"", "\uFFFD\\\""}};
  for (const auto& [bytes, escaped] : cases) {
    std::string out;
    append_escaped(out, bytes);
    EXPECT_EQ(out, escaped);
  }
}

TEST(AppendEscaped, FindsWhatToEscapeAtEveryOffset) {
  for (std::size_t before = 0; before < 40; ++before) {
    for (std::size_t after : {0U, 1U, 15U, 16U, 40U}) {
      std::string out;
      append_escaped(out, std::string(before, 'x') + "\n" + std::string(after, 'y'));
      ASSERT_EQ(out, std::string(before, 'x') + "\\n" + std::string(after, 'y'));
    }
  }
}

TEST(AppendEscaped, WritesWhatTheReaderGivesBackForEveryByte) {
  std::string text;
  for (int c = 0; c < 0x80; ++c) text.push_back(static_cast<char>(c));
  std::string out;
  JsonWriter(out).string(text);
  JsonReader reader{std::string_view(out)};
  EXPECT_EQ(reader.string()->decode(), text);
}

#ifndef NDEBUG
using JsonWriterDeathTest = testing::Test;

TEST(JsonWriterDeathTest, AssertsThatAValueHasItsKey) {
  std::string out;
  EXPECT_DEATH(JsonWriter(out).begin_object().integer(1), "");
}

TEST(JsonWriterDeathTest, AssertsThatAKeyStandsInAnObject) {
  std::string out;
  EXPECT_DEATH(JsonWriter(out).begin_array().key("a"), "");
  EXPECT_DEATH(JsonWriter(out).key("a"), "");
}

TEST(JsonWriterDeathTest, AssertsThatAKeyHasItsValue) {
  std::string out;
  EXPECT_DEATH(JsonWriter(out).begin_object().key("a").key("b"), "");
  EXPECT_DEATH(JsonWriter(out).begin_object().key("a").end_object(), "");
}

TEST(JsonWriterDeathTest, AssertsThatBracketsMatch) {
  std::string out;
  EXPECT_DEATH(JsonWriter(out).begin_object().end_array(), "");
  EXPECT_DEATH(JsonWriter(out).end_array(), "");
}

TEST(JsonWriterDeathTest, AssertsThatADocumentIsOneValue) {
  std::string out;
  EXPECT_DEATH(JsonWriter(out).integer(1).integer(2), "");
}

TEST(JsonWriterDeathTest, AssertsThatANumberIsFinite) {
  std::string out;
  EXPECT_DEATH(JsonWriter(out).number(std::numeric_limits<double>::infinity()), "");
}
#endif

}  // namespace
}  // namespace gw::codec
