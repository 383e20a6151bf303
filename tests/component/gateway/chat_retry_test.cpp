#include <gtest/gtest.h>

#include <string>

#include "gateway_fixture.hpp"
#include "support/bedrock_wire.hpp"
#include "support/fake_credentials.hpp"

namespace gw::test {
namespace {

constexpr std::string_view kWait = "Too many requests, please wait before trying again.";

TEST(ChatRetry, ComesThroughAfterTwoThrottlings) {
  Gateway gateway{{refusing(429, "ThrottlingException", kWait), refusing(429, "ThrottlingException", kWait),
                   good_stream()}};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.streamed_text(), "Hello");
  EXPECT_EQ(gateway.upstream_requests(), 3U);
  EXPECT_EQ(answer.header("x-amzn-requestid"), "aws-request-1");
}

TEST(ChatRetry, ComesThroughForPlainAnswersToo) {
  Gateway gateway{{refusing(503, "ServiceUnavailableException", "busy"), good_converse()}};
  const Answer answer = gateway.chat(plain_chat());
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(gateway.upstream_requests(), 2U);
}

TEST(ChatRetry, GivesUpAfterThreeAttempts) {
  const Script throttled = refusing(429, "ThrottlingException", kWait);
  Gateway gateway{{throttled, throttled, throttled, good_stream()}};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(answer.status, 429U);
  EXPECT_NE(answer.header("retry-after"), "(none)");
  EXPECT_TRUE(answer.contains(R"("code":"rate_limit_exceeded")")) << answer.body;
  EXPECT_EQ(gateway.upstream_requests(), 3U);
}

TEST(ChatRetry, TakesAnExceptionAsTheFirstFrameForARefusal) {
  const Script refused = {read_request(), send(stream_head()),
                          send(chunk(exception_frame("throttlingException", R"({"message":"wait"})"))),
                          close()};
  Gateway gateway{{refused, good_stream()}};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.streamed_text(), "Hello");
  EXPECT_EQ(gateway.upstream_requests(), 2U);
}

TEST(ChatRetry, NeverRepeatsAModelError) {
  Gateway gateway{{refusing(424, "ModelErrorException", "the model failed"), good_stream()}};
  EXPECT_EQ(gateway.chat(streamed_chat()).status, 502U);
  EXPECT_EQ(gateway.upstream_requests(), 1U);
}

TEST(ChatRetry, NeverRepeatsAfterAReadTimeout) {
  Gateway gateway{{{read_request(), hang()}, good_stream()}, [](gateway::Settings& settings) {
                    settings.upstream.first_byte_timeout = std::chrono::seconds{1};
                  }};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(answer.status, 504U) << answer.body;
  EXPECT_EQ(gateway.upstream_requests(), 1U);
  EXPECT_EQ(gateway.upstream_in_use(), 0U);
}

TEST(ChatRetry, NeverRepeatsAPlainAnswerAfterAReadTimeout) {
  Gateway gateway{{{read_request(), hang()}, good_converse()}, [](gateway::Settings& settings) {
                    settings.upstream.response_timeout = std::chrono::seconds{1};
                  }};
  EXPECT_EQ(gateway.chat(plain_chat()).status, 504U);
  EXPECT_EQ(gateway.upstream_requests(), 1U);
}

TEST(ChatRetry, ReplacesAPooledConnectionThatWasClosedMeanwhile) {
  Script once = good_stream();
  once.push_back(close());
  Gateway gateway{{once, good_stream()}};
  EXPECT_EQ(gateway.chat(streamed_chat()).status, 200U);
  const Answer second = gateway.chat(streamed_chat());
  EXPECT_EQ(second.status, 200U);
  EXPECT_EQ(second.streamed_text(), "Hello");
}

TEST(ChatRetry, RenewsExpiredCredentialsOnce) {
  Gateway gateway{
      {refusing(403, "ExpiredTokenException", "The security token included in the request is expired"),
       good_stream()},
      {},
      {keys("OLDKEY"), keys("NEWKEY")}};
  EXPECT_EQ(gateway.chat(streamed_chat()).status, 200U);
  EXPECT_EQ(gateway.upstream_requests(), 2U);
  EXPECT_NE(gateway.bedrock().received(0).find("Credential=OLDKEY/"), std::string::npos);
  EXPECT_NE(gateway.bedrock().received(1).find("Credential=NEWKEY/"), std::string::npos);
}

TEST(ChatRetry, DoesNotRenewCredentialsTwice) {
  const Script expired =
      refusing(403, "ExpiredTokenException", "The security token included in the request is expired");
  Gateway gateway{{expired, expired, good_stream()}, {}, {keys("OLDKEY"), keys("NEWKEY"), keys("NEWERKEY")}};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(answer.status, 503U);
  EXPECT_TRUE(answer.contains("upstream_credentials")) << answer.body;
  EXPECT_EQ(gateway.upstream_requests(), 2U);
}

TEST(ChatRetry, DoesNotRepeatWithTheSameCredentials) {
  const Script expired =
      refusing(403, "ExpiredTokenException", "The security token included in the request is expired");
  Gateway gateway{{expired, good_stream()}};
  EXPECT_EQ(gateway.chat(streamed_chat()).status, 503U);
  EXPECT_EQ(gateway.upstream_requests(), 1U);
}

TEST(ChatRetry, NeverBlamesTheClientForTheGatewaysCredentials) {
  Gateway gateway{{refusing(403, "UnrecognizedClientException", "The security token is invalid.")}};
  const Answer answer = gateway.chat(plain_chat());
  EXPECT_EQ(answer.status, 503U);
  EXPECT_FALSE(answer.contains("AKID")) << answer.body;
}

TEST(ChatRetry, DropsTheOneFieldThatARefusalNames) {
  const Script refused = refusing(400, "ValidationException", "`temperature` is deprecated for this model.");
  Gateway gateway{{refused, good_stream(), good_stream()}};
  const std::string request =
      R"({"model":"acme.rocket-v9","stream":true,"temperature":0.5,"messages":[{"role":"user","content":"x"}]})";
  const Answer answer = gateway.chat(request);
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(answer.header("x-gateway-warnings"), "learned:temperature");
  EXPECT_EQ(gateway.upstream_requests(), 2U);
  EXPECT_NE(gateway.bedrock().received(0).find("\"temperature\""), std::string::npos);
  EXPECT_EQ(gateway.bedrock().received(1).find("\"temperature\""), std::string::npos);
}

TEST(ChatRetry, RemembersWhatARefusalTaughtOfTheModel) {
  const Script refused = refusing(400, "ValidationException", "`temperature` is deprecated for this model.");
  Script twice = good_stream();
  const Script again = good_stream();
  twice.insert(twice.end(), again.begin(), again.end());
  Gateway gateway{{refused, twice}};
  const std::string request =
      R"({"model":"acme.rocket-v9","stream":true,"temperature":0.5,"messages":[{"role":"user","content":"x"}]})";
  gateway.chat(request);
  const Answer second = gateway.chat(request);
  EXPECT_EQ(second.status, 200U);
  EXPECT_EQ(gateway.upstream_requests(), 3U);
  EXPECT_EQ(second.header("x-gateway-warnings"), "dropped:temperature");
}

TEST(ChatRetry, GivesUpOnALessonThatChangesNothing) {
  const Script refused = refusing(400, "ValidationException", "`temperature` is deprecated for this model.");
  Gateway gateway{{refused, good_stream()}};
  EXPECT_EQ(gateway.chat(plain_chat()).status, 400U);
  EXPECT_EQ(gateway.upstream_requests(), 1U);
}

constexpr std::string_view kOnDemand =
    "Invocation of model ID acme.rocket-v9 with on-demand throughput isn\\u2019t supported. Retry your "
    "request "
    "with the ID or ARN of an inference profile that contains this model.";

TEST(ChatRetry, CallsABareModelThroughAProfileWhenBedrockAsksForOne) {
  Script twice = good_stream();
  const Script again = good_stream();
  twice.insert(twice.end(), again.begin(), again.end());
  Gateway gateway{{refusing(400, "ValidationException", kOnDemand), twice}};
  const std::string request =
      R"({"model":"acme.rocket-v9","stream":true,"messages":[{"role":"user","content":"x"}]})";
  const Answer answer = gateway.chat(request);
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(answer.header("x-bedrock-model-id"), "us.acme.rocket-v9");
  EXPECT_EQ(gateway.chat(request).status, 200U);
  EXPECT_EQ(gateway.upstream_requests(), 3U) << "the second time it is known";
}

TEST(ChatRetry, StaysInTheRegionWhereCrossRegionInferenceIsOff) {
  Gateway gateway{{refusing(400, "ValidationException", kOnDemand), good_stream()},
                  [](gateway::Settings& settings) { settings.cross_region_inference = false; }};
  const Answer answer =
      gateway.chat(R"({"model":"acme.rocket-v9","stream":true,"messages":[{"role":"user","content":"x"}]})");
  EXPECT_EQ(answer.status, 400U);
  EXPECT_EQ(gateway.upstream_requests(), 1U);
}

TEST(ChatRetry, CountsRetriesAndRefusals) {
  Gateway gateway{{refusing(429, "ThrottlingException", kWait), good_stream()}};
  gateway.chat(streamed_chat());
  const std::string metrics = gateway.metrics();
  EXPECT_NE(metrics.find("upstream_throttled"), std::string::npos) << metrics;
}

}  // namespace
}  // namespace gw::test
