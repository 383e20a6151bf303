#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "codec/json_value.hpp"

namespace gw::codec {

/// Append-only JSON writer: compact, members in the order of the calls, commas by itself. Slices of a
/// JsonReader are spliced in without decoding. Appends to `out`, which must outlive the writer. Misuse (a
/// value where a key belongs) is a broken invariant: asserts.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) noexcept : out_(out) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();

  /// `name` is written as it is: a literal without characters that need escaping.
  JsonWriter& key(std::string_view name);
  JsonWriter& key(JsonString name);

  /// Escapes what RFC 8259 demands; leaves other UTF-8 as it is. Invalid UTF-8 becomes U+FFFD.
  JsonWriter& string(std::string_view utf8);
  JsonWriter& string(JsonString already_escaped);
  JsonWriter& value(JsonValue slice);
  /// `json` must be one valid JSON value.
  JsonWriter& raw(std::string_view json);
  JsonWriter& integer(std::int64_t number);
  JsonWriter& number(double number);  ///< shortest form that reads back the same; finite only
  JsonWriter& boolean(bool value);
  JsonWriter& null();

 private:
  static constexpr std::uint32_t kCheckedDepth = 64;  // deeper than that, misuse goes unnoticed

  void begin_value();
  void begin_key();
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  [[nodiscard]] bool is_in_object() const noexcept { return (in_object_ & 1U) != 0; }
  [[nodiscard]] bool accepts_value() const noexcept;

  std::string& out_;
  std::uint64_t in_object_ = 0;  // one bit per open container, the innermost lowest
  std::uint32_t depth_ = 0;
  bool need_comma_ = false;
  bool after_key_ = false;
};

/// Appends the escaped form of `utf8`, without quotes.
void append_escaped(std::string& out, std::string_view utf8);

}  // namespace gw::codec
