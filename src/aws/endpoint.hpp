#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/strong.hpp"

namespace gw::aws {

struct Partition;

/// The two Bedrock services that the gateway calls. Both sign as "bedrock".
enum class Service : std::uint8_t {
  bedrock_runtime,  ///< inference
  bedrock,          ///< control plane: lists of models and profiles
};

enum class Scheme : std::uint8_t { http, https };

/// Where to connect to, and for what to sign.
struct Endpoint {
  Scheme scheme{Scheme::https};
  std::string host;  ///< name or address, lower case, an IPv6 address without brackets
  std::uint16_t port{443};
  std::string path_prefix;  ///< "" or "/prefix" without a trailing slash, goes before every path
  base::Region signing_region;
  std::string signing_service;  ///< "bedrock"

  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// Value of the host header that is sent and signed: brackets around IPv6, the port where it is not the
/// scheme's own.
[[nodiscard]] std::string host_header(const Endpoint& endpoint);

enum class FipsEndpoint : std::uint8_t { off, on };
enum class DualStackEndpoint : std::uint8_t { off, on };

struct EndpointOptions {
  FipsEndpoint fips{FipsEndpoint::off};                  ///< AWS_USE_FIPS_ENDPOINT
  DualStackEndpoint dual_stack{DualStackEndpoint::off};  ///< AWS_USE_DUALSTACK_ENDPOINT
  /// AWS_ENDPOINT_URL_BEDROCK_RUNTIME / AWS_ENDPOINT_URL_BEDROCK, else AWS_ENDPOINT_URL; empty values count
  /// as unset.
  std::optional<std::string> override_url;
};

/// Host name by the rules for a partition. Errors: invalid_request with AWS's own text where the partition
/// does not support what is asked for.
[[nodiscard]] base::Result<std::string> endpoint_host(Service service, const Partition& partition,
                                                      std::string_view region, FipsEndpoint fips,
                                                      DualStackEndpoint dual_stack);

/// The endpoint by AWS's own rules for the service (endpoint-rule-set-1.json and partitions.json as in
/// botocore). Errors: invalid_request with one line for the operator: what is no region, what is no URL, or
/// AWS's own text where the rules refuse the combination.
[[nodiscard]] base::Result<Endpoint> resolve_endpoint(Service service, const base::Region& region,
                                                      const EndpointOptions& options);

}  // namespace gw::aws
