#include <gtest/gtest.h>

#include <string>

#include "unit/translate/translated_chat.hpp"

namespace gw::translate {
namespace {

std::string inference(const std::string& members, const models::Capabilities& capabilities = {},
                      const ChatDefaults& defaults = {}) {
  TranslatedChat translated(chat(user("a"), members), capabilities, defaults);
  const std::string body = translated.body();
  const std::size_t at = body.find("\"inferenceConfig\":");
  if (at == std::string::npos) return "none";
  const std::size_t from = at + 18;
  return body.substr(from, body.find('}', from) + 1 - from);
}

std::string warnings(const std::string& members, const models::Capabilities& capabilities = {}) {
  return TranslatedChat(chat(user("a"), members), capabilities).warnings();
}

TEST(MaxTokens, AreTheModelsMaximumWhereNobodyNamesThem) {
  models::Capabilities capabilities;
  EXPECT_EQ(inference("", capabilities), "none");
  capabilities.max_output_tokens = 64'000;
  EXPECT_EQ(inference("", capabilities), R"({"maxTokens":64000})");
}

TEST(MaxTokens, AreTheOperatorsDefaultBeforeTheModelsMaximum) {
  models::Capabilities capabilities;
  capabilities.max_output_tokens = 64'000;
  EXPECT_EQ(inference("", capabilities, {.max_tokens = 1000}), R"({"maxTokens":1000})");
  EXPECT_EQ(inference("", capabilities, {.max_tokens = 100'000}), R"({"maxTokens":64000})");
  EXPECT_EQ(inference(R"("max_tokens":7)", capabilities, {.max_tokens = 1000}), R"({"maxTokens":7})");
}

TEST(MaxTokens, TakeTheNewNameBeforeTheOld) {
  EXPECT_EQ(inference(R"("max_tokens":5,"max_completion_tokens":9)"), R"({"maxTokens":9})");
}

TEST(MaxTokens, AreBroughtIntoTheModelsRange) {
  models::Capabilities capabilities;
  capabilities.max_output_tokens = 4096;
  capabilities.min_max_tokens = 16;
  EXPECT_EQ(inference(R"("max_tokens":128000)", capabilities), R"({"maxTokens":4096})");
  EXPECT_EQ(warnings(R"("max_tokens":128000)", capabilities), "clamped:max_tokens");
  EXPECT_EQ(inference(R"("max_completion_tokens":1)", capabilities), R"({"maxTokens":16})");
  EXPECT_EQ(warnings(R"("max_completion_tokens":1)", capabilities), "clamped:max_completion_tokens");
}

TEST(MaxTokens, CountAsAbsentWhereTheyMeanNoLimit) {
  models::Capabilities capabilities;
  capabilities.max_output_tokens = 4096;
  EXPECT_EQ(inference(R"("max_tokens":-1)", capabilities), R"({"maxTokens":4096})");
  EXPECT_EQ(warnings(R"("max_tokens":-1)", capabilities), "defaulted:max_tokens");
}

TEST(Sampling, IsPassedOnWhereNothingIsKnown) {
  EXPECT_EQ(inference(R"("temperature":0.25,"top_p":0.5)"), R"({"temperature":0.25,"topP":0.5})");
  EXPECT_EQ(warnings(R"("temperature":0.25,"top_p":0.5)"), "");
}

TEST(Sampling, IsClampedToBedrocksRangeAndTheModels) {
  EXPECT_EQ(inference(R"("temperature":1.5)"), R"({"temperature":1})");
  EXPECT_EQ(warnings(R"("temperature":1.5)"), "clamped:temperature");
  models::Capabilities capabilities;
  capabilities.max_temperature = 0.7;
  EXPECT_EQ(inference(R"("temperature":0.9)", capabilities), R"({"temperature":0.7})");
}

TEST(Sampling, KeepsTemperatureWhereOnlyOneIsTaken) {
  models::Capabilities capabilities;
  capabilities.sampling = models::SamplingRule::temperature_or_top_p;
  EXPECT_EQ(inference(R"("temperature":0.5,"top_p":0.5)", capabilities), R"({"temperature":0.5})");
  EXPECT_EQ(warnings(R"("temperature":0.5,"top_p":0.5)", capabilities), "dropped:top_p");
  EXPECT_EQ(inference(R"("top_p":0.5)", capabilities), R"({"topP":0.5})");
  EXPECT_EQ(warnings(R"("temperature":0.5,"top_p":1)", capabilities), "");
}

TEST(Sampling, IsDroppedWhereTheModelRefusesIt) {
  models::Capabilities capabilities;
  capabilities.sampling = models::SamplingRule::none;
  EXPECT_EQ(inference(R"("temperature":0,"top_p":0.5)", capabilities), "none");
  EXPECT_EQ(warnings(R"("temperature":0,"top_p":0.5)", capabilities), "dropped:temperature, dropped:top_p");
  EXPECT_EQ(warnings(R"("temperature":1,"top_p":1)", capabilities), "");
}

TEST(Stop, IsPassedOnWhereNothingIsKnown) {
  EXPECT_EQ(inference(R"("stop":["a","\n"])"), R"({"stopSequences":["a","\n"]})");
}

TEST(Stop, KeepsWhatTheModelTakes) {
  models::Capabilities capabilities;
  capabilities.stop.blank_allowed = false;
  capabilities.stop.max_count = 2;
  capabilities.stop.max_length = 3;
  EXPECT_EQ(inference(R"("stop":["\n","long one","ab","cd"])", capabilities),
            R"({"stopSequences":["ab","cd"]})");
  EXPECT_EQ(warnings(R"("stop":["\n","ab"])", capabilities), "dropped:stop");
  EXPECT_EQ(inference(R"("stop":["a","b","c"])", capabilities), R"({"stopSequences":["a","b"]})");
  EXPECT_EQ(inference(R"("stop":"")"), "none");
}

TEST(Stop, IsDroppedWhereTheModelHasNone) {
  models::Capabilities capabilities;
  capabilities.stop.supported = false;
  EXPECT_EQ(inference(R"("stop":["a"])", capabilities), "none");
  EXPECT_EQ(warnings(R"("stop":["a"])", capabilities), "dropped:stop");
}

std::string additional(models::ReasoningMode mode, bool may_be_disabled = true) {
  models::Capabilities capabilities;
  capabilities.reasoning.mode = mode;
  capabilities.reasoning.on_by_default = true;
  capabilities.reasoning.may_be_disabled = may_be_disabled;
  TranslatedChat translated(chat(user("a"), R"("reasoning_effort":"none")"), capabilities);
  const std::string_view fields = translated.request().additional_model_request_fields.raw;
  return fields.empty() ? translated.warnings() : std::string(fields);
}

TEST(NoReasoning, IsSaidToModelsThatReasonByThemselves) {
  using models::ReasoningMode;
  EXPECT_EQ(additional(ReasoningMode::thinking_adaptive), R"({"thinking":{"type":"disabled"}})");
  EXPECT_EQ(additional(ReasoningMode::thinking_budget), R"({"thinking":{"type":"disabled"}})");
  EXPECT_EQ(additional(ReasoningMode::thinking_switch), R"({"thinking":{"type":"disabled"}})");
  EXPECT_EQ(additional(ReasoningMode::nova_config), R"({"reasoningConfig":{"type":"disabled"}})");
  EXPECT_EQ(additional(ReasoningMode::effort_object), R"({"reasoning":{"effort":"none"}})");
}

TEST(NoReasoning, IsAWarningWhereTheModelCannotStop) {
  using models::ReasoningMode;
  EXPECT_EQ(additional(ReasoningMode::always), "dropped:reasoning_effort");
  EXPECT_EQ(additional(ReasoningMode::effort_flat), "dropped:reasoning_effort");
  EXPECT_EQ(additional(ReasoningMode::config_word), "dropped:reasoning_effort");
  EXPECT_EQ(additional(ReasoningMode::thinking_adaptive, false), "dropped:reasoning_effort");
}

TEST(NoReasoning, NeedsNoWordToModelsThatDoNotReason) {
  TranslatedChat translated(chat(user("a"), R"("reasoning_effort":"none")"));
  EXPECT_EQ(translated.request().additional_model_request_fields.raw, "");
  EXPECT_EQ(translated.warnings(), "");
}

}  // namespace
}  // namespace gw::translate
