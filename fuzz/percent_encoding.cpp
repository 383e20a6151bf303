// Any bytes as a path label and back, and any text as percent-encoded.
#include "codec/percent_encoding.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "support/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using gw::fuzz::require;
  const std::string_view input = gw::fuzz::as_text(data, size);
  const std::string encoded = gw::codec::encode_path_label(input);
  const auto is_path_safe = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~%").find(c) != std::string_view::npos;
  };
  require(std::ranges::all_of(encoded, is_path_safe), "a label holds a character of the path's own syntax");
  require(gw::codec::decode_percent(encoded) == input, "a label decodes to something else");

  const auto decoded = gw::codec::decode_percent(input);
  if (!decoded) {
    require(input.find('%') != std::string_view::npos, "text without escapes was refused");
    return 0;
  }
  require(gw::codec::decode_percent(gw::codec::encode_path_label(*decoded)) == decoded,
          "decoded text was lost");
  return 0;
}
