// From the client's body to Bedrock's, and from one of Bedrock's events to the client's chunk.
#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "bedrock/converse_request.hpp"
#include "bedrock/converse_stream_event.hpp"
#include "models/capabilities.hpp"
#include "openai/answer_identity.hpp"
#include "openai/chat_request.hpp"
#include "translate/chat_to_converse.hpp"
#include "translate/converse_stream_to_chunks.hpp"

namespace {

/// An agent's conversation of about `bytes`: system, a tool, then user, assistant, call and result in turn.
std::string conversation(std::size_t bytes) {
  const std::string text(700, 'x');
  std::string body =
      R"({"model":"m","stream":true,"stream_options":{"include_usage":true},"temperature":0.5,"max_tokens":1000,)"
      R"("tools":[{"type":"function","function":{"name":"read_file","description":"Reads a file.","parameters":)"
      R"({"type":"object","properties":{"path":{"type":"string"}},"required":["path"]}}}],)"
      R"("messages":[{"role":"system","content":"You are a careful assistant."})";
  for (int turn = 0; body.size() < bytes; ++turn) {
    const std::string id = "call_" + std::to_string(turn);
    body += R"(,{"role":"user","content":")" + text + "\"}";
    body +=
        R"(,{"role":"assistant","content":"I will look.","tool_calls":[{"id":")" + id +
        R"(","type":"function","function":{"name":"read_file","arguments":"{\"path\":\"/tmp/a.txt\"}"}}]})";
    body += R"(,{"role":"tool","tool_call_id":")" + id + R"(","content":")" + text + "\"}";
    body += R"(,{"role":"assistant","content":")" + text + "\"}";
  }
  return body + R"(,{"role":"user","content":"And now?"}]})";
}

/// One message with a long text.
std::string one_text(std::size_t bytes) {
  return R"({"model":"m","messages":[{"role":"user","content":")" + std::string(bytes, 'x') + "\"}]}";
}

void translate(benchmark::State& state, const std::string& original) {
  const gw::models::Capabilities capabilities;
  std::string body;
  for (auto _ : state) {
    body = original;  // a body may be patched; the copy is part of the figure
    const auto request = gw::openai::parse_chat_request(std::span<char>(body));
    const auto translation =
        gw::translate::chat_to_converse(*request, gw::base::ModelId("m"), capabilities, {});
    std::string out = gw::bedrock::write_body(translation->request, gw::bedrock::Operation::converse_stream);
    benchmark::DoNotOptimize(out);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * original.size()));
}

void chat_to_converse(benchmark::State& state) {
  translate(state, conversation(static_cast<std::size_t>(state.range(0))));
}
BENCHMARK(chat_to_converse)->Arg(1'000)->Arg(20'000)->Arg(200'000)->Arg(2'000'000);

void long_text_to_converse(benchmark::State& state) {
  translate(state, one_text(static_cast<std::size_t>(state.range(0))));
}
BENCHMARK(long_text_to_converse)->Arg(20'000)->Arg(200'000);

/// What cannot be undercut: the body copied twice.
void copy_twice(benchmark::State& state) {
  const std::string original = one_text(static_cast<std::size_t>(state.range(0)));
  std::string body;
  for (auto _ : state) {
    body = original;
    std::string out(body);
    benchmark::DoNotOptimize(out);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * original.size()));
}
BENCHMARK(copy_twice)->Arg(20'000)->Arg(200'000);

void event_to_chunk(benchmark::State& state) {
  const gw::openai::AnswerIdentity identity{.id = "chatcmpl-0123456789abcdef0123456789abcdef",
                                            .model = gw::base::ModelName("us.anthropic.claude-sonnet-4-6"),
                                            .created = {}};
  gw::translate::ConverseStreamToChunks chunks(identity, {}, gw::openai::UsageInStream::include);
  const auto text = gw::codec::JsonString::from_escaped(" of a token or two", false);
  const gw::bedrock::ConverseStreamEvent event = gw::bedrock::TextDelta{0, text};
  std::string out;
  for (auto _ : state) {
    out.clear();
    benchmark::DoNotOptimize(chunks.on(event, out));
  }
}
BENCHMARK(event_to_chunk);

void frame_payload_to_chunk(benchmark::State& state) {
  const gw::openai::AnswerIdentity identity{.id = "chatcmpl-0123456789abcdef0123456789abcdef",
                                            .model = gw::base::ModelName("us.anthropic.claude-sonnet-4-6"),
                                            .created = {}};
  gw::translate::ConverseStreamToChunks chunks(identity, {}, gw::openai::UsageInStream::leave_out);
  std::string payload =
      R"({"contentBlockIndex":0,"delta":{"text":" of a token or two"},"p":"abcdefghijklmnopqrstuvwxyz"})";
  gw::codec::EventStreamFrame frame;
  frame.headers = {{":message-type", std::string_view("event")},
                   {":event-type", std::string_view("contentBlockDelta")}};
  frame.payload = payload;
  std::string out;
  for (auto _ : state) {
    out.clear();
    const auto event = gw::bedrock::parse_stream_event(frame);
    benchmark::DoNotOptimize(chunks.on(*event, out));
  }
}
BENCHMARK(frame_payload_to_chunk);

}  // namespace
