#include "gateway/learned_rules.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "models/capabilities.hpp"

namespace gw::gateway {
namespace {

const translate::Lesson kNoSampling{translate::LessonKind::no_sampling};

TEST(LearnedRules, ChangeNothingBeforeAnythingWasLearned) {
  const LearnedRules rules;
  models::Capabilities capabilities;
  rules.apply_to(base::ModelId("a.b"), capabilities);
  EXPECT_EQ(capabilities.sampling, models::SamplingRule::all);
}

TEST(LearnedRules, HoldForTheModelThatTaughtThem) {
  LearnedRules rules;
  std::thread([&] { rules.remember(base::ModelId("a.b"), kNoSampling); }).join();
  models::Capabilities taught;
  rules.apply_to(base::ModelId("a.b"), taught);
  models::Capabilities other;
  rules.apply_to(base::ModelId("c.d"), other);
  EXPECT_EQ(taught.sampling, models::SamplingRule::none);
  EXPECT_EQ(other.sampling, models::SamplingRule::all);
}

}  // namespace
}  // namespace gw::gateway
