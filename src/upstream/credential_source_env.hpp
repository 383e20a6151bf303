#pragma once

#include "upstream/credential_source.hpp"

namespace gw::upstream {

/// The identity that the environment held at start. Fetching it again brings the same one: a process's
/// environment does not change.
class EnvironmentCredentialSource final : public CredentialSource {
 public:
  explicit EnvironmentCredentialSource(aws::Identity identity);

  net::Task<base::Result<aws::Identity>> fetch() override;
  [[nodiscard]] std::string description() const override;

 private:
  aws::Identity identity_;
};

}  // namespace gw::upstream
