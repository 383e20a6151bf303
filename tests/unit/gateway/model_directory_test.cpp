#include "gateway/model_directory.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "gateway/settings.hpp"
#include "support/upstream_fixture.hpp"

namespace gw::gateway {
namespace {

using test::json_answer;
using test::refusal;
using test::UpstreamFixture;

struct Directory {
  explicit Directory(std::deque<test::FakeAnswer> answers, bool cross_region = true)
      : upstream(std::move(answers)) {
    settings.region = base::Region("eu-central-1");
    settings.cross_region_inference = cross_region;
    settings.application_inference_profiles = false;
    directory =
        std::make_unique<ModelDirectory>(settings, models::CapabilityRecords::embedded(), upstream.clock);
  }
  base::Result<std::shared_ptr<const ModelTarget>> resolve(const std::string& name) {
    const base::ModelName model(name);
    return upstream.loop.run(directory->resolve(model, upstream.client));
  }

  UpstreamFixture upstream;
  Settings settings;
  std::unique_ptr<ModelDirectory> directory;
};

TEST(ModelDirectory, SendsAnUnknownNameAsItIs) {
  Directory d{{}};
  const auto target = d.resolve("acme.rocket-v9");
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ((*target)->invoked.str(), "acme.rocket-v9");
  EXPECT_FALSE((*target)->capabilities.known);
}

TEST(ModelDirectory, MeansTheDefaultModelByOpenAisName) {
  Directory d{{}};
  d.settings.default_model = base::ModelId("amazon.nova-lite-v1:0");
  EXPECT_EQ((*d.resolve("gpt-4o-mini"))->invoked.str(), "amazon.nova-lite-v1:0");
  EXPECT_EQ((*d.resolve("gpt-oss-120b"))->invoked.str(), "gpt-oss-120b") << "exists on Bedrock";
}

TEST(ModelDirectory, KnowsTheRulesOfTheModelBehindAProfile) {
  Directory d{{}};
  const auto target = d.resolve("eu.anthropic.claude-sonnet-4-6");
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ((*target)->invoked.str(), "eu.anthropic.claude-sonnet-4-6");
  EXPECT_EQ((*target)->foundation.str(), "anthropic.claude-sonnet-4-6");
  EXPECT_TRUE((*target)->capabilities.known);
}

TEST(ModelDirectory, TakesAClientsSuffixOff) {
  Directory d{{}};
  const auto target = d.resolve("eu.anthropic.claude-sonnet-4-6[1m]");
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ((*target)->invoked.str(), "eu.anthropic.claude-sonnet-4-6");
  EXPECT_EQ((*target)->suffix, "1m");
}

TEST(ModelDirectory, RefusesWhatCannotBeAModelsName) {
  Directory d{{}};
  const auto empty = d.resolve("");
  ASSERT_FALSE(empty.has_value());
  EXPECT_EQ(empty.error().kind, base::ErrorKind::invalid_request);
  EXPECT_EQ(empty.error().param, "model");
  EXPECT_EQ(d.resolve(std::string(2'049, 'm')).error().param, "model");
}

TEST(ModelDirectory, GivesTheSameTargetAgainWithoutWork) {
  Directory d{{}};
  EXPECT_EQ(*d.resolve("amazon.nova-lite-v1:0"), *d.resolve("amazon.nova-lite-v1:0"));
}

TEST(ModelDirectory, NamesTheProfileToTryForABareId) {
  Directory d{{}};
  const auto profile = d.directory->profile_for(base::ModelId("acme.rocket-v9"));
  ASSERT_TRUE(profile.has_value());
  EXPECT_EQ(profile->str(), "eu.acme.rocket-v9");
}

TEST(ModelDirectory, NamesNoProfileWhereCrossRegionInferenceIsOff) {
  Directory d{{}, false};
  EXPECT_FALSE(d.directory->profile_for(base::ModelId("acme.rocket-v9")).has_value());
}

TEST(ModelDirectory, UsesAProfileThatProvedRight) {
  Directory d{{}};
  EXPECT_EQ((*d.resolve("acme.rocket-v9"))->invoked.str(), "acme.rocket-v9");
  d.directory->remember_profile(base::ModelId("acme.rocket-v9"), base::ModelId("eu.acme.rocket-v9"));
  EXPECT_EQ((*d.resolve("acme.rocket-v9"))->invoked.str(), "eu.acme.rocket-v9");
}

constexpr const char* kOneModel =
    R"({"modelSummaries":[{"modelArn":"arn:aws:bedrock:eu-central-1::foundation-model/a.b","modelId":"a.b",)"
    R"("inferenceTypesSupported":["ON_DEMAND"]}]})";

TEST(ModelDirectory, HasNoListBeforeItsFirstRefresh) {
  Directory d{{}};
  EXPECT_EQ(d.directory->catalogue(), nullptr);
}

TEST(ModelDirectory, KeepsWhatItReadWhenAnotherListFails) {
  Directory d{{json_answer(kOneModel), refusal(403, "AccessDeniedException", R"({"message":"no"})")}};
  const auto refreshed = d.upstream.loop.run(d.directory->refresh(d.upstream.client));
  ASSERT_FALSE(refreshed.has_value());
  EXPECT_EQ(refreshed.error().kind, base::ErrorKind::permission_denied);
  ASSERT_NE(d.directory->catalogue(), nullptr);
  EXPECT_NE(d.directory->catalogue()->find("a.b"), nullptr);
}

TEST(ModelDirectory, KeepsTheLastGoodListWhenARefreshFails) {
  Directory d{{json_answer(kOneModel), refusal(503, "ServiceUnavailableException", "{}")}, false};
  ASSERT_TRUE(d.upstream.loop.run(d.directory->refresh(d.upstream.client)).has_value());
  ASSERT_FALSE(d.upstream.loop.run(d.directory->refresh(d.upstream.client)).has_value());
  EXPECT_NE(d.directory->catalogue()->find("a.b"), nullptr);
}

TEST(ModelDirectory, AsksForNoListThatIsSwitchedOff) {
  Directory d{{json_answer(kOneModel)}, false};
  ASSERT_TRUE(d.upstream.loop.run(d.directory->refresh(d.upstream.client)).has_value());
  EXPECT_EQ(d.upstream.http.sent.size(), 1U);
}

/// One thread's requests: names resolved again and again while the lists change under them.
void resolve_and_refresh(ModelDirectory& directory, int rounds, std::atomic<int>& right) {
  std::deque<test::FakeAnswer> answers;
  for (int i = 0; i < rounds; ++i) answers.push_back(json_answer(kOneModel));
  UpstreamFixture upstream{std::move(answers)};
  for (int i = 0; i < rounds; ++i) {
    const base::ModelName name("acme.rocket-v" + std::to_string(i % 7));
    const auto target = upstream.loop.run(directory.resolve(name, upstream.client));
    if (target && (*target)->invoked.str() == name.str()) ++right;
    static_cast<void>(upstream.loop.run(directory.refresh(upstream.client)));
    directory.remember_profile(base::ModelId("other"), base::ModelId("eu.other"));
  }
}

TEST(ModelDirectory, ServesSeveralThreads) {
  constexpr int kRounds = 50;
  Directory d{{}, false};
  std::atomic<int> right{0};
  std::thread first([&] { resolve_and_refresh(*d.directory, kRounds, right); });
  std::thread second([&] { resolve_and_refresh(*d.directory, kRounds, right); });
  first.join();
  second.join();
  EXPECT_EQ(right, 2 * kRounds);
  EXPECT_NE(d.directory->catalogue()->find("a.b"), nullptr);
}

}  // namespace
}  // namespace gw::gateway
