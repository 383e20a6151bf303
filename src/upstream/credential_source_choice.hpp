#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "aws/endpoint.hpp"
#include "base/result.hpp"
#include "base/strong.hpp"
#include "upstream/credential_source_files.hpp"

namespace gw::upstream {

class CredentialSource;

/// Everything outside the process that decides on credentials, region and endpoints. app/ fills it from the
/// process, tests by hand.
struct CredentialEnvironment {
  /// Values of credential_variables() that are set. Empty values count as unset, as in botocore.
  std::map<std::string, std::string, std::less<>> variables;
  ReadFile read_file;
};

/// Names of the environment variables that are looked at.
[[nodiscard]] std::span<const std::string_view> credential_variables() noexcept;

struct ChosenCredentials {
  std::unique_ptr<CredentialSource> source;
  std::string description;  ///< "environment", "profile 'dev'"
};

/// The source by botocore's order: AWS_BEARER_TOKEN_BEDROCK, keys in the environment, then what the profile
/// names. Does not call AWS. Errors, one line each for the operator: upstream_credentials if there are none,
/// if they are of a kind that is not built yet, are incomplete or malformed, if AWS_PROFILE names no profile,
/// if a file is malformed.
[[nodiscard]] base::Result<ChosenCredentials> choose_credentials(const CredentialEnvironment& environment);

/// First trace of AWS credentials or configuration ("AWS_PROFILE", "/home/me/.aws/config"), or nothing if
/// there is none at all: then `serve --auto` may simulate.
[[nodiscard]] std::optional<std::string> find_aws_trace(const CredentialEnvironment& environment);

enum class RegionOrigin : std::uint8_t { aws_region, aws_default_region, profile, built_in_default };

struct ChosenRegion {
  base::Region region;
  RegionOrigin origin{RegionOrigin::built_in_default};
};

/// AWS_REGION, AWS_DEFAULT_REGION, the profile's, else us-west-2. Errors: as choose_credentials for files and
/// AWS_PROFILE.
[[nodiscard]] base::Result<ChosenRegion> choose_region(const CredentialEnvironment& environment);

/// FIPS, dual-stack and override URL for a service: the environment's, else the profile's (`services` section
/// first). Errors: as choose_region.
[[nodiscard]] base::Result<aws::EndpointOptions> choose_endpoint_options(
    const CredentialEnvironment& environment, aws::Service service);

}  // namespace gw::upstream
