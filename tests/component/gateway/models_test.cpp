#include <gtest/gtest.h>

#include <string>

#include "gateway_fixture.hpp"

namespace gw::test {
namespace {

constexpr std::string_view kModels =
    R"({"modelSummaries":[)"
    R"({"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",)"
    R"("modelId":"amazon.nova-lite-v1:0","modelName":"Nova Lite","providerName":"Amazon",)"
    R"("inputModalities":["TEXT","IMAGE"],"outputModalities":["TEXT"],"responseStreamingSupported":true,)"
    R"("inferenceTypesSupported":["ON_DEMAND"],"modelLifecycle":{"status":"ACTIVE"}},)"
    R"({"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6",)"
    R"("modelId":"anthropic.claude-sonnet-4-6","modelName":"Claude Sonnet 4.6","providerName":"Anthropic",)"
    R"("inputModalities":["TEXT"],"outputModalities":["TEXT"],"responseStreamingSupported":true,)"
    R"("inferenceTypesSupported":["INFERENCE_PROFILE"],"modelLifecycle":{"status":"ACTIVE"}}]})";

std::string system_profile(std::string_view geography) {
  std::string id(geography);
  id.append(".anthropic.claude-sonnet-4-6");
  return R"({"inferenceProfileId":")" + id +
         R"(","inferenceProfileArn":"arn:aws:bedrock:us-east-1:123456789012:inference-profile/)" + id +
         R"(","inferenceProfileName":"Sonnet","status":"ACTIVE","type":"SYSTEM_DEFINED","models":[)"
         R"({"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6"}]})";
}

constexpr std::string_view kApplicationArn =
    "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdef123456";

std::string application_profile() {
  return R"({"inferenceProfileId":"abcdef123456","inferenceProfileArn":")" + std::string(kApplicationArn) +
         R"(","inferenceProfileName":"team-a","status":"ACTIVE","type":"APPLICATION","models":[)"
         R"({"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"}]})";
}

std::string profiles(std::string_view entries, std::string_view next_token = "") {
  std::string body = R"({"inferenceProfileSummaries":[)" + std::string(entries) + "]";
  if (!next_token.empty()) body.append(R"(,"nextToken":")").append(next_token).append("\"");
  return ok_response(body + "}");
}

/// What the control plane is asked, in order: models, two pages of system profiles, application profiles.
Script lists() {
  return {read_request(), send(ok_response(kModels)),
          read_request(), send(profiles(system_profile("global"), "page2")),
          read_request(), send(profiles(system_profile("us"))),
          read_request(), send(profiles(application_profile()))};
}

Script then(Script first, const Script& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

TEST(Models, ListsModelsAndProfilesOfAllPages) {
  Gateway gateway{{lists()}};
  const Answer answer = gateway.get("/v1/models");
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(answer.header("content-type"), "application/json");
  EXPECT_TRUE(answer.body.starts_with(R"({"object":"list","data":[)")) << answer.body;
  EXPECT_TRUE(answer.contains(R"("id":"amazon.nova-lite-v1:0")"));
  EXPECT_TRUE(answer.contains(R"("id":"us.anthropic.claude-sonnet-4-6")"));
  EXPECT_TRUE(answer.contains(R"("id":"global.anthropic.claude-sonnet-4-6")"));
}

TEST(Models, ListsTheSameAgainWithoutAskingAgain) {
  Gateway gateway{{lists()}};
  const Answer first = gateway.get("/v1/models");
  const Answer second = gateway.get("/api/v1/models");
  EXPECT_EQ(first.body, second.body);
  EXPECT_EQ(gateway.upstream_requests(), 4U);
}

TEST(Models, GivesOneByItsIdHoweverItIsEncoded) {
  Gateway gateway{{lists()}};
  for (const char* path : {"/v1/models/amazon.nova-lite-v1:0", "/v1/models/amazon.nova-lite-v1%3A0",
                           "/v1/models/amazon%2Enova-lite-v1%3A0"}) {
    const Answer answer = gateway.get(path);
    EXPECT_EQ(answer.status, 200U) << path;
    EXPECT_TRUE(answer.body.starts_with(R"({"id":"amazon.nova-lite-v1:0")")) << answer.body;
  }
}

TEST(Models, GivesAnApplicationProfileByItsArnRawAndEncoded) {
  Gateway gateway{{lists()}};
  const std::string raw = "/v1/models/" + std::string(kApplicationArn);
  EXPECT_EQ(gateway.get(raw).status, 200U);
  std::string encoded = raw;
  encoded.replace(encoded.rfind('/'), 1, "%2F");
  EXPECT_EQ(gateway.get(encoded).status, 200U);
}

TEST(Models, DoesNotKnowWhatIsNotListed) {
  Gateway gateway{{lists()}};
  const Answer answer = gateway.get("/v1/models/acme.rocket");
  EXPECT_EQ(answer.status, 404U);
  EXPECT_TRUE(answer.contains(R"("code":"model_not_found")")) << answer.body;
}

TEST(Models, ListsWhatItGotWhenOneListFails) {
  const Script half = {read_request(), send(ok_response(kModels)), read_request(),
                       send(refusal(403, "AccessDeniedException", "no")), close()};
  Gateway gateway{{half, {read_request(), send(profiles(application_profile()))}}};
  const Answer answer = gateway.get("/v1/models");
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_TRUE(answer.contains(R"("id":"amazon.nova-lite-v1:0")"));
}

TEST(Models, KeepsTheLastGoodListWhenARefreshFails) {
  const Script refused = refusing(500, "InternalServerException", "x");
  Gateway gateway{{then(lists(), refused), refused, refused}};
  const Answer before = gateway.get("/v1/models");
  EXPECT_FALSE(gateway.refresh_models());
  EXPECT_EQ(gateway.get("/v1/models").body, before.body);
}

TEST(Models, SaysWhyWhenNothingCouldBeListed) {
  const Script refused = refusing(403, "AccessDeniedException", "not authorized to perform bedrock:List");
  Gateway gateway{{refused, refused, refused}};
  const Answer answer = gateway.get("/v1/models");
  EXPECT_EQ(answer.status, 403U);
  EXPECT_TRUE(answer.contains(R"("code":"access_denied")")) << answer.body;
}

TEST(Models, ResolvesABareIdToTheProfileOfTheRegion) {
  Gateway gateway{{then(lists(), good_stream())}};
  ASSERT_TRUE(gateway.refresh_models());
  const Answer answer = gateway.chat(
      R"({"model":"anthropic.claude-sonnet-4-6","stream":true,"messages":[{"role":"user","content":"x"}]})");
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(answer.header("x-bedrock-model-id"), "us.anthropic.claude-sonnet-4-6");
  EXPECT_TRUE(answer.contains(R"("model":"anthropic.claude-sonnet-4-6")"));
}

TEST(Models, AsksForTheModelBehindAnUnlistedApplicationProfileOnce) {
  const Script script =
      then(then({read_request(), send(ok_response(application_profile()))}, good_stream()), good_stream());
  Gateway gateway{{script}};
  const std::string request = R"({"model":")" + std::string(kApplicationArn) +
                              R"(","stream":true,"messages":[{"role":"user","content":"x"}]})";
  EXPECT_EQ(gateway.chat(request).status, 200U);
  EXPECT_EQ(gateway.chat(request).status, 200U);
  EXPECT_EQ(gateway.upstream_requests(), 3U);
  EXPECT_NE(gateway.upstream_bytes().find("GET /inference-profiles/arn%3Aaws%3Abedrock"), std::string::npos);
}

TEST(Models, CallsAnApplicationProfileWhoseModelBedrockWillNotName) {
  const Script refused = refusing(403, "AccessDeniedException", "no GetInferenceProfile for you");
  Gateway gateway{{refused, then(good_stream(), good_stream())}};
  const std::string request = R"({"model":")" + std::string(kApplicationArn) +
                              R"(","stream":true,"messages":[{"role":"user","content":"x"}]})";
  EXPECT_EQ(gateway.chat(request).status, 200U);
  EXPECT_EQ(gateway.chat(request).status, 200U);
  EXPECT_EQ(gateway.upstream_requests(), 3U) << "a refusal is remembered as well";
}

}  // namespace
}  // namespace gw::test
