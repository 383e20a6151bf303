#include "codec/json_reader.hpp"

#include <algorithm>
#include <bitset>
#include <cstring>

#include "codec/json_text.hpp"
#include "codec/utf8.hpp"

namespace gw::codec {

const char* to_string(JsonErrorCode code) noexcept {
  switch (code) {
    case JsonErrorCode::unexpected_end:
      return "unexpected end of the document";
    case JsonErrorCode::unexpected_character:
      return "unexpected character";
    case JsonErrorCode::invalid_number:
      return "invalid number";
    case JsonErrorCode::invalid_string_character:
      return "unescaped control character in a string";
    case JsonErrorCode::invalid_escape:
      return "invalid escape in a string";
    case JsonErrorCode::invalid_utf8:
      return "invalid UTF-8 in a string";
    case JsonErrorCode::lone_surrogate:
      return "unpaired surrogate escape in a string";
    case JsonErrorCode::too_deep:
      return "nested too deeply";
    case JsonErrorCode::trailing_characters:
      return "characters after the end of the document";
    case JsonErrorCode::wrong_kind:
      return "value of another kind expected";
  }
  return "invalid JSON";
}

JsonReader::JsonReader(std::string_view document, std::size_t max_depth) noexcept
    : begin_(document.data()),
      cursor_(begin_),
      end_(begin_ + document.size()),
      may_patch_(false),
      max_depth_(std::min(max_depth, kMaxDepth)) {
  if (document.starts_with("\xEF\xBB\xBF")) cursor_ += 3;
}

JsonReader::JsonReader(std::span<char> document, std::size_t max_depth) noexcept
    : JsonReader(std::string_view(document.data(), document.size()), max_depth) {
  may_patch_ = true;
}

bool JsonReader::fail(JsonErrorCode code, const char* at) noexcept {
  cursor_ = at;
  error_ = JsonError{code, position()};
  return false;
}

inline bool JsonReader::skip_white_space() noexcept {
  while (cursor_ != end_ && json_text::is_white_space(*cursor_)) ++cursor_;
  return cursor_ != end_ || fail(JsonErrorCode::unexpected_end, end_);
}

std::optional<JsonKind> JsonReader::peek() noexcept {
  if (error_ || !skip_white_space()) return std::nullopt;
  const std::optional<JsonKind> kind = json_text::kind_by_first_character(*cursor_);
  if (!kind) fail(JsonErrorCode::unexpected_character, cursor_);
  return kind;
}

inline bool JsonReader::expect(JsonKind kind) noexcept {
  const std::optional<JsonKind> found = peek();
  return found && (*found == kind || fail(JsonErrorCode::wrong_kind, cursor_));
}

bool JsonReader::open_object() noexcept {
  return expect(JsonKind::object) && open();
}
bool JsonReader::open_array() noexcept {
  return expect(JsonKind::array) && open();
}

inline bool JsonReader::open() noexcept {
  if (depth_ == max_depth_) return fail(JsonErrorCode::too_deep, cursor_);
  ++depth_;
  ++cursor_;
  return true;
}

// Consumes what stands between two members or elements, or the closing bracket. True if another member or
// element follows.
inline bool JsonReader::advance(bool first, char closing) noexcept {
  if (error_ || !skip_white_space()) return false;
  if (*cursor_ == closing) {
    ++cursor_;
    --depth_;
    return false;
  }
  if (first) return true;
  if (*cursor_ != ',') return fail(JsonErrorCode::unexpected_character, cursor_);
  ++cursor_;
  return skip_white_space();
}

bool JsonReader::next_member(bool first, JsonString& key) noexcept {
  if (!advance(first, '}')) return false;
  if (*cursor_ != '"') return fail(JsonErrorCode::unexpected_character, cursor_);
  if (!scan_string(key) || !skip_white_space()) return false;
  if (*cursor_ != ':') return fail(JsonErrorCode::unexpected_character, cursor_);
  ++cursor_;
  return true;
}

bool JsonReader::next_element(bool first) noexcept {
  return advance(first, ']');
}

std::optional<JsonString> JsonReader::string() noexcept {
  JsonString content;
  if (!expect(JsonKind::string) || !scan_string(content)) return std::nullopt;
  return content;
}

std::optional<std::string_view> JsonReader::number() noexcept {
  if (!expect(JsonKind::number)) return std::nullopt;
  const char* const start = cursor_;
  if (!scan_number()) return std::nullopt;
  return std::string_view(start, cursor_);
}

std::optional<bool> JsonReader::boolean() noexcept {
  if (!expect(JsonKind::boolean)) return std::nullopt;
  const bool is_true = *cursor_ == 't';
  if (!scan_word(is_true ? "true" : "false")) return std::nullopt;
  return is_true;
}

bool JsonReader::null() noexcept {
  return expect(JsonKind::null) && scan_word("null");
}

std::optional<JsonValue> JsonReader::value() noexcept {
  const std::optional<JsonKind> kind = peek();
  if (!kind) return std::nullopt;
  const char* const start = cursor_;
  if (!skip_value()) return std::nullopt;
  return JsonValue{std::string_view(start, cursor_), *kind};
}

// One loop in place of recursion: the depth limit bounds the bits, and no document can exhaust the stack.
bool JsonReader::skip_value() noexcept {
  std::bitset<kMaxDepth> is_object;  // by depth, of the containers that were opened here
  const std::size_t outer_depth = depth_;
  JsonString ignored;
  do {
    // A value begins at the cursor.
    const std::optional<JsonKind> kind = peek();
    if (!kind) return false;
    bool first = false;
    switch (*kind) {
      case JsonKind::object:
      case JsonKind::array:
        if (!open()) return false;
        is_object[depth_ - 1] = *kind == JsonKind::object;
        first = true;
        break;
      case JsonKind::string:
        if (!scan_string(ignored)) return false;
        break;
      case JsonKind::number:
        if (!scan_number()) return false;
        break;
      case JsonKind::boolean:
        if (!scan_word(*cursor_ == 't' ? "true" : "false")) return false;
        break;
      case JsonKind::null:
        if (!scan_word("null")) return false;
        break;
    }
    // Close every container that ends here; stop before the next value.
    while (depth_ != outer_depth) {
      const bool more = is_object[depth_ - 1] ? next_member(first, ignored) : next_element(first);
      if (more) break;
      if (error_) return false;
      first = false;
    }
  } while (depth_ != outer_depth);
  return true;
}

bool JsonReader::finish() noexcept {
  if (error_) return false;
  while (cursor_ != end_ && json_text::is_white_space(*cursor_)) ++cursor_;
  return cursor_ == end_ || fail(JsonErrorCode::trailing_characters, cursor_);
}

inline bool JsonReader::scan_word(std::string_view word) noexcept {
  const std::string_view rest(cursor_, end_);
  if (rest.starts_with(word)) {
    cursor_ += word.size();
    return true;
  }
  const auto differs = std::mismatch(rest.begin(), rest.end(), word.begin(), word.end()).first - rest.begin();
  const char* const at = cursor_ + differs;
  return fail(at == end_ ? JsonErrorCode::unexpected_end : JsonErrorCode::unexpected_character, at);
}

inline bool JsonReader::scan_number() noexcept {
  const json_text::NumberScan scan = json_text::scan_number(cursor_, end_);
  if (!scan.well_formed) {
    return fail(scan.end == end_ ? JsonErrorCode::unexpected_end : JsonErrorCode::invalid_number, scan.end);
  }
  cursor_ = scan.end;
  return true;
}

// The cursor stands on the opening quote.
bool JsonReader::scan_string(JsonString& content) noexcept {
  const char* const start = cursor_ + 1;
  const char* cursor = start;
  bool has_escapes = false;
  for (;;) {
    cursor = json_text::find_special(cursor, end_);
    if (cursor == end_) return fail(JsonErrorCode::unexpected_end, end_);
    if (*cursor == '"') {
      content = JsonString::from_escaped(std::string_view(start, cursor), has_escapes);
      cursor_ = cursor + 1;
      return true;
    }
    if (*cursor == '\\') {
      has_escapes = true;
      cursor = scan_escape(cursor);
      if (cursor == nullptr) return false;
      continue;
    }
    if (static_cast<unsigned char>(*cursor) < 0x20)
      return fail(JsonErrorCode::invalid_string_character, cursor);
    // Text in one script comes in runs: stay here as long as it is not ASCII.
    do {
      const Utf8Step step = step_utf8(cursor, end_);
      if (!step.well_formed) return fail(JsonErrorCode::invalid_utf8, cursor);
      cursor += step.length;
    } while (cursor != end_ && static_cast<unsigned char>(*cursor) >= 0x80);
  }
}

// Returns what follows the escape at `backslash`, or null with error_ set.
const char* JsonReader::scan_escape(const char* backslash) noexcept {
  if (end_ - backslash < 2) {
    fail(JsonErrorCode::unexpected_end, end_);
    return nullptr;
  }
  switch (backslash[1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
      return backslash + 2;
    case 'u':
      return scan_unicode_escape(backslash);
    default:
      fail(JsonErrorCode::invalid_escape, backslash);
      return nullptr;
  }
}

const char* JsonReader::scan_unicode_escape(const char* backslash) noexcept {
  constexpr std::ptrdiff_t kLength = 6;  // \uXXXX
  const int unit = end_ - backslash >= kLength ? json_text::hex4_value(backslash + 2) : -1;
  if (unit < 0) {
    fail(JsonErrorCode::invalid_escape, backslash);
    return nullptr;
  }
  const char* const next = backslash + kLength;
  if (json_text::is_high_surrogate(unit)) {
    const bool escape_follows = end_ - next >= kLength && next[0] == '\\' && next[1] == 'u';
    if (escape_follows && json_text::is_low_surrogate(json_text::hex4_value(next + 2))) return next + kLength;
  } else if (!json_text::is_low_surrogate(unit)) {
    return next;
  }
  if (!may_patch_) {
    fail(JsonErrorCode::lone_surrogate, backslash);
    return nullptr;
  }
  // The document came in as writable characters; U+FFFD has the same length, so that nothing moves.
  std::memcpy(const_cast<char*>(backslash), "\\ufffd", kLength);
  ++patched_surrogates_;
  return next;
}

}  // namespace gw::codec
