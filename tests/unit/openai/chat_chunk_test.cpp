#include "openai/chat_chunk.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "openai/answer_identity.hpp"
#include "openai/chat_response.hpp"
#include "openai/usage.hpp"

namespace gw::openai {
namespace {

AnswerIdentity identity() {
  return {.id = "chatcmpl-1",
          .model = base::ModelName("m\"\n"),
          .created = std::chrono::sys_seconds(std::chrono::seconds(1'700'000'000))};
}

codec::JsonString text(std::string_view escaped) {
  return codec::JsonString::from_escaped(escaped, true);
}

constexpr const char* kHead =
    R"(data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"m\"\n","choices":[)";

std::string chunk(const std::string& rest) {
  return kHead + rest + "}\n\n";
}

TEST(ChatChunkWriter, WritesTheRoleWithEmptyContent) {
  std::string out;
  ChatChunkWriter(identity(), UsageInStream::leave_out).role(out);
  EXPECT_EQ(out, chunk(R"({"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}])"));
}

TEST(ChatChunkWriter, SplicesEscapedText) {
  std::string out;
  ChatChunkWriter(identity(), UsageInStream::leave_out).content(out, text(R"(a\u00e9\n)"));
  EXPECT_EQ(out, chunk(R"({"index":0,"delta":{"content":"a\u00e9\n"},"finish_reason":null}])"));
}

TEST(ChatChunkWriter, WritesReasoningUnderBothNames) {
  std::string out;
  ChatChunkWriter(identity(), UsageInStream::leave_out).reasoning(out, text("r"));
  EXPECT_EQ(out,
            chunk(R"({"index":0,"delta":{"reasoning_content":"r","reasoning":"r"},"finish_reason":null}])"));
}

TEST(ChatChunkWriter, NamesACallOnceAndThenOnlyItsIndex) {
  const ChatChunkWriter chunks(identity(), UsageInStream::leave_out);
  std::string start;
  chunks.call_start(start, 12, text("id"), text("f"));
  EXPECT_EQ(
      start,
      chunk(
          R"({"index":0,"delta":{"tool_calls":[{"index":12,"id":"id","type":"function","function":{"name":"f","arguments":""}}]},"finish_reason":null}])"));
  std::string later;
  chunks.call_arguments(later, 12, text(R"({\"a\":)"));
  EXPECT_EQ(
      later,
      chunk(
          R"({"index":0,"delta":{"tool_calls":[{"index":12,"function":{"arguments":"{\"a\":"}}]},"finish_reason":null}])"));
}

TEST(ChatChunkWriter, FinishesInAChunkOfItsOwn) {
  const ChatChunkWriter chunks(identity(), UsageInStream::leave_out);
  std::string out;
  chunks.finish(out, FinishReason::tool_calls, {});
  EXPECT_EQ(out, chunk(R"({"index":0,"delta":{},"finish_reason":"tool_calls"}])"));
  std::string unknown;
  chunks.finish(unknown, FinishReason::stop, text("moon"));
  EXPECT_EQ(unknown, chunk(R"({"index":0,"delta":{},"finish_reason":"stop","bedrock_stop_reason":"moon"}])"));
}

TEST(ChatChunkWriter, SaysNullUsageInEveryOtherChunkWhereUsageWasAskedFor) {
  const ChatChunkWriter chunks(identity(), UsageInStream::include, 3);
  std::string out;
  chunks.role(out);
  EXPECT_EQ(
      out,
      chunk(R"({"index":3,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null)"));
  std::string finish;
  chunks.finish(finish, FinishReason::length, {});
  EXPECT_EQ(finish, chunk(R"({"index":3,"delta":{},"finish_reason":"length"}],"usage":null)"));
  std::string usage;
  chunks.usage(
      usage, Usage{.prompt_tokens = 7, .completion_tokens = 2, .cached_tokens = 3, .cache_write_tokens = 1});
  EXPECT_EQ(
      usage,
      chunk(
          R"(],"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9,"prompt_tokens_details":{"cached_tokens":3,"cache_write_tokens":1}})"));
}

TEST(ChatChunkWriter, EndsAStream) {
  std::string out;
  ChatChunkWriter::done(out);
  EXPECT_EQ(out, "data: [DONE]\n\n");
}

TEST(ChatResponse, WritesEveryMemberOfEveryChoice) {
  std::vector<Choice> choices(2);
  choices[0].content = R"(a\n)";
  choices[0].reasoning = "r";
  choices[0].calls.push_back({.id = "i", .name = "f", .arguments = R"({\"a\":1})"});
  choices[0].finish_reason = FinishReason::tool_calls;
  choices[1].finish_reason = FinishReason::content_filter;
  choices[1].bedrock_stop_reason = "moon";
  EXPECT_EQ(
      write_chat_response(identity(), choices, Usage{.prompt_tokens = 1, .completion_tokens = 2}),
      R"({"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m\"\n","choices":[)"
      R"({"index":0,"message":{"role":"assistant","content":"a\n","refusal":null,"reasoning_content":"r","reasoning":"r",)"
      R"("tool_calls":[{"id":"i","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},)"
      R"("logprobs":null,"finish_reason":"tool_calls"},)"
      R"({"index":1,"message":{"role":"assistant","content":"","refusal":null},"logprobs":null,)"
      R"("finish_reason":"content_filter","bedrock_stop_reason":"moon"}],)"
      R"("usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,)"
      R"("prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0}}})");
}

TEST(ChatResponse, LeavesOutUsageThatIsNotKnown) {
  const std::vector<Choice> choices(1);
  EXPECT_EQ(write_chat_response(identity(), choices, std::nullopt).find("usage"), std::string::npos);
}

}  // namespace
}  // namespace gw::openai
