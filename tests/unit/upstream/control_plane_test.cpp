#include "upstream/control_plane.hpp"

#include "support/upstream_fixture.hpp"

namespace gw::upstream {
namespace {

using bedrock::InferenceProfileType;
using test::UpstreamFixture;

std::string page(const std::string& id, const std::string& next_token) {
  const std::string token = next_token.empty() ? "" : R"(,"nextToken":")" + next_token + '"';
  return R"({"inferenceProfileSummaries":[{"inferenceProfileId":")" + id +
         R"(","inferenceProfileArn":"arn:aws:bedrock:us-east-1:1:inference-profile/)" + id +
         R"(","inferenceProfileName":"n","status":"ACTIVE","type":"SYSTEM_DEFINED","models":[]}])" + token +
         "}";
}

TEST(ControlPlane, ReadsAllPagesOfProfiles) {
  UpstreamFixture f{{test::json_answer(page("us.a", "t1")), test::json_answer(page("us.b", ""))}};
  const auto profiles = f.loop.run(
      list_inference_profiles(f.client, InferenceProfileType::system_defined, UpstreamFixture::soon()));
  ASSERT_TRUE(profiles.has_value()) << profiles.error().message;
  ASSERT_EQ(profiles->size(), 2U);
  EXPECT_EQ((*profiles)[0].id, "us.a");
  EXPECT_EQ((*profiles)[1].id, "us.b");
  ASSERT_EQ(f.http.sent.size(), 2U);
  EXPECT_EQ(f.http.sent[0].target.find("nextToken"), std::string::npos);
  EXPECT_NE(f.http.sent[1].target.find("nextToken=t1"), std::string::npos);
}

TEST(ControlPlane, StopsWhenThePagesNeverEnd) {
  std::deque<test::FakeAnswer> answers;
  for (int i = 0; i < 100; ++i) answers.push_back(test::json_answer(page("us.a", "again")));
  UpstreamFixture f{std::move(answers)};
  const auto profiles = f.loop.run(
      list_inference_profiles(f.client, InferenceProfileType::application, UpstreamFixture::soon()));
  EXPECT_EQ(profiles.error().kind, base::ErrorKind::upstream_protocol);
}

TEST(ControlPlane, ReportsThePageThatFails) {
  UpstreamFixture f{{test::json_answer(page("us.a", "t1")),
                     test::refusal(403, "AccessDeniedException", R"({"message":"no"})")}};
  const auto profiles = f.loop.run(
      list_inference_profiles(f.client, InferenceProfileType::system_defined, UpstreamFixture::soon()));
  EXPECT_EQ(profiles.error().kind, base::ErrorKind::permission_denied);
}

TEST(ControlPlane, ReadsFoundationModels) {
  UpstreamFixture f{{test::json_answer(
      R"({"modelSummaries":[{"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/a.b","modelId":"a.b"}]})")}};
  const auto models = f.loop.run(list_foundation_models(f.client, UpstreamFixture::soon()));
  ASSERT_TRUE(models.has_value()) << models.error().message;
  ASSERT_EQ(models->size(), 1U);
  EXPECT_EQ((*models)[0].id, "a.b");
  EXPECT_EQ(f.http.sent[0].target, "/foundation-models");
}

TEST(ControlPlane, AsksForAProfileByItsArnAsOneLabel) {
  UpstreamFixture f{{test::json_answer(
      R"({"inferenceProfileId":"x","inferenceProfileArn":"arn:x","inferenceProfileName":"n","type":"APPLICATION",)"
      R"("models":[{"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/a.b"}]})")}};
  const auto profile = f.loop.run(get_inference_profile(
      f.client, "arn:aws:bedrock:us-east-1:1:application-inference-profile/x", UpstreamFixture::soon()));
  ASSERT_TRUE(profile.has_value()) << profile.error().message;
  ASSERT_EQ(profile->model_arns.size(), 1U);
  EXPECT_EQ(profile->model_arns[0], "arn:aws:bedrock:us-east-1::foundation-model/a.b");
  EXPECT_EQ(f.http.sent[0].target,
            "/inference-profiles/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aapplication-inference-profile%2Fx");
}

}  // namespace
}  // namespace gw::upstream
