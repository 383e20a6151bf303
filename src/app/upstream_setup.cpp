#include "app/upstream_setup.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "app/process_environment.hpp"
#include "aws/credentials.hpp"
#include "net/http_client.hpp"
#include "net/tls_context.hpp"
#include "upstream/credential_source_env.hpp"

namespace gw::app {
namespace {

constexpr std::array<std::string_view, 2> kTrustVariables{"AWS_CA_BUNDLE", "SSL_CERT_FILE"};

using Variables = std::map<std::string, std::string, std::less<>>;

std::string_view to_text(upstream::RegionOrigin origin) {
  switch (origin) {
    case upstream::RegionOrigin::aws_region:
      return "AWS_REGION";
    case upstream::RegionOrigin::aws_default_region:
      return "AWS_DEFAULT_REGION";
    case upstream::RegionOrigin::profile:
      return "profile";
    case upstream::RegionOrigin::built_in_default:
      return "default region";
  }
  std::unreachable();
}

/// First of the trust variables that has a value.
std::string_view find_trust(const Variables& variables) {
  for (const std::string_view name : kTrustVariables) {
    const auto found = variables.find(name);
    if (found != variables.end() && !found->second.empty()) return found->second;
  }
  return {};
}

/// A bundle that does not load would only show at the first request.
base::Result<void> check_trust(const std::string& ca_bundle_file) {
  if (ca_bundle_file.empty()) return {};
  const auto context = net::TlsClientContext::create(net::TlsTrust{ca_bundle_file});
  if (!context) return base::fail(context.error());
  return {};
}

base::Result<aws::Endpoint> find_endpoint(const upstream::CredentialEnvironment& environment,
                                          aws::Service service, const base::Region& region) {
  const base::Result<aws::EndpointOptions> options = upstream::choose_endpoint_options(environment, service);
  if (!options) return base::fail(options.error());
  return aws::resolve_endpoint(service, region, *options);
}

/// Where requests go, if that is not AWS's own place.
std::string elsewhere(const aws::Endpoint& runtime) {
  const bool is_aws = runtime.host.ends_with(".amazonaws.com") || runtime.host.ends_with(".api.aws") ||
                      runtime.host.ends_with(".amazonaws.com.cn");
  return is_aws ? std::string{} : fmt::format(" at {}", aws::host_header(runtime));
}

}  // namespace

upstream::CredentialEnvironment aws_environment(const Variables& environment, const Variables& overrides) {
  upstream::CredentialEnvironment result;
  const auto take = [&](std::string_view name) {
    if (const auto found = environment.find(name); found != environment.end()) {
      result.variables.insert_or_assign(std::string{name}, found->second);
    }
  };
  for (const std::string_view name : upstream::credential_variables()) take(name);
  for (const std::string_view name : kTrustVariables) take(name);
  for (const auto& [name, value] : overrides) result.variables.insert_or_assign(name, value);
  result.read_file = read_file;
  return result;
}

base::Region region_or_default(const upstream::CredentialEnvironment& environment) {
  for (const std::string_view name : {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
    const auto found = environment.variables.find(name);
    if (found != environment.variables.end() && !found->second.empty()) return base::Region{found->second};
  }
  return base::Region{"us-west-2"};
}

base::Result<UpstreamSetup> set_up_aws(const upstream::CredentialEnvironment& environment) {
  base::Result<upstream::ChosenRegion> region = upstream::choose_region(environment);
  if (!region) return base::fail(std::move(region.error()));
  base::Result<aws::Endpoint> runtime =
      find_endpoint(environment, aws::Service::bedrock_runtime, region->region);
  if (!runtime) return base::fail(std::move(runtime.error()));
  base::Result<aws::Endpoint> control = find_endpoint(environment, aws::Service::bedrock, region->region);
  if (!control) return base::fail(std::move(control.error()));
  base::Result<upstream::ChosenCredentials> credentials = upstream::choose_credentials(environment);
  if (!credentials) return base::fail(std::move(credentials.error()));

  UpstreamSetup setup;
  setup.ca_bundle_file = find_trust(environment.variables);
  const base::Result<void> trust = check_trust(setup.ca_bundle_file);
  if (!trust) return base::fail(trust.error());
  setup.description = fmt::format("Amazon Bedrock in {} ({}){}, credentials: {}", region->region,
                                  to_text(region->origin), elsewhere(*runtime), credentials->description);
  setup.credentials = std::move(credentials->source);
  setup.endpoints =
      upstream::BedrockEndpoints{.runtime = *std::move(runtime), .control_plane = *std::move(control)};
  setup.region = std::move(region->region);
  return setup;
}

UpstreamSetup set_up_local(std::uint16_t port, const aws::Credentials& credentials,
                           const base::Region& region) {
  aws::Endpoint endpoint;
  endpoint.scheme = aws::Scheme::http;
  endpoint.host = "127.0.0.1";
  endpoint.port = port;
  endpoint.signing_region = region;
  endpoint.signing_service = "bedrock";

  UpstreamSetup setup;
  setup.credentials = std::make_unique<upstream::EnvironmentCredentialSource>(credentials);
  setup.endpoints = upstream::BedrockEndpoints{.runtime = endpoint, .control_plane = endpoint};
  setup.region = region;
  setup.description = "local simulation (nothing is sent to AWS)";
  setup.local_simulation = true;
  return setup;
}

}  // namespace gw::app
