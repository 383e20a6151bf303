#include "models/catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gw::models {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kSonnet = "anthropic.claude-sonnet-4-6";
constexpr const char* kHaiku = "anthropic.claude-3-haiku-20240307-v1:0";

ListedModel model(std::string id, bool on_demand = true) {
  ListedModel listed;
  listed.id = std::move(id);
  listed.on_demand = on_demand;
  listed.by_profile = !on_demand;
  listed.input_modalities = {"TEXT", "IMAGE"};
  listed.output_modalities = {"TEXT"};
  return listed;
}

ListedProfile system_profile(const std::string& geography, const std::string& foundation) {
  ListedProfile profile;
  profile.id = geography + "." + foundation;
  profile.arn = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/" + profile.id;
  profile.name = geography + " profile";
  profile.model_arns = {"arn:aws:bedrock:us-east-1::foundation-model/" + foundation};
  return profile;
}

ListedProfile application_profile(const std::string& id, const std::string& name,
                                  const std::string& foundation) {
  ListedProfile profile;
  profile.id = id;
  profile.arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/" + id;
  profile.name = name;
  profile.model_arns = {"arn:aws:bedrock:us-east-1::foundation-model/" + foundation};
  return profile;
}

std::vector<std::string> ids(const Catalogue& catalogue) {
  std::vector<std::string> all;
  for (const CatalogueModel& listed : catalogue.models()) all.push_back(listed.id);
  return all;
}

std::string resolved(const Catalogue& catalogue, std::string_view name, const char* region = "us-east-1") {
  return catalogue.resolve(name, base::Region(region)).id.str();
}

TEST(CatalogueState, ListsOnDemandModelsSystemProfilesAndApplicationProfiles) {
  CatalogueState state;
  state.set_foundation_models(
      {model(kHaiku), model(kSonnet, false), model("anthropic.claude-v2:0:18k", false)});
  state.set_system_profiles({system_profile("us", kSonnet)});
  state.set_application_profiles({application_profile("a1b2c3d4e5f6", "team-blue", kSonnet)});
  EXPECT_THAT(
      ids(state.catalogue()),
      ElementsAre(kHaiku, "us.anthropic.claude-sonnet-4-6", "team-blue",
                  "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6"));
}

TEST(CatalogueState, SaysOfEachEntryWhatItIs) {
  CatalogueState state;
  state.set_foundation_models({model(kSonnet, false)});
  state.set_application_profiles({application_profile("a1b2c3d4e5f6", "team-blue", kSonnet)});
  const CatalogueModel* blue = state.catalogue().find("team-blue");
  ASSERT_NE(blue, nullptr);
  EXPECT_EQ(blue->kind, ModelKind::application_inference_profile);
  EXPECT_EQ(blue->owned_by, "anthropic");
  EXPECT_EQ(blue->foundation, kSonnet);
  EXPECT_THAT(blue->input_modalities, ElementsAre("text", "image"));
  EXPECT_THAT(blue->output_modalities, ElementsAre("text"));
}

TEST(CatalogueState, KeepsTheOtherListsWhenOneIsReplaced) {
  CatalogueState state;
  state.set_foundation_models({model(kHaiku)});
  state.set_system_profiles({system_profile("us", kSonnet)});
  state.set_system_profiles({system_profile("eu", kSonnet)});
  EXPECT_THAT(ids(state.catalogue()), ElementsAre(kHaiku, "eu.anthropic.claude-sonnet-4-6"));
}

TEST(CatalogueState, HasNothingBeforeAListArrives) {
  CatalogueState state;
  EXPECT_FALSE(state.has_any());
  EXPECT_THAT(ids(state.catalogue()), IsEmpty());
  state.set_system_profiles({});
  EXPECT_TRUE(state.has_any());
}

TEST(CatalogueState, GivesEveryModelATimeThatNeverChanges) {
  CatalogueState state;
  ListedModel dated = model("anthropic.claude-sonnet-5");
  dated.created = sys_seconds(seconds(1767225600));
  state.set_foundation_models({dated, model(kHaiku), model("amazon.nova-lite-v1:0")});
  EXPECT_EQ(state.catalogue().find("anthropic.claude-sonnet-5")->created, 1767225600);
  EXPECT_EQ(state.catalogue().find(kHaiku)->created, 1709769600);                   // 2024-03-07, from the id
  EXPECT_EQ(state.catalogue().find("amazon.nova-lite-v1:0")->created, 1695859200);  // 2023-09-28
}

// 911dfe2 of bedrock-access-gateway: profiles of one model overwrote each other.
TEST(CatalogueState, KeepsProfilesOfOneModelAndOfOneNameApart) {
  CatalogueState state;
  ListedProfile older = application_profile("old000000000", "team", kSonnet);
  older.created = sys_seconds(seconds(100));
  ListedProfile newer = application_profile("new000000000", "team", kSonnet);
  newer.created = sys_seconds(seconds(200));
  state.set_application_profiles({newer, older});
  EXPECT_EQ(resolved(state.catalogue(), "team"), older.arn);
  EXPECT_EQ(resolved(state.catalogue(), "team-new000000000"), newer.arn);
}

TEST(CatalogueState, OffersAProfileWithoutANameByItsIdAndArn) {
  CatalogueState state;
  state.set_application_profiles({application_profile("a1b2c3d4e5f6", "", kSonnet)});
  EXPECT_EQ(ids(state.catalogue()).size(), 2U);
}

TEST(CatalogueState, LeavesProfilesOutThatTheOperatorDoesNotWant) {
  CatalogueState state({.system_profiles = false, .application_profiles = false});
  state.set_foundation_models({model(kHaiku), model(kSonnet, false)});
  state.set_system_profiles({system_profile("us", kSonnet)});
  state.set_application_profiles({application_profile("a1b2c3d4e5f6", "team", kSonnet)});
  EXPECT_THAT(ids(state.catalogue()), ElementsAre(kHaiku));
  EXPECT_EQ(resolved(state.catalogue(), kSonnet), kSonnet);
}

Catalogue sonnet_in(const std::vector<std::string>& geographies) {
  CatalogueState state;
  state.set_foundation_models({model(kSonnet, false), model(kHaiku), model("openai.gpt-oss-120b-1:0")});
  std::vector<ListedProfile> profiles;
  for (const std::string& geography : geographies) profiles.push_back(system_profile(geography, kSonnet));
  state.set_system_profiles(std::move(profiles));
  return state.catalogue();
}

TEST(CatalogueResolve, ReplacesABareIdByTheBestProfileOfTheRegion) {
  EXPECT_EQ(resolved(sonnet_in({"global", "us"}), kSonnet, "us-east-1"), "us.anthropic.claude-sonnet-4-6");
  EXPECT_EQ(resolved(sonnet_in({"global", "eu"}), kSonnet, "eu-west-1"), "eu.anthropic.claude-sonnet-4-6");
  EXPECT_EQ(resolved(sonnet_in({"global", "apac", "jp"}), kSonnet, "ap-northeast-1"),
            "jp.anthropic.claude-sonnet-4-6");
  EXPECT_EQ(resolved(sonnet_in({"global", "apac"}), kSonnet, "ap-northeast-1"),
            "apac.anthropic.claude-sonnet-4-6");
  EXPECT_EQ(resolved(sonnet_in({"us", "global"}), kSonnet, "ca-central-1"), "us.anthropic.claude-sonnet-4-6");
  EXPECT_EQ(resolved(sonnet_in({"global"}), kSonnet, "sa-east-1"), "global.anthropic.claude-sonnet-4-6");
  EXPECT_EQ(resolved(sonnet_in({"mx"}), kSonnet, "mx-central-1"), "mx.anthropic.claude-sonnet-4-6");
}

TEST(CatalogueResolve, SaysThatItChoseAProfile) {
  const ResolvedModel chosen = sonnet_in({"us"}).resolve(kSonnet, base::Region("us-east-1"));
  EXPECT_TRUE(chosen.profile_chosen);
  EXPECT_EQ(chosen.foundation.family, "claude-sonnet");
  EXPECT_FALSE(sonnet_in({"us"}).resolve(kHaiku, base::Region("us-east-1")).profile_chosen);
}

TEST(CatalogueResolve, LeavesAnIdAloneThatIsCallableOnDemand) {
  EXPECT_EQ(resolved(sonnet_in({"us"}), kHaiku), kHaiku);
}

TEST(CatalogueResolve, FindsTheModelBehindAnApplicationProfile) {
  CatalogueState state;
  const ListedProfile profile = application_profile("a1b2c3d4e5f6", "team-blue", kSonnet);
  state.set_application_profiles({profile});
  for (const std::string& name : {profile.name, profile.arn}) {
    const ResolvedModel found = state.catalogue().resolve(name, base::Region("us-east-1"));
    EXPECT_EQ(found.id.str(), profile.arn);
    EXPECT_EQ(found.foundation.foundation, kSonnet);
    EXPECT_EQ(found.foundation.version, (ModelVersion{4, 6}));
  }
}

TEST(CatalogueResolve, NeverRefusesWhatItDoesNotKnow) {
  const Catalogue empty;
  for (const char* name :
       {"anthropic.claude-saga-9", "us.anthropic.claude-sonnet-4-6", "gpt-4o", "", "x y",
        "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/unknown00000"}) {
    EXPECT_EQ(resolved(empty, name), name);
  }
}

TEST(CatalogueResolve, LeavesAnUnknownApplicationProfileOpaque) {
  const ResolvedModel found =
      Catalogue().resolve("arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/unknown00000",
                          base::Region("us-east-1"));
  EXPECT_EQ(found.foundation.kind, ModelKind::application_inference_profile);
  EXPECT_EQ(found.foundation.vendor, "");
}

TEST(CatalogueResolve, SeesThroughASystemProfile) {
  const ResolvedModel found =
      Catalogue().resolve("eu.anthropic.claude-sonnet-4-6", base::Region("eu-west-1"));
  EXPECT_EQ(found.id.str(), "eu.anthropic.claude-sonnet-4-6");
  EXPECT_EQ(found.foundation.foundation, kSonnet);
}

TEST(CatalogueResolve, TakesTheSuffixOff) {
  const ResolvedModel found =
      sonnet_in({"us"}).resolve("anthropic.claude-sonnet-4-6[1m]", base::Region("us-east-1"));
  EXPECT_EQ(found.id.str(), "us.anthropic.claude-sonnet-4-6");
  EXPECT_EQ(found.suffix, "1m");
}

TEST(CatalogueResolve, KnowsAModelByItsNameWithoutVendorAndRelease) {
  EXPECT_EQ(resolved(sonnet_in({"us"}), "gpt-oss-120b"), "openai.gpt-oss-120b-1:0");
  EXPECT_EQ(resolved(sonnet_in({"us"}), "claude-sonnet-4-6"), "us.anthropic.claude-sonnet-4-6");
  EXPECT_EQ(resolved(sonnet_in({"us"}), "claude-sonnet-4"), "claude-sonnet-4");
  EXPECT_EQ(resolved(sonnet_in({"us"}), "claude-3-haiku"), "claude-3-haiku");
}

TEST(ProfileCandidates, FollowTheRegion) {
  const auto candidates = [](const char* id, const char* region) {
    std::vector<std::string> names;
    for (const base::ModelId& candidate : profile_candidates(parse_model_id(id), base::Region(region))) {
      names.push_back(candidate.str());
    }
    return names;
  };
  EXPECT_THAT(candidates(kSonnet, "us-west-2"),
              ElementsAre("us.anthropic.claude-sonnet-4-6", "global.anthropic.claude-sonnet-4-6"));
  EXPECT_THAT(candidates(kSonnet, "ap-northeast-1"),
              ElementsAre("jp.anthropic.claude-sonnet-4-6", "apac.anthropic.claude-sonnet-4-6",
                          "global.anthropic.claude-sonnet-4-6"));
  EXPECT_EQ(candidates(kHaiku, "ap-northeast-1").front(), "apac.anthropic.claude-3-haiku-20240307-v1:0");
  EXPECT_THAT(candidates(kSonnet, "us-gov-west-1"), ElementsAre("us-gov.anthropic.claude-sonnet-4-6"));
  EXPECT_THAT(candidates("us.anthropic.claude-sonnet-4-6", "us-west-2"), IsEmpty());
  EXPECT_THAT(candidates("gpt-4o", "us-west-2"), IsEmpty());
}

TEST(ToAlias, KnowsTheNamesThatPeopleLeaveInTheirPrograms) {
  for (const char* name : {"gpt-4o", "gpt-3.5-turbo", "GPT-4", "gpt-5"}) {
    EXPECT_EQ(to_alias(name), ModelAlias::default_chat) << name;
  }
  for (const char* name : {"text-embedding-3-small", "text-embedding-ada-002"}) {
    EXPECT_EQ(to_alias(name), ModelAlias::default_embedding) << name;
  }
  for (const char* name : {"gpt-oss-120b", "openai.gpt-oss-120b-1:0", "openai.gpt-5.6-sol",
                           "anthropic.claude-sonnet-4-6", "o1", "", "gpt", "text-embedding"}) {
    EXPECT_EQ(to_alias(name), ModelAlias::none) << name;
  }
}

}  // namespace
}  // namespace gw::models
