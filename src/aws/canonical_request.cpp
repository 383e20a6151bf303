#include "aws/canonical_request.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "aws/sha256.hpp"

namespace gw::aws {
namespace {

constexpr bool is_unreserved(char c) noexcept {  // RFC 3986 section 2.3
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

constexpr bool is_space(char c) noexcept {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr char to_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

void append_encoded(std::string& out, char c) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out.push_back('%');
  out.push_back(kDigits[byte >> 4U]);
  out.push_back(kDigits[byte & 0x0FU]);
}

std::string encode_path(std::string_view path) {
  std::string encoded;
  encoded.reserve(path.size() + path.size() / 4);
  for (const char c : path) {
    if (is_unreserved(c) || c == '/') {
      encoded.push_back(c);
    } else {
      append_encoded(encoded, c);
    }
  }
  return encoded;
}

// As botocore's remove_dot_segments: empty and "." segments vanish, ".." takes its predecessor away, a final
// slash stays.
std::string remove_dot_segments(std::string_view path) {
  std::vector<std::string_view> kept;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    begin = end + 1;
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!segment.empty() && segment != ".") {
      kept.push_back(segment);
    }
  }
  std::string normalized;
  normalized.reserve(path.size());
  for (const std::string_view segment : kept) {
    if (!normalized.empty() || path.starts_with('/')) normalized.push_back('/');
    normalized.append(segment);
  }
  if (path.ends_with('/') || normalized.empty()) normalized.push_back('/');
  return normalized;
}

// Decodes and encodes in one pass, so that "%7e", "%7E" and "~" become one spelling.
std::string recode_query_part(std::string_view part) {
  std::string encoded;
  encoded.reserve(part.size());
  for (std::size_t i = 0; i < part.size(); ++i) {
    char c = part[i];
    if (c == '%' && i + 2 < part.size() && hex_value(part[i + 1]) >= 0 && hex_value(part[i + 2]) >= 0) {
      c = static_cast<char>(hex_value(part[i + 1]) * 16 + hex_value(part[i + 2]));
      i += 2;
    }
    if (is_unreserved(c)) {
      encoded.push_back(c);
    } else {
      append_encoded(encoded, c);
    }
  }
  return encoded;
}

// Looks at every byte without an early way out, so that the compiler makes vector code of it: a session token
// has about 1 KB, and nothing to be trimmed.
bool holds_space(std::string_view value) {
  unsigned char found = 0;
  for (const char c : value) {
    const bool is_blank = c == ' ';
    const bool is_control = static_cast<unsigned char>(c - '\t') <= '\r' - '\t';
    found = static_cast<unsigned char>(found | static_cast<unsigned char>(is_blank) |
                                       static_cast<unsigned char>(is_control));
  }
  return found != 0;
}

void append_trimmed(std::string& out, std::string_view value) {
  if (!holds_space(value)) {
    out.append(value);
    return;
  }
  bool pending_space = false;
  bool any = false;
  for (const char c : value) {
    if (is_space(c)) {
      pending_space = any;
      continue;
    }
    if (pending_space) out.push_back(' ');
    out.push_back(c);
    pending_space = false;
    any = true;
  }
}

void append_lower(std::string& out, std::string_view name) {
  std::transform(name.begin(), name.end(), std::back_inserter(out), to_lower);
}

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, to_lower, to_lower);
}

std::vector<HeaderView> sorted_by_name(std::span<const HeaderView> headers) {
  std::vector<HeaderView> sorted(headers.begin(), headers.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const HeaderView& a, const HeaderView& b) {
    return std::ranges::lexicographical_compare(a.name, b.name, {}, to_lower, to_lower);
  });
  return sorted;
}

}  // namespace

std::string canonical_path(std::string_view path, CanonicalOptions options) {
  std::string normalized = path.empty() ? "/" : std::string{path};
  if (options.normalize == PathNormalization::on) normalized = remove_dot_segments(normalized);
  return options.path_encoding == PathEncoding::double_encoded ? encode_path(normalized) : normalized;
}

std::string canonical_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (std::size_t begin = 0; begin < query.size();) {
    const std::size_t end = std::min(query.find('&', begin), query.size());
    const std::string_view parameter = query.substr(begin, end - begin);
    begin = end + 1;
    if (parameter.empty()) continue;
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    const std::string_view value =
        equals == parameter.size() ? std::string_view{} : parameter.substr(equals + 1);
    parameters.emplace_back(recode_query_part(parameter.substr(0, equals)), recode_query_part(value));
  }
  std::sort(parameters.begin(), parameters.end());
  std::string text;
  for (const auto& [name, value] : parameters) {
    if (!text.empty()) text.push_back('&');
    text.append(name).append("=").append(value);
  }
  return text;
}

CanonicalRequest canonical_request(const RequestView& request, CanonicalOptions options) {
  CanonicalRequest canonical;
  std::string& text = canonical.text;
  text.reserve(512);
  text.append(request.method).append("\n");
  text.append(canonical_path(request.path, options)).append("\n");
  text.append(canonical_query(request.query)).append("\n");
  std::string_view previous;
  for (const HeaderView& header : sorted_by_name(request.headers)) {
    if (!previous.empty() && same_name(previous, header.name)) {
      text.back() = ',';  // instead of the line's end
    } else {
      append_lower(text, header.name);
      text.push_back(':');
      if (!canonical.signed_headers.empty()) canonical.signed_headers.push_back(';');
      append_lower(canonical.signed_headers, header.name);
    }
    append_trimmed(text, header.value);
    text.push_back('\n');
    previous = header.name;
  }
  text.append("\n").append(canonical.signed_headers).append("\n").append(request.payload_hash);
  return canonical;
}

std::string string_to_sign(std::string_view amz_date, std::string_view scope,
                           std::string_view canonical_request_text) {
  std::string text;
  text.reserve(160);
  text.append("AWS4-HMAC-SHA256\n").append(amz_date).append("\n").append(scope).append("\n");
  return text.append(sha256_hex(canonical_request_text));
}

}  // namespace gw::aws
