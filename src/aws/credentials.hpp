#pragma once

#include <chrono>
#include <optional>
#include <variant>

#include "base/secret.hpp"
#include "base/strong.hpp"

namespace gw::aws {

/// Public half of a key pair ("AKIDEXAMPLE"). Not a secret, but never shown to clients: it names the
/// operator's account.
using AccessKeyId = base::Strong<struct AccessKeyIdTag>;

/// One key pair, permanent or temporary.
struct Credentials {
  AccessKeyId access_key_id;
  base::Secret secret_access_key;
  base::Secret session_token;                      ///< empty for permanent keys
  std::optional<std::chrono::sys_seconds> expiry;  ///< absent where they never expire
};

/// A Bedrock API key: the value of AWS_BEARER_TOKEN_BEDROCK, sent instead of a signature.
struct BearerToken {
  base::Secret token;
};

/// Who the gateway is toward AWS.
using Identity = std::variant<Credentials, BearerToken>;

}  // namespace gw::aws
