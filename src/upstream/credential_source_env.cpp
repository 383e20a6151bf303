#include "upstream/credential_source_env.hpp"

#include <utility>
#include <variant>

namespace gw::upstream {

EnvironmentCredentialSource::EnvironmentCredentialSource(aws::Identity identity)
    : identity_(std::move(identity)) {}

net::Task<base::Result<aws::Identity>> EnvironmentCredentialSource::fetch() {
  base::Result<aws::Identity> identity{identity_};
  co_return identity;
}

std::string EnvironmentCredentialSource::description() const {
  const bool is_bearer = std::holds_alternative<aws::BearerToken>(identity_);
  return is_bearer ? "environment (AWS_BEARER_TOKEN_BEDROCK)" : "environment (AWS_ACCESS_KEY_ID)";
}

}  // namespace gw::upstream
