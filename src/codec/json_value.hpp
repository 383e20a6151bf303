#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gw::codec {

enum class JsonKind : std::uint8_t { null, boolean, number, string, array, object };

/// The content of a JSON string, still escaped and without its quotes: valid by construction (it came from
/// JsonReader, or from JsonArena), so that it can be spliced between quotes into another document without
/// decoding. A view: the document or arena it came from must outlive it.
class JsonString {
 public:
  constexpr JsonString() = default;

  /// `escaped` must be the validated content of a JSON string literal (RFC 8259 section 7).
  [[nodiscard]] static constexpr JsonString from_escaped(std::string_view escaped,
                                                         bool has_escapes) noexcept {
    JsonString s;
    s.raw_ = escaped;
    s.has_escapes_ = has_escapes;
    return s;
  }

  [[nodiscard]] constexpr std::string_view raw() const noexcept { return raw_; }
  [[nodiscard]] constexpr bool has_escapes() const noexcept { return has_escapes_; }
  [[nodiscard]] constexpr bool empty() const noexcept { return raw_.empty(); }

  /// The text as UTF-8.
  [[nodiscard]] std::string decode() const;
  /// Appends the text as UTF-8 to `out`.
  void decode_to(std::string& out) const;
  /// Compares the decoded text.
  [[nodiscard]] bool equals(std::string_view utf8) const;
  /// True if the decoded text is empty or has only white space (ASCII and Unicode White_Space): Bedrock
  /// refuses such text.
  [[nodiscard]] bool is_blank() const;

 private:
  std::string_view raw_;
  bool has_escapes_ = false;
};

/// One whole validated JSON value as it stands in its document, without surrounding white space. A view, as
/// JsonString.
struct JsonValue {
  std::string_view raw;
  JsonKind kind = JsonKind::null;
};

}  // namespace gw::codec
