// What is JSON and what is not, as RFC 8259 and RFC 3629 say: each case read as a skipped value and by
// visitors.
#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_reader.hpp"

namespace gw::codec {
namespace {

using namespace std::string_view_literals;

bool visit(JsonReader& reader) {
  const auto kind = reader.peek();
  if (!kind) return false;
  switch (*kind) {
    case JsonKind::null:
      return reader.null();
    case JsonKind::boolean:
      return reader.boolean().has_value();
    case JsonKind::number:
      return reader.number().has_value();
    case JsonKind::string:
      return reader.string().has_value();
    case JsonKind::array:
      return reader.array([&](std::size_t) { return visit(reader); });
    case JsonKind::object:
      return reader.object([&](JsonString) { return visit(reader); });
  }
  return false;
}

bool accepts_skipped(std::string_view document) {
  JsonReader reader(document);
  return reader.value() && reader.finish();
}

bool accepts_visited(std::string_view document) {
  JsonReader reader(document);
  return visit(reader) && reader.finish();
}

std::string printable(std::string_view document) {
  std::string out;
  for (const char c : document) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) {
      out.push_back(c);
    } else {
      char hex[8];
      std::snprintf(hex, sizeof hex, "<%02x>", byte);
      out += hex;
    }
  }
  return out;
}

void expect_verdict(bool accepted, const std::vector<std::string_view>& documents) {
  for (const std::string_view document : documents) {
    SCOPED_TRACE(printable(document));
    EXPECT_EQ(accepts_skipped(document), accepted);
    EXPECT_EQ(accepts_visited(document), accepted);
    // Deeper, and with something behind, the verdict is the same.
    const std::string inside = "[{\"k\":" + std::string(document) + "},0]";
    EXPECT_EQ(accepts_skipped(inside), accepted);
    EXPECT_EQ(accepts_visited(inside), accepted);
  }
}

TEST(JsonGrammar, AcceptsStructures) {
  expect_verdict(true, {"[]", "{}", "[[]]", "[{}]", "{\"\":0}", "[ ]", "{ }", "[\t1\r\n,\n2 ]",
                        "{ \"a\" : 1 , \"b\" : 2 }", "[[],[[]],[[],[]]]", "{\"a\":{\"b\":{\"c\":[]}}}",
                        "{\"a\":1,\"a\":1}", " \n[1]", "[1]\t ", "[null,true,false,0,\"\",[],{}]"});
}

TEST(JsonGrammar, RefusesBrokenStructures) {
  expect_verdict(false, {"[1,]",
                         "[,]",
                         "[,1]",
                         "[1,,2]",
                         "[1 2]",
                         "[1;2]",
                         "[1:2]",
                         "[\"a\":1]",
                         "{\"a\"}",
                         "{\"a\":}",
                         "{\"a\",1}",
                         "{\"a\":1,}",
                         "{,}",
                         "{,\"a\":1}",
                         "{\"a\":1 \"b\":2}",
                         "{\"a\"::1}",
                         "{a:1}",
                         "{'a':1}",
                         "{1:1}",
                         "{null:1}",
                         "{[]:1}",
                         "{\"a\":1,,\"b\":2}",
                         "[}",
                         "{]",
                         "[[}",
                         "({})",
                         "[\"a\" \"b\"]",
                         "<>"});
}

TEST(JsonGrammar, RefusesWhatIsNotClosedOrClosedTwice) {
  for (const std::string_view document :
       {"[", "{", "[[]", "{\"a\":[}", "[{]}", "[]]", "{}}", "[1]]", "]", "}", "[1"}) {
    SCOPED_TRACE(document);
    EXPECT_FALSE(accepts_skipped(document));
    EXPECT_FALSE(accepts_visited(document));
  }
}

TEST(JsonGrammar, RefusesNothingAtAll) {
  for (const std::string_view document : {""sv, " "sv, "\n\t\r "sv, "\xEF\xBB\xBF"sv, "\0"sv}) {
    SCOPED_TRACE(printable(document));
    EXPECT_FALSE(accepts_skipped(document));
    EXPECT_FALSE(accepts_visited(document));
  }
}

TEST(JsonGrammar, RefusesMoreThanOneValue) {
  for (const std::string_view document :
       {"1 2"sv, "[][]"sv, "{}[]"sv, "\"\"\"\""sv, "null,"sv, "[]\0"sv, "[] //"sv, "1\xEF\xBB\xBF"sv}) {
    SCOPED_TRACE(printable(document));
    EXPECT_FALSE(accepts_skipped(document));
    EXPECT_FALSE(accepts_visited(document));
  }
}

TEST(JsonGrammar, AcceptsOnlyTheFourWhiteSpaceCharacters) {
  expect_verdict(true, {" 1", "\t1", "\n1", "\r1", "1\r\n\t "});
  expect_verdict(false, {"\v1", "\f1", "\0001"sv,
                         "\xC2\xA0"
                         "1",
                         "\xE2\x80\xA8"
                         "1",
                         "\x1F"
                         "1",
                         "/**/1", "//\n1", "#\n1"});
}

TEST(JsonGrammar, AcceptsTheThreeWords) {
  expect_verdict(true, {"true", "false", "null"});
}

TEST(JsonGrammar, RefusesOtherWords) {
  expect_verdict(false, {"True",      "TRUE",  "tru", "truee", "tru e",     "fals",        "falsey",
                         "nul",       "nulll", "nil", "None",  "undefined", "NaN",         "Infinity",
                         "-Infinity", "nan",   "t",   "f",     "n",         "true\xC3\xA9"});
}

TEST(JsonGrammar, AcceptsNumbers) {
  expect_verdict(true, {"0",
                        "-0",
                        "1",
                        "-1",
                        "10",
                        "1234567890",
                        "0.0",
                        "0.5",
                        "-0.5",
                        "1.0",
                        "1.25",
                        "0e0",
                        "0E0",
                        "0e+0",
                        "0e-0",
                        "1e1",
                        "1E1",
                        "1e+1",
                        "1e-1",
                        "1E+10",
                        "1.5e10",
                        "-1.5E-10",
                        "1e00",
                        "1e05",
                        "1e400",
                        "1e-400",
                        "0e1",
                        "0.00000000000000000000000000001",
                        "123456789012345678901234567890",
                        "9223372036854775808",
                        "-9223372036854775809",
                        "1.7976931348623157e309",
                        "0.1e1",
                        "100e-2"});
}

TEST(JsonGrammar, RefusesBrokenNumbers) {
  expect_verdict(false, {"+1",   "++1",   "--1",          "-",     "-+1",   "- 1",  "01",    "-01",   "00",
                         "-00",  "01.5",  ".5",           "-.5",   "1.",    "-1.",  "1.e1",  "1..2",  "1.2.3",
                         "1e",   "1E",    "1e+",          "1e-",   "1e+-1", "1ee1", "1e1e1", "1e1.5", "e1",
                         "0x10", "0x",    "0b1",          "1_000", "1,0e",  "1f",   "1L",    "1a",    "0.1a",
                         "1 e1", "1.5 e", "\xEF\xBC\x91", "1\0"sv, "-x",    "1-",   "1+1"});
}

TEST(JsonGrammar, AcceptsStrings) {
  expect_verdict(
      true, {"\"\"", "\" \"", "\"abc\"", "\"'\"", "\"/\"", "\"\x7F\"", R"("\"")", R"("\\")", R"("\/")",
             R"("\b\f\n\r\t")", R"("\u0000")", R"("\u0041\u00e9\u20AC")", R"("\uFFFF")", R"("\ud83d\ude00")",
             R"("\uD83D\uDE00")", R"("\\u0041")", R"("\\\"")", R"("[{,:}]")", "\"// no comment\""});
}

TEST(JsonGrammar, RefusesBrokenStrings) {
  expect_verdict(false, {R"("\a")",
                         R"("\v")",
                         R"("\0")",
                         R"("\x41")",
                         R"("\')",
                         R"("\u")",
                         R"("\u1")",
                         R"("\u12")",
                         R"("\u123")",
                         R"("\u123g")",
                         R"("\u 123")",
                         R"("\u+123")",
                         R"("\u-123")",
                         R"("\U00000041")",
                         R"("\ 41")",
                         "\"\\\n\"",
                         "\"\\\xC3\xA9\"",
                         "\"\t\"",
                         "\"\n\"",
                         "\"\r\"",
                         "\"\0\""sv,
                         "\"\x1F\"",
                         "'a'",
                         "`a`",
                         "abc",
                         "\"a\"b",
                         "\xE2\x80\x9C"
                         "a\xE2\x80\x9D"});
}

TEST(JsonGrammar, RefusesUnpairedSurrogateEscapes) {
  expect_verdict(false, {R"("\ud800")", R"("\udbff")", R"("\udc00")", R"("\udfff")", R"("\ud800\ud800")",
                         R"("\ud800\u0041")", R"("\ud800\n")", R"("\udc00\ud800")", R"("\ud800x\udc00")",
                         R"("x\ud83d")", R"("\uD83D\\uDE00")"});
}

TEST(JsonGrammar, AcceptsTheEdgesOfEachUtf8Length) {
  expect_verdict(true,
                 {"\"\xC2\x80\"", "\"\xDF\xBF\"", "\"\xE0\xA0\x80\"", "\"\xED\x9F\xBF\"", "\"\xEE\x80\x80\"",
                  "\"\xEF\xBF\xBD\"", "\"\xEF\xBF\xBF\"", "\"\xEF\xBB\xBF\"", "\"\xF0\x90\x80\x80\"",
                  "\"\xF4\x8F\xBF\xBF\"", "\"\xF0\x9F\x98\x80\"", "\"\xE4\xBD\xA0\xE5\xA5\xBD\""});
}

TEST(JsonGrammar, RefusesOverlongForms) {
  expect_verdict(false,
                 {"\"\xC0\x80\"", "\"\xC0\xAF\"", "\"\xC1\xBF\"", "\"\xE0\x80\x80\"", "\"\xE0\x80\xAF\"",
                  "\"\xE0\x9F\xBF\"", "\"\xF0\x80\x80\x80\"", "\"\xF0\x8F\xBF\xBF\""});
}

TEST(JsonGrammar, RefusesEncodedSurrogatesAndWhatIsAboveUnicode) {
  expect_verdict(false, {"\"\xED\xA0\x80\"", "\"\xED\xAF\xBF\"", "\"\xED\xB0\x80\"", "\"\xED\xBF\xBF\"",
                         "\"\xED\xA0\xBD\xED\xB8\x80\"", "\"\xF4\x90\x80\x80\"", "\"\xF5\x80\x80\x80\"",
                         "\"\xF8\x88\x80\x80\x80\"", "\"\xFC\x84\x80\x80\x80\x80\"", "\"\xFE\"", "\"\xFF\""});
}

TEST(JsonGrammar, RefusesCutAndStrayUtf8Bytes) {
  expect_verdict(
      false, {"\"\x80\"", "\"\xBF\"", "\"\xC3\"", "\"\xC3(\"", "\"\xE2\x82\"", "\"\xE2\"", "\"\xE2(\xA1\"",
              "\"\xF0\x9F\x98\"", "\"\xF0\x9F\"", "\"\xF0(\x8C\xBC\"", "\"\xF0\x90(\xBC\"",
              "\"\xF0\x90\x8C(\"", "\"\xC3\xA9\xA9\"", "\"\xC3\\u00a9\"", "\xC3\xA9", "[\xC3\xA9]"});
}

TEST(JsonGrammar, JudgesUtf8AtEveryOffsetOfAString) {
  for (std::size_t offset = 0; offset < 40; ++offset) {
    const std::string good =
        "\"" + std::string(offset, 'a') + "\xF0\x9F\x98\x80" + std::string(20, 'b') + "\"";
    EXPECT_TRUE(accepts_skipped(good)) << offset;
    std::string bad = good;
    bad[offset + 4] = 'x';
    EXPECT_FALSE(accepts_skipped(bad)) << offset;
  }
}

TEST(JsonGrammar, ValidatesKeysLikeOtherStrings) {
  EXPECT_TRUE(accepts_skipped("{\"\xC3\xA9\\n\":1}"));
  for (const std::string_view document :
       {"{\"\xC3\":1}"sv, "{\"\n\":1}"sv, "{\"\\q\":1}"sv, "{\"\\ud800\":1}"sv}) {
    SCOPED_TRACE(printable(document));
    EXPECT_FALSE(accepts_skipped(document));
    EXPECT_FALSE(accepts_visited(document));
  }
}

// Every code point, written as bytes and as escapes.
TEST(JsonGrammar, AcceptsEveryScalarValueAsBytesAndDecodesItsEscapeToThem) {
  std::string bytes;
  for (unsigned code = 0x20; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 97) {
    if (code == '"' || code == '\\' || (code >= 0xD800 && code <= 0xDFFF)) continue;
    bytes.clear();
    const auto put = [&](unsigned byte) { bytes.push_back(static_cast<char>(byte)); };
    if (code < 0x80) {
      put(code);
    } else if (code < 0x800) {
      put(0xC0 + code / 64), put(0x80 + code % 64);
    } else if (code < 0x10000) {
      put(0xE0 + code / 4096), put(0x80 + code / 64 % 64), put(0x80 + code % 64);
    } else {
      put(0xF0 + code / 262144), put(0x80 + code / 4096 % 64), put(0x80 + code / 64 % 64),
          put(0x80 + code % 64);
    }
    char escape[16];
    if (code < 0x10000) {
      std::snprintf(escape, sizeof escape, "\\u%04x", code);
    } else {
      std::snprintf(escape, sizeof escape, "\\u%04X\\u%04X", 0xD800 + (code - 0x10000) / 1024,
                    0xDC00 + (code - 0x10000) % 1024);
    }
    const std::string literal = "\"" + bytes + "\"";
    const std::string escaped = std::string("\"") + escape + "\"";
    ASSERT_TRUE(accepts_skipped(literal)) << code;
    JsonReader reader{std::string_view(escaped)};
    const auto string = reader.string();
    ASSERT_TRUE(string) << code;
    ASSERT_EQ(string->decode(), bytes) << code;
    ASSERT_TRUE(string->equals(bytes)) << code;
  }
}

}  // namespace
}  // namespace gw::codec
