#pragma once

#include <cstdint>
#include <string_view>

namespace gw::codec {

/// CRC-32 of ISO 3309 (zlib's). `previous` continues an earlier value.
[[nodiscard]] std::uint32_t crc32(std::string_view bytes, std::uint32_t previous = 0) noexcept;

}  // namespace gw::codec
