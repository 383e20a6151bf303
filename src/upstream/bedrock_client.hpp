#pragma once

#include <string>

#include "aws/endpoint.hpp"
#include "aws/sigv4.hpp"
#include "base/result.hpp"
#include "net/task.hpp"
#include "upstream/bedrock_call.hpp"
#include "upstream/bedrock_request.hpp"
#include "upstream/credential_cache.hpp"

namespace gw::base {
class Clock;
}
namespace gw::net {
class HttpClient;
struct ClientRequest;
}  // namespace gw::net

namespace gw::upstream {

struct BedrockEndpoints {
  aws::Endpoint runtime;
  aws::Endpoint control_plane;
};

/// Signs and sends calls of Amazon Bedrock from one thread. Tries each once: who may try again is
/// gateway/policy's decision. `http`, `credentials` and `clock` must outlive the client and every call.
class BedrockClient {
 public:
  BedrockClient(net::HttpClient& http, CredentialCache& credentials, const base::Clock& clock,
                BedrockEndpoints endpoints);

  /// Signs with the shared credentials (a bearer token wins over keys) and sends. `request` must stay as it
  /// is until the answer's head arrived, or the call ended. Errors: upstream_credentials, and as
  /// net::HttpClient::open.
  net::Task<base::Result<BedrockCall>> open(const BedrockRequest& request);

  /// AWS refused `rejected` as expired: fetches new credentials, for everybody. False if their source has
  /// none newer: then a repeated call is refused again. Errors: as CredentialCache::get.
  net::Task<base::Result<bool>> renew_credentials(IdentityPtr rejected);

  [[nodiscard]] const base::Clock& clock() const noexcept { return clock_; }

 private:
  [[nodiscard]] net::ClientRequest to_wire(const BedrockRequest& request, const aws::Endpoint& endpoint,
                                           const aws::Identity& identity);

  net::HttpClient& http_;
  CredentialCache& credentials_;
  const base::Clock& clock_;
  BedrockEndpoints endpoints_;
  aws::SigningKeyCache signing_keys_;
};

}  // namespace gw::upstream
