#include "simulator/catalogue.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "simulator/control_plane.hpp"
#include "support.hpp"

namespace gw::simulator {
namespace {

using test::Document;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

Catalogue in(const char* region) {
  return Catalogue{base::Region{region}};
}

std::vector<std::string> profile_ids(const Catalogue& catalogue) {
  std::vector<std::string> ids;
  for (const InferenceProfile& profile : catalogue.profiles()) ids.push_back(profile.id);
  return ids;
}

std::string refusal(const Catalogue& catalogue, std::string_view id) {
  const auto resolved = catalogue.resolve(id);
  return resolved ? "" : resolved.error().type + ": " + resolved.error().message;
}

TEST(Catalogue, ResolvesOnDemandModelsByIdAndArn) {
  const Catalogue catalogue = in("us-west-2");
  const auto by_id = catalogue.resolve("amazon.nova-lite-v1:0");
  EXPECT_EQ(by_id->model->name, "Nova Lite");
  EXPECT_EQ(refusal(catalogue, "arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0"), "");
}

TEST(Catalogue, ResolvesProfilesByIdAndArn) {
  const Catalogue catalogue = in("us-west-2");
  const auto by_id = catalogue.resolve("us.anthropic.claude-sonnet-4-6");
  EXPECT_EQ(by_id->model->id, "anthropic.claude-sonnet-4-6");
  EXPECT_EQ(
      refusal(catalogue,
              "arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6"),
      "");
  EXPECT_EQ(
      refusal(catalogue, "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/t4v9q1chat00"),
      "");
}

TEST(Catalogue, RefusesModelsThatNeedAProfile) {
  EXPECT_EQ(
      refusal(in("us-west-2"), "anthropic.claude-sonnet-4-6"),
      "ValidationException: Invocation of model ID anthropic.claude-sonnet-4-6 with on-demand throughput "
      "isn’t "
      "supported. Retry your request with the ID or ARN of an inference profile that contains this model.");
}

TEST(Catalogue, RefusesWhatItDoesNotKnow) {
  const Catalogue catalogue = in("us-west-2");
  const std::string text = "ValidationException: The provided model identifier is invalid.";
  for (const char* id :
       {"nobody.nothing-v9", "eu.anthropic.claude-sonnet-4-6", "t4v9q1chat00",
        "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0",
        "arn:aws:bedrock:us-west-2:210987654321:application-inference-profile/t4v9q1chat00"}) {
    EXPECT_EQ(refusal(catalogue, id), text) << id;
  }
}

TEST(Catalogue, SaysThatAModelsLifeHasEnded) {
  EXPECT_THAT(refusal(in("us-west-2"), "anthropic.claude-v2:1"),
              HasSubstr("ResourceNotFoundException: This model version has reached the end"));
}

TEST(Catalogue, HasTheProfilesOfTheRegionsArea) {
  EXPECT_THAT(profile_ids(in("us-east-1")), Contains("us.anthropic.claude-opus-4-8"));
  EXPECT_THAT(profile_ids(in("us-east-1")), Contains("global.anthropic.claude-opus-4-8"));
  EXPECT_THAT(profile_ids(in("us-east-1")), Not(Contains("eu.anthropic.claude-opus-4-8")));
  EXPECT_THAT(profile_ids(in("eu-central-1")), Contains("eu.anthropic.claude-sonnet-4-6"));
  EXPECT_THAT(profile_ids(in("ap-northeast-1")), Contains("jp.anthropic.claude-sonnet-4-6"));
  EXPECT_THAT(profile_ids(in("ap-northeast-1")), Contains("apac.amazon.nova-pro-v1:0"));
  EXPECT_THAT(profile_ids(in("ap-southeast-2")), Contains("au.anthropic.claude-sonnet-4-6"));
  EXPECT_THAT(profile_ids(in("us-gov-west-1")), Contains("us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0"));
  EXPECT_THAT(profile_ids(in("us-gov-west-1")), Not(Contains("us.anthropic.claude-sonnet-4-6")));
}

TEST(Catalogue, NamesThePartitionInArns) {
  EXPECT_EQ(in("us-gov-west-1").model_arn(Catalogue::models().front()),
            "arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0");
}

TEST(Catalogue, HasNoIdTwice) {
  std::set<std::string_view> ids;
  for (const FoundationModel& model : Catalogue::models())
    EXPECT_TRUE(ids.insert(model.id).second) << model.id;
}

TEST(ControlPlane, ListsModelsWithoutThoseAtTheirEnd) {
  const Document list{list_foundation_models(in("us-west-2"), {})};
  const Json models = *list.root().find("modelSummaries");
  EXPECT_GT(models.size(), 40U);
  EXPECT_THAT(std::string{models.raw()}, Not(HasSubstr("claude-v2:1")));
  EXPECT_THAT(
      std::string{models.raw()},
      HasSubstr(
          R"({"modelArn":"arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-micro-v1:0","modelId":"amazon.nova-micro-v1:0","modelName":"Nova Micro","providerName":"Amazon","inputModalities":["TEXT"],"outputModalities":["TEXT"],"responseStreamingSupported":true,"customizationsSupported":[],"inferenceTypesSupported":["ON_DEMAND"],"modelLifecycle":{"status":"ACTIVE"}})"));
}

TEST(ControlPlane, FiltersModels) {
  const auto ids = [](QueryFields fields) {
    const Document list{list_foundation_models(in("us-west-2"), fields)};
    std::vector<std::string> found;
    for (const Json model : list.root().find("modelSummaries")->children())
      found.push_back(model.find("modelId")->text());
    return found;
  };
  EXPECT_THAT(ids({{"byProvider", "cohere"}, {"byOutputModality", "EMBEDDING"}}),
              ::testing::ElementsAre("cohere.embed-english-v3", "cohere.embed-multilingual-v3"));
  EXPECT_THAT(ids({{"byInferenceType", "ON_DEMAND"}}), Not(Contains("anthropic.claude-opus-5")));
  EXPECT_THAT(ids({{"byInferenceType", "PROVISIONED"}}), ::testing::IsEmpty());
  EXPECT_THAT(ids({{"byOutputModality", "IMAGE"}}), ::testing::IsEmpty());
}

TEST(ControlPlane, DescribesOneModelOrSaysThatThereIsNone) {
  const auto found = get_foundation_model(in("us-west-2"), "amazon.nova-pro-v1:0");
  EXPECT_THAT(found.value(), HasSubstr(R"({"modelDetails":{"modelArn":)"));
  const auto missing = get_foundation_model(in("us-west-2"), "a.b");
  EXPECT_EQ(missing.error().type, "ResourceNotFoundException");
}

TEST(ControlPlane, PagesThroughProfiles) {
  const Catalogue catalogue = in("us-west-2");
  std::vector<std::string> ids;
  std::string token;
  int pages = 0;
  do {
    QueryFields fields{{"maxResults", "7"}};
    if (!token.empty()) fields.emplace_back("nextToken", token);
    const auto answer = list_inference_profiles(catalogue, fields);
    const Document page{answer.value()};
    const Json profiles = *page.root().find("inferenceProfileSummaries");
    EXPECT_LE(profiles.size(), 7U);
    for (const Json profile : profiles.children()) ids.push_back(profile.find("inferenceProfileId")->text());
    const auto next = page.root().find("nextToken");
    token = next ? next->text() : "";
    ++pages;
  } while (!token.empty() && pages < 100);
  const auto system =
      std::ranges::count(catalogue.profiles(), ProfileType::system_defined, &InferenceProfile::type);
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(system));
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

TEST(ControlPlane, ListsApplicationProfilesWhenAskedForThem) {
  const auto answer = list_inference_profiles(in("us-west-2"), {{"typeEquals", "APPLICATION"}});
  const Document page{answer.value()};
  EXPECT_EQ(page.root().find("inferenceProfileSummaries")->size(), 2U);
  EXPECT_FALSE(page.root().find("nextToken").has_value());
}

TEST(ControlPlane, RefusesATokenThatItNeverGave) {
  for (const char* token : {"x", "local-page-", "local-page--1", "local-page-99999"}) {
    const auto answer = list_inference_profiles(in("us-west-2"), {{"nextToken", token}});
    EXPECT_FALSE(answer.has_value()) << token;
  }
}

TEST(ControlPlane, DescribesAProfileWithTheModelsItRoutesTo) {
  const auto answer = get_inference_profile(in("us-west-2"), "us.amazon.nova-micro-v1:0");
  const Document profile{answer.value()};
  EXPECT_EQ(profile.root().find("models")->size(), 3U);
  EXPECT_EQ(profile.root().find("type")->text(), "SYSTEM_DEFINED");
  const auto missing = get_inference_profile(in("us-west-2"), "x");
  EXPECT_EQ(missing.error().type, "ResourceNotFoundException");
}

}  // namespace
}  // namespace gw::simulator
