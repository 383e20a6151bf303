#include "gateway/streamed_answer.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "gateway/access_record.hpp"
#include "gateway/request_context.hpp"
#include "support/loop.hpp"
#include "support/recording_responder.hpp"

namespace gw::gateway {
namespace {

using base::ErrorKind;

struct Fixture {
  Fixture() { client.describe(AnswerFields{base::ModelId("a.b"), "ignored:seed"}); }

  test::Loop loop;
  net::ServerRequest request;
  test::RecordingResponder responder;
  AccessRecord record;
  RequestContext context{request, responder, record, base::RequestId("r1"), "", Query{}};
  StreamedAnswer client{context};
};

TEST(StreamedAnswer, SendsNothingBeforeTheFirstEvent) {
  Fixture f;
  EXPECT_FALSE(f.responder.head_sent());
}

TEST(StreamedAnswer, SendsItsHeadWithTheFirstEventAndOnlyOnce) {
  Fixture f;
  ASSERT_TRUE(f.loop.run(f.client.write("data: 1\n\n")).has_value());
  ASSERT_TRUE(f.responder.head.has_value());
  EXPECT_EQ(f.responder.head->status, 200U);
  EXPECT_EQ(f.responder.head->headers.find("x-bedrock-model-id"), "a.b");
  EXPECT_EQ(f.responder.head->headers.find("x-gateway-warnings"), "ignored:seed");
  f.responder.head->status = 1;
  ASSERT_TRUE(f.loop.run(f.client.write("data: 2\n\n")).has_value());
  EXPECT_EQ(f.responder.head->status, 1U) << "not sent again";
  EXPECT_EQ(f.responder.body, "data: 1\n\ndata: 2\n\n");
}

TEST(StreamedAnswer, SaysInItsHeadWhatWasSaidLast) {
  Fixture f;
  f.client.describe(AnswerFields{base::ModelId("us.a.b"), ""});
  ASSERT_TRUE(f.loop.run(f.client.write("data: 1\n\n")).has_value());
  EXPECT_EQ(f.responder.head->headers.find("x-bedrock-model-id"), "us.a.b");
  EXPECT_FALSE(f.responder.head->headers.find("x-gateway-warnings").has_value());
}

TEST(StreamedAnswer, CommitsItsHeadWithAComment) {
  Fixture f;
  ASSERT_TRUE(f.loop.run(f.client.keep_alive()).has_value());
  EXPECT_EQ(f.responder.head->status, 200U);
  EXPECT_EQ(f.responder.body, ": keep-alive\n\n");
}

TEST(StreamedAnswer, KeepsTheConnectionAfterAWholeAnswer) {
  Fixture f;
  f.loop.run(f.client.complete("data: [DONE]\n\n"));
  EXPECT_EQ(f.responder.body, "data: [DONE]\n\n");
  EXPECT_EQ(f.responder.ended, net::AfterStream::keep_alive);
  EXPECT_FALSE(f.record.error.has_value());
}

TEST(StreamedAnswer, FailsWithAStatusBeforeTheHead) {
  Fixture f;
  f.loop.run(f.client.fail(base::make_error(ErrorKind::permission_denied, "no")));
  ASSERT_TRUE(f.responder.whole);
  EXPECT_EQ(f.responder.head->status, 403U);
  EXPECT_EQ(f.responder.head->headers.find("x-bedrock-model-id"), "a.b");
  EXPECT_EQ(f.record.error, ErrorKind::permission_denied);
}

TEST(StreamedAnswer, FailsWithAnEventAfterTheHead) {
  Fixture f;
  ASSERT_TRUE(f.loop.run(f.client.write("data: 1\n\n")).has_value());
  f.loop.run(f.client.fail(base::make_error(ErrorKind::upstream_model_error, "broke")));
  EXPECT_FALSE(f.responder.whole);
  EXPECT_TRUE(f.responder.body.starts_with("data: 1\n\ndata: {\"error\":{\"message\":\"broke\""))
      << f.responder.body;
  EXPECT_EQ(f.responder.body.find("[DONE]"), std::string::npos);
  EXPECT_EQ(f.responder.ended, net::AfterStream::close);
  EXPECT_EQ(f.record.error, ErrorKind::upstream_model_error);
}

TEST(StreamedAnswer, WritesNothingToAClientThatIsGone) {
  Fixture f;
  f.responder.reason = net::CancelReason::client_gone;
  f.loop.run(f.client.fail(base::make_error(ErrorKind::client_gone, "cancelled")));
  EXPECT_FALSE(f.responder.head_sent());
  EXPECT_EQ(f.record.error, ErrorKind::client_gone);
}

TEST(StreamedAnswer, TellsOfTheGatewaysEndInPlaceOfACancellation) {
  Fixture f;
  ASSERT_TRUE(f.loop.run(f.client.write("data: 1\n\n")).has_value());
  f.responder.reason = net::CancelReason::shutting_down;
  f.loop.run(f.client.fail(base::make_error(ErrorKind::client_gone, "cancelled")));
  EXPECT_NE(f.responder.body.find("shutting down"), std::string::npos);
  EXPECT_EQ(f.record.error, ErrorKind::overloaded);
}

TEST(StreamedAnswer, NoticesACancellationThatFellIntoAWrite) {
  // It wakes no later wait: a stream would sit out its idle timeout while the gateway shuts down.
  Fixture f;
  f.responder.reason = net::CancelReason::shutting_down;
  const auto written = f.loop.run(f.client.write("data: 1\n\n"));
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().kind, ErrorKind::client_gone);
}

TEST(StreamedAnswer, EndsAWholeAnswerThatTheGatewaysEndMeets) {
  Fixture f;
  f.responder.reason = net::CancelReason::shutting_down;
  f.loop.run(f.client.complete("data: [DONE]\n\n"));
  EXPECT_EQ(f.responder.body, "data: [DONE]\n\n");
  EXPECT_FALSE(f.record.error.has_value());
}

TEST(StreamedAnswer, NotesAClientThatLeftBeforeTheEnd) {
  Fixture f;
  ASSERT_TRUE(f.loop.run(f.client.write("data: 1\n\n")).has_value());
  f.responder.fail_writes = true;
  f.loop.run(f.client.complete("data: [DONE]\n\n"));
  EXPECT_EQ(f.record.error, ErrorKind::client_gone);
}

}  // namespace
}  // namespace gw::gateway
