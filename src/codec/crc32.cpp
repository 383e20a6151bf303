#include "codec/crc32.hpp"

#include <zlib.h>

namespace gw::codec {

std::uint32_t crc32(std::string_view bytes, std::uint32_t previous) noexcept {
  // zlib answers a null pointer with the start value, whatever was computed before.
  if (bytes.empty()) return previous;
  return static_cast<std::uint32_t>(
      ::crc32_z(previous, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace gw::codec
