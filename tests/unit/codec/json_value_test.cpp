#include "codec/json_value.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace gw::codec {
namespace {

JsonString of(std::string_view escaped) {
  return JsonString::from_escaped(escaped, escaped.find('\\') != std::string_view::npos);
}

TEST(JsonString, DecodesEachEscape) {
  EXPECT_EQ(of(R"(\"\\\/\b\f\n\r\t)").decode(), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(of(R"(\u0041\u00e9\u20AC)").decode(), "A\u00E9\u20AC");
  EXPECT_EQ(of(R"(a\u0000b)").decode(), std::string("a\0b", 3));
  EXPECT_EQ(of(R"(\ud83d\ude00)").decode(), "\U0001F600");
  EXPECT_EQ(of(R"(\uDBFF\uDFFF)").decode(), "\U0010FFFF");
}

TEST(JsonString, DecodesTextAroundEscapes) {
  EXPECT_EQ(of(R"(one\ntwo\\n\u00e9nd)").decode(), "one\ntwo\\n\u00E9nd");
}

TEST(JsonString, DecodesNothingTwice) {
  EXPECT_EQ(of(R"(\\u0041\\\\n)").decode(), R"(\u0041\\n)");
}

TEST(JsonString, GivesItsTextAsItIsWithoutEscapes) {
  EXPECT_EQ(of("plain \u00E9").decode(), "plain \u00E9");
}

TEST(JsonString, AppendsWhenDecodedInto) {
  std::string out = "<";
  of(R"(a\tb)").decode_to(out);
  of("c").decode_to(out);
  EXPECT_EQ(out, "<a\tbc");
}

TEST(JsonString, IsEmptyByDefault) {
  EXPECT_TRUE(JsonString().empty());
  EXPECT_EQ(JsonString().decode(), "");
  EXPECT_TRUE(JsonString().equals(""));
}

TEST(JsonString, ComparesItsDecodedText) {
  EXPECT_TRUE(of("role").equals("role"));
  EXPECT_TRUE(of(R"(r\u006fle)").equals("role"));
  EXPECT_TRUE(of(R"(\ud83d\ude00!)").equals("\U0001F600!"));
  EXPECT_TRUE(of(R"(\u0000)").equals(std::string_view("\0", 1)));
}

TEST(JsonString, DiffersFromAnotherText) {
  EXPECT_FALSE(of("role").equals("roles"));
  EXPECT_FALSE(of("roles").equals("role"));
  EXPECT_FALSE(of(R"(r\u006fle)").equals("rol"));
  EXPECT_FALSE(of(R"(r\u006fle)").equals("roles"));
  EXPECT_FALSE(of(R"(r\u006fle)").equals("r\\u006fle"));
  EXPECT_FALSE(of(R"(\n)").equals(""));
}

TEST(JsonString, IsBlankWithOnlyWhiteSpace) {
  for (const std::string_view blank :
       {"", " ", R"(\n\t\r)", R"( \n )", R"(\f\u000b)", R"(\u0020\u00a0)", "\u0085", "\u00A0", "\u1680",
        "\u2000", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000", R"(\u3000 \u2003)",
        "\u3000\u3000 \u2003"}) {
    SCOPED_TRACE(blank);
    EXPECT_TRUE(of(blank).is_blank());
  }
}

TEST(JsonString, IsNotBlankWithAnythingElse) {
  for (const std::string_view text :
       {"a", " a", "\u3000a", R"(\n.)", R"(\\)", R"(\u0000)", "\u200B", "\u2007x", "\u180E", "\uFEFF",
        "\u200B ", "\u2060", "\u00A1", "\u0084", "\u3001", R"(\"\")"}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(of(text).is_blank());
  }
}

// from_escaped() trusts its caller. Should one be wrong, the text is wrong, but nothing outside of it is
// read.
TEST(JsonString, StaysInsideContentThatIsNotValid) {
  EXPECT_EQ(of("a\\").decode(), "a\\");
  EXPECT_EQ(of("\\u12").decode(), "\\12");
  EXPECT_EQ(of(R"(\ud800)").decode(), "\uFFFD");
  EXPECT_EQ(of(R"(\ud800\u0041)").decode(),
            "\uFFFD"
            "A");
  EXPECT_EQ(of(R"(\ud800\ue000)").decode(), "\uFFFD\uE000");
  EXPECT_EQ(of(R"(\ud800\u00)").decode(), "\uFFFD\\00");
  EXPECT_EQ(of(R"(\uzzzz)").decode(), "\uFFFD");
}

}  // namespace
}  // namespace gw::codec
