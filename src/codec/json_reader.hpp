#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "codec/json_value.hpp"

namespace gw::codec {

/// Why a document was refused. Source: RFC 8259 (grammar), RFC 3629 (UTF-8).
enum class JsonErrorCode : std::uint8_t {
  unexpected_end,
  unexpected_character,
  invalid_number,
  invalid_string_character,  ///< a control character below 0x20
  invalid_escape,
  invalid_utf8,
  lone_surrogate,  ///< only for documents that may not be patched
  too_deep,
  trailing_characters,
  wrong_kind,  ///< asked for a string where a number stands, and so on: the caller's mistake or the client's
};

struct JsonError {
  JsonErrorCode code;
  std::size_t position;  ///< byte offset in the document
};

[[nodiscard]] const char* to_string(JsonErrorCode code) noexcept;

/// Strict JSON reader: one pass, forward only, everything validated as it passes (grammar, UTF-8, escapes,
/// surrogates, numbers, depth), also in values that are skipped. Strings and whole values are handed out as
/// slices of the document.
///
/// Use: ask for exactly one value with object(), array(), string(), number(), boolean(), null() or value(),
/// then finish(). In a visitor, consume exactly one value per member or element the same way; return false to
/// stop early (then error() stays empty and the reader must not be used further). After any false or nullopt,
/// error() says what is wrong with the document, or is empty if a visitor stopped.
///
/// A UTF-8 byte order mark at the start is skipped. Duplicate keys are all reported, in order.
/// A lone surrogate escape (`\ud800`) is not text. In a document that may be patched it is overwritten in
/// place by
/// `\ufffd` and counted, so that every slice stays valid; in a constant document it is an error.
/// Not thread-safe. The document must outlive the reader and every slice.
class JsonReader {
 public:
  /// Our own limit; nothing that clients send comes near it. A larger `max_depth` counts as this.
  static constexpr std::size_t kMaxDepth = 256;

  /// May patch the document, see above.
  explicit JsonReader(std::span<char> document, std::size_t max_depth = kMaxDepth) noexcept;
  /// Never patches.
  explicit JsonReader(std::string_view document, std::size_t max_depth = kMaxDepth) noexcept;

  /// Kind of the next value by its first character, without consuming it; nothing, with error() set, at the
  /// end of the document or before a character that begins no value.
  [[nodiscard]] std::optional<JsonKind> peek() noexcept;

  /// Calls `on_member(JsonString key) -> bool` for each member.
  template <class OnMember>
  [[nodiscard]] bool object(OnMember&& on_member);
  /// Calls `on_element(std::size_t index) -> bool` for each element.
  template <class OnElement>
  [[nodiscard]] bool array(OnElement&& on_element);

  [[nodiscard]] std::optional<JsonString> string() noexcept;
  /// The number as it is written. Use to_integer / to_double of codec/json_number.hpp.
  [[nodiscard]] std::optional<std::string_view> number() noexcept;
  [[nodiscard]] std::optional<bool> boolean() noexcept;
  [[nodiscard]] bool null() noexcept;
  /// Validates and skips one value of any kind.
  [[nodiscard]] std::optional<JsonValue> value() noexcept;

  /// True if nothing but white space is left.
  [[nodiscard]] bool finish() noexcept;

  [[nodiscard]] const std::optional<JsonError>& error() const noexcept { return error_; }
  [[nodiscard]] std::size_t position() const noexcept { return static_cast<std::size_t>(cursor_ - begin_); }
  [[nodiscard]] std::size_t patched_surrogates() const noexcept { return patched_surrogates_; }

 private:
  bool open_object() noexcept;  // consumes '{'
  bool open_array() noexcept;   // consumes '['
  // Each returns whether another member / element follows; false with error_ set on bad grammar.
  bool next_member(bool first, JsonString& key) noexcept;
  bool next_element(bool first) noexcept;

  bool fail(JsonErrorCode code, const char* at) noexcept;  // always false
  bool skip_white_space() noexcept;                        // false with error_ set at the end of the document
  bool expect(JsonKind kind) noexcept;
  bool open() noexcept;
  bool advance(bool first, char closing) noexcept;
  bool skip_value() noexcept;
  bool scan_word(std::string_view word) noexcept;
  bool scan_number() noexcept;
  bool scan_string(JsonString& content) noexcept;
  const char* scan_escape(const char* backslash) noexcept;
  const char* scan_unicode_escape(const char* backslash) noexcept;

  const char* begin_;
  const char* cursor_;
  const char* end_;
  bool may_patch_;
  std::size_t depth_ = 0;
  std::size_t max_depth_;
  std::size_t patched_surrogates_ = 0;
  std::optional<JsonError> error_;
};

template <class OnMember>
bool JsonReader::object(OnMember&& on_member) {
  if (!open_object()) return false;
  JsonString key;
  for (bool first = true; next_member(first, key); first = false) {
    if (!on_member(key)) return false;
  }
  return !error_;
}

template <class OnElement>
bool JsonReader::array(OnElement&& on_element) {
  if (!open_array()) return false;
  std::size_t index = 0;
  for (bool first = true; next_element(first); first = false) {
    if (!on_element(index++)) return false;
  }
  return !error_;
}

}  // namespace gw::codec
