#include "aws/endpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

#include "aws/partition.hpp"

namespace gw::aws {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr std::size_t kMaxLabelBytes = 63;  // RFC 1035 section 2.3.4
constexpr std::size_t kMaxNameBytes = 253;

constexpr std::uint16_t default_port(Scheme scheme) noexcept {
  return scheme == Scheme::https ? 443 : 80;
}

constexpr char to_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) noexcept {
  return to_lower(c) >= 'a' && to_lower(c) <= 'z';
}
constexpr bool is_hex(char c) noexcept {
  return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}

std::string lower(std::string_view text) {
  std::string result{text};
  std::ranges::transform(result, result.begin(), to_lower);
  return result;
}

// A region becomes a part of the host name: whatever could end the label there must not get in.
bool is_region_name(std::string_view region) {
  const auto allowed = [](char c) { return is_digit(c) || is_letter(c) || c == '-'; };
  return !region.empty() && region.size() <= kMaxLabelBytes && std::ranges::all_of(region, allowed) &&
         !region.starts_with('-') && !region.ends_with('-') && !std::ranges::all_of(region, is_digit);
}

// "fips-us-gov-west-1" and "us-gov-west-1-fips" are older spellings of a region with FIPS on; botocore takes
// them still.
std::optional<std::string> without_fips(std::string_view region) {
  static constexpr std::string_view kPrefix = "fips-";
  static constexpr std::string_view kSuffix = "-fips";
  if (region.starts_with(kPrefix)) return std::string{region.substr(kPrefix.size())};
  if (region.ends_with(kSuffix)) return std::string{region.substr(0, region.size() - kSuffix.size())};
  return std::nullopt;
}

std::string_view endpoint_prefix(Service service) {
  switch (service) {
    case Service::bedrock_runtime:
      return "bedrock-runtime";
    case Service::bedrock:
      return "bedrock";
  }
  std::unreachable();
}

std::unexpected<base::Error> bad_url(std::string_view url, std::string_view what) {
  // A URL with '@' may hold a password, and control characters would break the line.
  const bool printable = std::ranges::all_of(url, [](char c) { return c > ' ' && c <= '~' && c != '@'; });
  return fail(ErrorKind::invalid_request,
              fmt::format("AWS endpoint URL {}{}{}: {}", printable ? "'" : "",
                          printable ? url : "(not shown)", printable ? "'" : "", what));
}

bool is_host_name(std::string_view host) {
  // '_' is no letter of host names, but of the service names that Docker Compose resolves.
  const auto allowed = [](char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '.' || c == '_'; };
  return !host.empty() && host.size() <= kMaxNameBytes && std::ranges::all_of(host, allowed) &&
         !host.starts_with('.') && host.find("..") == std::string_view::npos;
}

bool is_ipv6_literal(std::string_view address) {
  const auto allowed = [](char c) { return is_hex(c) || c == ':' || c == '.'; };
  const auto colons = std::ranges::count(address, ':');
  return address.size() <= 45 && std::ranges::all_of(address, allowed) && colons >= 2 && colons <= 7;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

// The prefix goes into the request line and the signature as it is: only what may stand in a path (RFC 3986
// section 3.3).
bool is_path(std::string_view path) {
  static constexpr std::string_view kMarks = "/-._~!$&'()*+,;=:@";
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    if (is_digit(c) || is_letter(c) || kMarks.find(c) != std::string_view::npos) continue;
    if (c != '%' || i + 2 >= path.size() || !is_hex(path[i + 1]) || !is_hex(path[i + 2])) return false;
    i += 2;
  }
  return true;
}

Result<Endpoint> parse_url(std::string_view url) {
  Endpoint endpoint;
  const std::size_t scheme_end = std::min(url.find("://"), url.size());
  const std::string scheme = lower(url.substr(0, scheme_end));
  if (scheme_end == url.size() || (scheme != "http" && scheme != "https")) {
    return bad_url(url, "must begin with http:// or https://");
  }
  endpoint.scheme = scheme == "https" ? Scheme::https : Scheme::http;
  endpoint.port = default_port(endpoint.scheme);

  const std::string_view rest = url.substr(scheme_end + 3);
  const std::size_t authority_end = std::min(rest.find_first_of("/?#"), rest.size());
  std::string_view authority = rest.substr(0, authority_end);
  std::string_view path = rest.substr(authority_end);
  if (authority.find('@') != std::string_view::npos)
    return bad_url(url, "user names and passwords are not taken");
  if (path.find_first_of("?#") != std::string_view::npos)
    return bad_url(url, "must have no query and no fragment");

  std::string_view port;
  if (authority.starts_with('[')) {
    const std::size_t bracket = authority.find(']');
    if (bracket == std::string_view::npos)
      return bad_url(url, "the bracket of the IPv6 address is not closed");
    endpoint.host = lower(authority.substr(1, bracket - 1));
    if (!is_ipv6_literal(endpoint.host)) return bad_url(url, "not an IPv6 address between the brackets");
    port = authority.substr(bracket + 1);
    if (!port.empty() && !port.starts_with(':'))
      return bad_url(url, "only a port may follow the IPv6 address");
  } else {
    const std::size_t colon = std::min(authority.find(':'), authority.size());
    endpoint.host = lower(authority.substr(0, colon));
    if (!is_host_name(endpoint.host)) return bad_url(url, "has no valid host name");
    port = authority.substr(colon);
  }
  if (port.starts_with(':')) port.remove_prefix(1);
  if (!port.empty()) {
    const std::optional<std::uint16_t> number = parse_port(port);
    if (!number) return bad_url(url, "the port must be a number from 1 to 65535");
    endpoint.port = *number;
  }

  if (!is_path(path)) return bad_url(url, "the path holds characters that must be percent-encoded");
  while (path.ends_with('/')) path.remove_suffix(1);
  endpoint.path_prefix = path;
  return endpoint;
}

Result<Endpoint> override_endpoint(const std::string& url, FipsEndpoint fips, DualStackEndpoint dual_stack) {
  if (fips == FipsEndpoint::on) {
    return fail(ErrorKind::invalid_request,
                "Invalid Configuration: FIPS and custom endpoint are not supported");
  }
  if (dual_stack == DualStackEndpoint::on) {
    return fail(ErrorKind::invalid_request,
                "Invalid Configuration: Dualstack and custom endpoint are not supported");
  }
  return parse_url(url);
}

}  // namespace

std::string host_header(const Endpoint& endpoint) {
  const bool is_ipv6 = endpoint.host.find(':') != std::string::npos;
  std::string header = is_ipv6 ? fmt::format("[{}]", endpoint.host) : endpoint.host;
  if (endpoint.port != default_port(endpoint.scheme)) header.append(fmt::format(":{}", endpoint.port));
  return header;
}

// The texts are AWS's own, from endpoint-rule-set-1.json of both services.
Result<std::string> endpoint_host(Service service, const Partition& partition, std::string_view region,
                                  FipsEndpoint fips, DualStackEndpoint dual_stack) {
  const bool with_fips = fips == FipsEndpoint::on;
  const bool with_dual_stack = dual_stack == DualStackEndpoint::on;
  const bool fips_supported = partition.supports_fips == Support::yes;
  const bool dual_stack_supported = partition.supports_dual_stack == Support::yes;
  if (with_fips && with_dual_stack && !(fips_supported && dual_stack_supported)) {
    return fail(ErrorKind::invalid_request,
                "FIPS and DualStack are enabled, but this partition does not support one or both");
  }
  if (with_fips && !fips_supported) {
    return fail(ErrorKind::invalid_request, "FIPS is enabled but this partition does not support FIPS");
  }
  if (with_dual_stack && !dual_stack_supported) {
    return fail(ErrorKind::invalid_request,
                "DualStack is enabled but this partition does not support DualStack");
  }
  return fmt::format("{}{}.{}.{}", endpoint_prefix(service), with_fips ? "-fips" : "", region,
                     with_dual_stack ? partition.dual_stack_dns_suffix : partition.dns_suffix);
}

Result<Endpoint> resolve_endpoint(Service service, const base::Region& region,
                                  const EndpointOptions& options) {
  const std::optional<std::string> region_without_fips = without_fips(region.str());
  const std::string& signing_region = region_without_fips ? *region_without_fips : region.str();
  if (!is_region_name(signing_region)) {
    return fail(ErrorKind::invalid_request,
                "the AWS region is not a valid region name (an example: us-west-2)");
  }
  const FipsEndpoint fips = region_without_fips ? FipsEndpoint::on : options.fips;

  Endpoint endpoint;
  if (options.override_url && !options.override_url->empty()) {
    Result<Endpoint> custom = override_endpoint(*options.override_url, fips, options.dual_stack);
    if (!custom) return custom;
    endpoint = std::move(*custom);
  } else {
    Result<std::string> host =
        endpoint_host(service, partition_of(signing_region), signing_region, fips, options.dual_stack);
    if (!host) return fail(std::move(host.error()));
    endpoint.host = std::move(*host);
  }
  endpoint.signing_region = base::Region{signing_region};
  endpoint.signing_service = "bedrock";
  return endpoint;
}

}  // namespace gw::aws
