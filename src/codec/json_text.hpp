#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

#if defined(__SSE2__)
#include <emmintrin.h>

#include <bit>
#endif

#include "codec/hex.hpp"
#include "codec/json_value.hpp"

// What the JSON reader, writer and values share. Not for use outside codec/.
namespace gw::codec::json_text {

/// True for a byte that a JSON string may not just hold: '"', '\', a control character, or part of a
/// non-ASCII character.
[[nodiscard]] inline bool is_special(char byte) noexcept {
  return byte == '"' || byte == '\\' || static_cast<signed char>(byte) < 0x20;
}

/// First special byte of [cursor, end), or `end`.
[[nodiscard]] inline const char* find_special_portable(const char* cursor, const char* end) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  for (; end - cursor >= 8; cursor += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, cursor, 8);
    const std::uint64_t quote = word ^ (kOnes * '"');
    const std::uint64_t backslash = word ^ (kOnes * '\\');
    // (x - 1) borrows into the high bit where a byte is zero. A borrow may also mark bytes behind the first
    // hit, never before it, and never without one; the byte loop below finds which it is.
    const std::uint64_t hits = (quote - kOnes) | (backslash - kOnes) | (word - kOnes * 0x20U) | word;
    if ((hits & kHighBits) != 0) break;
  }
  while (cursor != end && !is_special(*cursor)) ++cursor;
  return cursor;
}

#if defined(__SSE2__)
/// The same, 16 bytes at a time. SSE2 is part of every x86-64.
[[nodiscard]] inline const char* find_special_sse2(const char* cursor, const char* end) noexcept {
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i space = _mm_set1_epi8(0x20);
  for (; end - cursor >= 16; cursor += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(cursor));
    // The comparison is signed: one test finds control characters and the bytes of non-ASCII characters.
    const __m128i hits =
        _mm_or_si128(_mm_cmplt_epi8(bytes, space),
                     _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(hits));
    if (mask != 0) return cursor + std::countr_zero(mask);
  }
  return find_special_portable(cursor, end);
}
#endif

[[nodiscard]] inline const char* find_special(const char* cursor, const char* end) noexcept {
#if defined(__SSE2__)
  return find_special_sse2(cursor, end);
#else
  return find_special_portable(cursor, end);
#endif
}

[[nodiscard]] inline bool is_white_space(char c) noexcept {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}
[[nodiscard]] inline bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

/// Value of the four hexadecimal digits at `digits`, or -1.
[[nodiscard]] inline int hex4_value(const char* digits) noexcept {
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = hex_value(digits[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

[[nodiscard]] inline bool is_high_surrogate(int unit) noexcept {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
[[nodiscard]] inline bool is_low_surrogate(int unit) noexcept {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

/// Kind of the value that begins with `c`.
[[nodiscard]] inline std::optional<JsonKind> kind_by_first_character(char c) noexcept {
  switch (c) {
    case '"':
      return JsonKind::string;
    case '{':
      return JsonKind::object;
    case '[':
      return JsonKind::array;
    case 't':
    case 'f':
      return JsonKind::boolean;
    case 'n':
      return JsonKind::null;
    case '-':
      return JsonKind::number;
    default:
      return is_digit(c) ? std::optional(JsonKind::number) : std::nullopt;
  }
}

/// Where the grammar of a number (RFC 8259 section 6) stops holding.
struct NumberScan {
  const char* end;  ///< behind the number, or the byte that breaks it
  bool well_formed;
};
[[nodiscard]] NumberScan scan_number(const char* cursor, const char* end) noexcept;

}  // namespace gw::codec::json_text
