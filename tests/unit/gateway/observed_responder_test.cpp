#include "gateway/observed_responder.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "support/fake_metrics.hpp"
#include "support/fixed_sources.hpp"
#include "support/loop.hpp"
#include "support/recording_responder.hpp"

namespace gw::gateway {
namespace {

using policy::CorsDecision;

class ObservedResponderTest : public testing::Test {
 protected:
  ObservedResponderTest() {
    record_.id = base::RequestId{"req_1"};
    record_.started = clock_.steady_now();
  }

  void send(ObservedResponder& observed, unsigned status) {
    net::Response response;
    response.status = status;
    response.headers.add("x-request-id", "a flow's mistake");
    EXPECT_TRUE(loop_.run(observed.send(std::move(response))).has_value());
  }
  [[nodiscard]] std::string header(std::string_view name) const {
    return std::string{recorded_.head->headers.find(name).value_or("absent")};
  }

  test::Loop loop_;
  test::FixedClock clock_;
  test::FakeMetrics metrics_;
  test::RecordingResponder recorded_;
  AccessRecord record_;
};

TEST_F(ObservedResponderTest, PutsTheRequestIdOnEveryAnswer) {
  ObservedResponder observed{recorded_, record_, CommonHeaders{}, clock_, metrics_};
  send(observed, 200);
  EXPECT_EQ(header("x-request-id"), "req_1");
  EXPECT_EQ(header("x-amzn-requestid"), "absent");
  EXPECT_EQ(header("x-gateway-upstream"), "absent");
  EXPECT_EQ(header("access-control-allow-origin"), "absent");
}

TEST_F(ObservedResponderTest, PutsAwsRequestIdOnTheAnswerOnceItIsKnown) {
  ObservedResponder observed{recorded_, record_, CommonHeaders{}, clock_, metrics_};
  record_.upstream_request_id = "aws-1";
  send(observed, 429);
  EXPECT_EQ(header("x-amzn-requestid"), "aws-1");
}

TEST_F(ObservedResponderTest, LeavesOutAnUpstreamRequestIdThatIsNoHeaderValue) {
  ObservedResponder observed{recorded_, record_, CommonHeaders{}, clock_, metrics_};
  record_.upstream_request_id = "a\r\nset-cookie: b";
  send(observed, 200);
  EXPECT_EQ(header("x-amzn-requestid"), "absent");
}

TEST_F(ObservedResponderTest, SaysThatBedrockIsSimulated) {
  CommonHeaders common;
  common.local_simulation = true;
  ObservedResponder observed{recorded_, record_, common, clock_, metrics_};
  send(observed, 200);
  EXPECT_EQ(header("x-gateway-upstream"), "local-simulation");
}

TEST_F(ObservedResponderTest, PutsCorsHeadersOnStreams) {
  const CommonHeaders common{.origin = "https://app.example", .cors = CorsDecision::allow_this};
  ObservedResponder observed{recorded_, record_, common, clock_, metrics_};
  EXPECT_TRUE(loop_.run(observed.begin_stream(net::ResponseHead{})).has_value());
  EXPECT_EQ(header("access-control-allow-origin"), "https://app.example");
}

// Every finished stream was reset once because its end went unnoticed: the client's next request on that
// connection failed.
TEST_F(ObservedResponderTest, HasLeftAStreamOpenOnlyUntilItsEnd) {
  ObservedResponder observed{recorded_, record_, CommonHeaders{}, clock_, metrics_};
  EXPECT_FALSE(observed.left_open());
  EXPECT_TRUE(loop_.run(observed.begin_stream(net::ResponseHead{})).has_value());
  EXPECT_TRUE(observed.left_open());
  EXPECT_TRUE(loop_.run(observed.end_stream(net::AfterStream::keep_alive)).has_value());
  EXPECT_FALSE(observed.left_open());
}

TEST_F(ObservedResponderTest, CountsAStreamAsOpenWhileItLasts) {
  {
    ObservedResponder observed{recorded_, record_, CommonHeaders{}, clock_, metrics_};
    EXPECT_TRUE(loop_.run(observed.begin_stream(net::ResponseHead{})).has_value());
    EXPECT_EQ(metrics_.open_streams, 1);
    EXPECT_TRUE(loop_.run(observed.write("data: x\n\n")).has_value());
    EXPECT_TRUE(loop_.run(observed.end_stream(net::AfterStream::keep_alive)).has_value());
  }
  EXPECT_EQ(metrics_.open_streams, 0);
  EXPECT_EQ(recorded_.body, "data: x\n\n");
  EXPECT_EQ(recorded_.ended, net::AfterStream::keep_alive);
}

TEST_F(ObservedResponderTest, NotesStatusAndTime) {
  ObservedResponder observed{recorded_, record_, CommonHeaders{}, clock_, metrics_};
  clock_.advance(std::chrono::milliseconds{30});
  send(observed, 404);
  EXPECT_EQ(record_.status, 404U);
  EXPECT_EQ(*record_.head_sent_at - record_.started, std::chrono::milliseconds{30});
}

}  // namespace
}  // namespace gw::gateway
