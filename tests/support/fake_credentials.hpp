#pragma once

#include <deque>
#include <memory>
#include <string>
#include <utility>

#include "aws/credentials.hpp"
#include "upstream/credential_source.hpp"

namespace gw::test {

[[nodiscard]] inline aws::Identity keys(const std::string& id) {
  aws::Credentials credentials;
  credentials.access_key_id = aws::AccessKeyId(id);
  credentials.secret_access_key = base::Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  return credentials;
}

[[nodiscard]] inline aws::Identity bearer(const std::string& token) {
  return aws::BearerToken{base::Secret(token)};
}

/// Gives its identities in order, the last one again and again.
class ListedCredentials final : public upstream::CredentialSource {
 public:
  explicit ListedCredentials(std::deque<aws::Identity> identities) : identities_(std::move(identities)) {}

  net::Task<base::Result<aws::Identity>> fetch() override {
    aws::Identity identity = identities_.front();
    if (identities_.size() > 1) identities_.pop_front();
    co_return identity;
  }
  [[nodiscard]] std::string description() const override { return "test"; }

 private:
  std::deque<aws::Identity> identities_;
};

}  // namespace gw::test
