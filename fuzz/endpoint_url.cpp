// Any text as AWS_ENDPOINT_URL, and as a region.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "aws/endpoint.hpp"
#include "support/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gw::aws;
  using gw::fuzz::require;
  const std::string text{gw::fuzz::as_text(data, size)};
  const auto is_printable = [](char c) { return c > ' ' && c <= '~'; };

  EndpointOptions options;
  options.override_url = text;
  const auto endpoint = resolve_endpoint(Service::bedrock_runtime, gw::base::Region{"us-west-2"}, options);
  if (!endpoint) {
    require(std::ranges::all_of(endpoint.error().message, [](char c) { return c >= ' ' && c <= '~'; }),
            "an error that is not one line of text");
  } else {
    require(!endpoint->host.empty() && endpoint->port != 0, "an endpoint to nowhere");
    require(std::ranges::all_of(host_header(*endpoint) + endpoint->path_prefix, is_printable),
            "an endpoint that does not fit into a request line");
    EndpointOptions again;
    again.override_url = (endpoint->scheme == Scheme::https ? "https://" : "http://") +
                         host_header(*endpoint) + endpoint->path_prefix;
    const auto second = resolve_endpoint(Service::bedrock_runtime, gw::base::Region{"us-west-2"}, again);
    require(second && *second == *endpoint, "an endpoint is another one when written and read again");
  }

  const auto by_region = resolve_endpoint(Service::bedrock, gw::base::Region{text}, {});
  if (by_region) {
    require(std::ranges::all_of(by_region->host, is_printable) && by_region->host.starts_with("bedrock") &&
                by_region->host.find_first_of("/@:?#") == std::string::npos,
            "a region leads out of its place in the host name");
  }
  return 0;
}
