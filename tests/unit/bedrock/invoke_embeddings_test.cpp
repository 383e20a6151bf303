#include "bedrock/invoke_embeddings.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gw::bedrock {
namespace {

using base::ErrorKind;

codec::JsonString text(std::string_view plain) {
  return codec::JsonString::from_escaped(plain, false);
}

TEST(WriteTitanBody, WritesOnlyWhatWasAskedFor) {
  EXPECT_EQ(write_body(TitanEmbeddingsRequest{text("hi"), {}, {}}), R"({"inputText":"hi"})");
  EXPECT_EQ(write_body(TitanEmbeddingsRequest{text("hi"), 256, false}),
            R"({"inputText":"hi","dimensions":256,"normalize":false})");
}

TEST(WriteCohereBody, WritesTextsInputTypeAndTruncation) {
  const std::vector<codec::JsonString> texts = {text("a"), text("b")};
  EXPECT_EQ(
      write_body(CohereEmbeddingsRequest{texts, CohereInputType::search_document, CohereTruncate::unset}),
      R"({"texts":["a","b"],"input_type":"search_document"})");
  EXPECT_EQ(write_body(CohereEmbeddingsRequest{texts, CohereInputType::search_query, CohereTruncate::none}),
            R"({"texts":["a","b"],"input_type":"search_query","truncate":"NONE"})");
  EXPECT_EQ(
      write_body(CohereEmbeddingsRequest{texts, CohereInputType::classification, CohereTruncate::start}),
      R"({"texts":["a","b"],"input_type":"classification","truncate":"START"})");
  EXPECT_EQ(write_body(CohereEmbeddingsRequest{texts, CohereInputType::clustering, CohereTruncate::end}),
            R"({"texts":["a","b"],"input_type":"clustering","truncate":"END"})");
}

TEST(ParseTitanEmbeddings, KeepsTheVectorAsTheModelWroteIt) {
  std::string body =
      R"({"embedding":[0.10, -2e-3],"inputTextTokenCount":5,"embeddingsByType":{"float":[9]}})";
  const auto answer = parse_titan_embeddings(body);
  ASSERT_TRUE(answer.has_value());
  ASSERT_EQ(answer->vectors.size(), 1U);
  EXPECT_EQ(answer->vectors[0], "[0.10, -2e-3]");
  EXPECT_EQ(answer->input_tokens, 5);
}

TEST(ParseTitanEmbeddings, FallsBackToTheFloatsByType) {
  std::string body = R"({"embeddingsByType":{"binary":[1,0],"float":[0.5]},"inputTextTokenCount":1})";
  const auto answer = parse_titan_embeddings(body);
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->vectors[0], "[0.5]");
}

TEST(ParseTitanEmbeddings, RefusesAnswersThatMakeNoSense) {
  for (const char* document : {"", "{}", R"({"embedding":"x"})", R"({"embedding":[true]})",
                               R"({"embedding":[0.5]})"
                               "]",
                               R"({"embedding":[1],"inputTextTokenCount":"5"})"}) {
    std::string body = document;
    const auto answer = parse_titan_embeddings(body);
    ASSERT_FALSE(answer.has_value()) << document;
    EXPECT_EQ(answer.error().kind, ErrorKind::upstream_protocol);
  }
}

TEST(ParseCohereEmbeddings, TakesTheListForm) {
  std::string body =
      R"({"embeddings":[[0.1],[0.2]],"id":"x","response_type":"embeddings_floats","texts":["a","b"]})";
  const auto answer = parse_cohere_embeddings(body, "12");
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->vectors, (std::vector<std::string_view>{"[0.1]", "[0.2]"}));
  EXPECT_EQ(answer->input_tokens, 12);
}

TEST(ParseCohereEmbeddings, TakesTheFormByType) {
  std::string body =
      R"({"embeddings":{"int8":[[1]],"float":[[0.1],[0.2]]},"response_type":"embeddings_by_type"})";
  const auto answer = parse_cohere_embeddings(body, "");
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->vectors, (std::vector<std::string_view>{"[0.1]", "[0.2]"}));
  EXPECT_FALSE(answer->input_tokens.has_value());
}

TEST(ParseCohereEmbeddings, RefusesAnswersThatMakeNoSense) {
  for (const char* document :
       {"", "{}", R"({"embeddings":{}})", R"({"embeddings":[0.1]})", R"({"embeddings":[["a"]]})",
        R"({"embeddings":{"float":{}}})", R"({"embeddings":"x"})"}) {
    std::string body = document;
    EXPECT_FALSE(parse_cohere_embeddings(body, "1").has_value()) << document;
  }
}

std::string base64_floats(std::string_view vector) {
  std::string out;
  return append_base64_floats(out, vector) ? out : "refused";
}

TEST(AppendBase64Floats, WritesLittleEndianBinary32) {
  // 1.0f is 00 00 80 3f, -2.5f is 00 00 20 c0.
  EXPECT_EQ(base64_floats("[1, -2.5]"), "AACAPwAAIMA=");
  EXPECT_EQ(base64_floats("[]"), "");
  EXPECT_EQ(base64_floats("[0.1]"), "zczMPQ==");
}

TEST(AppendBase64Floats, RefusesWhatHasNoBinary32) {
  for (const char* vector : {"", "{}", "[1e39]", "[1e400]", R"(["1"])", "[1", "[1] 2"}) {
    EXPECT_EQ(base64_floats(vector), "refused") << vector;
  }
}

}  // namespace
}  // namespace gw::bedrock
