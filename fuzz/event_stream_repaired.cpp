// Event streams that get past the checksums: lengths and CRCs of the frames are put right before they are
// decoded. The first byte is the size of a piece; then, frame after frame, two bytes with its size and its
// bytes from the prelude on.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "codec/crc32.hpp"
#include "support/event_stream_check.hpp"
#include "support/require.hpp"

namespace {

void store_big_endian(std::string& frame, std::size_t at, std::size_t value) {
  for (std::size_t i = 0; i < 4; ++i) frame[at + i] = static_cast<char>(value >> (8 * (3 - i)) & 0xFFU);
}

std::string repaired(std::string frame) {
  frame.resize(std::max<std::size_t>(frame.size(), 16));
  const std::size_t claimed =
      std::size_t{static_cast<unsigned char>(frame[6])} << 8U | static_cast<unsigned char>(frame[7]);
  store_big_endian(frame, 0, frame.size());
  store_big_endian(frame, 4, claimed % (frame.size() - 15));
  store_big_endian(frame, 8, gw::codec::crc32(std::string_view(frame).substr(0, 8)));
  const std::size_t end = frame.size() - 4;
  store_big_endian(frame, end, gw::codec::crc32(std::string_view(frame).substr(0, end)));
  return frame;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view rest = gw::fuzz::as_text(data + 1, size - 1);
  std::string stream;
  while (rest.size() > 2) {
    const std::size_t frame_bytes =
        std::size_t{static_cast<unsigned char>(rest[0])} << 8U | static_cast<unsigned char>(rest[1]);
    rest.remove_prefix(2);
    stream += repaired(std::string(rest.substr(0, frame_bytes)));
    rest.remove_prefix(std::min(frame_bytes, rest.size()));
  }
  gw::fuzz::check_event_stream(stream, std::size_t{data[0]} + 1);
  return 0;
}
