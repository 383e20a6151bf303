#include "codec/event_stream.hpp"

#include <algorithm>
#include <cassert>
#include <concepts>
#include <type_traits>
#include <utility>

#include "codec/crc32.hpp"
#include "codec/utf8.hpp"

namespace gw::codec {
namespace {

using base::ErrorKind;
using base::Result;

// total length, headers length and CRC of the two; then headers, payload and CRC of all before it.
constexpr std::size_t kPreludeBytes = 12;
constexpr std::size_t kPreludeCrcOffset = 8;
constexpr std::size_t kCrcBytes = 4;
constexpr std::size_t kMaxNameBytes = 255;     // the length is one byte
constexpr std::size_t kMaxValueBytes = 32767;  // AWS's own encoders stop here, though the length has 16 bits

enum class WireType : std::uint8_t {
  boolean_true = 0,
  boolean_false = 1,
  int8 = 2,
  int16 = 3,
  int32 = 4,
  int64 = 5,
  byte_array = 6,
  string = 7,
  timestamp = 8,
  uuid = 9,
};

std::unexpected<base::Error> broken(const char* what) {
  return base::fail(ErrorKind::upstream_protocol, std::string("event stream: ") + what);
}

template <std::integral Integer>
Integer load_big_endian(const char* bytes) noexcept {
  std::make_unsigned_t<Integer> value = 0;
  for (std::size_t i = 0; i < sizeof(Integer); ++i) {
    value = static_cast<std::make_unsigned_t<Integer>>(std::uint64_t{value} << 8U |
                                                       static_cast<unsigned char>(bytes[i]));
  }
  return static_cast<Integer>(value);
}

template <std::integral Integer>
void append_big_endian(std::string& out, Integer number) {
  const auto bits = static_cast<std::make_unsigned_t<Integer>>(number);
  for (std::size_t i = sizeof(Integer); i-- > 0;)
    out.push_back(static_cast<char>(std::uint64_t{bits} >> (8 * i) & 0xFFU));
}

struct Prelude {
  std::size_t total_bytes;
  std::size_t headers_bytes;
};

/// Checks CRC first, then limits, as botocore does: after a flipped bit a length says nothing.
Result<Prelude> parse_prelude(std::string_view bytes, std::size_t max_payload_bytes) {
  if (crc32(bytes.substr(0, kPreludeCrcOffset)) !=
      load_big_endian<std::uint32_t>(bytes.data() + kPreludeCrcOffset)) {
    return broken("prelude checksum does not match");
  }
  const Prelude prelude{load_big_endian<std::uint32_t>(bytes.data()),
                        load_big_endian<std::uint32_t>(bytes.data() + 4)};
  if (prelude.headers_bytes > kMaxEventStreamHeadersBytes) return broken("headers exceed the limit");
  const std::size_t overhead = kPreludeBytes + prelude.headers_bytes + kCrcBytes;
  if (prelude.total_bytes < overhead) return broken("headers are longer than the frame");
  if (prelude.total_bytes - overhead > max_payload_bytes) return broken("payload exceeds the limit");
  return prelude;
}

/// Reads the headers of one frame from front to back. Every take_ returns nothing if the bytes do not
/// suffice.
class HeaderCursor {
 public:
  explicit HeaderCursor(std::string_view bytes) noexcept : rest_(bytes) {}

  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

  std::optional<std::string_view> take(std::size_t count) noexcept {
    if (rest_.size() < count) return std::nullopt;
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  template <std::integral Integer>
  std::optional<Integer> take_integer() noexcept {
    const auto bytes = take(sizeof(Integer));
    if (!bytes) return std::nullopt;
    return load_big_endian<Integer>(bytes->data());
  }

  template <std::integral Length>
  std::optional<std::string_view> take_counted() noexcept {
    const auto length = take_integer<Length>();
    if (!length) return std::nullopt;
    return take(*length);
  }

 private:
  std::string_view rest_;
};

/// A value of wire type `type`, or nothing if the type is unknown, bytes are missing or a string is not
/// UTF-8.
std::optional<EventStreamHeaderValue> parse_value(HeaderCursor& cursor, std::uint8_t type) {
  const auto as_value = [](const auto& part) -> std::optional<EventStreamHeaderValue> {
    if (!part) return std::nullopt;
    return EventStreamHeaderValue(*part);
  };
  switch (static_cast<WireType>(type)) {
    case WireType::boolean_true:
      return EventStreamHeaderValue(true);
    case WireType::boolean_false:
      return EventStreamHeaderValue(false);
    case WireType::int8:
      return as_value(cursor.take_integer<std::int8_t>());
    case WireType::int16:
      return as_value(cursor.take_integer<std::int16_t>());
    case WireType::int32:
      return as_value(cursor.take_integer<std::int32_t>());
    case WireType::int64:
      return as_value(cursor.take_integer<std::int64_t>());
    case WireType::byte_array: {
      const auto bytes = cursor.take_counted<std::uint16_t>();
      if (!bytes) return std::nullopt;
      return EventStreamBytes{*bytes};
    }
    case WireType::string: {
      const auto text = cursor.take_counted<std::uint16_t>();
      return text && is_utf8(*text) ? as_value(text) : std::nullopt;
    }
    case WireType::timestamp: {
      const auto millis = cursor.take_integer<std::int64_t>();
      if (!millis) return std::nullopt;
      return EventStreamTimestamp{*millis};
    }
    case WireType::uuid: {
      const auto bytes = cursor.take(std::tuple_size_v<EventStreamUuid>);
      if (!bytes) return std::nullopt;
      EventStreamUuid uuid;
      std::ranges::copy(*bytes, uuid.begin());
      return uuid;
    }
  }
  return std::nullopt;
}

bool has_duplicate_names(std::span<const EventStreamHeader> headers) {
  // Real frames have three headers or so; sorting keeps a frame made of tiny headers from costing their
  // square.
  constexpr std::size_t kFew = 16;
  if (headers.size() > kFew) {
    std::vector<std::string_view> names;
    names.reserve(headers.size());
    for (const EventStreamHeader& header : headers) names.push_back(header.name);
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) != names.end();
  }
  for (std::size_t i = 1; i < headers.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (headers[i].name == headers[j].name) return true;
    }
  }
  return false;
}

Result<std::vector<EventStreamHeader>> parse_headers(std::string_view bytes) {
  constexpr std::size_t kUsualCount = 3;  // :event-type, :content-type, :message-type
  std::vector<EventStreamHeader> headers;
  if (!bytes.empty()) headers.reserve(kUsualCount);
  for (HeaderCursor cursor(bytes); !cursor.at_end();) {
    const auto name = cursor.take_counted<std::uint8_t>();
    if (!name || !is_utf8(*name)) return broken("header name is malformed");
    const auto type = cursor.take_integer<std::uint8_t>();
    if (!type) return broken("header has no value");
    const auto value = parse_value(cursor, *type);
    if (!value) return broken("header value is malformed");
    headers.push_back({*name, *value});
  }
  if (has_duplicate_names(headers)) return broken("header is there twice");
  return headers;
}

/// Assigning an empty string would keep the buffer.
void release(std::string& buffer) noexcept {
  std::string().swap(buffer);
}

/// `bytes` is one whole frame whose prelude has been checked.
Result<std::optional<EventStreamFrame>> parse_frame(std::span<char> bytes) {
  const std::string_view text(bytes.data(), bytes.size());
  const std::size_t payload_end = bytes.size() - kCrcBytes;
  // The CRC of the prelude covers its first bytes already and is known to be right: go on from it.
  const auto prelude_crc = load_big_endian<std::uint32_t>(text.data() + kPreludeCrcOffset);
  const std::string_view covered = text.substr(kPreludeCrcOffset, payload_end - kPreludeCrcOffset);
  if (crc32(covered, prelude_crc) != load_big_endian<std::uint32_t>(text.data() + payload_end)) {
    return broken("message checksum does not match");
  }
  const std::size_t headers_bytes = load_big_endian<std::uint32_t>(text.data() + 4);
  auto headers = parse_headers(text.substr(kPreludeBytes, headers_bytes));
  if (!headers) return base::fail(std::move(headers.error()));
  const std::size_t payload_begin = kPreludeBytes + headers_bytes;
  return EventStreamFrame{std::move(*headers), bytes.subspan(payload_begin, payload_end - payload_begin)};
}

}  // namespace

std::optional<std::string_view> EventStreamFrame::string_header(std::string_view name) const noexcept {
  for (const EventStreamHeader& header : headers) {
    if (header.name != name) continue;
    const auto* text = std::get_if<std::string_view>(&header.value);
    return text != nullptr ? std::optional(*text) : std::nullopt;
  }
  return std::nullopt;
}

EventStreamDecoder::EventStreamDecoder(std::size_t max_payload_bytes) noexcept
    : max_payload_bytes_(max_payload_bytes) {}

void EventStreamDecoder::feed(std::span<char> piece) {
  assert(input_.empty());  // the piece before was not read to its end
  if (failure_.empty()) input_ = piece;
}

Result<std::optional<EventStreamFrame>> EventStreamDecoder::next() {
  if (!failure_.empty()) return base::fail(ErrorKind::upstream_protocol, failure_);
  release(whole_);
  auto frame = pending_.empty() ? next_from_input() : next_from_pending();
  if (!frame) {
    failure_ = frame.error().message;
    release(pending_);
    release(whole_);
    input_ = {};
  }
  return frame;
}

Result<std::optional<EventStreamFrame>> EventStreamDecoder::next_from_input() {
  if (input_.size() >= kPreludeBytes) {
    const auto prelude = parse_prelude({input_.data(), kPreludeBytes}, max_payload_bytes_);
    if (!prelude) return base::fail(prelude.error());
    if (input_.size() >= prelude->total_bytes) {
      const std::span<char> frame = input_.first(prelude->total_bytes);
      input_ = input_.subspan(prelude->total_bytes);
      return parse_frame(frame);
    }
    declared_bytes_ = prelude->total_bytes;
  }
  fill_pending(input_.size());
  return std::nullopt;
}

Result<std::optional<EventStreamFrame>> EventStreamDecoder::next_from_pending() {
  if (declared_bytes_ == 0) {
    if (!fill_pending(kPreludeBytes)) return std::nullopt;
    const auto prelude = parse_prelude(pending_, max_payload_bytes_);
    if (!prelude) return base::fail(prelude.error());
    declared_bytes_ = prelude->total_bytes;
  }
  if (!fill_pending(declared_bytes_)) return std::nullopt;
  declared_bytes_ = 0;
  whole_ = std::exchange(pending_, std::string());
  return parse_frame(whole_);
}

bool EventStreamDecoder::fill_pending(std::size_t size) {
  const std::size_t count = std::min(size - pending_.size(), input_.size());
  pending_.append(input_.data(), count);
  input_ = input_.subspan(count);
  return pending_.size() == size;
}

bool EventStreamDecoder::has_partial_frame() const noexcept {
  return !pending_.empty() || !input_.empty();
}

namespace {

/// Writes type and value; false if the value is too long or a string is not UTF-8.
class ValueWriter {
 public:
  explicit ValueWriter(std::string& out) noexcept : out_(out) {}

  bool operator()(bool value) { return put_type(value ? WireType::boolean_true : WireType::boolean_false); }
  bool operator()(std::int8_t value) { return put_type(WireType::int8) && put_integer(value); }
  bool operator()(std::int16_t value) { return put_type(WireType::int16) && put_integer(value); }
  bool operator()(std::int32_t value) { return put_type(WireType::int32) && put_integer(value); }
  bool operator()(std::int64_t value) { return put_type(WireType::int64) && put_integer(value); }
  bool operator()(EventStreamBytes value) {
    return put_type(WireType::byte_array) && put_counted(value.bytes);
  }
  bool operator()(std::string_view value) {
    return is_utf8(value) && put_type(WireType::string) && put_counted(value);
  }
  bool operator()(EventStreamTimestamp value) {
    return put_type(WireType::timestamp) && put_integer(value.epoch_millis);
  }
  bool operator()(const EventStreamUuid& value) {
    put_type(WireType::uuid);
    out_.append(value.begin(), value.end());
    return true;
  }

 private:
  bool put_type(WireType type) {
    out_.push_back(static_cast<char>(type));
    return true;
  }
  template <std::integral Integer>
  bool put_integer(Integer number) {
    append_big_endian(out_, number);
    return true;
  }
  bool put_counted(std::string_view bytes) {
    if (bytes.size() > kMaxValueBytes) return false;
    append_big_endian(out_, static_cast<std::uint16_t>(bytes.size()));
    out_.append(bytes);
    return true;
  }

  std::string& out_;
};

bool append_header(std::string& out, const EventStreamHeader& header) {
  if (header.name.empty() || header.name.size() > kMaxNameBytes || !is_utf8(header.name)) return false;
  out.push_back(static_cast<char>(header.name.size()));
  out.append(header.name);
  return std::visit(ValueWriter(out), header.value);
}

}  // namespace

Result<void> append_event_stream_frame(std::string& out, std::span<const EventStreamHeader> headers,
                                       std::string_view payload) {
  const std::size_t start = out.size();
  const auto refuse = [&](const char* what) {
    out.resize(start);
    return base::fail(ErrorKind::internal, std::string("event stream: ") + what);
  };
  if (payload.size() > kMaxEventStreamPayloadBytes) return refuse("payload exceeds the limit");
  if (has_duplicate_names(headers)) return refuse("header is there twice");
  out.append(kPreludeBytes, '\0');  // its fields are known when the headers are written
  for (const EventStreamHeader& header : headers) {
    if (!append_header(out, header)) return refuse("header cannot be written");
  }
  const std::size_t headers_bytes = out.size() - start - kPreludeBytes;
  if (headers_bytes > kMaxEventStreamHeadersBytes) return refuse("headers exceed the limit");

  std::string prelude;
  append_big_endian(prelude,
                    static_cast<std::uint32_t>(kPreludeBytes + headers_bytes + payload.size() + kCrcBytes));
  append_big_endian(prelude, static_cast<std::uint32_t>(headers_bytes));
  append_big_endian(prelude, crc32(prelude));
  out.replace(start, kPreludeBytes, prelude);
  out.append(payload);
  append_big_endian(out, crc32(std::string_view(out).substr(start)));
  return {};
}

}  // namespace gw::codec
