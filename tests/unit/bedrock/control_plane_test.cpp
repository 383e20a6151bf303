#include "bedrock/control_plane.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace gw::bedrock {
namespace {

using base::ErrorKind;
using testing::ElementsAre;

TEST(ControlPlaneTargets, EncodeIdsAsOneLabel) {
  EXPECT_EQ(list_foundation_models_target().path, "/foundation-models");
  EXPECT_EQ(get_foundation_model_target("anthropic.claude-v2:1").path,
            "/foundation-models/anthropic.claude-v2%3A1");
  EXPECT_EQ(get_inference_profile_target("arn:aws:bedrock:us-east-1:1:application-inference-profile/x").path,
            "/inference-profiles/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aapplication-inference-profile%2Fx");
}

TEST(ControlPlaneTargets, SortTheQueryAndEncodeTheToken) {
  const ControlPlaneTarget first = list_inference_profiles_target(InferenceProfileType::system_defined, "");
  EXPECT_EQ(first.path, "/inference-profiles");
  EXPECT_EQ(first.query, "maxResults=1000&type=SYSTEM_DEFINED");
  EXPECT_EQ(list_inference_profiles_target(InferenceProfileType::application, "a+b/=").query,
            "maxResults=1000&nextToken=a%2Bb%2F%3D&type=APPLICATION");
}

constexpr const char* kModels = R"({"modelSummaries":[
  {"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
   "modelId":"anthropic.claude-3-haiku-20240307-v1:0","modelName":"Claude 3 Haiku","providerName":"Anthropic",
   "inputModalities":["TEXT","IMAGE"],"outputModalities":["TEXT"],"responseStreamingSupported":true,
   "customizationsSupported":[],"inferenceTypesSupported":["ON_DEMAND","INFERENCE_PROFILE"],
   "modelLifecycle":{"status":"LEGACY","startOfLifeTime":"2024-03-13T00:00:00Z","endOfLifeTime":1790553600}},
  {"modelName":"without an id"}, 7,
  {"modelId":"amazon.titan-embed-text-v2:0","modelArn":null,"outputModalities":"EMBEDDING"}]})";

TEST(ParseFoundationModels, ReadsWhatACatalogueNeeds) {
  const auto models = parse_foundation_models(kModels);
  ASSERT_TRUE(models.has_value());
  ASSERT_EQ(models->size(), 2U);
  const FoundationModel& haiku = models->front();
  EXPECT_EQ(haiku.id, "anthropic.claude-3-haiku-20240307-v1:0");
  EXPECT_EQ(haiku.name, "Claude 3 Haiku");
  EXPECT_EQ(haiku.provider, "Anthropic");
  EXPECT_THAT(haiku.input_modalities, ElementsAre("TEXT", "IMAGE"));
  EXPECT_THAT(haiku.output_modalities, ElementsAre("TEXT"));
  EXPECT_THAT(haiku.inference_types, ElementsAre("ON_DEMAND", "INFERENCE_PROFILE"));
  EXPECT_TRUE(haiku.streaming);
  EXPECT_TRUE(haiku.legacy);
  EXPECT_EQ(haiku.start_of_life->time_since_epoch().count(), 1710288000);
  EXPECT_EQ(haiku.end_of_life->time_since_epoch().count(), 1790553600);
}

TEST(ParseFoundationModels, ToleratesMembersOfAnotherType) {
  const auto models = parse_foundation_models(kModels);
  ASSERT_TRUE(models.has_value());
  EXPECT_EQ(models->back().arn, "");
  EXPECT_THAT(models->back().output_modalities, ElementsAre());
  EXPECT_FALSE(models->back().streaming);
}

TEST(ParseFoundationModel, ReadsTheDetails) {
  const auto model =
      parse_foundation_model(R"({"modelDetails":{"modelId":"a.b","modelLifecycle":{"status":"ACTIVE",
      "startOfLifeTime":1710288000.5}}})");
  ASSERT_TRUE(model.has_value());
  EXPECT_EQ(model->id, "a.b");
  EXPECT_FALSE(model->legacy);
  EXPECT_EQ(model->start_of_life->time_since_epoch().count(), 1710288000);
}

TEST(ParseInferenceProfiles, ReadsAPageAndItsToken) {
  const auto page = parse_inference_profiles(R"({"nextToken":"t","inferenceProfileSummaries":[
    {"inferenceProfileId":"us.anthropic.claude-sonnet-4-6","inferenceProfileName":"US Claude Sonnet 4.6",
     "inferenceProfileArn":"arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6",
     "models":[{"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6"},
               {"modelArn":"arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-sonnet-4-6"}, {}, 1],
     "status":"ACTIVE","type":"SYSTEM_DEFINED","createdAt":"2026-02-17T00:00:00Z"},
    {"inferenceProfileId":"a1b2c3d4e5f6","type":"APPLICATION"}, {}]})");
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->next_token, "t");
  ASSERT_EQ(page->profiles.size(), 2U);
  EXPECT_EQ(page->profiles[0].id, "us.anthropic.claude-sonnet-4-6");
  EXPECT_EQ(page->profiles[0].name, "US Claude Sonnet 4.6");
  EXPECT_EQ(page->profiles[0].type, InferenceProfileType::system_defined);
  EXPECT_EQ(page->profiles[0].model_arns.size(), 2U);
  EXPECT_EQ(page->profiles[0].created_at->time_since_epoch().count(), 1771286400);
  EXPECT_EQ(page->profiles[1].type, InferenceProfileType::application);
  EXPECT_FALSE(page->profiles[1].created_at.has_value());
}

TEST(ParseInferenceProfile, ReadsTheModelBehindAnApplicationProfile) {
  const auto profile = parse_inference_profile(R"({"inferenceProfileId":"a1b2c3d4e5f6","type":"APPLICATION",
    "models":[{"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0"}]})");
  ASSERT_TRUE(profile.has_value());
  EXPECT_THAT(profile->model_arns, ElementsAre("arn:aws:bedrock:us-east-1::foundation-model/"
                                               "anthropic.claude-haiku-4-5-20251001-v1:0"));
}

TEST(ControlPlaneParsers, RefuseDocumentsOfAnotherShape) {
  for (const char* body :
       {"", "[]", "null", "{", R"({"modelSummaries":{}})", R"({"inferenceProfileSummaries":1})",
        R"({"modelDetails":[]})", R"({"modelDetails":{}})"}) {
    EXPECT_FALSE(parse_foundation_models(body).has_value()) << body;
    EXPECT_FALSE(parse_foundation_model(body).has_value()) << body;
    EXPECT_FALSE(parse_inference_profiles(body).has_value()) << body;
    EXPECT_FALSE(parse_inference_profile(body).has_value()) << body;
  }
  EXPECT_EQ(parse_foundation_models("").error().kind, ErrorKind::upstream_protocol);
}

}  // namespace
}  // namespace gw::bedrock
