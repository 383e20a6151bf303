#include "codec/json_value.hpp"

#include <array>
#include <cstddef>

#include "codec/json_text.hpp"
#include "codec/utf8.hpp"

namespace gw::codec {
namespace {

/// Walks the decoded text of a JSON string piece by piece, without allocating. The content is valid by
/// construction; should it not be, it still reads nothing outside of it.
class DecodedPieces {
 public:
  explicit DecodedPieces(std::string_view raw) noexcept : rest_(raw) {}

  /// The next piece of UTF-8, never empty; empty at the end. Valid until the next call.
  std::string_view next() noexcept {
    if (rest_.empty()) return {};
    const std::size_t backslash = rest_.find('\\');
    if (backslash != 0) return take(backslash);
    if (rest_.size() < 2) return take(1);
    return escape();
  }

 private:
  std::string_view take(std::size_t count) noexcept {
    const std::string_view piece = rest_.substr(0, count);
    rest_.remove_prefix(piece.size());
    return piece;
  }

  std::string_view escape() noexcept {
    const char kind = rest_[1];
    if (kind == 'u' && rest_.size() >= 6) return unicode_escape();
    rest_.remove_prefix(2);
    switch (kind) {
      case 'b':
        return "\b";
      case 'f':
        return "\f";
      case 'n':
        return "\n";
      case 'r':
        return "\r";
      case 't':
        return "\t";
      case '/':
        return "/";
      case '"':
        return "\"";
      default:
        return "\\";
    }
  }

  std::string_view unicode_escape() noexcept {
    const int unit = json_text::hex4_value(rest_.data() + 2);
    rest_.remove_prefix(6);
    if (json_text::is_high_surrogate(unit) && rest_.size() >= 6 && rest_.starts_with("\\u")) {
      const int low = json_text::hex4_value(rest_.data() + 2);
      if (json_text::is_low_surrogate(low)) {
        rest_.remove_prefix(6);
        return encode(0x10000U + (static_cast<unsigned>(unit - 0xD800) << 10U) +
                      static_cast<unsigned>(low - 0xDC00));
      }
    }
    if (unit < 0 || json_text::is_high_surrogate(unit) || json_text::is_low_surrogate(unit))
      return kReplacementCharacter;
    return encode(static_cast<unsigned>(unit));
  }

  std::string_view encode(unsigned code_point) noexcept {
    const auto byte = [](unsigned value) { return static_cast<char>(value); };
    const auto continuation = [&](unsigned shift) { return byte(0x80U | ((code_point >> shift) & 0x3FU)); };
    std::size_t size = 0;
    if (code_point < 0x80) {
      encoded_[size++] = byte(code_point);
    } else if (code_point < 0x800) {
      encoded_[size++] = byte(0xC0U | (code_point >> 6U));
    } else if (code_point < 0x10000) {
      encoded_[size++] = byte(0xE0U | (code_point >> 12U));
      encoded_[size++] = continuation(6);
    } else {
      encoded_[size++] = byte(0xF0U | (code_point >> 18U));
      encoded_[size++] = continuation(12);
      encoded_[size++] = continuation(6);
    }
    if (code_point >= 0x80) encoded_[size++] = continuation(0);
    return {encoded_.data(), size};
  }

  std::string_view rest_;
  std::array<char, 4> encoded_{};
};

/// Length of the white space character at the start of `text`, or 0. Source: Unicode's PropList.txt,
/// White_Space.
std::size_t leading_white_space(std::string_view text) noexcept {
  const char first = text.front();
  if (first == ' ' || (first >= '\t' && first <= '\r')) return 1;
  for (const std::string_view space : {"\u0085", "\u00A0"}) {
    if (text.starts_with(space)) return space.size();
  }
  if (text.starts_with("\u1680") || text.starts_with("\u2028") || text.starts_with("\u2029") ||
      text.starts_with("\u202F") || text.starts_with("\u205F") || text.starts_with("\u3000")) {
    return 3;
  }
  // U+2000..U+200A
  if (text.size() >= 3 && text.starts_with("\xE2\x80") && static_cast<unsigned char>(text[2]) <= 0x8A)
    return 3;
  return 0;
}

}  // namespace

std::string JsonString::decode() const {
  std::string out;
  decode_to(out);
  return out;
}

void JsonString::decode_to(std::string& out) const {
  if (!has_escapes_) {
    out.append(raw_);
    return;
  }
  out.reserve(out.size() + raw_.size());  // decoded text is never longer
  DecodedPieces pieces(raw_);
  for (std::string_view piece = pieces.next(); !piece.empty(); piece = pieces.next()) out.append(piece);
}

bool JsonString::equals(std::string_view utf8) const {
  if (!has_escapes_) return raw_ == utf8;
  DecodedPieces pieces(raw_);
  for (std::string_view piece = pieces.next(); !piece.empty(); piece = pieces.next()) {
    if (!utf8.starts_with(piece)) return false;
    utf8.remove_prefix(piece.size());
  }
  return utf8.empty();
}

bool JsonString::is_blank() const {
  DecodedPieces pieces(raw_);
  for (std::string_view piece = pieces.next(); !piece.empty(); piece = pieces.next()) {
    while (!piece.empty()) {
      const std::size_t space = leading_white_space(piece);
      if (space == 0) return false;
      piece.remove_prefix(space);
    }
  }
  return true;
}

}  // namespace gw::codec
