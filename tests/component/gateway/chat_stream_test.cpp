#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "gateway_fixture.hpp"
#include "support/bedrock_wire.hpp"

namespace gw::test {
namespace {

constexpr std::string_view kDone = "data: [DONE]\n\n";
constexpr std::string_view kFinish = R"("finish_reason":")";

/// A failed answer that had begun: its end is an error event, and nothing makes it look finished.
void expect_failed_in_mid_stream(const Answer& answer) {
  EXPECT_EQ(answer.status, 200U);
  EXPECT_TRUE(answer.whole);
  EXPECT_FALSE(answer.contains("[DONE]")) << answer.body;
  EXPECT_FALSE(answer.contains(kFinish)) << answer.body;
  const std::vector<codec::SseEvent> events = answer.events();
  ASSERT_FALSE(events.empty());
  EXPECT_TRUE(events.back().data.starts_with(R"({"error":{"message":")")) << events.back().data;
}

void expect_whole(const Answer& answer) {
  EXPECT_EQ(answer.status, 200U);
  EXPECT_TRUE(answer.whole);
  EXPECT_TRUE(answer.body.ends_with(kDone)) << answer.body;
  EXPECT_TRUE(answer.contains(kFinish));
  EXPECT_FALSE(answer.contains(R"("error")"));
}

TEST(ChatStream, GivesRoleTextFinishAndDone) {
  Gateway gateway{{good_stream()}};
  const Answer answer = gateway.chat(streamed_chat());
  expect_whole(answer);
  EXPECT_EQ(answer.streamed_text(), "Hello");
  const std::vector<codec::SseEvent> events = answer.events();
  ASSERT_GE(events.size(), 5U);
  EXPECT_NE(events[0].data.find(R"("delta":{"role":"assistant","content":""})"), std::string::npos);
  EXPECT_NE(events[events.size() - 2].data.find(R"("finish_reason":"stop")"), std::string::npos);
  EXPECT_FALSE(answer.contains("\"usage\":{")) << "nobody asked for usage";
}

TEST(ChatStream, SaysInItsHeadWhatRan) {
  Gateway gateway{{good_stream()}};
  const Answer answer = gateway.chat(streamed_chat(R"(,"seed":7)"));
  EXPECT_EQ(answer.header("content-type"), "text/event-stream; charset=utf-8");
  EXPECT_EQ(answer.header("cache-control"), "no-cache, no-transform");
  EXPECT_EQ(answer.header("x-accel-buffering"), "no");
  EXPECT_EQ(answer.header("x-bedrock-model-id"), "anthropic.claude-3-haiku-20240307-v1:0");
  EXPECT_EQ(answer.header("x-amzn-requestid"), "aws-request-1");
  EXPECT_NE(answer.header("x-request-id"), "(none)");
  EXPECT_NE(answer.header("x-gateway-warnings").find("ignored:seed"), std::string::npos);
}

TEST(ChatStream, AsksBedrockForAStream) {
  Gateway gateway{{good_stream()}};
  gateway.chat(streamed_chat());
  EXPECT_NE(gateway.upstream_bytes().find(
                "POST /model/anthropic.claude-3-haiku-20240307-v1%3A0/converse-stream HTTP/1.1"),
            std::string::npos);
  EXPECT_NE(gateway.upstream_bytes().find("Say hello."), std::string::npos);
}

TEST(ChatStream, GivesUsageWhenAskedFor) {
  Gateway gateway{{good_stream()}};
  const Answer answer = gateway.chat(streamed_chat(R"(,"stream_options":{"include_usage":true})"));
  expect_whole(answer);
  const std::vector<codec::SseEvent> events = answer.events();
  EXPECT_NE(events[events.size() - 2].data.find(R"("choices":[],"usage":{"prompt_tokens":5)"),
            std::string::npos)
      << events[events.size() - 2].data;
}

TEST(ChatStream, GivesTheSameAnswerWhenBedrocksBytesComeOneByOne) {
  std::string bytes = stream_head();
  bytes += chunk(message_start() + text_delta("Hel") + text_delta("lo") + block_stop() + message_stop());
  bytes += chunk(metadata()) + last_chunk();
  Gateway gateway{{{read_request(), send_in_pieces(bytes, 1)}}};
  const Answer answer = gateway.chat(streamed_chat());
  expect_whole(answer);
  EXPECT_EQ(answer.streamed_text(), "Hello");
}

TEST(ChatStream, ServesSeveralOnOneUpstreamConnection) {
  Script script = good_stream();
  const Script again = good_stream();
  script.insert(script.end(), again.begin(), again.end());
  Gateway gateway{{script}};
  expect_whole(gateway.chat(streamed_chat()));
  expect_whole(gateway.chat(streamed_chat()));
  EXPECT_EQ(gateway.bedrock().connections(), 1U);
  EXPECT_EQ(gateway.upstream_in_use(), 0U);
}

TEST(ChatStream, KeepsTheClientsConnectionAfterAWholeAnswer) {
  Script script = good_stream();
  const Script again = good_stream();
  script.insert(script.end(), again.begin(), again.end());
  Gateway gateway{{script}};
  RawClient client = gateway.connect();
  std::string request = request_bytes("POST", "/v1/chat/completions", streamed_chat());
  const std::size_t at = request.find("connection: close\r\n");
  request.erase(at, 19);
  client.send(request);
  EXPECT_TRUE(client.read_until("\r\n0\r\n\r\n").ends_with("\r\n0\r\n\r\n"));
  client.send(request);
  EXPECT_TRUE(client.read_until("\r\n0\r\n\r\n").ends_with("\r\n0\r\n\r\n"));
}

TEST(ChatStream, EndsTheConnectionAfterAFailureInMidStream) {
  Gateway gateway{
      {{read_request(), send(stream_head()), send(chunk(message_start() + text_delta("Hel"))), reset()}}};
  RawClient client = gateway.connect();
  std::string request = request_bytes("POST", "/v1/chat/completions", streamed_chat());
  request.erase(request.find("connection: close\r\n"), 19);
  client.send(request);
  expect_failed_in_mid_stream(parse_answer(client.read_to_end()));
}

/// What becomes of an answer depends on nothing but how far Bedrock came before it broke.
class ChatStreamBroken : public ::testing::TestWithParam<const char*> {};

TEST_P(ChatStreamBroken, NeverLooksFinishedAtWhateverStep) {
  const Step failure = GetParam() == std::string_view("close") ? close() : reset();
  std::string up_to_first_event = stream_head() + chunk(message_start());
  std::string up_to_stop = up_to_first_event + chunk(text_delta("Hel")) + chunk(text_delta("lo")) +
                           chunk(block_stop()) + chunk(message_stop());
  // A frame is whole before its chunk's end.
  const std::size_t first_event_at = up_to_first_event.size() - 2;
  const std::size_t stop_at = up_to_stop.size() - 2;
  for (const Script& script : failing_at_every_step(good_stream(), failure)) {
    std::size_t sent = 0;
    for (const Step& step : script) sent += step.kind == Step::Kind::send ? step.bytes.size() : 0;
    SCOPED_TRACE(sent);
    Gateway gateway{{script}};
    const Answer answer = gateway.chat(streamed_chat());
    if (sent < first_event_at) {
      EXPECT_EQ(answer.status, 502U) << answer.body;
      EXPECT_TRUE(answer.body.starts_with(R"({"error":{"message":")")) << answer.body;
    } else if (sent < stop_at) {
      expect_failed_in_mid_stream(answer);
    } else {
      expect_whole(answer);
    }
    EXPECT_EQ(gateway.bedrock().connections(), 1U) << "a fresh connection that breaks is not replaced";
    EXPECT_EQ(gateway.upstream_in_use(), 0U);
  }
}
INSTANTIATE_TEST_SUITE_P(By, ChatStreamBroken, ::testing::Values("close", "reset"));

TEST(ChatStream, FailsWhenBedrockEndsWithoutMessageStop) {
  Gateway gateway{{{read_request(), send(stream_head()), send(chunk(message_start() + text_delta("Hel"))),
                    send(last_chunk())}}};
  const Answer answer = gateway.chat(streamed_chat());
  expect_failed_in_mid_stream(answer);
  EXPECT_EQ(answer.streamed_text(), "Hel");
}

TEST(ChatStream, RefusesAnEmptyStreamWithItsOwnStatus) {
  Gateway gateway{{{read_request(), send(stream_head()), send(last_chunk())}}};
  EXPECT_EQ(gateway.chat(streamed_chat()).status, 502U);
}

TEST(ChatStream, IsWholeWithoutMetadata) {
  Gateway gateway{{{read_request(), send(stream_head()),
                    send(chunk(message_start() + text_delta("Hello") + message_stop("guardrail_intervened"))),
                    send(last_chunk())}}};
  const Answer answer = gateway.chat(streamed_chat(R"(,"stream_options":{"include_usage":true})"));
  expect_whole(answer);
  EXPECT_TRUE(answer.contains(R"("finish_reason":"content_filter")"));
}

TEST(ChatStream, FailsOnACorruptFrame) {
  Gateway gateway{{{read_request(), send(stream_head()), send(chunk(message_start())),
                    send(chunk(corrupted(text_delta("x"))))}}};
  expect_failed_in_mid_stream(gateway.chat(streamed_chat()));
  EXPECT_TRUE(gateway.bedrock().was_closed(0));
}

TEST(ChatStream, RefusesACorruptFirstFrameWithItsOwnStatus) {
  Gateway gateway{{{read_request(), send(stream_head()), send(chunk(corrupted(message_start())))}}};
  EXPECT_EQ(gateway.chat(streamed_chat()).status, 502U);
}

TEST(ChatStream, FailsOnAMalformedToolUse) {
  Gateway gateway{{{read_request(), send(stream_head()),
                    send(chunk(message_start() + text_delta("Hel") + message_stop("malformed_tool_use"))),
                    send(last_chunk())}}};
  expect_failed_in_mid_stream(gateway.chat(streamed_chat()));
}

struct ExceptionCase {
  const char* frame;
  unsigned status;  ///< as the first frame
  const char* code;
};

class ChatStreamException : public ::testing::TestWithParam<ExceptionCase> {};

TEST_P(ChatStreamException, KeepsItsStatusAsTheFirstFrame) {
  const std::string frame = exception_frame(GetParam().frame, R"({"message":"as told"})");
  const Script refused = {read_request(), send(stream_head()), send(chunk(frame)), close()};
  Gateway gateway{{refused, refused, refused}};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(answer.status, GetParam().status) << answer.body;
  EXPECT_EQ(answer.header("content-type"), "application/json");
  EXPECT_TRUE(answer.contains(GetParam().code)) << answer.body;
}

TEST_P(ChatStreamException, IsAnErrorEventInMidStream) {
  const std::string frame = exception_frame(GetParam().frame, R"({"message":"as told"})");
  Gateway gateway{{{read_request(), send(stream_head()), send(chunk(message_start() + text_delta("Hel"))),
                    send(chunk(frame))}}};
  const Answer answer = gateway.chat(streamed_chat());
  expect_failed_in_mid_stream(answer);
  EXPECT_TRUE(answer.contains(GetParam().code)) << answer.body;
  EXPECT_EQ(gateway.bedrock().connections(), 1U) << "never tried again after the first event";
}

INSTANTIATE_TEST_SUITE_P(All, ChatStreamException,
                         ::testing::Values(ExceptionCase{"throttlingException", 429, "rate_limit_exceeded"},
                                           ExceptionCase{"internalServerException", 500, "server_error"},
                                           ExceptionCase{"modelStreamErrorException", 502, "model_error"},
                                           ExceptionCase{"validationException", 400, "invalid_request_error"},
                                           ExceptionCase{"serviceUnavailableException", 503,
                                                         "service_unavailable"}));

TEST(ChatStream, KeepsTheStatusOfARefusal) {
  Gateway gateway{{refusing(403, "AccessDeniedException", "You do not have access to the model.")}};
  const Answer answer = gateway.chat(streamed_chat());
  EXPECT_EQ(answer.status, 403U);
  EXPECT_EQ(answer.header("content-type"), "application/json");
  EXPECT_EQ(answer.header("x-amzn-requestid"), "aws-request-9");
  EXPECT_TRUE(answer.contains(R"("code":"access_denied")"));
}

TEST(ChatStream, LogsWhatHappened) {
  Gateway gateway{{good_stream()}};
  gateway.chat(streamed_chat());
  ASSERT_EQ(gateway.log().size(), 1U);
  const std::string& line = gateway.log()[0];
  EXPECT_NE(line.find("end_turn"), std::string::npos) << line;
  EXPECT_NE(line.find("aws-request-1"), std::string::npos) << line;
  EXPECT_EQ(line.find("Say hello."), std::string::npos) << line;
  EXPECT_EQ(line.find("Hel"), std::string::npos) << line;
}

}  // namespace
}  // namespace gw::test
