#include "app/setting_values.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace gw::app {
namespace {

constexpr bool is_control(char c) noexcept {
  return static_cast<unsigned char>(c) < ' ' || c == 0x7F;
}

/// Fit for one line on a terminal.
std::string printable(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (is_control(c)) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      result.push_back(c);
    }
  }
  return result;
}

std::unexpected<base::Error> must_be(std::string_view what, std::string_view text) {
  constexpr std::size_t kLongestQuote = 80;
  const std::string quoted = printable(text.substr(0, kLongestQuote));
  return base::fail(base::ErrorKind::invalid_request, fmt::format("must be {}, not \"{}{}\"", what, quoted,
                                                                  quoted.size() < text.size() ? "…" : ""));
}

std::string lower(std::string_view text) {
  std::string result{text};
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

constexpr bool is_visible(char c) noexcept {
  return c > ' ' && c <= '~';
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kWhiteSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kWhiteSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
}

bool is_origin(std::string_view text) {
  const std::size_t scheme_end = text.find("://");
  if (scheme_end == 0 || scheme_end == std::string_view::npos) return false;
  const std::string_view host = text.substr(scheme_end + 3);
  return !host.empty() && host.find_first_of("/?#@*") == std::string_view::npos &&
         std::ranges::all_of(text, is_visible);
}

}  // namespace

base::Result<std::uint64_t> read_number(std::string_view text, std::uint64_t min, std::uint64_t max) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || number < min || number > max) {
    return must_be(fmt::format("a whole number from {} to {}", min, max), text);
  }
  return number;
}

base::Result<bool> read_boolean(std::string_view text) {
  constexpr std::array<std::string_view, 4> kTrue{"true", "yes", "on", "1"};
  constexpr std::array<std::string_view, 4> kFalse{"false", "no", "off", "0"};
  const std::string word = lower(text);
  if (std::ranges::find(kTrue, word) != kTrue.end()) return true;
  if (std::ranges::find(kFalse, word) != kFalse.end()) return false;
  return must_be("true or false", text);
}

std::vector<std::string> read_list(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view item = trim(text.substr(0, end));
    if (!item.empty()) items.emplace_back(item);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return items;
}

base::Result<std::string> read_word(std::string_view text) {
  if (text.empty() || !std::ranges::all_of(text, is_visible))
    return must_be("visible ASCII without spaces", text);
  return std::string{text};
}

base::Result<std::string> read_text(std::string_view text) {
  if (text.empty() || std::ranges::any_of(text, is_control))
    return must_be("text without control characters", text);
  return std::string{text};
}

base::Result<std::string> read_route_prefix(std::string_view text) {
  std::string_view prefix = text;
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  if (prefix.empty()) return std::string{};
  const auto is_path_character = [](char c) {
    return is_visible(c) && std::string_view{"?#%*"}.find(c) == std::string_view::npos;
  };
  if (!prefix.starts_with('/') || prefix.find("//") != std::string_view::npos ||
      !std::ranges::all_of(prefix, is_path_character)) {
    return must_be("a path such as /api/v1", text);
  }
  return std::string{prefix};
}

base::Result<std::vector<std::string>> read_origins(std::string_view text) {
  std::vector<std::string> origins = read_list(text);
  for (const std::string& origin : origins) {
    if (origin != "*" && !is_origin(origin))
      return must_be("* or a list of origins such as https://app.example", origin);
  }
  return origins;
}

base::Result<std::string> read_bind_host(std::string_view text) {
  std::string host{text};
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  std::array<unsigned char, sizeof(in6_addr)> address{};
  const bool literal = ::inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
                       ::inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
  if (!literal && host != "localhost")
    return must_be("an address such as 127.0.0.1, 0.0.0.0 or ::, or localhost", text);
  return host;
}

}  // namespace gw::app
