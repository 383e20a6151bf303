#include "gateway/policy/local_names.hpp"

#include <algorithm>
#include <charconv>

namespace gw::gateway::policy {
namespace {

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// One decimal number of a dotted address, without signs or leading zeros, taken off the front of `text`.
bool take_octet(std::string_view& text, unsigned& octet) noexcept {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), octet);
  const auto length = static_cast<std::size_t>(end - text.data());
  if (error != std::errc{} || octet > 255 || (length > 1 && text.front() == '0')) return false;
  text.remove_prefix(length);
  return true;
}

bool is_loopback_ipv4(std::string_view host) noexcept {
  unsigned octet = 0;
  for (int i = 0; i < 4; ++i) {
    if (i > 0) {
      if (!host.starts_with('.')) return false;
      host.remove_prefix(1);
    }
    if (!take_octet(host, octet)) return false;
    if (i == 0 && octet != 127) return false;
  }
  return host.empty();
}

}  // namespace

bool is_loopback_host(std::string_view host) noexcept {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.ends_with('.')) host.remove_suffix(1);
  constexpr std::string_view kUnderLocalhost = ".localhost";
  return host == "::1" || is_loopback_ipv4(host) || equals_ignoring_case(host, "localhost") ||
         (host.size() > kUnderLocalhost.size() &&
          equals_ignoring_case(host.substr(host.size() - kUnderLocalhost.size()), kUnderLocalhost));
}

std::string_view host_of_authority(std::string_view authority) noexcept {
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    return end == std::string_view::npos ? std::string_view{} : authority.substr(1, end - 1);
  }
  return authority.substr(0, authority.find(':'));
}

std::string_view host_of_origin(std::string_view origin) noexcept {
  const std::size_t scheme_end = origin.find("://");
  if (scheme_end == std::string_view::npos) return {};
  const std::string_view authority = origin.substr(scheme_end + 3);
  if (authority.find_first_of("/@?#") != std::string_view::npos) return {};
  return host_of_authority(authority);
}

}  // namespace gw::gateway::policy
