#include "support/upstream_fixture.hpp"

namespace gw::upstream {
namespace {

using test::UpstreamFixture;

BedrockRequest converse_request() {
  BedrockRequest request;
  request.path = "/model/anthropic.claude-v2%3A1/converse";
  request.body = R"({"messages":[]})";
  return request;
}

BedrockRequest list_request() {
  BedrockRequest request;
  request.service = aws::Service::bedrock;
  request.method = "GET";
  request.path = "/inference-profiles";
  request.query = "typeEquals=APPLICATION";
  return request;
}

TEST(BedrockClient, SendsWhatWasAskedForToTheRuntimeEndpoint) {
  UpstreamFixture f{{test::json_answer("{}")}};
  const BedrockRequest request = converse_request();
  ASSERT_TRUE(f.open(request).has_value());
  ASSERT_EQ(f.http.sent.size(), 1U);
  const test::SentRequest& sent = f.http.sent[0];
  EXPECT_EQ(sent.origin.host, "runtime.test");
  EXPECT_EQ(sent.origin.port, 443);
  EXPECT_EQ(sent.method, "POST");
  EXPECT_EQ(sent.target, "/proxy/model/anthropic.claude-v2%3A1/converse");
  EXPECT_EQ(sent.body, R"({"messages":[]})");
  EXPECT_EQ(sent.header("host"), "runtime.test");
  EXPECT_EQ(sent.header("content-type"), "application/json");
  EXPECT_EQ(sent.header("accept"), "application/json");
}

TEST(BedrockClient, SignsHostContentTypeAndDateAndNothingElse) {
  UpstreamFixture f{{test::json_answer("{}")}};
  const BedrockRequest request = converse_request();
  ASSERT_TRUE(f.open(request).has_value());
  EXPECT_EQ(f.http.sent[0].header("x-amz-date"), "20150830T123600Z");
  const std::string authorization = f.http.sent[0].header("authorization");
  EXPECT_TRUE(
      authorization.starts_with("AWS4-HMAC-SHA256 "
                                "Credential=AKIDEXAMPLE/20150830/us-east-1/bedrock/aws4_request, "
                                "SignedHeaders=content-type;host;x-amz-date, Signature="))
      << authorization;
}

TEST(BedrockClient, SendsABearerTokenInPlaceOfASignature) {
  UpstreamFixture f{{test::json_answer("{}")}, {test::bearer("bedrock-api-key-1")}};
  const BedrockRequest request = converse_request();
  ASSERT_TRUE(f.open(request).has_value());
  EXPECT_EQ(f.http.sent[0].header("authorization"), "Bearer bedrock-api-key-1");
  EXPECT_EQ(f.http.sent[0].header("x-amz-date"), "(none)");
}

TEST(BedrockClient, AsksTheControlPlaneWithoutABody) {
  UpstreamFixture f{{test::json_answer("{}")}};
  const BedrockRequest request = list_request();
  ASSERT_TRUE(f.open(request).has_value());
  const test::SentRequest& sent = f.http.sent[0];
  EXPECT_EQ(sent.origin.host, "control.test");
  EXPECT_EQ(sent.method, "GET");
  EXPECT_EQ(sent.target, "/inference-profiles?typeEquals=APPLICATION");
  EXPECT_EQ(sent.header("content-type"), "(none)");
  EXPECT_TRUE(sent.header("authorization").find("SignedHeaders=host;x-amz-date,") != std::string::npos);
}

TEST(BedrockClient, ReportsAConnectionThatCouldNotBeMade) {
  test::FakeAnswer answer;
  answer.refused_connection = base::make_error(base::ErrorKind::upstream_unavailable, "refused");
  UpstreamFixture f{{answer}};
  const BedrockRequest request = converse_request();
  const auto call = f.open(request);
  ASSERT_FALSE(call.has_value());
  EXPECT_EQ(call.error().kind, base::ErrorKind::upstream_unavailable);
}

TEST(BedrockClient, SignsWithTheNewCredentialsAfterARenewal) {
  UpstreamFixture f{{test::json_answer("{}"), test::json_answer("{}")},
                    {test::keys("OLD"), test::keys("NEW")}};
  const BedrockRequest request = converse_request();
  auto first = f.open(request);
  ASSERT_TRUE(first.has_value());
  const auto newer = f.loop.run(f.client.renew_credentials(first->identity()));
  ASSERT_TRUE(newer.has_value());
  EXPECT_TRUE(*newer);
  ASSERT_TRUE(f.open(request).has_value());
  EXPECT_TRUE(f.http.sent[1].header("authorization").find("Credential=NEW/") != std::string::npos);
}

TEST(BedrockClient, SaysThatThereIsNothingNewerWhenTheSourceRepeatsItself) {
  UpstreamFixture f{{test::json_answer("{}")}, {test::keys("SAME")}};
  const BedrockRequest request = converse_request();
  auto first = f.open(request);
  const auto newer = f.loop.run(f.client.renew_credentials(first->identity()));
  ASSERT_TRUE(newer.has_value());
  EXPECT_FALSE(*newer);
}

}  // namespace
}  // namespace gw::upstream
