#include "simulator/characters.hpp"

#include <algorithm>

namespace gw::simulator {
namespace {

bool starts_character(char c) noexcept {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

}  // namespace

std::size_t count_characters(std::string_view utf8) noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, starts_character));
}

std::string_view first_characters(std::string_view utf8, std::size_t count) noexcept {
  std::size_t bytes = 0;
  for (; bytes < utf8.size(); ++bytes) {
    if (starts_character(utf8[bytes]) && count-- == 0) break;
  }
  return utf8.substr(0, bytes);
}

std::string_view first_bytes_of_characters(std::string_view utf8, std::size_t max_bytes) noexcept {
  if (utf8.size() <= max_bytes) return utf8;
  while (max_bytes > 0 && !starts_character(utf8[max_bytes])) --max_bytes;
  return utf8.substr(0, max_bytes);
}

}  // namespace gw::simulator
