#include "codec/json_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::codec {
namespace {

using testing::ElementsAre;
using testing::Pair;

using Members = std::vector<std::pair<std::string, std::string>>;

// Decoded key and raw value of each member of the object in `document`.
Members members_of(std::string_view document) {
  Members members;
  JsonReader reader(document);
  const bool whole = reader.object([&](JsonString key) {
    const auto value = reader.value();
    if (!value) return false;
    members.emplace_back(key.decode(), value->raw);
    return true;
  });
  EXPECT_TRUE(whole && reader.finish()) << document;
  return members;
}

// Error of reading `document` as one value, or nothing.
std::optional<JsonError> error_of(std::string_view document, std::size_t max_depth = JsonReader::kMaxDepth) {
  JsonReader reader(document, max_depth);
  if (reader.value() && reader.finish()) return std::nullopt;
  return reader.error();
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(JsonReader, ReportsMembersInOrderWithTheirRawValues) {
  EXPECT_THAT(members_of(R"( { "b" : [1, {"x":2}] , "a":"t\n" ,"c":-0.5e+3} )"),
              ElementsAre(Pair("b", R"([1, {"x":2}])"), Pair("a", R"("t\n")"), Pair("c", "-0.5e+3")));
}

TEST(JsonReader, ReportsEveryDuplicateKeyInOrder) {
  EXPECT_THAT(members_of(R"({"a":1,"a":2,"\u0061":3})"),
              ElementsAre(Pair("a", "1"), Pair("a", "2"), Pair("a", "3")));
}

TEST(JsonReader, CallsNothingForAnEmptyObject) {
  EXPECT_THAT(members_of(" { } "), ElementsAre());
}

TEST(JsonReader, NumbersTheElementsOfAnArray) {
  std::vector<std::pair<std::size_t, std::string>> elements;
  JsonReader reader(std::string_view(R"(["x", 2 ,null])"));
  ASSERT_TRUE(reader.array([&](std::size_t index) {
    elements.emplace_back(index, reader.value()->raw);
    return true;
  }));
  EXPECT_TRUE(reader.finish());
  EXPECT_THAT(elements, ElementsAre(Pair(0, R"("x")"), Pair(1, "2"), Pair(2, "null")));
}

TEST(JsonReader, ReadsNestedVisitors) {
  std::vector<std::string> names;
  JsonReader reader(std::string_view(R"({"tools":[{"name":"a"},{"name":"b"}],"n":1})"));
  const auto on_tool_member = [&](JsonString) {
    names.push_back(reader.string()->decode());
    return true;
  };
  ASSERT_TRUE(reader.object([&](JsonString key) {
    if (!key.equals("tools")) return reader.value().has_value();
    return reader.array([&](std::size_t) { return reader.object(on_tool_member); });
  }));
  EXPECT_TRUE(reader.finish());
  EXPECT_THAT(names, ElementsAre("a", "b"));
}

TEST(JsonReader, ReadsEachScalar) {
  JsonReader reader(std::string_view(R"(["s",12.50,true,false,null])"));
  std::vector<std::string> seen;
  ASSERT_TRUE(reader.array([&](std::size_t index) {
    switch (index) {
      case 0:
        seen.push_back(reader.string()->decode());
        break;
      case 1:
        seen.emplace_back(*reader.number());
        break;
      case 2:
      case 3:
        seen.emplace_back(*reader.boolean() ? "yes" : "no");
        break;
      default:
        seen.emplace_back(reader.null() ? "nothing" : "?");
        break;
    }
    return true;
  }));
  EXPECT_THAT(seen, ElementsAre("s", "12.50", "yes", "no", "nothing"));
}

TEST(JsonReader, PeeksTheKindWithoutConsuming) {
  const std::vector<std::pair<std::string_view, JsonKind>> cases = {
      {" {}", JsonKind::object}, {"[", JsonKind::array},   {"\"", JsonKind::string}, {"-1", JsonKind::number},
      {"7", JsonKind::number},   {"t", JsonKind::boolean}, {"f", JsonKind::boolean}, {"\tn", JsonKind::null}};
  for (const auto& [document, kind] : cases) {
    SCOPED_TRACE(document);
    JsonReader reader(document);
    EXPECT_EQ(reader.peek(), kind);
    EXPECT_EQ(reader.peek(), kind);
    EXPECT_FALSE(reader.error());
  }
}

TEST(JsonReader, PeekFailsBeforeACharacterThatBeginsNoValue) {
  JsonReader reader(std::string_view(" }"));
  EXPECT_FALSE(reader.peek());
  ASSERT_TRUE(reader.error());
  EXPECT_EQ(reader.error()->code, JsonErrorCode::unexpected_character);
  EXPECT_EQ(reader.error()->position, 1U);
}

TEST(JsonReader, PeekFailsAtTheEnd) {
  JsonReader reader(std::string_view("  "));
  EXPECT_FALSE(reader.peek());
  ASSERT_TRUE(reader.error());
  EXPECT_EQ(reader.error()->code, JsonErrorCode::unexpected_end);
  EXPECT_EQ(reader.error()->position, 2U);
}

TEST(JsonReader, LeavesTheErrorEmptyWhenAVisitorStops) {
  JsonReader reader(std::string_view(R"({"a":[1,2]})"));
  EXPECT_FALSE(reader.object([&](JsonString) { return reader.array([](std::size_t) { return false; }); }));
  EXPECT_FALSE(reader.error());
}

TEST(JsonReader, FailsWhenAVisitorConsumesNothing) {
  JsonReader reader(std::string_view(R"({"a":1})"));
  EXPECT_FALSE(reader.object([](JsonString) { return true; }));
  ASSERT_TRUE(reader.error());
  EXPECT_EQ(reader.error()->code, JsonErrorCode::unexpected_character);
}

TEST(JsonReader, StaysFailedWhenAVisitorIgnoresAnError) {
  JsonReader reader(std::string_view(R"([1,"x",3])"));
  int calls = 0;
  EXPECT_FALSE(reader.array([&](std::size_t) {
    ++calls;
    std::ignore = reader.number();
    return true;
  }));
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(reader.error()->code, JsonErrorCode::wrong_kind);
  EXPECT_FALSE(reader.finish());
  EXPECT_FALSE(reader.value());
  EXPECT_FALSE(reader.peek());
}

TEST(JsonReader, SaysWrongKindAtTheValueThatIsNotWhatWasAsked) {
  const auto expect_wrong_kind = [](auto ask) {
    JsonReader reader(std::string_view(R"( [7] )"));
    EXPECT_FALSE(ask(reader));
    ASSERT_TRUE(reader.error());
    EXPECT_EQ(reader.error()->code, JsonErrorCode::wrong_kind);
    EXPECT_EQ(reader.error()->position, 1U);
  };
  expect_wrong_kind([](JsonReader& reader) { return reader.string().has_value(); });
  expect_wrong_kind([](JsonReader& reader) { return reader.number().has_value(); });
  expect_wrong_kind([](JsonReader& reader) { return reader.boolean().has_value(); });
  expect_wrong_kind([](JsonReader& reader) { return reader.null(); });
  expect_wrong_kind([](JsonReader& reader) { return reader.object([](JsonString) { return true; }); });
}

TEST(JsonReader, SkipsAByteOrderMarkAtTheStart) {
  JsonReader reader(std::string_view("\xEF\xBB\xBF[1]"));
  EXPECT_EQ(reader.value()->raw, "[1]");
  EXPECT_TRUE(reader.finish());
}

TEST(JsonReader, RefusesASecondByteOrderMark) {
  EXPECT_EQ(error_of("\xEF\xBB\xBF\xEF\xBB\xBF[1]")->code, JsonErrorCode::unexpected_character);
}

TEST(JsonReader, FinishRefusesWhatFollowsTheValue) {
  const auto error = error_of("{} x");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, JsonErrorCode::trailing_characters);
  EXPECT_EQ(error->position, 3U);
}

TEST(JsonReader, HandsOutSlicesOfTheDocument) {
  const std::string document = R"({"key":"text"})";
  const auto is_inside = [&](std::string_view slice) {
    return slice.data() >= document.data() &&
           slice.data() + slice.size() <= document.data() + document.size();
  };
  JsonReader reader{std::string_view(document)};
  ASSERT_TRUE(reader.object([&](JsonString key) {
    EXPECT_TRUE(is_inside(key.raw()));
    const auto text = reader.string();
    EXPECT_TRUE(is_inside(text->raw()));
    EXPECT_EQ(text->raw(), "text");
    EXPECT_FALSE(text->has_escapes());
    return true;
  }));
}

TEST(JsonReader, SaysWhetherAStringHasEscapes) {
  JsonReader reader(std::string_view(R"("a\tb")"));
  const auto text = reader.string();
  ASSERT_TRUE(text);
  EXPECT_TRUE(text->has_escapes());
  EXPECT_EQ(text->raw(), R"(a\tb)");
}

TEST(JsonReader, AcceptsTheDeepestAllowedNesting) {
  EXPECT_FALSE(error_of(nested(256)));
  EXPECT_FALSE(error_of(nested(3), 3));
}

TEST(JsonReader, RefusesOneLevelMoreAtItsBracket) {
  const auto error = error_of(nested(257));
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, JsonErrorCode::too_deep);
  EXPECT_EQ(error->position, 256U);
  EXPECT_EQ(error_of(nested(4), 3)->code, JsonErrorCode::too_deep);
}

TEST(JsonReader, CountsObjectsInTheDepthToo) {
  std::string document = "1";
  for (int i = 0; i < 257; ++i) document = "{\"a\":" + document + "}";
  EXPECT_EQ(error_of(document)->code, JsonErrorCode::too_deep);
}

TEST(JsonReader, CountsTheVisitorsDepthWhenAValueIsSkippedInside) {
  const std::string document = nested(257);
  JsonReader reader{std::string_view(document)};
  EXPECT_FALSE(reader.array([&](std::size_t) { return reader.value().has_value(); }));
  EXPECT_EQ(reader.error()->code, JsonErrorCode::too_deep);
}

TEST(JsonReader, TakesALargerDepthLimitForItsOwn) {
  EXPECT_EQ(error_of(nested(257), 100'000)->code, JsonErrorCode::too_deep);
}

TEST(JsonReader, RefusesAHundredThousandLevelsWithoutExhaustingTheStack) {
  EXPECT_EQ(error_of(std::string(100'000, '['))->code, JsonErrorCode::too_deep);
}

TEST(JsonReader, ForgetsTheDepthOfClosedContainers) {
  std::string document = "[";
  for (int i = 0; i < 1000; ++i) document += nested(200) + ",";
  document += "0]";
  EXPECT_FALSE(error_of(document));
}

TEST(JsonReader, RefusesEveryTruncation) {
  const std::string document = R"({"a":[1.5e3,"x\u00e9\n",true,null,{"b":{}}],"c":-7})";
  for (std::size_t size = 0; size < document.size(); ++size) {
    SCOPED_TRACE(document.substr(0, size));
    const auto error = error_of(std::string_view(document).substr(0, size));
    ASSERT_TRUE(error);
    EXPECT_LE(error->position, size);
  }
  EXPECT_FALSE(error_of(document));
}

TEST(JsonReader, ReadsNothingBehindTheDocument) {
  // Each document ends where its buffer would go on with what makes it whole.
  for (const std::string_view whole : {"[1,2]", "\"abc\"", "true", "12", "\"\\u0041\"", "\"\\ud83d\\ude00\"",
                                       "\"\xE2\x82\xAC\"", "{\"a\":1}"}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      SCOPED_TRACE(whole.substr(0, size));
      JsonReader reader(whole.substr(0, size));
      const bool accepted = reader.value() && reader.finish();
      EXPECT_EQ(accepted, whole == "12" && size == 1);
    }
  }
}

TEST(JsonReader, FindsWhatEndsAStringAtEveryDistanceAndAlignment) {
  for (std::size_t shift = 0; shift < 16; ++shift) {
    for (std::size_t length = 0; length < 70; ++length) {
      const std::string text(length, 'x');
      const std::string document = std::string(shift, ' ') + "\"" + text + "\"" + "," + std::string(20, '"');
      JsonReader reader{std::string_view(document)};
      const auto read = reader.string();
      ASSERT_TRUE(read);
      ASSERT_EQ(read->raw(), text);
    }
  }
}

TEST(JsonReader, NamesEachControlCharacterInAString) {
  for (char c = 0; c < 0x20; ++c) {
    SCOPED_TRACE(static_cast<int>(c));
    const std::string document = std::string("\"0123456789abcdefghij") + c + "\"";
    const auto error = error_of(document);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code, JsonErrorCode::invalid_string_character);
    EXPECT_EQ(error->position, 21U);
  }
  EXPECT_FALSE(error_of("\"\x7F\""));
}

struct Refusal {
  std::string_view document;
  JsonErrorCode code;
  std::size_t position;
};

void PrintTo(const Refusal& refusal, std::ostream* out) {
  *out << refusal.document;
}

class JsonReaderErrors : public testing::TestWithParam<Refusal> {};

TEST_P(JsonReaderErrors, NamesTheFaultAndItsPlace) {
  const Refusal& expected = GetParam();
  const auto error = error_of(expected.document);
  ASSERT_TRUE(error);
  EXPECT_STREQ(to_string(error->code), to_string(expected.code));
  EXPECT_EQ(error->position, expected.position);
}

using enum JsonErrorCode;
INSTANTIATE_TEST_SUITE_P(
    Faults, JsonReaderErrors,
    testing::Values(Refusal{"", unexpected_end, 0}, Refusal{"[1", unexpected_end, 2},
                    Refusal{"[1,", unexpected_end, 3}, Refusal{"{\"a\"", unexpected_end, 4},
                    Refusal{"{\"a\":", unexpected_end, 5}, Refusal{"\"ab", unexpected_end, 3},
                    Refusal{"\"ab\\", unexpected_end, 4}, Refusal{"-", unexpected_end, 1},
                    Refusal{"1.", unexpected_end, 2}, Refusal{"1e+", unexpected_end, 3},
                    Refusal{"nul", unexpected_end, 3}, Refusal{"[1,]", unexpected_character, 3},
                    Refusal{"[,1]", unexpected_character, 1}, Refusal{"[1 2]", unexpected_character, 3},
                    Refusal{"{,}", unexpected_character, 1}, Refusal{"{\"a\" 1}", unexpected_character, 5},
                    Refusal{"{\"a\":1,}", unexpected_character, 7}, Refusal{"{a:1}", unexpected_character, 1},
                    Refusal{"[}", unexpected_character, 1}, Refusal{"{\"a\":1]", unexpected_character, 6},
                    Refusal{"trUe", unexpected_character, 2}, Refusal{"[nulL]", unexpected_character, 4},
                    Refusal{"NaN", unexpected_character, 0}, Refusal{"+1", unexpected_character, 0},
                    Refusal{".5", unexpected_character, 0}, Refusal{"[01]", invalid_number, 2},
                    Refusal{"[-a]", invalid_number, 2}, Refusal{"[1.e1]", invalid_number, 3},
                    Refusal{"[1ee1]", invalid_number, 3}, Refusal{"[1e]", invalid_number, 3},
                    Refusal{"\"a\nb\"", invalid_string_character, 2}, Refusal{R"("\x")", invalid_escape, 1},
                    Refusal{R"("a\u12g4")", invalid_escape, 2}, Refusal{R"("\u12")", invalid_escape, 1},
                    Refusal{R"("\U0041")", invalid_escape, 1}, Refusal{"\"a\x80\"", invalid_utf8, 2},
                    Refusal{"\"\xC3\"", invalid_utf8, 1}, Refusal{R"("ab\ud800")", lone_surrogate, 3},
                    Refusal{R"("\udc00")", lone_surrogate, 1},
                    Refusal{R"("\ud800\ud800\udc00")", lone_surrogate, 1},
                    Refusal{R"("\ud83dx")", lone_surrogate, 1}, Refusal{R"({"\udfff":1})", lone_surrogate, 2},
                    Refusal{"1 1", trailing_characters, 2}, Refusal{"[]]", trailing_characters, 2}));

TEST(JsonErrorCode, HasADistinctTextForEveryCode) {
  std::vector<std::string> texts;
  for (int code = 0; code <= static_cast<int>(JsonErrorCode::wrong_kind); ++code) {
    texts.emplace_back(to_string(static_cast<JsonErrorCode>(code)));
  }
  std::ranges::sort(texts);
  EXPECT_EQ(std::ranges::adjacent_find(texts), texts.end());
}

// Lone surrogates in a document that may be patched: before, after, how many.
struct Patch {
  std::string_view before;
  std::string_view after;
  std::size_t patched;
};

void PrintTo(const Patch& patch, std::ostream* out) {
  *out << patch.before;
}

class JsonReaderPatches : public testing::TestWithParam<Patch> {};

TEST_P(JsonReaderPatches, OverwritesLoneSurrogatesInPlace) {
  std::string document(GetParam().before);
  JsonReader reader{std::span<char>(document)};
  const auto value = reader.value();
  ASSERT_TRUE(value);
  EXPECT_TRUE(reader.finish());
  EXPECT_EQ(document, GetParam().after);
  EXPECT_EQ(value->raw, GetParam().after);
  EXPECT_EQ(reader.patched_surrogates(), GetParam().patched);
}

INSTANTIATE_TEST_SUITE_P(Surrogates, JsonReaderPatches,
                         testing::Values(Patch{R"("\ud800")", R"("\ufffd")", 1},
                                         Patch{R"("\uDBFFx")", R"("\ufffdx")", 1},
                                         Patch{R"("\udc00")", R"("\ufffd")", 1},
                                         Patch{R"("\uDFFF")", R"("\ufffd")", 1},
                                         Patch{R"("\ud800\u0041")", R"("\ufffd\u0041")", 1},
                                         Patch{R"("\ud800\n")", R"("\ufffd\n")", 1},
                                         Patch{R"("\ud800\ud800")", R"("\ufffd\ufffd")", 2},
                                         Patch{R"("\ud800\ud83d\ude00")", R"("\ufffd\ud83d\ude00")", 1},
                                         Patch{R"("\ud83d\ude00\ude00")", R"("\ud83d\ude00\ufffd")", 1},
                                         Patch{R"("\ude00\ud83d")", R"("\ufffd\ufffd")", 2},
                                         Patch{R"("\ud83d\uDE00")", R"("\ud83d\uDE00")", 0},
                                         Patch{R"({"\ud800":["\udc00"]})", R"({"\ufffd":["\ufffd"]})", 2},
                                         Patch{R"("\\ud800")", R"("\\ud800")", 0}));

TEST(JsonReader, DecodesWhatItPatched) {
  std::string document = R"("a\ud800b")";
  JsonReader reader{std::span<char>(document)};
  EXPECT_EQ(reader.string()->decode(),
            "a\uFFFD"
            "b");
}

TEST(JsonReader, StillRefusesABrokenEscapeBehindALoneSurrogate) {
  std::string document = R"("\ud800\u12")";
  JsonReader reader{std::span<char>(document)};
  EXPECT_FALSE(reader.string());
  EXPECT_EQ(reader.error()->code, JsonErrorCode::invalid_escape);
  EXPECT_EQ(reader.error()->position, 7U);
}

TEST(JsonReader, ReportsItsPositionBehindWhatItRead) {
  JsonReader reader(std::string_view("  12 "));
  ASSERT_TRUE(reader.number());
  EXPECT_EQ(reader.position(), 4U);
}

}  // namespace
}  // namespace gw::codec
