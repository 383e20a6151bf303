#include "simulator/embeddings.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <numeric>

#include "support.hpp"

namespace gw::simulator {
namespace {

using test::CountingRandom;
using test::Document;
using ::testing::HasSubstr;

double cosine(std::string_view a, std::string_view b, std::size_t dimensions = 1'024) {
  const std::vector<float> x = embed_text(a, dimensions);
  const std::vector<float> y = embed_text(b, dimensions);
  return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
}

const FoundationModel& model(std::string_view id) {
  return *std::ranges::find(Catalogue::models(), id, &FoundationModel::id);
}

Answered<EmbeddingAnswer> titan(std::string_view body) {
  CountingRandom random;
  return invoke_embedding(model("amazon.titan-embed-text-v2:0"), body, random);
}

Answered<EmbeddingAnswer> cohere(std::string_view body) {
  CountingRandom random;
  return invoke_embedding(model("cohere.embed-english-v3"), body, random);
}

std::string message(const Answered<EmbeddingAnswer>& answer) {
  return answer ? "" : answer.error().message;
}

TEST(Embeddings, AreUnitVectorsOfTheSizeAskedFor) {
  for (const std::size_t dimensions : {256U, 512U, 1'024U}) {
    for (const char* text : {"a cat on a mat", "?!", "", "日本語"}) {
      const std::vector<float> vector = embed_text(text, dimensions);
      ASSERT_EQ(vector.size(), dimensions);
      EXPECT_NEAR(std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0), 1.0, 1e-5) << text;
    }
  }
}

TEST(Embeddings, AreEqualForEqualTexts) {
  EXPECT_EQ(embed_text("the same words", 512), embed_text("the same words", 512));
  EXPECT_NE(embed_text("the same words", 512), embed_text("the same words!", 512));
}

TEST(Embeddings, AreNearForSimilarTextsAndFarForOthers) {
  for (const std::size_t dimensions : {256U, 512U, 1'024U}) {
    EXPECT_GT(cosine("a cat on a mat", "a cat on the mat", dimensions), 0.6);
    EXPECT_GT(cosine("invoices of the year", "invoice of that year", dimensions), 0.4);
    EXPECT_LT(std::abs(cosine("a cat on a mat", "quarterly revenue grew", dimensions)), 0.2);
  }
}

TEST(TitanEmbeddings, AnswersWithVectorAndTokenCount) {
  const auto answer = titan(R"({"inputText":"hello world","dimensions":256,"normalize":true})");
  const Document body{answer.value().body};
  EXPECT_EQ(body.root().find("embedding")->size(), 256U);
  EXPECT_EQ(body.root().find_path({"embeddingsByType", "float"})->size(), 256U);
  EXPECT_EQ(body.root().find("inputTextTokenCount")->integer(), 3);
  EXPECT_EQ(answer.value().input_tokens, 3U);
}

TEST(TitanEmbeddings, HaveOneThousandAndTwentyFourDimensionsByDefault) {
  const auto answer = titan(R"({"inputText":"x"})");
  const Document body{answer.value().body};
  EXPECT_EQ(body.root().find("embedding")->size(), 1'024U);
}

TEST(TitanEmbeddings, KnowBinaryVectors) {
  const auto answer = titan(R"({"inputText":"x","embeddingTypes":["binary"]})");
  const Document body{answer.value().body};
  EXPECT_FALSE(body.root().find("embedding").has_value());
  for (const Json bit : body.root().find_path({"embeddingsByType", "binary"})->children()) {
    EXPECT_TRUE(bit.integer() == 0 || bit.integer() == 1);
  }
}

TEST(TitanEmbeddings, RefuseBadBodiesInAwssWords) {
  EXPECT_EQ(message(titan("{}")),
            "Malformed input request: #: required key [inputText] not found, please reformat your input and "
            "try again.");
  EXPECT_EQ(message(titan(R"({"inputText":["a","b"]})")),
            "Malformed input request: #/inputText: expected type: String, found: JSONArray, please reformat "
            "your input and "
            "try again.");
  EXPECT_EQ(message(titan(R"({"inputText":"a","dimensions":300})")),
            "Malformed input request: #/dimensions: 300 is not a valid enum value, please reformat your "
            "input and try again.");
  EXPECT_THAT(message(titan(R"({"inputText":""})")), HasSubstr("expected minLength: 1"));
  EXPECT_THAT(message(titan(R"({"inputText":"a","x":1})")), HasSubstr("extraneous key [x] is not permitted"));
  EXPECT_THAT(message(titan(R"({"inputText":"a","normalize":1})")),
              HasSubstr("expected type: Boolean, found: Number"));
  EXPECT_THAT(message(titan(R"({"inputText":"a","embeddingTypes":["int8"]})")),
              HasSubstr("int8 is not a valid enum value"));
  EXPECT_THAT(message(titan("[]")), HasSubstr("expected type: JSONObject"));
  EXPECT_THAT(message(titan("{")), HasSubstr("Malformed input request"));
  EXPECT_THAT(message(titan(R"({"inputText":")" + std::string(50'001, 'a') + R"("})")),
              HasSubstr("expected maxLength: 50000"));
}

TEST(CohereEmbeddings, AnswersOneVectorATextInOrder) {
  const auto answer = cohere(R"({"texts":["b","a","b"],"input_type":"search_document"})");
  const Document body{answer.value().body};
  std::vector<std::string> vectors;
  for (const Json vector : body.root().find("embeddings")->children()) vectors.emplace_back(vector.raw());
  ASSERT_EQ(vectors.size(), 3U);
  EXPECT_EQ(vectors[0], vectors[2]);
  EXPECT_NE(vectors[0], vectors[1]);
  EXPECT_EQ(body.root().find("response_type")->text(), "embeddings_floats");
  EXPECT_EQ(body.root().find("texts")->raw(), R"(["b","a","b"])");
}

TEST(CohereEmbeddings, KnowsEveryType) {
  const auto answer = cohere(
      R"({"texts":["a"],"input_type":"search_query","embedding_types":["float","int8","uint8","binary","ubinary"]})");
  const Document body{answer.value().body};
  const auto length = [&](std::string_view type) {
    return (*body.root().find_path({"embeddings", type})->children().begin()).size();
  };
  EXPECT_EQ(length("float"), 1'024U);
  EXPECT_EQ(length("int8"), 1'024U);
  EXPECT_EQ(length("uint8"), 1'024U);
  EXPECT_EQ(length("binary"), 128U);
  EXPECT_EQ(length("ubinary"), 128U);
  EXPECT_EQ(body.root().find("response_type")->text(), "embeddings_by_type");
}

TEST(CohereEmbeddings, RefusesBadBodiesInAwssWords) {
  EXPECT_THAT(message(cohere(R"({"texts":["a"]})")), HasSubstr("required key [input_type] not found"));
  EXPECT_THAT(message(cohere(R"({"input_type":"search_query"})")),
              HasSubstr("required key [texts] not found"));
  EXPECT_THAT(message(cohere(R"({"texts":["a"],"input_type":"x"})")),
              HasSubstr("#/input_type: x is not a valid enum value"));
  EXPECT_THAT(message(cohere(R"({"texts":[],"input_type":"search_query"})")),
              HasSubstr("minimum item count: 1"));
  EXPECT_THAT(message(cohere(R"({"texts":[1],"input_type":"search_query"})")),
              HasSubstr("#/texts/0: expected type: String"));
  EXPECT_THAT(message(cohere(R"({"texts":[""],"input_type":"search_query"})")),
              HasSubstr("#/texts/0: expected minLength: 1"));
  EXPECT_EQ(
      message(cohere(R"({"texts":[")" + std::string(2'049, 'x') + R"("],"input_type":"search_query"})")),
      "Malformed input request: #/texts/0: expected maxLength: 2048, actual: 2049, please reformat your "
      "input and try "
      "again.");
  std::string many = "\"a\"";
  for (int i = 0; i < 96; ++i) many += ",\"a\"";
  EXPECT_THAT(message(cohere(R"({"texts":[)" + many + R"(],"input_type":"search_query"})")),
              HasSubstr("maximum item count: 96, found: 97"));
  EXPECT_THAT(message(cohere(R"({"texts":["a"],"input_type":"search_query","truncate":"LEFT"})")),
              HasSubstr("#/truncate"));
  EXPECT_THAT(message(cohere(R"({"texts":["a"],"input_type":"search_query","embedding_types":["x"]})")),
              HasSubstr("#/embedding_types/0"));
}

TEST(Uuid, IsOfVersionFour) {
  CountingRandom random;
  const std::string uuid = make_uuid(random);
  ASSERT_EQ(uuid.size(), 36U);
  EXPECT_EQ(uuid[14], '4');
  EXPECT_THAT(std::string{"89ab"}, ::testing::Contains(uuid[19]));
  EXPECT_NE(uuid, make_uuid(random));
}

}  // namespace
}  // namespace gw::simulator
