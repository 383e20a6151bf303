#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "gateway_fixture.hpp"
#include "support/bedrock_wire.hpp"

namespace gw::test {
namespace {

void keep_alive_each_second(gateway::Settings& settings) {
  settings.stream_keepalive = std::chrono::seconds{1};
}

constexpr std::string_view kComment = ": keep-alive\n\n";

std::size_t comments_in(const Answer& answer) {
  std::size_t count = 0;
  for (std::size_t at = answer.body.find(kComment); at != std::string::npos; ++count) {
    at = answer.body.find(kComment, at + 1);
  }
  return count;
}

/// Sends a byte that is no answer yet, half a second apart: silence for whoever waits for frames.
Step silence_of(std::chrono::milliseconds duration, std::string bytes) {
  return send_in_pieces(std::move(bytes), 1, duration);
}

TEST(KeepAlive, CommitsTheHeadAndCommentsBeforeTheFirstToken) {
  const std::string head = stream_head();
  Gateway gateway{
      {{read_request(), silence_of(std::chrono::milliseconds{1'300}, head.substr(0, 1)), send(head.substr(1)),
        send(chunk(message_start() + text_delta("Hello") + message_stop())), send(last_chunk())}},
      keep_alive_each_second};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(answer.status, 200U);
  EXPECT_TRUE(answer.body.starts_with(kComment)) << answer.body;
  EXPECT_EQ(comments_in(answer), 1U);
  EXPECT_EQ(answer.streamed_text(), "Hello");
  EXPECT_TRUE(answer.contains("[DONE]"));
}

TEST(KeepAlive, CommentsInAGapInMidStream) {
  const std::string rest = chunk(text_delta("lo") + message_stop());
  Gateway gateway{{{read_request(), send(stream_head()), send(chunk(message_start() + text_delta("Hel"))),
                    silence_of(std::chrono::milliseconds{1'300}, rest.substr(0, 1)), send(rest.substr(1)),
                    send(last_chunk())}},
                  keep_alive_each_second};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(comments_in(answer), 1U) << answer.body;
  EXPECT_EQ(answer.streamed_text(), "Hello");
  EXPECT_TRUE(answer.contains("[DONE]"));
}

TEST(KeepAlive, TurnsALaterRefusalIntoAnErrorEvent) {
  const std::string refused = refusal(403, "AccessDeniedException", "You do not have access to the model.");
  Gateway gateway{{{read_request(), silence_of(std::chrono::milliseconds{1'300}, refused.substr(0, 1)),
                    send(refused.substr(1)), close()}},
                  keep_alive_each_second};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(answer.status, 200U) << "the head was on its way";
  EXPECT_FALSE(answer.contains("[DONE]"));
  ASSERT_EQ(answer.events().size(), 1U);
  EXPECT_NE(answer.events()[0].data.find(R"("code":"access_denied")"), std::string::npos);
}

TEST(KeepAlive, GoesOnWhileARetryWaits) {
  std::string throttled = refusal(429, "ThrottlingException", "wait");
  throttled.insert(throttled.find("connection: close"), "retry-after: 2\r\n");
  Gateway gateway{{{read_request(), send(throttled), close()}, good_stream()}, keep_alive_each_second};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(answer.status, 200U);
  EXPECT_GE(comments_in(answer), 1U) << answer.body;
  EXPECT_EQ(answer.streamed_text(), "Hello") << "a comment does not count as an answer: the retry is made";
  EXPECT_EQ(gateway.upstream_requests(), 2U);
}

TEST(KeepAlive, IsOffWithZeroSeconds) {
  Gateway gateway{{{read_request(), hang()}}, [](gateway::Settings& settings) {
                    settings.stream_keepalive = std::chrono::seconds{0};
                    settings.upstream.first_byte_timeout = std::chrono::seconds{1};
                  }};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(answer.status, 504U) << "nothing was committed";
}

TEST(IdleTimeout, EndsAStreamThatFallsSilent) {
  Gateway gateway{
      {{read_request(), send(stream_head()), send(chunk(message_start() + text_delta("Hel"))), hang()}},
      [](gateway::Settings& settings) { settings.upstream.idle_timeout = std::chrono::seconds{1}; }};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(answer.status, 200U);
  EXPECT_FALSE(answer.contains("[DONE]"));
  EXPECT_FALSE(answer.contains(R"("finish_reason":")"));
  ASSERT_FALSE(answer.events().empty());
  EXPECT_NE(answer.events().back().data.find(R"("code":"timeout")"), std::string::npos);
  EXPECT_EQ(gateway.upstream_in_use(), 0U);
}

TEST(IdleTimeout, DoesNotCountTheWholeAnswer) {
  // Longer than the timeout in all, but never silent for so long.
  std::string frames;
  Script script = {read_request(), send(stream_head()), send(chunk(message_start()))};
  for (int i = 0; i < 4; ++i) {
    const std::string frame = chunk(text_delta("x"));
    script.push_back(silence_of(std::chrono::milliseconds{400}, frame.substr(0, 1)));
    script.push_back(send(frame.substr(1)));
  }
  script.push_back(send(chunk(message_stop()) + last_chunk()));
  Gateway gateway{{script}, [](gateway::Settings& settings) {
                    settings.upstream.idle_timeout = std::chrono::seconds{1};
                  }};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(answer.streamed_text(), "xxxx");
  EXPECT_TRUE(answer.contains("[DONE]"));
}

}  // namespace
}  // namespace gw::test
