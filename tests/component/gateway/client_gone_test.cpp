#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "gateway_fixture.hpp"
#include "support/bedrock_wire.hpp"

namespace gw::test {
namespace {

using std::chrono::seconds;

/// Runs until Bedrock's side has seen its connection close, and gives how long that took.
std::chrono::steady_clock::duration until_upstream_closes(Gateway& gateway) {
  const auto begin = std::chrono::steady_clock::now();
  gateway.loop().run_until([&] { return gateway.bedrock().was_closed(0) && gateway.upstream_in_use() == 0; });
  return std::chrono::steady_clock::now() - begin;
}

void run_until_asked(Gateway& gateway) {
  gateway.loop().run_until(
      [&] { return gateway.bedrock().connections() == 1 && gateway.bedrock().steps_done(0) >= 1; });
}

enum class Leaves { close, reset, half_close };

class ClientGone : public ::testing::TestWithParam<Leaves> {
 protected:
  static void leave(RawClient& client) {
    switch (GetParam()) {
      case Leaves::close:
        return client.close();
      case Leaves::reset:
        return client.close_with_reset();
      case Leaves::half_close:
        return client.half_close();
    }
  }
};

TEST_P(ClientGone, AbortsTheUpstreamBeforeTheFirstToken) {
  Gateway gateway{{{read_request(), hang()}}};
  RawClient client = gateway.connect();
  client.send(request_bytes("POST", "/v1/chat/completions", streamed_chat()));
  run_until_asked(gateway);
  leave(client);
  EXPECT_LT(until_upstream_closes(gateway), seconds{1});
}

TEST_P(ClientGone, AbortsTheUpstreamInMidStream) {
  Gateway gateway{
      {{read_request(), send(stream_head()), send(chunk(message_start() + text_delta("Hel"))), hang()}}};
  RawClient client = gateway.connect();
  client.send(request_bytes("POST", "/v1/chat/completions", streamed_chat()));
  client.read_until("Hel");
  leave(client);
  EXPECT_LT(until_upstream_closes(gateway), seconds{1});
}

TEST_P(ClientGone, AbortsTheUpstreamOfAPlainAnswer) {
  Gateway gateway{{{read_request(), hang()}}};
  RawClient client = gateway.connect();
  client.send(request_bytes("POST", "/v1/chat/completions", plain_chat()));
  run_until_asked(gateway);
  leave(client);
  EXPECT_LT(until_upstream_closes(gateway), seconds{1});
}

INSTANTIATE_TEST_SUITE_P(By, ClientGone, ::testing::Values(Leaves::close, Leaves::reset, Leaves::half_close));

TEST(ClientGoneWhileRetrying, MakesNoFurtherAttempt) {
  // AWS asks for a pause of some seconds: the client leaves in it.
  std::string throttled = refusal(429, "ThrottlingException", "wait");
  throttled.insert(throttled.find("connection: close"), "retry-after: 5\r\n");
  Gateway gateway{{{read_request(), send(throttled), close()}, good_stream()}};
  RawClient client = gateway.connect();
  client.send(request_bytes("POST", "/v1/chat/completions", streamed_chat()));
  gateway.loop().run_until([&] {
    return gateway.bedrock().connections() == 1 && gateway.bedrock().steps_done(0) == 3 &&
           gateway.upstream_in_use() == 0;
  });
  client.close();
  gateway.loop().run_until([&] { return !gateway.log().empty(); }, seconds{2});
  EXPECT_EQ(gateway.bedrock().connections(), 1U);
}

TEST(ClientGoneFromEmbeddings, AbortsEveryCallUnderWay) {
  Gateway gateway{{{read_request(), hang()}, {read_request(), hang()}, {read_request(), hang()}}};
  RawClient client = gateway.connect();
  client.send(request_bytes("POST", "/v1/embeddings",
                            R"({"model":"amazon.titan-embed-text-v2:0","input":["a","b","c"]})"));
  gateway.loop().run_until([&] { return gateway.upstream_requests() == 3; });
  client.close();
  gateway.loop().run_until(
      [&] {
        return gateway.upstream_in_use() == 0 && gateway.bedrock().was_closed(0) &&
               gateway.bedrock().was_closed(1) && gateway.bedrock().was_closed(2);
      },
      seconds{1});
}

TEST(ClientGoneLog, SaysThatTheClientWentAway) {
  Gateway gateway{{{read_request(), hang()}}};
  RawClient client = gateway.connect();
  client.send(request_bytes("POST", "/v1/chat/completions", streamed_chat()));
  run_until_asked(gateway);
  client.close();
  gateway.loop().run_until([&] { return !gateway.log().empty(); });
  ASSERT_EQ(gateway.log().size(), 1U);
  EXPECT_NE(gateway.log()[0].find("client_gone"), std::string::npos) << gateway.log()[0];
}

TEST(Shutdown, TellsAnOpenStreamAndEndsIt) {
  Gateway gateway{
      {{read_request(), send(stream_head()), send(chunk(message_start() + text_delta("Hel"))), hang()}}};
  RawClient client = gateway.connect();
  client.send(request_bytes("POST", "/v1/chat/completions", streamed_chat()));
  std::string bytes = client.read_until("Hel");
  gateway.begin_shutdown(std::chrono::milliseconds{0});
  bytes += client.read_to_end();
  const Answer answer = parse_answer(bytes);
  EXPECT_TRUE(answer.whole) << bytes;
  EXPECT_FALSE(answer.contains("[DONE]"));
  ASSERT_FALSE(answer.events().empty());
  EXPECT_NE(answer.events().back().data.find("shutting down"), std::string::npos);
  EXPECT_TRUE(gateway.bedrock().was_closed(0) || gateway.upstream_in_use() == 0);
}

TEST(Shutdown, RefusesWhatHasNotBegunToAnswer) {
  Gateway gateway{{{read_request(), hang()}}};
  RawClient client = gateway.connect();
  client.send(request_bytes("POST", "/v1/chat/completions", plain_chat()));
  run_until_asked(gateway);
  gateway.begin_shutdown(std::chrono::milliseconds{0});
  const Answer answer = parse_answer(client.read_to_end());
  EXPECT_EQ(answer.status, 503U);
  EXPECT_EQ(answer.header("retry-after"), "1");
}

TEST(Shutdown, LetsARunningStreamFinishWithinItsGrace) {
  Gateway gateway{{{read_request(), send(stream_head()), send(chunk(message_start())),
                    send_in_pieces(chunk(text_delta("Hello") + message_stop()) + last_chunk(), 40,
                                   std::chrono::milliseconds{5})}}};
  RawClient client = gateway.connect();
  client.send(request_bytes("POST", "/v1/chat/completions", streamed_chat()));
  std::string bytes = client.read_until("assistant");
  gateway.begin_shutdown(std::chrono::seconds{10});
  bytes += client.read_to_end();
  const Answer answer = parse_answer(bytes);
  EXPECT_TRUE(answer.contains("[DONE]"));
  EXPECT_EQ(answer.streamed_text(), "Hello");
}

}  // namespace
}  // namespace gw::test
