#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::net {

struct HeaderView {
  std::string_view name;
  std::string_view value;
};

/// HTTP header fields in order, in one buffer. Names compare case-insensitively (ASCII). add() refuses
/// nothing: a name or value with CR, LF or NUL is a broken invariant of the caller and asserts; use
/// is_valid_header_value() on foreign text.
class HeaderList {
 public:
  void add(std::string_view name, std::string_view value);
  /// Replaces every field of that name by one.
  void set(std::string_view name, std::string_view value);
  /// Drops every field of that name.
  void remove(std::string_view name);
  /// Memory for that many bytes and fields at once.
  void reserve(std::size_t bytes, std::size_t fields);
  /// Keeps the memory.
  void clear() noexcept;
  /// Gives memory back; for heads that wait with an idle stream.
  void release() noexcept;

  /// First field of that name. The view is valid until the list changes.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return fields_.size(); }
  [[nodiscard]] bool empty() const noexcept { return fields_.empty(); }
  /// Bytes of all names and values.
  [[nodiscard]] std::size_t bytes() const noexcept { return block_.size(); }
  [[nodiscard]] HeaderView operator[](std::size_t i) const noexcept;

 private:
  struct Field {
    std::uint32_t offset;
    std::uint32_t name_bytes;
    std::uint32_t value_bytes;
  };
  std::string block_;
  std::vector<Field> fields_;
};

/// One `tchar` of RFC 9110 section 5.6.2.
[[nodiscard]] bool is_token_character(char c) noexcept;
/// True if `name` is a token.
[[nodiscard]] bool is_valid_header_name(std::string_view name) noexcept;
/// True if `value` may stand in a header field: visible characters, space, tab and obs-text, no control
/// character such as CR, LF or NUL (RFC 9110 section 5.5).
[[nodiscard]] bool is_valid_header_value(std::string_view value) noexcept;
/// ASCII case-insensitive comparison of header names and tokens.
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept;

}  // namespace gw::net
