#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <utility>

#include "aws/credentials.hpp"
#include "base/clock.hpp"
#include "upstream/credential_source.hpp"

namespace gw::test {

/// Stands still, at the time of AWS's signing examples.
class FixedClock final : public base::Clock {
 public:
  [[nodiscard]] std::chrono::system_clock::time_point now() const override {
    return std::chrono::sys_days{std::chrono::year{2015} / 8 / 30} + std::chrono::hours{12} +
           std::chrono::minutes{36};
  }
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::now();
  }
};

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
