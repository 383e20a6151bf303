#include "models/capabilities.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/flat_json.hpp"

namespace gw::models {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const CapabilityRecords& records() {
  static const CapabilityRecords all = CapabilityRecords::embedded();
  return all;
}

Capabilities of(std::string_view id) {
  return records().resolve(parse_model_id(id));
}

ReasoningEfforts efforts(std::initializer_list<ReasoningEffort> list) {
  ReasoningEfforts set;
  for (const ReasoningEffort effort : list) set.set(static_cast<std::size_t>(effort));
  return set;
}

TEST(EmbeddedRecords, AreTheFileOfTheRepository) {
  const auto parsed = CapabilityRecords::parse(gw::test::read_file(GW_SOURCE_DIR "/data/capabilities.json"));
  ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
  EXPECT_EQ(parsed->size(), records().size());
  EXPECT_GT(records().size(), 50U);
}

TEST(EmbeddedRecords, EachNameTheirSource) {
  const std::string file = gw::test::read_file(GW_SOURCE_DIR "/data/capabilities.json");
  const gw::test::FlatJson document(file);
  for (std::size_t i = 0; i < document.size("records"); ++i) {
    EXPECT_FALSE(document.text_or("records." + std::to_string(i) + ".source", "").empty()) << i;
  }
}

struct OutputRow {
  const char* id;
  std::int64_t max_output_tokens;
};

TEST(EmbeddedRecords, KnowTheLongestAnswerOfEveryFamily) {
  for (const OutputRow& row :
       std::initializer_list<OutputRow>{{"anthropic.claude-v2:1", 4096},
                                        {"anthropic.claude-3-haiku-20240307-v1:0", 4096},
                                        {"anthropic.claude-3-5-sonnet-20240620-v1:0", 4096},
                                        {"anthropic.claude-3-5-sonnet-20241022-v2:0", 8192},
                                        {"anthropic.claude-3-5-haiku-20241022-v1:0", 8192},
                                        {"anthropic.claude-3-7-sonnet-20250219-v1:0", 64000},
                                        {"anthropic.claude-opus-4-1-20250805-v1:0", 32000},
                                        {"anthropic.claude-sonnet-4-20250514-v1:0", 64000},
                                        {"anthropic.claude-haiku-4-5-20251001-v1:0", 64000},
                                        {"anthropic.claude-opus-4-5-20251101-v1:0", 64000},
                                        {"anthropic.claude-sonnet-4-6", 64000},
                                        {"anthropic.claude-opus-4-6-v1", 128000},
                                        {"anthropic.claude-opus-5", 128000},
                                        {"amazon.nova-lite-v1:0", 10000},
                                        {"amazon.nova-2-lite-v1:0", 64000},
                                        {"amazon.titan-text-express-v1", 8192},
                                        {"meta.llama3-8b-instruct-v1:0", 2048},
                                        {"meta.llama3-3-70b-instruct-v1:0", 4096},
                                        {"meta.llama4-scout-17b-instruct-v1:0", 8192},
                                        {"mistral.mistral-7b-instruct-v0:2", 4096},
                                        {"mistral.mistral-large-2407-v1:0", 8191},
                                        {"mistral.pixtral-large-2502-v1:0", 16384},
                                        {"cohere.command-r-plus-v1:0", 4000},
                                        {"ai21.jamba-1-5-large-v1:0", 4096},
                                        {"deepseek.r1-v1:0", 32768},
                                        {"deepseek.v3.2", 8000},
                                        {"openai.gpt-oss-120b-1:0", 16000},
                                        {"openai.gpt-5.6-sol", 128000},
                                        {"qwen.qwen3-coder-480b-a35b-v1:0", 16384},
                                        {"zai.glm-4.7", 128000},
                                        {"moonshotai.kimi-k2.5", 16000},
                                        {"minimax.minimax-m2", 8000},
                                        {"google.gemma-3-27b-it", 8000},
                                        {"nvidia.nemotron-super-3-120b", 32000},
                                        {"writer.palmyra-x5-v1:0", 8192}}) {
    const Capabilities capabilities = of(row.id);
    EXPECT_TRUE(capabilities.known) << row.id;
    EXPECT_EQ(capabilities.max_output_tokens, row.max_output_tokens) << row.id;
  }
}

TEST(EmbeddedRecords, HoldForProfilesAsForTheirModels) {
  EXPECT_EQ(of("jp.anthropic.claude-sonnet-4-6").max_output_tokens, 64000);
  EXPECT_EQ(
      of("arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-6").sampling,
      SamplingRule::temperature_or_top_p);
}

struct SamplingRow {
  const char* id;
  SamplingRule rule;
};

TEST(EmbeddedRecords, KnowTheSamplingRuleOfEveryClaude) {
  for (const SamplingRow& row : std::initializer_list<SamplingRow>{
           {"anthropic.claude-3-haiku-20240307-v1:0", SamplingRule::all},
           {"anthropic.claude-sonnet-4-20250514-v1:0", SamplingRule::all},
           {"anthropic.claude-haiku-4-5-20251001-v1:0", SamplingRule::temperature_or_top_p},
           {"anthropic.claude-sonnet-4-5-20250929-v1:0", SamplingRule::temperature_or_top_p},
           {"anthropic.claude-opus-4-6-v1", SamplingRule::temperature_or_top_p},
           {"anthropic.claude-opus-4-7", SamplingRule::none},
           {"anthropic.claude-opus-4-8", SamplingRule::none},
           {"anthropic.claude-sonnet-5", SamplingRule::none},
           {"anthropic.claude-fable-5", SamplingRule::none},
           {"anthropic.claude-mythos-preview", SamplingRule::none},
           {"amazon.nova-lite-v1:0", SamplingRule::all}}) {
    EXPECT_EQ(of(row.id).sampling, row.rule) << row.id;
  }
}

TEST(EmbeddedRecords, RefuseAnAssistantPrefillFromClaudeFourSixOn) {
  EXPECT_TRUE(of("anthropic.claude-haiku-4-5-20251001-v1:0").assistant_prefill);
  for (const char* id :
       {"anthropic.claude-opus-4-6-v1", "anthropic.claude-sonnet-4-6", "anthropic.claude-opus-4-7",
        "anthropic.claude-sonnet-5", "anthropic.claude-mythos-preview"}) {
    EXPECT_FALSE(of(id).assistant_prefill) << id;
  }
}

TEST(EmbeddedRecords, HaveModelsWithoutSystemPrompt) {
  for (const char* id : {"amazon.titan-text-express-v1", "mistral.mistral-7b-instruct-v0:2",
                         "mistral.mixtral-8x7b-instruct-v0:1"}) {
    EXPECT_FALSE(of(id).system_prompt) << id;
  }
  EXPECT_TRUE(of("mistral.mistral-large-2402-v1:0").system_prompt);
}

TEST(EmbeddedRecords, SeparateToolResultsFromTextForLlamaAndMistral) {
  EXPECT_TRUE(of("meta.llama3-3-70b-instruct-v1:0").tools.separator_after_results);
  EXPECT_TRUE(of("mistral.mistral-large-2407-v1:0").tools.separator_after_results);
  EXPECT_FALSE(of("anthropic.claude-sonnet-4-6").tools.separator_after_results);
}

TEST(EmbeddedRecords, SayWhichModelsKnowNoTools) {
  for (const char* id :
       {"deepseek.r1-v1:0", "amazon.titan-text-express-v1", "meta.llama2-13b-chat-v1",
        "meta.llama3-8b-instruct-v1:0", "meta.llama3-2-1b-instruct-v1:0", "mistral.mistral-7b-instruct-v0:2",
        "ai21.jamba-instruct-v1:0", "anthropic.claude-v2:1"}) {
    EXPECT_FALSE(of(id).tools.supported) << id;
  }
  for (const char* id :
       {"anthropic.claude-3-haiku-20240307-v1:0", "meta.llama3-2-90b-instruct-v1:0", "deepseek.v3.2"}) {
    EXPECT_TRUE(of(id).tools.supported) << id;
  }
}

TEST(EmbeddedRecords, SayWhichModelsCannotStreamTools) {
  for (const char* id : {"meta.llama3-3-70b-instruct-v1:0", "mistral.mistral-large-2402-v1:0",
                         "mistral.pixtral-large-2502-v1:0"}) {
    EXPECT_FALSE(of(id).tools.with_stream) << id;
  }
  EXPECT_TRUE(of("amazon.nova-lite-v1:0").tools.with_stream);
}

TEST(EmbeddedRecords, SayWhichModelsSeeImages) {
  for (const char* id : {"anthropic.claude-3-haiku-20240307-v1:0", "meta.llama3-2-11b-instruct-v1:0",
                         "meta.llama4-scout-17b-instruct-v1:0", "mistral.pixtral-large-2502-v1:0",
                         "qwen.qwen3-vl-235b-a22b", "amazon.nova-lite-v1:0", "google.gemma-3-27b-it"}) {
    EXPECT_TRUE(of(id).media.images) << id;
  }
  for (const char* id :
       {"anthropic.claude-v2:1", "anthropic.claude-3-5-haiku-20241022-v1:0", "amazon.nova-micro-v1:0",
        "google.gemma-3-12b-it", "openai.gpt-oss-20b-1:0", "deepseek.v3-v1:0",
        "meta.llama3-1-8b-instruct-v1:0", "meta.llama3-3-70b-instruct-v1:0"}) {
    EXPECT_FALSE(of(id).media.images) << id;
  }
}

TEST(EmbeddedRecords, KnowNovasQuirks) {
  const Capabilities nova = of("us.amazon.nova-pro-v1:0");
  EXPECT_EQ(nova.top_k, TopKPath::nova);
  EXPECT_FALSE(nova.tools.hyphens_in_names);
  EXPECT_TRUE(nova.tools.plain_schemas);
  EXPECT_FALSE(nova.cache.in_tools);
  EXPECT_FALSE(nova.cache.one_hour);
  EXPECT_EQ(nova.cache.max_points, 4U);
  EXPECT_TRUE(nova.media.s3_links);
}

TEST(EmbeddedRecords, SayWhichModelsTakeNoStopSequences) {
  for (const char* id : {"qwen.qwen3-32b-v1:0", "deepseek.v3-v1:0", "openai.gpt-oss-120b-1:0"}) {
    EXPECT_FALSE(of(id).stop.supported) << id;
  }
  EXPECT_EQ(of("deepseek.r1-v1:0").stop.max_length, 10U);
  EXPECT_FALSE(of("anthropic.claude-sonnet-4-6").stop.blank_allowed);
}

TEST(EmbeddedRecords, ReasonByBudgetBeforeClaudeFourSix) {
  const ReasoningCapabilities reasoning = of("anthropic.claude-sonnet-4-5-20250929-v1:0").reasoning;
  EXPECT_EQ(reasoning.mode, ReasoningMode::thinking_budget);
  EXPECT_FALSE(reasoning.forced_tool_allowed);
  EXPECT_FALSE(reasoning.sampling_allowed);
  EXPECT_TRUE(reasoning.signed_blocks);
  EXPECT_EQ(reasoning.interleaved_beta, "interleaved-thinking-2025-05-14");
  EXPECT_EQ(of("anthropic.claude-3-5-sonnet-20241022-v2:0").reasoning.mode, ReasoningMode::none);
}

TEST(EmbeddedRecords, ReasonAdaptivelyFromClaudeFourSixOn) {
  using enum ReasoningEffort;
  const ReasoningCapabilities six = of("anthropic.claude-opus-4-6-v1").reasoning;
  EXPECT_EQ(six.mode, ReasoningMode::thinking_adaptive);
  EXPECT_TRUE(six.budget_accepted);
  EXPECT_TRUE(six.effort_member);
  EXPECT_EQ(six.efforts, efforts({low, medium, high, max}));
  const ReasoningCapabilities seven = of("anthropic.claude-opus-4-7").reasoning;
  EXPECT_FALSE(seven.budget_accepted);
  EXPECT_TRUE(seven.display_needed);
  EXPECT_FALSE(seven.forced_tool_allowed);
  EXPECT_EQ(seven.efforts, efforts({low, medium, high, xhigh}));
  EXPECT_TRUE(of("anthropic.claude-opus-4-8").reasoning.forced_tool_allowed);
  EXPECT_EQ(of("anthropic.claude-opus-5").reasoning.efforts, efforts({low, medium, high, xhigh, max}));
}

TEST(EmbeddedRecords, SayWhereThinkingCannotBeTurnedOff) {
  for (const char* id : {"anthropic.claude-opus-5-5", "anthropic.claude-sonnet-5-5",
                         "anthropic.claude-fable-5", "anthropic.claude-mythos-preview"}) {
    EXPECT_FALSE(of(id).reasoning.may_be_disabled) << id;
  }
  for (const char* id :
       {"anthropic.claude-opus-4-8", "anthropic.claude-opus-5", "anthropic.claude-sonnet-5"}) {
    EXPECT_TRUE(of(id).reasoning.may_be_disabled) << id;
  }
  EXPECT_FALSE(of("anthropic.claude-opus-5-5").tools.choice_any);
}

struct ModeRow {
  const char* id;
  ReasoningMode mode;
};

TEST(EmbeddedRecords, KnowHowOtherFamiliesAreAskedToReason) {
  for (const ModeRow& row :
       std::initializer_list<ModeRow>{{"amazon.nova-2-lite-v1:0", ReasoningMode::nova_config},
                                      {"amazon.nova-lite-v1:0", ReasoningMode::none},
                                      {"openai.gpt-oss-20b-1:0", ReasoningMode::effort_flat},
                                      {"openai.gpt-5.6-sol", ReasoningMode::effort_object},
                                      {"deepseek.v3.2", ReasoningMode::config_word},
                                      {"deepseek.r1-v1:0", ReasoningMode::always},
                                      {"qwen.qwen3-32b-v1:0", ReasoningMode::none},
                                      {"minimax.minimax-m2", ReasoningMode::none},
                                      {"zai.glm-4.7", ReasoningMode::config_word},
                                      {"moonshotai.kimi-k2.5", ReasoningMode::thinking_switch},
                                      {"moonshotai.kimi-k3", ReasoningMode::effort_object},
                                      {"xai.grok-4.3", ReasoningMode::effort_object},
                                      {"meta.llama3-3-70b-instruct-v1:0", ReasoningMode::none}}) {
    EXPECT_EQ(of(row.id).reasoning.mode, row.mode) << row.id;
  }
}

struct CacheRow {
  const char* id;
  std::size_t max_points;
  std::int64_t min_tokens;
  bool one_hour;
};

TEST(EmbeddedRecords, KnowWhatEachModelCaches) {
  for (const CacheRow& row :
       std::initializer_list<CacheRow>{{"anthropic.claude-3-haiku-20240307-v1:0", 0, 0, false},
                                       {"anthropic.claude-3-5-haiku-20241022-v1:0", 4, 2048, false},
                                       {"anthropic.claude-3-7-sonnet-20250219-v1:0", 4, 1024, false},
                                       {"anthropic.claude-opus-4-1-20250805-v1:0", 4, 1024, false},
                                       {"anthropic.claude-haiku-4-5-20251001-v1:0", 4, 4096, true},
                                       {"anthropic.claude-opus-4-5-20251101-v1:0", 4, 4096, true},
                                       {"anthropic.claude-opus-4-6-v1", 4, 4096, true},
                                       {"anthropic.claude-sonnet-4-6", 4, 1024, true},
                                       {"meta.llama3-3-70b-instruct-v1:0", 0, 0, false},
                                       {"moonshotai.kimi-k3", 0, 0, false}}) {
    const CacheCapabilities cache = of(row.id).cache;
    EXPECT_EQ(cache.max_points, row.max_points) << row.id;
    EXPECT_EQ(cache.min_tokens, row.min_tokens) << row.id;
    EXPECT_EQ(cache.one_hour, row.one_hour) << row.id;
  }
}

TEST(EmbeddedRecords, SayWhereSchemasAreNative) {
  EXPECT_TRUE(of("anthropic.claude-sonnet-4-5-20250929-v1:0").structured_output);
  EXPECT_FALSE(of("anthropic.claude-opus-4-7").structured_output);
  EXPECT_FALSE(of("amazon.nova-lite-v1:0").structured_output);
  EXPECT_TRUE(of("anthropic.claude-opus-4-6-v1").tools.strict);
  EXPECT_FALSE(of("anthropic.claude-sonnet-4-6").tools.strict);
}

TEST(EmbeddedRecords, KnowEmbeddingModels) {
  EXPECT_EQ(of("amazon.titan-embed-text-v1").embeddings.kind, EmbeddingsKind::titan_v1);
  const Capabilities titan = of("amazon.titan-embed-text-v2:0");
  EXPECT_EQ(titan.embeddings.kind, EmbeddingsKind::titan_v2);
  EXPECT_THAT(titan.embeddings.dimensions, ElementsAre(256, 512, 1024));
  EXPECT_FALSE(titan.converse);
  const Capabilities cohere = of("us.cohere.embed-multilingual-v3");
  EXPECT_EQ(cohere.embeddings.kind, EmbeddingsKind::cohere_v3);
  EXPECT_EQ(cohere.embeddings.max_texts, 96U);
  EXPECT_EQ(of("cohere.embed-v4:0").embeddings.kind, EmbeddingsKind::cohere_v4);
  EXPECT_EQ(of("anthropic.claude-sonnet-4-6").embeddings.kind, EmbeddingsKind::none);
}

TEST(EmbeddedRecords, SayWhichModelsConverseDoesNotTake) {
  for (const char* id : {"stability.sd3-5-large-v1:0", "amazon.nova-canvas-v1:0", "cohere.rerank-v3-5:0",
                         "twelvelabs.pegasus-1-2-v1:0", "luma.ray-v2:0"}) {
    EXPECT_FALSE(of(id).converse) << id;
  }
}

TEST(EmbeddedRecords, LeaveAnUnknownModelAsPermissiveAsBedrockIs) {
  const Capabilities capabilities = of("newvendor.dream-1");
  EXPECT_FALSE(capabilities.known);
  EXPECT_FALSE(capabilities.max_output_tokens.has_value());
  EXPECT_EQ(capabilities.sampling, SamplingRule::all);
  EXPECT_TRUE(capabilities.tools.supported);
  EXPECT_TRUE(capabilities.assistant_prefill);
  EXPECT_TRUE(capabilities.converse);
  EXPECT_EQ(capabilities.cache.max_points, 0U);
}

TEST(EmbeddedRecords, GiveAFutureClaudeTheRulesOfTheNewest) {
  const Capabilities capabilities = of("anthropic.claude-saga-9");
  EXPECT_TRUE(capabilities.known);
  EXPECT_EQ(capabilities.sampling, SamplingRule::none);
  EXPECT_FALSE(capabilities.assistant_prefill);
  EXPECT_EQ(capabilities.reasoning.mode, ReasoningMode::thinking_adaptive);
}

std::string error_of(const std::string& record) {
  const auto parsed = CapabilityRecords::parse(R"({"records":[)" + record + "]}");
  EXPECT_FALSE(parsed.has_value()) << record;
  return parsed ? "" : parsed.error().message;
}

TEST(CapabilityRecords, NameWhatIsWrong) {
  EXPECT_THAT(error_of(R"({"set":{}})"), HasSubstr("record 0: no `match`"));
  EXPECT_THAT(error_of(R"({"match":{}})"), HasSubstr("`match.vendor` is missing"));
  EXPECT_THAT(error_of(R"({"match":{"vendor":"a","colour":1}})"), HasSubstr("`match.colour`"));
  EXPECT_THAT(error_of(R"({"match":{"vendor":"a","from":4.6}})"), HasSubstr("`match.from`"));
  EXPECT_THAT(error_of(R"({"match":{"vendor":"a","date_from":-1}})"), HasSubstr("`match.date_from`"));
  EXPECT_THAT(error_of(R"({"match":{"vendor":"a","family":"x"}})"), HasSubstr("`match.family`"));
  EXPECT_THAT(error_of(R"({"match":{"vendor":"a"},"set":{"tools":{"suported":true}}})"),
              HasSubstr("unknown field `tools.suported`"));
  EXPECT_THAT(error_of(R"({"match":{"vendor":"a"},"set":{"sampling":"some"}})"), HasSubstr("`sampling`"));
  EXPECT_THAT(error_of(R"({"match":{"vendor":"a"},"set":{"converse":1}})"), HasSubstr("`converse`"));
  EXPECT_THAT(error_of(R"({"match":{"vendor":"a"},"set":{"max_temperature":"1"}})"),
              HasSubstr("`max_temperature`"));
  EXPECT_THAT(error_of(R"({"match":{"vendor":"a"},"set":{"reasoning":{"efforts":["huge"]}}})"),
              HasSubstr("`reasoning.efforts`"));
  EXPECT_THAT(error_of(R"({"match":{"vendor":"a"},"set":{"embeddings":{"dimensions":[1.5]}}})"),
              HasSubstr("`embeddings.dimensions`"));
  EXPECT_THAT(error_of(R"({"match":{"vendor":"a"},"sett":{}})"), HasSubstr("unknown member `sett`"));
  EXPECT_THAT(error_of(R"({"match":[],"set":{}})"), HasSubstr("`match` is no object"));
  EXPECT_THAT(error_of(R"({"match":{"vendor":"a"},"set":[]})"), HasSubstr("`set` is no object"));
  EXPECT_THAT(error_of("7"), HasSubstr("record 0: not an object"));
}

TEST(CapabilityRecords, RefuseADocumentThatHoldsNone) {
  for (const char* document : {"", "[]", "{}", R"({"records":{}})"}) {
    EXPECT_FALSE(CapabilityRecords::parse(document).has_value()) << document;
  }
}

TEST(CapabilityRecords, ApplyInOrderSoThatAnOperatorsFileWins) {
  CapabilityRecords all = records();
  const auto own = CapabilityRecords::parse(
      R"({"records":[{"match":{"vendor":"anthropic","family":["claude-sonnet"],"from":"4.6"},
          "set":{"max_output_tokens":1000,"cache":{"max_points":0}},"comment":"ours"},
         {"match":{"vendor":"newvendor","family":["dream"]},"set":{"max_output_tokens":null}}]})");
  ASSERT_TRUE(own.has_value());
  all.append(*own);
  const Capabilities sonnet = all.resolve(parse_model_id("us.anthropic.claude-sonnet-4-6"));
  EXPECT_EQ(sonnet.max_output_tokens, 1000);
  EXPECT_EQ(sonnet.cache.max_points, 0U);
  EXPECT_EQ(sonnet.sampling, SamplingRule::temperature_or_top_p);
  const Capabilities dream = all.resolve(parse_model_id("newvendor.dream-1"));
  EXPECT_TRUE(dream.known);
  EXPECT_FALSE(dream.max_output_tokens.has_value());
}

TEST(CapabilityRecords, MatchBySizeDateAndRelease) {
  const auto own = CapabilityRecords::parse(
      R"({"records":[{"match":{"vendor":"v","size":["7b"]},"set":{"max_output_tokens":7}},
          {"match":{"vendor":"v","date_from":2407,"date_below":2502},"set":{"max_output_tokens":8}},
          {"match":{"vendor":"v","release":2},"set":{"max_output_tokens":9}}]})");
  ASSERT_TRUE(own.has_value());
  const auto tokens = [&](const char* id) { return own->resolve(parse_model_id(id)).max_output_tokens; };
  EXPECT_EQ(tokens("v.a-7b"), 7);
  EXPECT_EQ(tokens("v.a-2407"), 8);
  EXPECT_EQ(tokens("v.a-2502"), std::nullopt);
  EXPECT_EQ(tokens("v.a-v2:0"), 9);
  EXPECT_EQ(tokens("v.a-8b"), std::nullopt);
  EXPECT_EQ(tokens("w.a-7b"), std::nullopt);
}

}  // namespace
}  // namespace gw::models
