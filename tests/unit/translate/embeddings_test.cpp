#include "translate/embeddings.hpp"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <utility>

#include "models/capabilities.hpp"

namespace gw::translate {
namespace {

models::Capabilities of_kind(models::EmbeddingsKind kind) {
  models::Capabilities capabilities;
  capabilities.embeddings.kind = kind;
  return capabilities;
}

class Translated {
 public:
  Translated(std::string body, const models::Capabilities& capabilities)
      : body_(std::move(body)),
        request_(openai::parse_embeddings_request(std::span<char>(body_)).value()),
        result_(embeddings_to_invoke(request_, capabilities)) {}
  Translated(const Translated&) = delete;
  Translated& operator=(const Translated&) = delete;

  base::Result<EmbeddingsTranslation>& result() { return result_; }

 private:
  std::string body_;
  openai::EmbeddingsRequest request_;
  base::Result<EmbeddingsTranslation> result_;
};

TEST(EmbeddingsToInvoke, SendsTitanOneTextACall) {
  Translated translated(R"({"model":"m","input":["a","b\n"],"user":"u","x":1})",
                        of_kind(models::EmbeddingsKind::titan_v2));
  ASSERT_TRUE(translated.result());
  const auto& calls = translated.result()->calls;
  ASSERT_EQ(calls.size(), 2U);
  EXPECT_EQ(calls[0].body, R"({"inputText":"a"})");
  EXPECT_EQ(calls[1].body, R"({"inputText":"b\n"})");
  EXPECT_EQ(calls[1].texts, 1U);
  EXPECT_EQ(translated.result()->warnings.header_value(), "ignored:user, unknown:x");
}

TEST(EmbeddingsToInvoke, SendsCohereBatches) {
  std::string list = "\"t\"";
  for (int i = 1; i < 100; ++i) list += ",\"t\"";
  Translated translated(R"({"model":"m","input":[)" + list + "]}",
                        of_kind(models::EmbeddingsKind::cohere_v3));
  ASSERT_TRUE(translated.result());
  const auto& calls = translated.result()->calls;
  ASSERT_EQ(calls.size(), 2U);
  EXPECT_EQ(calls[0].texts, 96U);
  EXPECT_EQ(calls[1].texts, 4U);
  EXPECT_EQ(calls[1].body, R"({"texts":["t","t","t","t"],"input_type":"search_document"})");
}

TEST(EmbeddingsToInvoke, RefusesOtherModelsAndFields) {
  const std::string body = R"({"model":"m","input":"a"})";
  EXPECT_EQ(Translated(body, {}).result().error().param, "model");
  EXPECT_EQ(Translated(body, of_kind(models::EmbeddingsKind::nova_2)).result().error().code,
            "unsupported_value");
  const auto refused = Translated(R"({"model":"m","input":"a","input_type":"search_query"})",
                                  of_kind(models::EmbeddingsKind::cohere_v3))
                           .result()
                           .error();
  EXPECT_EQ(refused.kind, base::ErrorKind::invalid_request);
  EXPECT_EQ(refused.param, "input_type");
}

TEST(EmbeddingsAnswer, IsParsedAsItsFamilyWritesIt) {
  std::string titan = R"({"embedding":[1,2],"inputTextTokenCount":3})";
  const auto one = parse_embeddings_answer(EmbeddingsFamily::titan, std::span<char>(titan), "");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->vectors.at(0), "[1,2]");
  EXPECT_EQ(one->input_tokens, 3);
  std::string cohere = R"({"embeddings":[[1],[2]]})";
  const auto two = parse_embeddings_answer(EmbeddingsFamily::cohere, std::span<char>(cohere), "11");
  ASSERT_TRUE(two);
  EXPECT_EQ(two->vectors.size(), 2U);
  EXPECT_EQ(two->input_tokens, 11);
}

// An answer that is short by one would give every later text the vector of another.
TEST(EmbeddingsToOpenAi, RefusesAnotherNumberOfVectorsThanTexts) {
  const std::vector<EmbeddingsCall> calls{{.body = "", .texts = 2}};
  std::vector<bedrock::EmbeddingsAnswer> answers(1);
  answers[0].vectors = {"[1]"};
  const auto body =
      embeddings_to_openai(calls, answers, openai::EncodingFormat::floats, base::ModelName("m"));
  ASSERT_FALSE(body);
  EXPECT_EQ(body.error().kind, base::ErrorKind::upstream_protocol);
  EXPECT_FALSE(embeddings_to_openai(calls, {}, openai::EncodingFormat::floats, base::ModelName("m")));
}

TEST(EmbeddingsToOpenAi, RefusesNumbersThatNoFloatHolds) {
  const std::vector<EmbeddingsCall> calls{{.body = "", .texts = 1}};
  std::vector<bedrock::EmbeddingsAnswer> answers(1);
  answers[0].vectors = {"[1e300]"};
  EXPECT_FALSE(embeddings_to_openai(calls, answers, openai::EncodingFormat::base64, base::ModelName("m")));
}

}  // namespace
}  // namespace gw::translate
