#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace gw::codec {

/// application/vnd.amazon.eventstream, see docs/formats.md#event-stream. Limits as in botocore's
/// eventstream.py.
inline constexpr std::size_t kMaxEventStreamHeadersBytes = 128u * 1024;
inline constexpr std::size_t kMaxEventStreamPayloadBytes = 24u * 1024 * 1024;

struct EventStreamTimestamp {
  std::int64_t epoch_millis;
};
using EventStreamUuid = std::array<std::uint8_t, 16>;
/// Wire types 0/1 (boolean), 2 (byte), 3 (short), 4 (int), 5 (long), 6 (byte array), 7 (string), 8
/// (timestamp), 9 (uuid).
struct EventStreamBytes {
  std::string_view bytes;
};
using EventStreamHeaderValue =
    std::variant<bool, std::int8_t, std::int16_t, std::int32_t, std::int64_t, EventStreamBytes,
                 std::string_view, EventStreamTimestamp, EventStreamUuid>;

struct EventStreamHeader {
  std::string_view name;
  EventStreamHeaderValue value;
};

/// One frame. Views into the decoder's input: valid until the next call of the decoder.
struct EventStreamFrame {
  std::vector<EventStreamHeader> headers;
  std::span<char> payload;  ///< writable, so that a JsonReader may patch it

  /// Value of a string header, or nothing.
  [[nodiscard]] std::optional<std::string_view> string_header(std::string_view name) const noexcept;
};

/// Incremental decoder. Calling protocol: feed() a piece of input, then next() until it returns nothing; then
/// the piece may be reused and the next one fed. A frame that lies whole inside one piece is not copied; the
/// rest of a piece is kept. After an error every further next() fails in the same way. While no part of a
/// frame is pending it holds no buffer.
class EventStreamDecoder {
 public:
  explicit EventStreamDecoder(std::size_t max_payload_bytes = kMaxEventStreamPayloadBytes) noexcept;

  /// `piece` must stay valid and unchanged until next() returned nothing or an error.
  void feed(std::span<char> piece);

  /// The next whole frame, or nothing if more bytes are needed.
  /// Errors: upstream_protocol if a CRC differs, a header is malformed or there twice, or a declared length
  /// exceeds a limit (decided from the prelude, before the body is buffered).
  [[nodiscard]] base::Result<std::optional<EventStreamFrame>> next();

  /// True if bytes of an unfinished frame are held: the end of the input here means a cut stream.
  [[nodiscard]] bool has_partial_frame() const noexcept;

 private:
  [[nodiscard]] base::Result<std::optional<EventStreamFrame>> next_from_input();
  [[nodiscard]] base::Result<std::optional<EventStreamFrame>> next_from_pending();
  /// Takes bytes of the input until `pending_` holds `size` of them; false if there are not enough.
  bool fill_pending(std::size_t size);

  std::size_t max_payload_bytes_;
  std::size_t declared_bytes_ = 0;  // size of the pending frame, once its prelude is complete and checked
  std::string pending_;             // bytes of a frame that began in an earlier piece
  std::span<char> input_;           // what is left of the current piece
  std::string whole_;    // owns the bytes of the frame handed out last, when it was put together from pieces
  std::string failure_;  // message of the first error, empty while there was none
};

/// Appends one frame with both CRCs to `out`. Errors: internal, with `out` untouched, if the format or the
/// decoder above would not take the frame: a name that is empty, longer than 255 bytes or there twice, a
/// value longer than 32,767 bytes, a string that is not UTF-8, headers or a payload over the limits.
[[nodiscard]] base::Result<void> append_event_stream_frame(std::string& out,
                                                           std::span<const EventStreamHeader> headers,
                                                           std::string_view payload);

}  // namespace gw::codec
