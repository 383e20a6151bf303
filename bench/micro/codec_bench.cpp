#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/base64.hpp"
#include "codec/crc32.hpp"
#include "codec/event_stream.hpp"
#include "codec/json_reader.hpp"
#include "codec/json_writer.hpp"
#include "codec/sse.hpp"

namespace gw::codec {
namespace {

constexpr std::size_t kKilobyte = 1024;

// Bodies as clients send them: a few tools, then turns of one text until the size is reached.
std::string chat_body(std::size_t bytes, std::string_view text) {
  std::string body;
  JsonWriter writer(body);
  writer.begin_object()
      .key("model")
      .string(std::string_view("anthropic.claude-sonnet-4-6"))
      .key("stream")
      .boolean(true);
  writer.key("temperature").number(0.7).key("max_tokens").integer(1024);
  if (bytes > 4 * kKilobyte) {
    writer.key("tools").begin_array();
    for (int i = 0; i < 4; ++i) {
      writer.raw(
          R"({"type":"function","function":{"name":"read_file","description":"Reads one file.","parameters":{"type":"object",)"
          R"("properties":{"path":{"type":"string"},"limit":{"type":"integer","minimum":0}},"required":["path"]}}})");
    }
    writer.end_array();
  }
  writer.key("messages").begin_array();
  for (std::size_t turn = 0; turn == 0 || body.size() < bytes; ++turn) {
    writer.begin_object().key("role").string(std::string_view(turn % 2 == 0 ? "user" : "assistant"));
    writer.key("content").string(text).end_object();
  }
  writer.end_array().end_object();
  return body;
}

std::string repeated(std::string_view text, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out.append(text);
  return out;
}

std::string prose() {
  return repeated(
      "The gateway reads one request, asks the model and writes \"chunks\" as they come.\nIt never guesses: "
      "what it cannot "
      "say in Bedrock's words it refuses, and it names the field.\n\n    if (left == 0) return std::nullopt; "
      " // done\n",
      700);
}

void count_bytes(benchmark::State& state, std::size_t bytes_per_iteration) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes_per_iteration));
  state.counters["seconds_per_KB"] =
      benchmark::Counter(static_cast<double>(bytes_per_iteration) / static_cast<double>(kKilobyte),
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void skip_document(benchmark::State& state, std::string document) {
  for (auto _ : state) {
    JsonReader reader{std::span<char>(document)};
    if (!reader.value() || !reader.finish()) state.SkipWithError("refused");
  }
  count_bytes(state, document.size());
}

void JsonSkipProse(benchmark::State& state) {
  skip_document(state, chat_body(static_cast<std::size_t>(state.range(0)) * kKilobyte, prose()));
}
BENCHMARK(JsonSkipProse)->Arg(1)->Arg(20)->Arg(200);

void JsonSkipShortTurns(benchmark::State& state) {
  skip_document(state, chat_body(20 * kKilobyte, "Yes, go on."));
}
BENCHMARK(JsonSkipShortTurns);

void JsonSkipChineseText(benchmark::State& state) {
  skip_document(state,
                chat_body(20 * kKilobyte, repeated("网关读取一个请求，询问模型，然后写出数据块。", 600)));
}
BENCHMARK(JsonSkipChineseText);

void JsonSkipImage(benchmark::State& state) {
  skip_document(state, chat_body(1000 * kKilobyte, encode_base64(std::string(500 * kKilobyte, '\x5a'))));
}
BENCHMARK(JsonSkipImage);

void JsonSkipNumbers(benchmark::State& state) {
  std::string document;
  JsonWriter writer(document);
  writer.begin_array();
  for (int i = 0; i < 1024; ++i) writer.number(static_cast<double>(i) * 0.0123456789 - 5);
  writer.end_array();
  skip_document(state, document);
}
BENCHMARK(JsonSkipNumbers);

void JsonSkipIndented(benchmark::State& state) {
  std::string document = "{\n";
  for (int i = 0; i < 300; ++i) {
    document += "    \"member_" + std::to_string(i) +
                "\": {\n        \"type\": \"string\",\n        \"limit\": 10\n    },\n";
  }
  skip_document(state, document + "    \"last\": null\n}\n");
}
BENCHMARK(JsonSkipIndented);

// The shape of the hot path: visit what matters, splice the texts into a new document.
void JsonReadAndSplice(benchmark::State& state) {
  std::string body = chat_body(static_cast<std::size_t>(state.range(0)) * kKilobyte, prose());
  std::string out;
  for (auto _ : state) {
    out.clear();
    JsonWriter writer(out);
    JsonReader reader{std::span<char>(body)};
    writer.begin_object().key("messages").begin_array();
    const auto on_message_member = [&](JsonString key) {
      const auto text = reader.string();
      if (!text) return false;
      if (key.equals("role")) {
        writer.key("role").string(*text);
      } else {
        writer.key("content").begin_array().begin_object().key("text").string(*text).end_object().end_array();
      }
      return true;
    };
    const bool whole = reader.object([&](JsonString key) {
      if (!key.equals("messages")) return reader.value().has_value();
      return reader.array([&](std::size_t) {
        writer.begin_object();
        const bool ok = reader.object(on_message_member);
        writer.end_object();
        return ok;
      });
    });
    writer.end_array().end_object();
    if (!whole || !reader.finish()) state.SkipWithError("refused");
    benchmark::DoNotOptimize(out.data());
  }
  count_bytes(state, body.size());
}
BENCHMARK(JsonReadAndSplice)->Arg(1)->Arg(20)->Arg(200);

void JsonEscape(benchmark::State& state) {
  const std::string text = repeated(prose(), 20 * kKilobyte);
  std::string out;
  for (auto _ : state) {
    out.clear();
    append_escaped(out, text);
    benchmark::DoNotOptimize(out.data());
  }
  count_bytes(state, text.size());
}
BENCHMARK(JsonEscape);

void JsonDecodeString(benchmark::State& state) {
  std::string escaped;
  append_escaped(escaped, repeated(prose(), 20 * kKilobyte));
  const JsonString string = JsonString::from_escaped(escaped, true);
  std::string out;
  for (auto _ : state) {
    out.clear();
    string.decode_to(out);
    benchmark::DoNotOptimize(out.data());
  }
  count_bytes(state, escaped.size());
}
BENCHMARK(JsonDecodeString);

// 204 frames, 36 KB: what Bedrock sends for an answer of 200 tokens.
std::string converse_stream() {
  std::string stream;
  const std::vector<EventStreamHeader> headers{
      {":event-type", std::string_view("contentBlockDelta")},
      {":content-type", std::string_view("application/json")},
      {":message-type", std::string_view("event")},
  };
  for (int i = 0; i < 204; ++i) {
    if (!append_event_stream_frame(
            stream, headers,
            R"({"contentBlockIndex":0,"delta":{"text":" token"},"p":"abcdefghijklmnopqrstuv"})")) {
      return {};
    }
  }
  return stream;
}

// Argument: bytes of a piece, as they come from the socket.
void EventStreamDecode(benchmark::State& state) {
  std::string stream = converse_stream();
  const auto piece_bytes = static_cast<std::size_t>(state.range(0));
  std::size_t frames = 0;
  for (auto _ : state) {
    EventStreamDecoder decoder;
    for (std::size_t at = 0; at < stream.size(); at += piece_bytes) {
      decoder.feed(std::span<char>(stream).subspan(at, std::min(piece_bytes, stream.size() - at)));
      for (;;) {
        const auto frame = decoder.next();
        if (!frame) state.SkipWithError("refused");
        if (!frame || !*frame) break;
        ++frames;
        benchmark::DoNotOptimize((*frame)->string_header(":event-type"));
      }
    }
  }
  count_bytes(state, stream.size());
  state.counters["seconds_per_frame"] = benchmark::Counter(
      static_cast<double>(frames), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(EventStreamDecode)->Arg(64)->Arg(1400)->Arg(16384)->Arg(65536);

void EventStreamEncode(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(converse_stream());
  count_bytes(state, converse_stream().size());
}
BENCHMARK(EventStreamEncode);

void Crc32(benchmark::State& state) {
  const std::string bytes(static_cast<std::size_t>(state.range(0)), 'x');
  for (auto _ : state) benchmark::DoNotOptimize(crc32(bytes));
  count_bytes(state, bytes.size());
}
BENCHMARK(Crc32)->Arg(180)->Arg(16384);

void SseWrite(benchmark::State& state) {
  constexpr std::string_view kChunk =
      R"({"id":"chatcmpl-0123456789abcdef","object":"chat.completion.chunk","created":1700000000,"model":"m",)"
      R"("choices":[{"index":0,"delta":{"content":" token"},"finish_reason":null}]})";
  std::string out;
  for (auto _ : state) {
    out.clear();
    SseWriter writer(out);
    for (int i = 0; i < 200; ++i) writer.data(kChunk);
    benchmark::DoNotOptimize(out.data());
  }
  count_bytes(state, out.size());
}
BENCHMARK(SseWrite);

void Base64Encode(benchmark::State& state) {
  const std::string bytes(512 * kKilobyte, '\x5a');
  for (auto _ : state) benchmark::DoNotOptimize(encode_base64(bytes));
  count_bytes(state, bytes.size());
}
BENCHMARK(Base64Encode);

void Base64Decode(benchmark::State& state) {
  const std::string text = encode_base64(std::string(512 * kKilobyte, '\x5a'));
  for (auto _ : state) benchmark::DoNotOptimize(decode_base64(text));
  count_bytes(state, text.size());
}
BENCHMARK(Base64Decode);

void Base64Check(benchmark::State& state) {
  const std::string text = encode_base64(std::string(512 * kKilobyte, '\x5a'));
  for (auto _ : state) benchmark::DoNotOptimize(is_standard_base64(text));
  count_bytes(state, text.size());
}
BENCHMARK(Base64Check);

}  // namespace
}  // namespace gw::codec
