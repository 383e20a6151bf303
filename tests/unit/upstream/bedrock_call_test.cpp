#include "support/upstream_fixture.hpp"

namespace gw::upstream {
namespace {

using base::ErrorKind;
using test::FakeAnswer;
using test::UpstreamFixture;

/// What a call with that answer gives.
base::Result<std::string> answer_of(FakeAnswer scripted, AnswerForm form = AnswerForm::json) {
  UpstreamFixture f{{std::move(scripted)}};
  BedrockRequest request;
  request.answer = form;
  auto call = f.open(request);
  return f.loop.run(call->read_answer(UpstreamFixture::soon()));
}

TEST(BedrockCall, GivesTheWholeBodyAndWhatTheHeadSays) {
  FakeAnswer scripted = test::json_answer("");
  scripted.headers.emplace_back("x-amzn-bedrock-input-token-count", "17");
  scripted.pieces = {"{\"a\":", "1}"};
  UpstreamFixture f{{scripted}};
  const BedrockRequest request;
  auto call = f.open(request);
  const auto body = f.loop.run(call->read_answer(UpstreamFixture::soon()));
  ASSERT_TRUE(body.has_value());
  EXPECT_EQ(*body, R"({"a":1})");
  EXPECT_EQ(call->aws_request_id(), "aws-1");
  EXPECT_EQ(call->input_token_count(), "17");
}

TEST(BedrockCall, WaitsAgainForALateHead) {
  FakeAnswer scripted = test::json_answer("{}");
  scripted.head_is_late = true;
  UpstreamFixture f{{scripted}};
  const BedrockRequest request;
  auto call = f.open(request);
  EXPECT_FALSE(f.loop.run(call->wait_for_head(UpstreamFixture::soon())).value());
  EXPECT_FALSE(call->head_arrived());
  EXPECT_TRUE(f.loop.run(call->wait_for_head(UpstreamFixture::soon())).value());
  EXPECT_TRUE(call->head_arrived());
}

TEST(BedrockCall, TimesOutWhenTheHeadDoesNotCome) {
  FakeAnswer scripted = test::json_answer("{}");
  scripted.head_is_late = true;
  EXPECT_EQ(answer_of(scripted).error().kind, ErrorKind::upstream_timeout);
}

TEST(BedrockCall, TellsARefusalFromAnAnswer) {
  UpstreamFixture f{{test::refusal(429, "ThrottlingException:http://internal.amazon.com/coral/",
                                   R"({"message":"Too many tokens, please wait."})")}};
  const BedrockRequest request;
  auto call = f.open(request);
  const auto arrived = f.loop.run(call->wait_for_head(UpstreamFixture::soon()));
  ASSERT_FALSE(arrived.has_value());
  EXPECT_EQ(arrived.error().kind, ErrorKind::upstream_throttled);
  EXPECT_EQ(arrived.error().upstream_code, "ThrottlingException");
  EXPECT_EQ(arrived.error().message, "Too many tokens, please wait.");
  EXPECT_EQ(call->aws_request_id(), "aws-3");
  EXPECT_NE(call->identity(), nullptr);
}

TEST(BedrockCall, ReadsARefusalWithoutABodyFromItsHeaders) {
  FakeAnswer scripted = test::refusal(400, "ValidationException", "");
  scripted.headers.emplace_back("x-amzn-errormessage", "Malformed input request");
  const auto body = answer_of(scripted);
  EXPECT_EQ(body.error().kind, ErrorKind::invalid_request);
  EXPECT_EQ(body.error().message, "Malformed input request");
}

TEST(BedrockCall, ReadsARefusalWhoseBodyBreaksFromItsHeaders) {
  FakeAnswer scripted = test::refusal(403, "AccessDeniedException", "");
  scripted.breaks = true;
  EXPECT_EQ(answer_of(scripted).error().kind, ErrorKind::permission_denied);
}

TEST(BedrockCall, TakesAJsonErrorOnTheStreamEndpointForWhatItIs) {
  // Read as an event stream it was a checksum error (litellm PR 28551).
  const auto body = answer_of(test::refusal(400, "", R"({"message":"The model is not supported"})"),
                              AnswerForm::event_stream);
  EXPECT_EQ(body.error().kind, ErrorKind::invalid_request);
  EXPECT_EQ(body.error().message, "The model is not supported");
}

TEST(BedrockCall, RefusesASuccessOfAnotherContentType) {
  FakeAnswer page = test::json_answer("<html>Sign in to the hotel's network</html>");
  page.headers[0].second = "text/html";
  EXPECT_EQ(answer_of(page).error().kind, ErrorKind::upstream_protocol);
  EXPECT_EQ(answer_of(test::json_answer("{}"), AnswerForm::event_stream).error().kind,
            ErrorKind::upstream_protocol);
}

TEST(BedrockCall, AcceptsAContentTypeWithParameters) {
  FakeAnswer scripted = test::json_answer("{}");
  scripted.headers[0].second = "Application/JSON ; charset=utf-8";
  EXPECT_TRUE(answer_of(scripted).has_value());
}

TEST(BedrockCall, TakesAnErrorTypeForARefusalWhateverTheStatus) {
  EXPECT_EQ(answer_of(test::refusal(200, "InternalServerException", "{}")).error().kind,
            ErrorKind::upstream_internal);
}

TEST(BedrockCall, ReportsABodyThatBreaks) {
  FakeAnswer scripted = test::json_answer("{\"output\":");
  scripted.breaks = true;
  EXPECT_EQ(answer_of(scripted).error().kind, ErrorKind::upstream_protocol);
}

TEST(BedrockCall, AbortsTheCallWhenDestroyed) {
  UpstreamFixture f{{test::json_answer("{}")}};
  const BedrockRequest request;
  {
    auto call = f.open(request);
    EXPECT_EQ(f.http.open_exchanges, 1U);
  }
  EXPECT_EQ(f.http.open_exchanges, 0U);
}

}  // namespace
}  // namespace gw::upstream
