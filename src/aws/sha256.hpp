#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace gw::aws {

using Sha256Digest = std::array<unsigned char, 32>;

/// SHA-256 of `bytes`. The algorithm is fetched from OpenSSL once per process. Safe from any thread.
[[nodiscard]] Sha256Digest sha256(std::string_view bytes);

/// Lower-case hex of sha256(bytes): the payload hash of a signature.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// HMAC-SHA-256 (RFC 2104) of `message`. Safe from any thread.
[[nodiscard]] Sha256Digest hmac_sha256(std::string_view key, std::string_view message);

[[nodiscard]] std::string to_hex(const Sha256Digest& digest);

/// Bytes of a digest as a key of the next step.
[[nodiscard]] std::string_view as_bytes(const Sha256Digest& digest) noexcept;

}  // namespace gw::aws
