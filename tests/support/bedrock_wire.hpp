#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "codec/event_stream.hpp"

namespace gw::test {

/// Frames of ConverseStream as Bedrock sends them.

[[nodiscard]] inline std::string frame(std::vector<codec::EventStreamHeader> headers,
                                       std::string_view payload) {
  std::string out;
  codec::append_event_stream_frame(out, headers, payload).value();
  return out;
}

[[nodiscard]] inline std::string event_frame(std::string_view type, std::string_view json) {
  return frame({{":event-type", type},
                {":content-type", std::string_view("application/json")},
                {":message-type", std::string_view("event")}},
               json);
}

[[nodiscard]] inline std::string exception_frame(std::string_view type, std::string_view json) {
  return frame({{":exception-type", type},
                {":content-type", std::string_view("application/json")},
                {":message-type", std::string_view("exception")}},
               json);
}

[[nodiscard]] inline std::string message_start() {
  return event_frame("messageStart", R"({"role":"assistant"})");
}
/// `text` without characters that JSON escapes.
[[nodiscard]] inline std::string text_delta(std::string_view text) {
  return event_frame("contentBlockDelta",
                     R"({"contentBlockIndex":0,"delta":{"text":")" + std::string(text) + R"("}})");
}
[[nodiscard]] inline std::string block_stop() {
  return event_frame("contentBlockStop", R"({"contentBlockIndex":0})");
}
[[nodiscard]] inline std::string message_stop(std::string_view reason = "end_turn") {
  return event_frame("messageStop", R"({"stopReason":")" + std::string(reason) + R"("})");
}
[[nodiscard]] inline std::string metadata() {
  return event_frame(
      "metadata",
      R"({"metrics":{"latencyMs":12},"usage":{"inputTokens":5,"outputTokens":2,"totalTokens":7}})");
}

/// The frame with one bit of its payload turned: its checksum is wrong.
[[nodiscard]] inline std::string corrupted(std::string whole_frame) {
  whole_frame[whole_frame.size() - 6] = static_cast<char>(whole_frame[whole_frame.size() - 6] ^ 1);
  return whole_frame;
}

}  // namespace gw::test
