#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/event_stream.hpp"

namespace gw::codec {

/// What a decoder said about a whole input.
struct Decoded {
  std::vector<std::string> frames;  ///< each frame, encoded again
  std::string error;                ///< message of the error that ended it, or empty
  bool partial = false;
  friend bool operator==(const Decoded&, const Decoded&) = default;
};

/// Takes every frame that `decoder` has; false after an error.
inline bool drain(EventStreamDecoder& decoder, Decoded& decoded) {
  for (;;) {
    const auto frame = decoder.next();
    if (!frame) {
      decoded.error = frame.error().message;
      return false;
    }
    if (!*frame) return true;
    const std::string_view payload((*frame)->payload.data(), (*frame)->payload.size());
    std::string again;
    if (!append_event_stream_frame(again, (*frame)->headers, payload)) again = "cannot be encoded";
    decoded.frames.push_back(std::move(again));
  }
}

/// Feeds `bytes` in pieces of the given sizes (the last one again and again). Each piece has a buffer of its
/// own, which is gone before the next one comes.
inline Decoded decode_in_pieces(std::string_view bytes, const std::vector<std::size_t>& sizes,
                                EventStreamDecoder decoder = EventStreamDecoder()) {
  Decoded decoded;
  std::size_t next_size = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    std::string piece(bytes.substr(at, sizes[next_size]));
    at += piece.size();
    next_size = std::min(next_size + 1, sizes.size() - 1);
    decoder.feed(piece);
    if (!drain(decoder, decoded)) return decoded;
  }
  decoded.partial = decoder.has_partial_frame();
  return decoded;
}

}  // namespace gw::codec
