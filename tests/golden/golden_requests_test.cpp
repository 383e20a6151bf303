#include <gtest/gtest.h>

#include <span>
#include <string>
#include <vector>

#include "bedrock/converse_request.hpp"
#include "codec/json_writer.hpp"
#include "golden/golden_file.hpp"
#include "models/capabilities.hpp"
#include "models/model_id.hpp"
#include "openai/chat_request.hpp"
#include "support/pretty_json.hpp"
#include "translate/chat_to_converse.hpp"
#include "translate/error_to_openai.hpp"
#include "translate/history_repair.hpp"

namespace gw::test {
namespace {

const models::CapabilityRecords& records() {
  static const models::CapabilityRecords embedded = models::CapabilityRecords::embedded();
  return embedded;
}

/// {"status":…,"error":…} as the client would get it.
std::string to_document(const base::Error& error) {
  const translate::OpenAiError told = translate::to_openai_error(error);
  std::string out;
  codec::JsonWriter json(out);
  json.begin_object();
  json.key("status").integer(told.status);
  json.key("body").raw(translate::write_body(told));
  json.end_object();
  return out;
}

/// What would be sent to Bedrock, and what the client would be told beside the answer.
std::string to_document(const translate::ChatTranslation& translation, bedrock::Operation operation) {
  std::string out;
  codec::JsonWriter json(out);
  json.begin_object();
  json.key("path").string(bedrock::to_path(translation.request.model, operation));
  json.key("warnings").string(translation.warnings.header_value());
  json.key("body").raw(bedrock::write_body(translation.request, operation));
  json.end_object();
  return out;
}

std::string translate_body(std::string body) {
  const auto request = openai::parse_chat_request(std::span<char>(body));
  if (!request) return to_document(request.error());
  const std::string model = request->model.decode();
  const auto translation = translate::chat_to_converse(*request, base::ModelId(model),
                                                       records().resolve(models::parse_model_id(model)),
                                                       translate::ChatDefaults{});
  if (!translation) return to_document(translation.error());
  return to_document(*translation,
                     request->stream ? bedrock::Operation::converse_stream : bedrock::Operation::converse);
}

class GoldenRequest : public testing::TestWithParam<GoldenCase> {};

TEST_P(GoldenRequest, BecomesTheConverseRequestOfItsFile) {
  const std::string document = translate_body(read_golden(GetParam(), ".request.json"));
  expect_golden(GetParam(), ".converse.json", PrettyJson::of(document));
}

INSTANTIATE_TEST_SUITE_P(Chat, GoldenRequest, testing::ValuesIn(golden_cases("chat", ".request.json")),
                         [](const auto& given) { return test_name(given.param); });

std::vector<GoldenCase> accepted_cases() {
  std::vector<GoldenCase> cases = golden_cases("chat", ".request.json");
  std::erase_if(cases, [](const GoldenCase& given) { return given.name.starts_with("refused"); });
  return cases;
}

class AcceptedGoldenRequest : public testing::TestWithParam<GoldenCase> {};

// A repaired history must not be repaired again: the next turn's bytes would differ from this one's.
TEST_P(AcceptedGoldenRequest, IsLeftAloneByASecondRepair) {
  std::string body = read_golden(GetParam(), ".request.json");
  const auto request = openai::parse_chat_request(std::span<char>(body));
  ASSERT_TRUE(request);
  const std::string model = request->model.decode();
  const models::Capabilities capabilities = records().resolve(models::parse_model_id(model));
  auto translation = translate::chat_to_converse(*request, base::ModelId(model), capabilities, {});
  ASSERT_TRUE(translation);
  const std::string once = bedrock::write_body(translation->request, bedrock::Operation::converse);
  translate::Warnings warnings;
  translate::repair_history(translation->request, capabilities, warnings);
  EXPECT_EQ(bedrock::write_body(translation->request, bedrock::Operation::converse), once);
  EXPECT_EQ(warnings.header_value(), "");
}

INSTANTIATE_TEST_SUITE_P(Chat, AcceptedGoldenRequest, testing::ValuesIn(accepted_cases()),
                         [](const auto& given) { return test_name(given.param); });

}  // namespace
}  // namespace gw::test
