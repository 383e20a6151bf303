#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gw::codec {

/// One step over text that should be UTF-8. Well-formed is what RFC 3629 section 4 says: no overlong form, no
/// encoded surrogate, nothing above U+10FFFF.
struct Utf8Step {
  std::uint8_t
      length;  ///< bytes of the sequence, or of the ill-formed part that one U+FFFD stands for; at least 1
  bool well_formed;
};

/// Judges the sequence that starts at `cursor`; `cursor` must lie before `end`. An ill-formed part is the
/// maximal subpart of the Unicode standard (section 3.9, "U+FFFD Substitution of Maximal Subparts"), as
/// browsers and Python replace it.
[[nodiscard]] inline Utf8Step step_utf8(const char* cursor, const char* end) noexcept {
  const auto lead = static_cast<unsigned char>(*cursor);
  if (lead < 0x80) return {1, true};
  if (lead < 0xC2 || lead > 0xF4) return {1, false};

  const std::uint8_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  // Only the second byte's range depends on the lead: that excludes overlong forms, surrogates and >
  // U+10FFFF.
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  const auto available = static_cast<std::size_t>(end - cursor);
  if (available < 2) return {1, false};
  const auto second = static_cast<unsigned char>(cursor[1]);
  if (second < low || second > high) return {1, false};
  for (std::uint8_t i = 2; i < length; ++i) {
    if (i >= available || (static_cast<unsigned char>(cursor[i]) & 0xC0U) != 0x80U) return {i, false};
  }
  return {length, true};
}

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// Appends the UTF-8 form of `code_point`, which must be a Unicode scalar value (no surrogate, at most
/// U+10FFFF).
void append_utf8(std::string& out, char32_t code_point);

inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";  ///< U+FFFD

}  // namespace gw::codec
