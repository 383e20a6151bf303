// JsonReader against Boost.JSON over documents that a seeded generator writes, and over what is left of them
// after random damage. fuzz/json_reader.cpp searches on from there.
#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

#include "support/json_oracle.hpp"

namespace gw::codec {
namespace {

class DocumentGenerator {
 public:
  explicit DocumentGenerator(unsigned seed) : random_(seed) {}

  std::string document() {
    std::string out;
    append_space(out);
    append_container(out, below(2) == 0 ? '[' : '{', 0);
    return out;
  }

  // One to four random edits, with bytes that mean something to a JSON parser more often than not.
  std::string damaged(std::string document) {
    constexpr std::string_view kBytes =
        "{}[]:,\"\\ntfu0189-+.eEdDcC \t\n/xA\x01\x1F\x7F\x80\xA0\xBF\xC0\xC3\xE0\xED\xEF\xF0\xF4\xFF";
    for (std::size_t edits = below(4) + 1; edits > 0; --edits) {
      const std::size_t at = below(document.size() + 1);
      const char byte = kBytes[below(kBytes.size())];
      switch (below(5)) {
        case 0:
          document.insert(at, 1, byte);
          break;
        case 1:
          document.erase(at, below(3) + 1);
          break;
        case 2:
          document.resize(at);
          break;
        case 3:
          document.insert(at, document.substr(below(document.size() + 1), below(12)));
          break;
        default:
          if (at < document.size()) document[at] = byte;
          break;
      }
    }
    return document;
  }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

  std::string_view one_of(std::initializer_list<std::string_view> choices) {
    return choices.begin()[below(choices.size())];
  }

  void append_space(std::string& out) { out += one_of({"", "", "", " ", "\n", "\t", "\r\n  "}); }

  void append_string(std::string& out) {
    out += '"';
    for (std::size_t pieces = below(6); pieces > 0; --pieces) {
      out += one_of({"a", "role", "text that is longer than one vector of bytes", "\\n", "\\\"", "\\\\",
                     "\\/", "\\b\\f\\r\\t", "\\u0000", "\\u00e9", "\\uFFFF", "\\ud83d\\ude00",
                     "\\uD800\\uDC00", "\u00E9", "\u4F60\u597D", "\U0001F600", "\uFFFD", "\x7F"});
    }
    out += '"';
  }

  void append_number(std::string& out) {
    out += one_of({"", "-"});
    out += one_of({"0", "1", "42", "9007199254740993", "9223372036854775807", "9223372036854775808",
                   "18446744073709551616", "1234567890123"});
    out += one_of({"", "", ".0", ".5", ".125", ".000000000000000000001"});
    out += one_of({"", "", "", "e0", "E5", "e-3", "e+10", "e300", "e-300", "e400", "e-400"});
  }

  void append_value(std::string& out, std::size_t depth) {
    append_space(out);
    switch (below(depth < 6 ? 9 : 6)) {
      case 0:
        out += "null";
        break;
      case 1:
        out += "true";
        break;
      case 2:
        out += "false";
        break;
      case 3:
        append_number(out);
        break;
      case 4:
      case 5:
        append_string(out);
        break;
      case 6:
        append_container(out, '[', depth);
        break;
      default:
        append_container(out, '{', depth);
        break;
    }
    append_space(out);
  }

  void append_container(std::string& out, char open, std::size_t depth) {
    out += open;
    for (std::size_t i = 0, count = below(5); i < count; ++i) {
      if (i > 0) out += ',';
      append_space(out);
      if (open == '{') {
        append_string(out);
        append_space(out);
        out += ':';
      }
      append_value(out, depth + 1);
    }
    append_space(out);
    out += open == '{' ? '}' : ']';
  }

  std::mt19937 random_;
};

constexpr unsigned kSeeds = 4'000;

TEST(JsonReaderAgainstBoostJson, AgreesOnGeneratedDocuments) {
  for (unsigned seed = 0; seed < kSeeds; ++seed) {
    const std::string document = DocumentGenerator(seed).document();
    ASSERT_EQ(fuzz::difference_to_boost_json(document), "") << "seed " << seed << ": " << document;
  }
}

TEST(JsonReaderAgainstBoostJson, AgreesOnDamagedDocuments) {
  for (unsigned seed = 0; seed < kSeeds; ++seed) {
    DocumentGenerator generator(seed);
    const std::string document = generator.document();
    for (int round = 0; round < 4; ++round) {
      const std::string damaged = generator.damaged(document);
      ASSERT_EQ(fuzz::difference_to_boost_json(damaged), "") << "seed " << seed << ": " << damaged;
    }
  }
}

TEST(JsonReaderAgainstBoostJson, AgreesOnEveryTruncation) {
  for (unsigned seed = 0; seed < kSeeds / 40; ++seed) {
    const std::string document = DocumentGenerator(seed).document().substr(0, 400);
    for (std::size_t size = 0; size < document.size(); ++size) {
      ASSERT_EQ(fuzz::difference_to_boost_json(document.substr(0, size)), "") << document.substr(0, size);
    }
  }
}

TEST(JsonReaderAgainstBoostJson, AgreesOnEverySingleByteInAndOutsideOfAString) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    for (const std::string& document :
         {std::string(1, c), std::string("[1") + c + "2]", std::string("\"a") + c + "b\"",
          std::string("\"a\\") + c + "b\"", std::string("\"\\u00") + c + "0\"",
          std::string("{\"a\"") + c + "1}"}) {
      ASSERT_EQ(fuzz::difference_to_boost_json(document), "") << byte << ": " << document;
    }
  }
}

TEST(JsonReaderAgainstBoostJson, AgreesOnTheDepthLimit) {
  for (const std::size_t depth : {255U, 256U, 257U, 258U}) {
    EXPECT_EQ(fuzz::difference_to_boost_json(std::string(depth, '[') + std::string(depth, ']')), "") << depth;
  }
}

}  // namespace
}  // namespace gw::codec
