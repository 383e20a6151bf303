#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "golden/golden_file.hpp"
#include "openai/embeddings.hpp"
#include "openai/models.hpp"
#include "support/pretty_json.hpp"
#include "translate/embeddings.hpp"
#include "translate/error_to_openai.hpp"

namespace gw::test {
namespace {

void expect_document(const std::string& name, const std::string& json) {
  expect_golden(GoldenCase{"documents", name}, ".json", PrettyJson::of(json));
}

std::string embeddings(openai::EncodingFormat format) {
  const std::vector<translate::EmbeddingsCall> calls{{.body = "", .texts = 1}, {.body = "", .texts = 2}};
  std::vector<bedrock::EmbeddingsAnswer> answers(2);
  answers[0] = {.vectors = {"[0.5,-1,1e-3]"}, .input_tokens = 4};
  answers[1] = {.vectors = {"[1,0,0]", "[0,1,0]"}, .input_tokens = 7};
  return translate::embeddings_to_openai(calls, answers, format, base::ModelName("the-model")).value();
}

TEST(GoldenDocument, EmbeddingsAsFloats) {
  expect_document("embeddings.floats", embeddings(openai::EncodingFormat::floats));
}

TEST(GoldenDocument, EmbeddingsAsBase64) {
  expect_document("embeddings.base64", embeddings(openai::EncodingFormat::base64));
}

TEST(GoldenDocument, ModelListAndModel) {
  const std::chrono::sys_seconds created{std::chrono::seconds(1'700'000'000)};
  const std::vector<openai::Model> models{
      {.id = "us.anthropic.claude-sonnet-4-6", .created = created, .owned_by = "Anthropic"},
      {.id = "arn:aws:bedrock:us-east-1:***:application-inference-profile/abc",
       .created = created,
       .owned_by = "system \"quoted\""}};
  expect_document("models.list", openai::write_model_list(models));
  expect_document("models.empty_list", openai::write_model_list({}));
  expect_document("model.one", openai::write_model(models[0]));
}

TEST(GoldenDocument, OneErrorOfEachKind) {
  for (int i = 0; i <= static_cast<int>(base::ErrorKind::internal); ++i) {
    const auto kind = static_cast<base::ErrorKind>(i);
    const base::Error error = base::make_error(kind, "What went wrong.", "some.field");
    expect_document(std::string("error.") + base::to_string(kind),
                    translate::write_body(translate::to_openai_error(error)));
  }
}

}  // namespace
}  // namespace gw::test
