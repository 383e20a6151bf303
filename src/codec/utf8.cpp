#include "codec/utf8.hpp"

#include <cassert>
#include <cstring>

namespace gw::codec {

bool is_utf8(std::string_view text) noexcept {
  const char* cursor = text.data();
  const char* const end = cursor + text.size();
  while (cursor != end) {
    if (end - cursor >= 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, cursor, 8);
      if ((word & 0x8080808080808080U) == 0) {
        cursor += 8;
        continue;
      }
    }
    const Utf8Step step = step_utf8(cursor, end);
    if (!step.well_formed) return false;
    cursor += step.length;
  }
  return true;
}

void append_utf8(std::string& out, char32_t code_point) {
  assert(code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF));
  const auto continuation = [&](unsigned shift) {
    out.push_back(static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU)));
  };
  if (code_point < 0x80) {
    out.push_back(static_cast<char>(code_point));
  } else if (code_point < 0x800) {
    out.push_back(static_cast<char>(0xC0U | (code_point >> 6U)));
    continuation(0);
  } else if (code_point < 0x10000) {
    out.push_back(static_cast<char>(0xE0U | (code_point >> 12U)));
    continuation(6);
    continuation(0);
  } else {
    out.push_back(static_cast<char>(0xF0U | (code_point >> 18U)));
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

}  // namespace gw::codec
