#include "codec/base64.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace gw::codec {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::uint8_t kInvalid = 0x80;  // in no alphabet
constexpr std::uint8_t kUrlSafe = 0x40;  // flag beside the value of '-' and '_'
constexpr std::uint8_t kValueMask = 0x3F;

constexpr std::array<std::uint8_t, 256> kValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kInvalid);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  values['-'] = 62 | kUrlSafe;
  values['_'] = 63 | kUrlSafe;
  return values;
}();

constexpr std::uint8_t value_of(char c) noexcept {
  return kValues[static_cast<unsigned char>(c)];
}

/// `text` without its padding, or nothing if padding or length are wrong.
std::optional<std::string_view> without_padding(std::string_view text) noexcept {
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  if (padding != 0 && text.size() % 4 != 0) return std::nullopt;
  text.remove_suffix(padding);
  // Padding of one belongs behind three characters, of two behind two; a single character is too few for a
  // byte.
  if (text.size() % 4 == 1) return std::nullopt;
  return text;
}

/// Bits of the last of `count` (2 or 3) characters that belong to no byte.
constexpr std::uint8_t unused_bits(std::size_t count) noexcept {
  return count == 2 ? 0x0F : 0x03;
}

}  // namespace

std::string encode_base64(std::string_view bytes) {
  std::string out;
  append_base64(out, bytes);
  return out;
}

void append_base64(std::string& out, std::string_view bytes) {
  const std::size_t start = out.size();
  out.resize(start + (bytes.size() + 2) / 3 * 4);
  char* write = out.data() + start;
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i]));
  };
  std::size_t i = 0;
  for (; bytes.size() - i >= 3; i += 3) {
    const std::uint32_t group = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
    *write++ = kAlphabet[group >> 18U];
    *write++ = kAlphabet[group >> 12U & kValueMask];
    *write++ = kAlphabet[group >> 6U & kValueMask];
    *write++ = kAlphabet[group & kValueMask];
  }
  const std::size_t left = bytes.size() - i;
  if (left == 0) return;
  const std::uint32_t group = byte(i) << 16U | (left == 2 ? byte(i + 1) << 8U : 0U);
  *write++ = kAlphabet[group >> 18U];
  *write++ = kAlphabet[group >> 12U & kValueMask];
  *write++ = left == 2 ? kAlphabet[group >> 6U & kValueMask] : '=';
  *write = '=';
}

std::optional<std::string> decode_base64(std::string_view text) {
  const std::optional<std::string_view> content = without_padding(text);
  if (!content) return std::nullopt;
  std::string out;
  out.resize(content->size() / 4 * 3 + (content->size() % 4 == 0 ? 0 : content->size() % 4 - 1));
  char* write = out.data();
  const auto put = [&write](std::uint32_t byte) { *write++ = static_cast<char>(byte & 0xFFU); };
  std::uint32_t seen = 0;  // collects the flag of an invalid character, so that the loop has no branch for it
  const auto value = [&](std::size_t i) {
    const std::uint32_t v = value_of((*content)[i]);
    seen |= v;
    return v & kValueMask;
  };
  std::size_t i = 0;
  for (; content->size() - i >= 4; i += 4) {
    const std::uint32_t group = value(i) << 18U | value(i + 1) << 12U | value(i + 2) << 6U | value(i + 3);
    put(group >> 16U);
    put(group >> 8U);
    put(group);
  }
  if (const std::size_t left = content->size() - i; left != 0) {
    const std::uint32_t group = value(i) << 18U | value(i + 1) << 12U | (left == 3 ? value(i + 2) << 6U : 0U);
    put(group >> 16U);
    if (left == 3) put(group >> 8U);
    if ((value_of(content->back()) & unused_bits(left)) != 0) return std::nullopt;
  }
  if ((seen & kInvalid) != 0) return std::nullopt;
  return out;
}

std::optional<std::string> decode_base64_prefix(std::string_view text, std::size_t max_bytes) {
  const std::size_t groups = max_bytes / 3 + (max_bytes % 3 == 0 ? 0 : 1);
  if (text.size() / 4 >= groups && text.size() != groups * 4) {
    text = text.substr(0, groups * 4);
    if (text.ends_with('=')) return std::nullopt;  // padding that is not at the end
  }
  std::optional<std::string> decoded = decode_base64(text);
  if (decoded && decoded->size() > max_bytes) decoded->resize(max_bytes);
  return decoded;
}

bool is_standard_base64(std::string_view text) noexcept {
  if (text.size() % 4 != 0) return false;
  const std::optional<std::string_view> content = without_padding(text);
  if (!content) return false;
  std::uint32_t seen = 0;
  for (const char c : *content) seen |= value_of(c);
  if ((seen & (kInvalid | kUrlSafe)) != 0) return false;
  const std::size_t left = content->size() % 4;
  return left == 0 || (value_of(content->back()) & unused_bits(left)) == 0;
}

}  // namespace gw::codec
