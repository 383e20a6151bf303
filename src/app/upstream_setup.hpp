#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "base/strong.hpp"
#include "upstream/bedrock_client.hpp"
#include "upstream/credential_source.hpp"
#include "upstream/credential_source_choice.hpp"

namespace gw::aws {
struct Credentials;
}

namespace gw::app {

/// Which Bedrock is talked to, and as whom.
struct UpstreamSetup {
  std::unique_ptr<upstream::CredentialSource> credentials;
  upstream::BedrockEndpoints endpoints;
  base::Region region;
  std::string description;     ///< "Amazon Bedrock in us-west-2 (default region), credentials: environment"
  std::string ca_bundle_file;  ///< AWS_CA_BUNDLE, else SSL_CERT_FILE, else empty
  bool local_simulation = false;
};

/// The part of the environment that AWS's rules look at, with the settings of flags and file laid over it.
[[nodiscard]] upstream::CredentialEnvironment aws_environment(
    const std::map<std::string, std::string, std::less<>>& environment,
    const std::map<std::string, std::string, std::less<>>& overrides);

/// AWS_REGION, else AWS_DEFAULT_REGION, else us-west-2: for the local Bedrock, which needs no profile.
[[nodiscard]] base::Region region_or_default(const upstream::CredentialEnvironment& environment);

/// Amazon Bedrock, by AWS's own rules. Calls nobody. Errors: one line for the operator.
[[nodiscard]] base::Result<UpstreamSetup> set_up_aws(const upstream::CredentialEnvironment& environment);

/// The local Bedrock on a port of this machine, with its own keys.
[[nodiscard]] UpstreamSetup set_up_local(std::uint16_t port, const aws::Credentials& credentials,
                                         const base::Region& region);

}  // namespace gw::app
