#include <benchmark/benchmark.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "bedrock/converse_request.hpp"
#include "bedrock/converse_stream_event.hpp"

namespace gw::bedrock {
namespace {

using std::string_view;

// A frame as the decoder hands it out, over bytes that outlive it.
codec::EventStreamFrame frame_of(string_view type, std::string& payload) {
  codec::EventStreamFrame frame;
  frame.headers = {{":event-type", type},
                   {":content-type", string_view("application/json")},
                   {":message-type", string_view("event")}};
  frame.payload = payload;
  return frame;
}

void parse(benchmark::State& state, string_view type, std::string payload) {
  const codec::EventStreamFrame frame = frame_of(type, payload);
  for (auto _ : state) benchmark::DoNotOptimize(parse_stream_event(frame));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(payload.size()));
}

void BM_ParseTextDelta(benchmark::State& state) {
  parse(state, "contentBlockDelta",
        R"({"contentBlockIndex":0,"delta":{"text":" token"},"p":"abcdefghijklmnopqrstuvwxyzABCDEFGHIJ"})");
}
BENCHMARK(BM_ParseTextDelta);

void BM_ParseToolInputDelta(benchmark::State& state) {
  parse(state, "contentBlockDelta",
        R"({"contentBlockIndex":1,"delta":{"toolUse":{"input":"{\"city\": \"Par"}},"p":"abcdefghij"})");
}
BENCHMARK(BM_ParseToolInputDelta);

void BM_ParseMetadata(benchmark::State& state) {
  parse(
      state, "metadata",
      R"({"metrics":{"latencyMs":812},"p":"ab","usage":{"inputTokens":11,"outputTokens":22,"totalTokens":33}})");
}
BENCHMARK(BM_ParseMetadata);

// Text of about the given size in turns of 1 KB.
void BM_WriteBody(benchmark::State& state) {
  const std::string text(1024, 'a');
  ConverseRequest request;
  for (std::int64_t size = 0; size < state.range(0); size += 1024) {
    const auto view = codec::JsonString::from_escaped(text, false);
    request.messages.push_back({size % 2048 == 0 ? Role::user : Role::assistant, {TextBlock{view}}});
  }
  for (auto _ : state) benchmark::DoNotOptimize(write_body(request, Operation::converse_stream));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}
BENCHMARK(BM_WriteBody)->Arg(1 << 10)->Arg(20 << 10)->Arg(200 << 10);

}  // namespace
}  // namespace gw::bedrock
