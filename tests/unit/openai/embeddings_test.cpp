#include "openai/embeddings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <span>
#include <string>
#include <utility>

namespace gw::openai {
namespace {

using testing::ElementsAre;

class ParsedEmbeddings {
 public:
  explicit ParsedEmbeddings(std::string body, ModelField model = ModelField::required)
      : body_(std::move(body)), result_(parse_embeddings_request(std::span<char>(body_), model)) {}
  ParsedEmbeddings(const ParsedEmbeddings&) = delete;
  ParsedEmbeddings& operator=(const ParsedEmbeddings&) = delete;

  [[nodiscard]] const EmbeddingsRequest& request() const { return result_.value(); }
  [[nodiscard]] std::string verdict() const {
    if (result_) return "accepted";
    EXPECT_EQ(result_.error().kind, base::ErrorKind::invalid_request);
    return result_.error().code + " " + result_.error().param;
  }

 private:
  std::string body_;
  base::Result<EmbeddingsRequest> result_;
};

struct Case {
  std::string body;
  std::string verdict;
  friend std::ostream& operator<<(std::ostream& out, const Case& given) {
    return out << given.body.substr(0, 60);
  }
};

std::string texts(std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) list += i == 0 ? "\"t\"" : ",\"t\"";
  return R"({"model":"m","input":[)" + list + "]}";
}

class EmbeddingsBody : public testing::TestWithParam<Case> {};

TEST_P(EmbeddingsBody, IsJudged) {
  EXPECT_EQ(ParsedEmbeddings(GetParam().body).verdict(), GetParam().verdict);
}

INSTANTIATE_TEST_SUITE_P(
    EmbeddingsRequest, EmbeddingsBody,
    testing::Values(
        Case{R"({"model":"m","input":"a"})", "accepted"}, Case{texts(2048), "accepted"},
        Case{texts(2049), "array_above_max_length input"}, Case{"", " "}, Case{"[]", " "},
        Case{R"({"model":"m","input":"a")", " "},
        Case{R"({"input":"a"})", "missing_required_parameter model"},
        Case{R"({"model":5,"input":"a"})", "invalid_type model"},
        Case{R"({"model":"m"})", "missing_required_parameter input"},
        Case{R"({"model":"m","input":null})", "missing_required_parameter input"},
        Case{R"({"model":"m","input":""})", "empty_string input"},
        Case{R"({"model":"m","input":[]})", "empty_array input"},
        Case{R"({"model":"m","input":["a",""]})", "empty_string input[1]"},
        Case{R"({"model":"m","input":["a",null]})", "invalid_type input[1]"},
        Case{R"({"model":"m","input":["a",true]})", "invalid_type input[1]"},
        Case{R"({"model":"m","input":7})", "invalid_type input"},
        Case{R"({"model":"m","input":{}})", "invalid_type input"},
        Case{R"({"model":"m","input":[1,2]})", "unsupported_value input"},
        Case{R"({"model":"m","input":[[1,2]]})", "unsupported_value input"},
        Case{R"({"model":"m","input":"a","encoding_format":"int8"})", "invalid_value encoding_format"},
        Case{R"({"model":"m","input":"a","encoding_format":7})", "invalid_type encoding_format"},
        Case{R"({"model":"m","input":"a","dimensions":256})", "unsupported_parameter dimensions"},
        Case{R"({"model":"m","input":"a","dimensions":0})", "integer_below_min_value dimensions"},
        Case{R"({"model":"m","input":"a","dimensions":"x"})", "invalid_type dimensions"},
        Case{R"({"model":"m","input":"a","dimensions":null,"encoding_format":null,"user":null})", "accepted"},
        Case{R"({"model":"m","input":"a","user":7})", "invalid_type user"}));

TEST(EmbeddingsRequest, ReadsAllOfIt) {
  const ParsedEmbeddings parsed(
      R"({"user":"u","x":1,"encoding_format":"base64","input":["a","b"],"model":"m","x":2})");
  const EmbeddingsRequest& request = parsed.request();
  EXPECT_EQ(request.model.decode(), "m");
  EXPECT_EQ(request.input.size(), 2U);
  EXPECT_EQ(request.encoding_format, EncodingFormat::base64);
  EXPECT_THAT(request.ignored, ElementsAre("user"));
  ASSERT_EQ(request.other.size(), 1U);
  EXPECT_EQ(request.other[0].value.raw, "2");
}

TEST(EmbeddingsRequest, NeedsNoModelWhereTheUrlNamesIt) {
  EXPECT_EQ(ParsedEmbeddings(R"({"input":"a"})", ModelField::optional).verdict(), "accepted");
}

TEST(EmbeddingsWriter, NumbersItsItems) {
  std::string out;
  EmbeddingsWriter writer(out);
  writer.floats("[1,0.5]");
  writer.begin_base64() += "AACAPw==";
  writer.end_base64();
  writer.finish(base::ModelName("m\""), 9);
  EXPECT_EQ(out, R"({"object":"list","data":[{"object":"embedding","index":0,"embedding":[1,0.5]},)"
                 R"({"object":"embedding","index":1,"embedding":"AACAPw=="}],"model":"m\"",)"
                 R"("usage":{"prompt_tokens":9,"total_tokens":9}})");
}

}  // namespace
}  // namespace gw::openai
