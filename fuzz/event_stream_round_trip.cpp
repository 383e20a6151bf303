// Headers and a payload made from the input: what the encoder writes, the decoder must give back.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/event_stream.hpp"
#include "support/require.hpp"

namespace {

using gw::fuzz::require;

std::string_view take(std::string_view& rest, std::size_t count) {
  const std::string_view taken = rest.substr(0, count);
  rest.remove_prefix(taken.size());
  return taken;
}

std::size_t take_byte(std::string_view& rest) {
  const std::string_view byte = take(rest, 1);
  return byte.empty() ? 0 : static_cast<unsigned char>(byte.front());
}

gw::codec::EventStreamHeaderValue take_value(std::string_view& rest) {
  const std::size_t type = take_byte(rest) % 10;
  if (type == 6) return gw::codec::EventStreamBytes{take(rest, take_byte(rest))};
  if (type == 7) return take(rest, take_byte(rest));
  std::int64_t number = 0;
  for (int i = 0; i < 8; ++i)
    number = static_cast<std::int64_t>(static_cast<std::uint64_t>(number) << 8U | take_byte(rest));
  switch (type) {
    case 0:
      return true;
    case 1:
      return false;
    case 2:
      return static_cast<std::int8_t>(number);
    case 3:
      return static_cast<std::int16_t>(number);
    case 4:
      return static_cast<std::int32_t>(number);
    case 5:
      return number;
    case 8:
      return gw::codec::EventStreamTimestamp{number};
    default:
      break;
  }
  gw::codec::EventStreamUuid uuid{};
  std::ranges::copy(take(rest, uuid.size()), uuid.begin());
  return uuid;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = gw::fuzz::as_text(data, size);
  std::vector<gw::codec::EventStreamHeader> headers(take_byte(rest) % 24);
  for (auto& header : headers) {
    header.name = take(rest, take_byte(rest));
    header.value = take_value(rest);
  }
  std::string frame;
  if (!gw::codec::append_event_stream_frame(frame, headers, rest)) {
    require(frame.empty(), "a refused frame was written");
    return 0;
  }
  gw::codec::EventStreamDecoder decoder;
  std::string bytes = frame;
  decoder.feed(bytes);
  const auto decoded = decoder.next();
  require(decoded && *decoded, "a written frame is not read");
  require((*decoded)->headers.size() == headers.size(), "headers were lost");
  for (std::size_t i = 0; i < headers.size(); ++i) {
    require((*decoded)->headers[i].name == headers[i].name, "a name changed");
    require((*decoded)->headers[i].value.index() == headers[i].value.index(), "a type changed");
  }
  const std::string_view payload((*decoded)->payload.data(), (*decoded)->payload.size());
  require(payload == rest, "the payload changed");
  std::string again;
  require(
      gw::codec::append_event_stream_frame(again, (*decoded)->headers, payload).has_value() && again == frame,
      "a value changed");
  require(!decoder.next().value().has_value() && !decoder.has_partial_frame(), "something is left over");
  return 0;
}
