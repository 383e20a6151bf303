#pragma once

#include <memory>
#include <string>

#include "aws/credentials.hpp"
#include "base/result.hpp"
#include "net/task.hpp"

namespace gw::upstream {

/// Where an identity comes from: environment, profile, and later SSO, STS, containers, instance metadata.
class CredentialSource {
 public:
  virtual ~CredentialSource() = default;

  /// Fetches afresh; CredentialCache keeps the answer and never runs two at once. May run on any loop thread,
  /// another one each time. Brings its own deadlines. Errors: upstream_credentials with one line for the
  /// operator.
  virtual net::Task<base::Result<aws::Identity>> fetch() = 0;

  /// For the start line and `check`: "environment", "profile 'dev'". Never holds a key.
  [[nodiscard]] virtual std::string description() const = 0;
};

}  // namespace gw::upstream
