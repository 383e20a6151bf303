#include "translate/media.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "codec/base64.hpp"
#include "codec/json_arena.hpp"
#include "codec/percent_encoding.hpp"

namespace gw::translate {
namespace {

using base::ErrorKind;
using base::Result;
using bedrock::ImageFormat;

constexpr std::size_t kMagicBytes = 16;

char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view lower_case_prefix) {
  return text.size() >= lower_case_prefix.size() &&
         std::equal(lower_case_prefix.begin(), lower_case_prefix.end(), text.begin(),
                    [](char expected, char c) { return expected == to_lower(c); });
}

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::unexpected<base::Error> bad_url(const std::string& path, std::string_view why) {
  return base::fail(ErrorKind::invalid_request,
                    fmt::format("Invalid '{}': expected a base64-encoded data URL with an image, such as "
                                "'data:image/png;base64,aW1nIGJ5dGVz'; {}.",
                                path, why),
                    path, "invalid_image_url");
}

/// What follows "data:", taken apart. Source: RFC 2397.
struct DataUrl {
  bool is_base64 = false;
  std::string_view data;
};

std::optional<DataUrl> parse_data_url(std::string_view after_scheme) {
  const std::size_t comma = after_scheme.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  DataUrl url;
  url.data = trim(after_scheme.substr(comma + 1));
  std::string_view parameters = after_scheme.substr(0, comma);
  while (!parameters.empty()) {
    const std::size_t semicolon = parameters.find(';');
    const std::string_view parameter = trim(parameters.substr(0, semicolon));
    if (parameter.size() == 6 && starts_with_ignoring_case(parameter, "base64")) url.is_base64 = true;
    if (semicolon == std::string_view::npos) break;
    parameters.remove_prefix(semicolon + 1);
  }
  return url;
}

/// Standard base64 out of what clients send: folded lines, percent-encoding, the URL-safe alphabet, missing
/// padding. Nothing if it is no base64.
std::optional<std::string> normalize_base64(std::string_view text) {
  std::string cleaned;
  if (text.find('%') != std::string_view::npos) {
    std::optional<std::string> decoded = codec::decode_percent(text);
    if (!decoded) return std::nullopt;
    cleaned = *std::move(decoded);
  } else {
    cleaned = text;
  }
  std::erase_if(cleaned, is_space);
  const std::optional<std::string> bytes = codec::decode_base64(cleaned);
  if (!bytes) return std::nullopt;
  return codec::encode_base64(*bytes);
}

}  // namespace

std::optional<ImageFormat> sniff_image(std::string_view first_bytes) noexcept {
  if (first_bytes.starts_with("\x89PNG\r\n\x1A\n")) return ImageFormat::png;
  if (first_bytes.starts_with("\xFF\xD8\xFF")) return ImageFormat::jpeg;
  if (first_bytes.starts_with("GIF87a") || first_bytes.starts_with("GIF89a")) return ImageFormat::gif;
  if (first_bytes.starts_with("RIFF") && first_bytes.substr(0, 12).substr(8) == "WEBP") {
    return ImageFormat::webp;
  }
  return std::nullopt;
}

Result<bedrock::ImageBlock> to_image(codec::JsonString url, const std::string& path,
                                     codec::JsonArena& arena) {
  // Most URLs have no escapes and are looked at where they stand; PHP's encoder writes every '/' as "\/".
  const std::string_view whole = url.has_escapes() ? arena.keep(url.decode()) : url.raw();
  const std::string_view text = trim(whole);
  if (starts_with_ignoring_case(text, "http:") || starts_with_ignoring_case(text, "https:")) {
    return base::fail(
        ErrorKind::invalid_request,
        fmt::format("Unsupported '{}': images are not fetched from http(s) URLs yet; send a data URL.", path),
        path, "unsupported_parameter");
  }
  std::string_view base64 = text;
  if (starts_with_ignoring_case(text, "data:")) {
    const std::optional<DataUrl> parsed = parse_data_url(text.substr(5));
    if (!parsed) return bad_url(path, "the URL has no comma before its data");
    if (!parsed->is_base64) return bad_url(path, "the URL does not say ';base64'");
    base64 = parsed->data;
  }
  if (base64.empty()) return bad_url(path, "there is no data");
  if (base64.size() > kMaxInlineBase64) {
    return base::fail(
        ErrorKind::invalid_request,
        fmt::format("Invalid '{}': the image is too large. Expected at most {} bytes of base64, "
                    "but got {}.",
                    path, kMaxInlineBase64, base64.size()),
        path, "string_above_max_length");
  }
  if (!codec::is_standard_base64(base64)) {
    std::optional<std::string> normalized = normalize_base64(base64);
    if (!normalized) return bad_url(path, "the data is not valid base64");
    base64 = arena.keep(*std::move(normalized));
  }
  const std::optional<std::string> first_bytes = codec::decode_base64_prefix(base64, kMagicBytes);
  const std::optional<ImageFormat> format = first_bytes ? sniff_image(*first_bytes) : std::nullopt;
  if (!format) {
    return base::fail(
        ErrorKind::invalid_request,
        fmt::format("Invalid '{}': unsupported image. Expected a png, jpeg, gif or webp image.", path), path,
        "invalid_image_format");
  }
  return bedrock::ImageBlock{.format = *format, .source = bedrock::InlineBytes{base64}};
}

}  // namespace gw::translate
