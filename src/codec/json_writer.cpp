#include "codec/json_writer.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

#include "codec/json_text.hpp"
#include "codec/utf8.hpp"

namespace gw::codec {
namespace {

void append_escape(std::string& out, char c) {
  switch (c) {
    case '"':
      out.append("\\\"");
      return;
    case '\\':
      out.append("\\\\");
      return;
    case '\b':
      out.append("\\b");
      return;
    case '\f':
      out.append("\\f");
      return;
    case '\n':
      out.append("\\n");
      return;
    case '\r':
      out.append("\\r");
      return;
    case '\t':
      out.append("\\t");
      return;
    default:
      break;
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto code = static_cast<unsigned char>(c);
  out.append("\\u00");
  out.push_back(kHex[code >> 4U]);
  out.push_back(kHex[code & 0xFU]);
}

template <class Number>
void append_number(std::string& out, Number number) {
  std::array<char, 32> buffer;  // a shortest double takes at most 24
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  out.append(buffer.data(), result.ptr);
}

}  // namespace

void append_escaped(std::string& out, std::string_view utf8) {
  const char* cursor = utf8.data();
  const char* const end = cursor + utf8.size();
  const char* plain = cursor;  // start of what can be copied as it is
  while (cursor != end) {
    cursor = json_text::find_special(cursor, end);
    if (cursor == end) break;
    if (static_cast<unsigned char>(*cursor) < 0x80) {
      out.append(plain, cursor);
      append_escape(out, *cursor);
      plain = ++cursor;
      continue;
    }
    const Utf8Step step = step_utf8(cursor, end);
    if (!step.well_formed) {
      out.append(plain, cursor);
      out.append(kReplacementCharacter);
      plain = cursor + step.length;
    }
    cursor += step.length;
  }
  out.append(plain, end);
}

void JsonWriter::begin_value() {
  assert(accepts_value());
  if (need_comma_) out_.push_back(',');
  need_comma_ = true;
  after_key_ = false;
}

JsonWriter& JsonWriter::open(char bracket) {
  begin_value();
  out_.push_back(bracket);
  need_comma_ = false;
  in_object_ = (in_object_ << 1U) | (bracket == '{' ? 1U : 0U);
  ++depth_;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  assert(depth_ > 0 && !after_key_);
  assert(depth_ > kCheckedDepth || is_in_object() == (bracket == '}'));
  out_.push_back(bracket);
  need_comma_ = true;
  in_object_ >>= 1U;
  --depth_;
  return *this;
}

bool JsonWriter::accepts_value() const noexcept {
  if (depth_ == 0) return !need_comma_;  // one value is the whole document
  return depth_ > kCheckedDepth || is_in_object() == after_key_;
}

void JsonWriter::begin_key() {
  assert(depth_ > kCheckedDepth || (depth_ > 0 && is_in_object() && !after_key_));
  if (need_comma_) out_.push_back(',');
  out_.push_back('"');
  need_comma_ = false;
  after_key_ = true;
}

JsonWriter& JsonWriter::begin_object() {
  return open('{');
}
JsonWriter& JsonWriter::end_object() {
  return close('}');
}
JsonWriter& JsonWriter::begin_array() {
  return open('[');
}
JsonWriter& JsonWriter::end_array() {
  return close(']');
}

JsonWriter& JsonWriter::key(std::string_view name) {
  assert(json_text::find_special(name.data(), name.data() + name.size()) == name.data() + name.size());
  begin_key();
  out_.append(name);
  out_.append("\":");
  return *this;
}

JsonWriter& JsonWriter::key(JsonString name) {
  begin_key();
  out_.append(name.raw());
  out_.append("\":");
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view utf8) {
  begin_value();
  out_.push_back('"');
  append_escaped(out_, utf8);
  out_.push_back('"');
  return *this;
}

JsonWriter& JsonWriter::string(JsonString already_escaped) {
  begin_value();
  out_.push_back('"');
  out_.append(already_escaped.raw());
  out_.push_back('"');
  return *this;
}

JsonWriter& JsonWriter::value(JsonValue slice) {
  return raw(slice.raw);
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  assert(!json.empty());
  begin_value();
  out_.append(json);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
  begin_value();
  append_number(out_, number);
  return *this;
}

JsonWriter& JsonWriter::number(double number) {
  assert(std::isfinite(number));
  if (!std::isfinite(number)) return null();  // JSON has no form for it; "inf" would break the whole document
  begin_value();
  append_number(out_, number);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  begin_value();
  out_.append(value ? "true" : "false");
  return *this;
}

JsonWriter& JsonWriter::null() {
  begin_value();
  out_.append("null");
  return *this;
}

}  // namespace gw::codec
