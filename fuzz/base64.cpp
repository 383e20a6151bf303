// Any text as base64, and any bytes into it and back.
#include "codec/base64.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "support/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using gw::fuzz::require;
  const std::string_view input = gw::fuzz::as_text(data, size);
  const std::string encoded = gw::codec::encode_base64(input);
  require(gw::codec::is_standard_base64(encoded), "the written form is not the standard one");
  require(gw::codec::decode_base64(encoded) == input, "the written form reads as something else");

  const auto decoded = gw::codec::decode_base64(input);
  require(gw::codec::is_standard_base64(input) == (decoded && gw::codec::encode_base64(*decoded) == input),
          "standard is not what the encoder writes");
  if (!decoded) return 0;
  for (std::size_t count = 0; count < 12; ++count) {
    require(gw::codec::decode_base64_prefix(input, count) == decoded->substr(0, count),
            "a prefix is not the beginning");
  }
  require(gw::codec::decode_base64_prefix(input, input.size()) == decoded,
          "the longest prefix is not the whole");
  return 0;
}
