#include "models/model_id.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace gw::models {
namespace {

using testing::ElementsAre;

std::string version_of(const ModelIdentity& identity) {
  if (!identity.version) return "-";
  return std::to_string(identity.version->major) + "." + std::to_string(identity.version->minor);
}

struct FoundationRow {
  const char* id;
  const char* family;
  const char* version;  // "-": the name has none
  int release;
  const char* size;
  int date;
};

// Ids of AWS's lists of foundation models. The vendor is what stands before the first dot.
constexpr FoundationRow kFoundationModels[] = {
    {"anthropic.claude-instant-v1", "claude-instant", "1.0", 1, "", 0},
    {"anthropic.claude-v2", "claude", "2.0", 2, "", 0},
    {"anthropic.claude-v2:1", "claude", "2.1", 2, "", 0},
    {"anthropic.claude-v2:0:100k", "claude", "2.0", 2, "", 0},
    {"anthropic.claude-3-haiku-20240307-v1:0", "claude-haiku", "3.0", 1, "", 20240307},
    {"anthropic.claude-3-opus-20240229-v1:0", "claude-opus", "3.0", 1, "", 20240229},
    {"anthropic.claude-3-sonnet-20240229-v1:0:28k", "claude-sonnet", "3.0", 1, "", 20240229},
    {"anthropic.claude-3-5-sonnet-20240620-v1:0", "claude-sonnet", "3.5", 1, "", 20240620},
    {"anthropic.claude-3-5-sonnet-20241022-v2:0", "claude-sonnet", "3.5", 2, "", 20241022},
    {"anthropic.claude-3-5-haiku-20241022-v1:0", "claude-haiku", "3.5", 1, "", 20241022},
    {"anthropic.claude-3-7-sonnet-20250219-v1:0", "claude-sonnet", "3.7", 1, "", 20250219},
    {"anthropic.claude-sonnet-4-20250514-v1:0", "claude-sonnet", "4.0", 1, "", 20250514},
    {"anthropic.claude-opus-4-20250514-v1:0", "claude-opus", "4.0", 1, "", 20250514},
    {"anthropic.claude-opus-4-1-20250805-v1:0", "claude-opus", "4.1", 1, "", 20250805},
    {"anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet", "4.5", 1, "", 20250929},
    {"anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku", "4.5", 1, "", 20251001},
    {"anthropic.claude-opus-4-5-20251101-v1:0", "claude-opus", "4.5", 1, "", 20251101},
    {"anthropic.claude-opus-4-6-v1", "claude-opus", "4.6", 1, "", 0},
    {"anthropic.claude-sonnet-4-6", "claude-sonnet", "4.6", 0, "", 0},
    {"anthropic.claude-opus-4-7", "claude-opus", "4.7", 0, "", 0},
    {"anthropic.claude-opus-4-8", "claude-opus", "4.8", 0, "", 0},
    {"anthropic.claude-opus-5", "claude-opus", "5.0", 0, "", 0},
    {"anthropic.claude-opus-5-5", "claude-opus", "5.5", 0, "", 0},
    {"anthropic.claude-sonnet-5", "claude-sonnet", "5.0", 0, "", 0},
    {"anthropic.claude-haiku-5-5", "claude-haiku", "5.5", 0, "", 0},
    {"anthropic.claude-fable-5", "claude-fable", "5.0", 0, "", 0},
    {"anthropic.claude-fable-5-1", "claude-fable", "5.1", 0, "", 0},
    {"anthropic.claude-mythos-preview", "claude-mythos-preview", "-", 0, "", 0},
    {"anthropic.claude-mythos-5-1", "claude-mythos", "5.1", 0, "", 0},
    {"amazon.nova-micro-v1:0", "nova-micro", "1.0", 1, "", 0},
    {"amazon.nova-lite-v1:0", "nova-lite", "1.0", 1, "", 0},
    {"amazon.nova-lite-v1:0:300k", "nova-lite", "1.0", 1, "", 0},
    {"amazon.nova-pro-v1:0", "nova-pro", "1.0", 1, "", 0},
    {"amazon.nova-premier-v1:0:mm", "nova-premier", "1.0", 1, "", 0},
    {"amazon.nova-2-lite-v1:0", "nova-lite", "2.0", 1, "", 0},
    {"amazon.nova-2-pro-preview-20251202-v1:0", "nova-pro-preview", "2.0", 1, "", 20251202},
    {"amazon.nova-2-multimodal-embeddings-v1:0", "nova-multimodal-embeddings", "2.0", 1, "", 0},
    {"amazon.nova-2-sonic-v1:0", "nova-sonic", "2.0", 1, "", 0},
    {"amazon.nova-2-5-sonic", "nova-sonic", "2.5", 0, "", 0},
    {"amazon.nova-canvas-v1:0", "nova-canvas", "1.0", 1, "", 0},
    {"amazon.titan-text-express-v1", "titan-text-express", "1.0", 1, "", 0},
    {"amazon.titan-text-lite-v1:0:4k", "titan-text-lite", "1.0", 1, "", 0},
    {"amazon.titan-text-premier-v1:0", "titan-text-premier", "1.0", 1, "", 0},
    {"amazon.titan-tg1-large", "titan-tg-large", "1.0", 0, "", 0},
    {"amazon.titan-embed-text-v1", "titan-embed-text", "1.0", 1, "", 0},
    {"amazon.titan-embed-text-v2:0", "titan-embed-text", "2.0", 2, "", 0},
    {"amazon.titan-embed-image-v1", "titan-embed-image", "1.0", 1, "", 0},
    {"amazon.titan-embed-g1-text-02", "titan-embed-g-text", "1.0", 0, "", 0},
    {"amazon.titan-image-generator-v2:0", "titan-image-generator", "2.0", 2, "", 0},
    {"amazon.rerank-v1:0", "rerank", "1.0", 1, "", 0},
    {"meta.llama2-13b-chat-v1", "llama-chat", "2.0", 1, "13b", 0},
    {"meta.llama3-8b-instruct-v1:0", "llama-instruct", "3.0", 1, "8b", 0},
    {"meta.llama3-1-405b-instruct-v1:0", "llama-instruct", "3.1", 1, "405b", 0},
    {"meta.llama3-2-11b-instruct-v1:0", "llama-instruct", "3.2", 1, "11b", 0},
    {"meta.llama3-3-70b-instruct-v1:0", "llama-instruct", "3.3", 1, "70b", 0},
    {"meta.llama4-scout-17b-instruct-v1:0", "llama-scout-instruct", "4.0", 1, "17b", 0},
    {"meta.llama4-maverick-17b-instruct-v1:0", "llama-maverick-instruct", "4.0", 1, "17b", 0},
    {"mistral.mistral-7b-instruct-v0:2", "mistral-instruct", "0.2", 0, "7b", 0},
    {"mistral.mixtral-8x7b-instruct-v0:1", "mixtral-instruct", "0.1", 0, "8x7b", 0},
    {"mistral.mistral-small-2402-v1:0", "mistral-small", "1.0", 1, "", 2402},
    {"mistral.mistral-large-2402-v1:0", "mistral-large", "1.0", 1, "", 2402},
    {"mistral.mistral-large-2407-v1:0", "mistral-large", "1.0", 1, "", 2407},
    {"mistral.pixtral-large-2502-v1:0", "pixtral-large", "1.0", 1, "", 2502},
    {"mistral.mistral-large-3-675b-instruct", "mistral-large-instruct", "3.0", 0, "675b", 0},
    {"mistral.ministral-3-8b-instruct", "ministral-instruct", "3.0", 0, "8b", 0},
    {"mistral.magistral-small-2509", "magistral-small", "-", 0, "", 2509},
    {"mistral.devstral-2-123b", "devstral", "2.0", 0, "123b", 0},
    {"mistral.voxtral-mini-3b-2507", "voxtral-mini", "-", 0, "3b", 2507},
    {"cohere.command-text-v14", "command-text", "14.0", 14, "", 0},
    {"cohere.command-r-v1:0", "command-r", "1.0", 1, "", 0},
    {"cohere.command-r-plus-v1:0", "command-r-plus", "1.0", 1, "", 0},
    {"cohere.embed-english-v3", "embed-english", "3.0", 3, "", 0},
    {"cohere.embed-multilingual-v3:0:512", "embed-multilingual", "3.0", 3, "", 0},
    {"cohere.embed-v4:0", "embed", "4.0", 4, "", 0},
    {"cohere.rerank-v3-5:0", "rerank", "3.5", 3, "", 0},
    {"ai21.j2-ultra-v1", "j-ultra", "2.0", 1, "", 0},
    {"ai21.jamba-instruct-v1:0", "jamba-instruct", "1.0", 1, "", 0},
    {"ai21.jamba-1-5-large-v1:0", "jamba-large", "1.5", 1, "", 0},
    {"deepseek.r1-v1:0", "r", "1.0", 1, "", 0},
    {"deepseek.v3-v1:0", "v", "3.0", 1, "", 0},
    {"deepseek.v3.2", "v", "3.2", 0, "", 0},
    {"openai.gpt-oss-20b-1:0", "gpt-oss", "1.0", 0, "20b", 0},
    {"openai.gpt-oss-120b-1:0", "gpt-oss", "1.0", 0, "120b", 0},
    {"openai.gpt-oss-safeguard-20b", "gpt-oss-safeguard", "-", 0, "20b", 0},
    {"openai.gpt-5.4", "gpt", "5.4", 0, "", 0},
    {"openai.gpt-5.6-sol", "gpt-sol", "5.6", 0, "", 0},
    {"openai.gpt-6-luna", "gpt-luna", "6.0", 0, "", 0},
    {"qwen.qwen3-32b-v1:0", "qwen", "3.0", 1, "32b", 0},
    {"qwen.qwen3-235b-a22b-2507-v1:0", "qwen", "3.0", 1, "235b", 2507},
    {"qwen.qwen3-coder-480b-a35b-v1:0", "qwen-coder", "3.0", 1, "480b", 0},
    {"qwen.qwen3-next-80b-a3b", "qwen-next", "3.0", 0, "80b", 0},
    {"qwen.qwen3-vl-235b-a22b", "qwen-vl", "3.0", 0, "235b", 0},
    {"zai.glm-4.7", "glm", "4.7", 0, "", 0},
    {"zai.glm-4.7-flash", "glm-flash", "4.7", 0, "", 0},
    {"zai.glm-5", "glm", "5.0", 0, "", 0},
    {"moonshot.kimi-k2-thinking", "kimi-k-thinking", "2.0", 0, "", 0},
    {"moonshotai.kimi-k2.5", "kimi-k", "2.5", 0, "", 0},
    {"moonshotai.kimi-k3", "kimi-k", "3.0", 0, "", 0},
    {"minimax.minimax-m2", "minimax-m", "2.0", 0, "", 0},
    {"minimax.minimax-m2.1", "minimax-m", "2.1", 0, "", 0},
    {"google.gemma-3-12b-it", "gemma-it", "3.0", 0, "12b", 0},
    {"google.gemma-4-26b-a4b", "gemma", "4.0", 0, "26b", 0},
    {"nvidia.nemotron-nano-9b-v2", "nemotron-nano", "2.0", 2, "9b", 0},
    {"nvidia.nemotron-nano-3-30b", "nemotron-nano", "3.0", 0, "30b", 0},
    {"nvidia.nemotron-super-3-120b", "nemotron-super", "3.0", 0, "120b", 0},
    {"writer.palmyra-x5-v1:0", "palmyra-x", "5.0", 1, "", 0},
    {"writer.palmyra-vision-7b", "palmyra-vision", "-", 0, "7b", 0},
    {"xai.grok-4.3", "grok", "4.3", 0, "", 0},
    {"stability.sd3-5-large-v1:0", "sd-large", "3.5", 1, "", 0},
    {"stability.stable-image-ultra-v1:1", "stable-image-ultra", "1.1", 1, "", 0},
    {"luma.ray-v2:0", "ray", "2.0", 2, "", 0},
    {"twelvelabs.pegasus-1-2-v1:0", "pegasus", "1.2", 1, "", 0},
    {"twelvelabs.marengo-embed-2-7-v1:0", "marengo-embed", "2.7", 1, "", 0},
};

TEST(ParseModelId, TakesEveryFoundationModelApart) {
  for (const FoundationRow& row : kFoundationModels) {
    const std::string_view id = row.id;
    SCOPED_TRACE(id);
    const ModelIdentity identity = parse_model_id(id);
    EXPECT_EQ(identity.kind, ModelKind::foundation_model);
    EXPECT_EQ(identity.id, id);
    EXPECT_EQ(identity.foundation, id);
    EXPECT_EQ(identity.geography, "");
    EXPECT_EQ(identity.vendor, id.substr(0, id.find('.')));
    EXPECT_EQ(identity.family, row.family);
    EXPECT_EQ(version_of(identity), row.version);
    EXPECT_EQ(identity.release, row.release);
    EXPECT_EQ(identity.size, row.size);
    EXPECT_EQ(identity.date, row.date);
  }
}

// A profile of a model must look like the model whatever its prefix: BAG and others stripped some prefixes
// only.
TEST(ParseModelId, TakesEveryGeographyOffEveryModel) {
  for (const char* geography : {"us", "us-gov", "eu", "apac", "au", "ca", "jp", "in", "global"}) {
    for (const FoundationRow& row : kFoundationModels) {
      const std::string id = std::string(geography) + "." + row.id;
      const ModelIdentity identity = parse_model_id(id);
      EXPECT_EQ(identity.kind, ModelKind::inference_profile) << id;
      EXPECT_EQ(identity.geography, geography) << id;
      EXPECT_EQ(identity.foundation, row.id) << id;
      EXPECT_EQ(identity.family, row.family) << id;
      EXPECT_EQ(version_of(identity), row.version) << id;
    }
  }
}

TEST(ParseModelId, KnowsAGeographyThatIsNotInTheTableByTheVendorBehindIt) {
  const ModelIdentity identity = parse_model_id("mx.anthropic.claude-sonnet-6");
  EXPECT_EQ(identity.kind, ModelKind::inference_profile);
  EXPECT_EQ(identity.geography, "mx");
  EXPECT_EQ(identity.vendor, "anthropic");
  EXPECT_EQ(version_of(identity), "6.0");
}

TEST(ParseModelId, NeverTakesAVendorForAGeography) {
  EXPECT_EQ(parse_model_id("newvendor.model.x").vendor, "newvendor");
  EXPECT_EQ(parse_model_id("deepseek.v3.2").geography, "");
}

TEST(ParseModelId, ReadsAFoundationModelsArn) {
  const ModelIdentity identity =
      parse_model_id("arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0");
  EXPECT_EQ(identity.kind, ModelKind::foundation_model);
  EXPECT_EQ(identity.partition, "aws");
  EXPECT_EQ(identity.region, "us-east-1");
  EXPECT_EQ(identity.foundation, "anthropic.claude-3-haiku-20240307-v1:0");
  EXPECT_EQ(identity.family, "claude-haiku");
}

TEST(ParseModelId, ReadsASystemProfilesArnOfAnotherPartition) {
  const ModelIdentity identity = parse_model_id(
      "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/"
      "us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0");
  EXPECT_EQ(identity.kind, ModelKind::inference_profile);
  EXPECT_EQ(identity.partition, "aws-us-gov");
  EXPECT_EQ(identity.region, "us-gov-west-1");
  EXPECT_EQ(identity.geography, "us-gov");
  EXPECT_EQ(identity.foundation, "anthropic.claude-sonnet-4-5-20250929-v1:0");
}

TEST(ParseModelId, FindsTheBaseModelOfACustomModel) {
  const ModelIdentity identity = parse_model_id(
      "arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.titan-text-lite-v1:0:4k/abcdefghijkl");
  EXPECT_EQ(identity.kind, ModelKind::custom_model);
  EXPECT_EQ(identity.foundation, "amazon.titan-text-lite-v1:0:4k");
  EXPECT_EQ(identity.family, "titan-text-lite");
}

TEST(ParseModelId, KnowsTheKindOfOpaqueArns) {
  const auto kind_of = [](const std::string& resource) {
    const ModelIdentity identity = parse_model_id("arn:aws:bedrock:us-east-1:123456789012:" + resource);
    EXPECT_EQ(identity.foundation, "");
    EXPECT_EQ(identity.vendor, "");
    return identity.kind;
  };
  EXPECT_EQ(kind_of("application-inference-profile/a1b2c3d4e5f6"), ModelKind::application_inference_profile);
  EXPECT_EQ(kind_of("provisioned-model/abcdefghijkl"), ModelKind::provisioned_model);
  EXPECT_EQ(kind_of("custom-model-deployment/abcdefghijkl"), ModelKind::custom_model_deployment);
  EXPECT_EQ(kind_of("imported-model/abcdefghijkl"), ModelKind::imported_model);
  EXPECT_EQ(kind_of("prompt/ABCDEFGHIJ:2"), ModelKind::prompt);
  EXPECT_EQ(kind_of("prompt-router/abcdefghijkl"), ModelKind::prompt_router);
  EXPECT_EQ(kind_of("default-prompt-router/anthropic.claude:1"), ModelKind::prompt_router);
  EXPECT_EQ(kind_of("guardrail/abc"), ModelKind::unknown);
  EXPECT_EQ(kind_of("imported-model/"), ModelKind::unknown);
  EXPECT_EQ(kind_of("imported-model"), ModelKind::unknown);
}

TEST(ParseModelId, KnowsASageMakerEndpoint) {
  EXPECT_EQ(parse_model_id("arn:aws:sagemaker:us-east-1:123456789012:endpoint/my-endpoint").kind,
            ModelKind::marketplace_endpoint);
  EXPECT_EQ(parse_model_id("arn:aws:s3:us-east-1:123456789012:endpoint/x").kind, ModelKind::unknown);
}

TEST(ParseModelId, TakesAClientsSuffixOff) {
  const ModelIdentity identity = parse_model_id("us.anthropic.claude-sonnet-4-5-20250929-v1:0[1M]");
  EXPECT_EQ(identity.id, "us.anthropic.claude-sonnet-4-5-20250929-v1:0");
  EXPECT_EQ(identity.suffix, "1m");
  EXPECT_EQ(version_of(identity), "4.5");
  EXPECT_EQ(parse_model_id("a.b[1m][1m]").id, "a.b");
  EXPECT_EQ(parse_model_id("a.b]").suffix, "");
  EXPECT_EQ(parse_model_id("[1m]").id, "[1m]");
}

TEST(ParseModelId, ReadsNamesInAnyCase) {
  const ModelIdentity identity = parse_model_id("US.Anthropic.Claude-Sonnet-4-6");
  EXPECT_EQ(identity.id, "US.Anthropic.Claude-Sonnet-4-6");
  EXPECT_EQ(identity.geography, "us");
  EXPECT_EQ(identity.family, "claude-sonnet");
}

TEST(ParseModelId, SaysUnknownOfEverythingElse) {
  for (const char* id : {"", ".", "..", "a.", ".a", "gpt-4o", "my profile", "abcdefghijkl",
                         "arn:", "arn:aws:bedrock", "arn:aws:bedrock:us-east-1:1:x/y", "a b.c", "us.",
                         "us.anthropic.", "us.eu.anthropic.claude-sonnet-4-6"}) {
    EXPECT_EQ(parse_model_id(id).kind, ModelKind::unknown) << id;
    EXPECT_EQ(parse_model_id(id).id, id);
  }
}

TEST(ParseModelVersion, TakesOneOrTwoShortNumbers) {
  EXPECT_EQ(parse_model_version("4"), (ModelVersion{4, 0}));
  EXPECT_EQ(parse_model_version("4.10"), (ModelVersion{4, 10}));
  for (const char* text : {"", ".", "4.5.6", "x", "4x", "123", "4.123", "-1"}) {
    EXPECT_FALSE(parse_model_version(text).has_value()) << text;
  }
}

TEST(ProfileGeographies, PutTheNearestFirst) {
  EXPECT_THAT(profile_geographies("us-west-2"), ElementsAre("us", "global"));
  EXPECT_THAT(profile_geographies("us-gov-west-1"), ElementsAre("us-gov"));
  EXPECT_THAT(profile_geographies("eu-central-1"), ElementsAre("eu", "global"));
  EXPECT_THAT(profile_geographies("ap-northeast-1"), ElementsAre("jp", "apac", "global"));
  EXPECT_THAT(profile_geographies("ap-northeast-2"), ElementsAre("apac", "global"));
  EXPECT_THAT(profile_geographies("ap-southeast-2"), ElementsAre("au", "apac", "global"));
  EXPECT_THAT(profile_geographies("ap-south-1"), ElementsAre("in", "apac", "global"));
  EXPECT_THAT(profile_geographies("ca-central-1"), ElementsAre("ca", "us", "global"));
  EXPECT_THAT(profile_geographies("sa-east-1"), ElementsAre("global"));
  EXPECT_THAT(profile_geographies(""), ElementsAre("global"));
}

}  // namespace
}  // namespace gw::models
