#include "support/event_stream_check.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "codec/event_stream.hpp"
#include "support/require.hpp"

namespace gw::fuzz {
namespace {

struct Outcome {
  std::vector<std::string> frames;
  std::string error;
  bool partial = false;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::string encode_again(const codec::EventStreamFrame& frame) {
  std::string bytes;
  const auto written = codec::append_event_stream_frame(
      bytes, frame.headers, std::string_view(frame.payload.data(), frame.payload.size()));
  if (!written) return "not written: " + written.error().message;
  return bytes;
}

Outcome decode(std::string_view bytes, std::size_t piece_bytes) {
  Outcome outcome;
  codec::EventStreamDecoder decoder;
  for (std::size_t at = 0; at < bytes.size(); at += piece_bytes) {
    std::string piece(bytes.substr(at, piece_bytes));  // a buffer of its own: reading past it would be seen
    decoder.feed(piece);
    for (;;) {
      const auto frame = decoder.next();
      if (!frame) {
        outcome.error = frame.error().message;
        return outcome;
      }
      if (!*frame) break;
      outcome.frames.push_back(encode_again(**frame));
    }
  }
  outcome.partial = decoder.has_partial_frame();
  return outcome;
}

}  // namespace

void check_event_stream(std::string_view bytes, std::size_t piece_bytes) {
  const Outcome whole = decode(bytes, std::max<std::size_t>(bytes.size(), 1));
  require(whole == decode(bytes, piece_bytes), "the pieces decode to something else");
  std::size_t at = 0;
  for (const std::string& frame : whole.frames) {
    if (frame.starts_with("not written")) return;  // the decoder takes more than the encoder writes
    require(bytes.substr(at).starts_with(frame), "a frame is not what the encoder writes");
    at += frame.size();
  }
  if (whole.error.empty()) require(whole.partial == (at != bytes.size()), "a cut stream is not seen as one");
}

}  // namespace gw::fuzz
