#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/clock.hpp"
#include "support/fake_credentials.hpp"
#include "support/fake_http.hpp"
#include "support/loop.hpp"
#include "upstream/bedrock_client.hpp"
#include "upstream/credential_cache.hpp"

namespace gw::test {

/// Stands still for signatures, at the time of AWS's examples; deadlines are real.
class SigningExampleClock final : public base::Clock {
 public:
  [[nodiscard]] std::chrono::system_clock::time_point now() const override {
    return std::chrono::sys_days{std::chrono::year{2015} / 8 / 30} + std::chrono::hours{12} +
           std::chrono::minutes{36};
  }
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::now();
  }
};

[[nodiscard]] inline aws::Endpoint endpoint(std::string host, std::string path_prefix = {}) {
  aws::Endpoint endpoint;
  endpoint.host = std::move(host);
  endpoint.path_prefix = std::move(path_prefix);
  endpoint.signing_region = base::Region("us-east-1");
  endpoint.signing_service = "bedrock";
  return endpoint;
}

/// A result that cannot be made without a value does not fit through co_spawn.
inline net::Task<void> open_into(std::optional<base::Result<upstream::BedrockCall>>& call,
                                 upstream::BedrockClient& client, const upstream::BedrockRequest& request) {
  base::Result<upstream::BedrockCall> opened = co_await client.open(request);
  call.emplace(std::move(opened));
}

/// A BedrockClient whose network and credentials are scripted.
struct UpstreamFixture {
  explicit UpstreamFixture(std::deque<FakeAnswer> answers,
                           std::deque<aws::Identity> identities = {keys("AKIDEXAMPLE")})
      : http(std::move(answers)),
        credentials(std::make_unique<ListedCredentials>(std::move(identities)), clock),
        client(http, credentials, clock,
               upstream::BedrockEndpoints{endpoint("runtime.test", "/proxy"), endpoint("control.test")}) {}

  /// `request` must outlive the call.
  base::Result<upstream::BedrockCall> open(const upstream::BedrockRequest& request) {
    std::optional<base::Result<upstream::BedrockCall>> call;
    loop.run(open_into(call, client, request));
    return std::move(*call);
  }

  static std::chrono::steady_clock::time_point soon() {
    return std::chrono::steady_clock::now() + std::chrono::seconds{5};
  }

  Loop loop;
  SigningExampleClock clock;
  FakeHttp http;
  upstream::CredentialCache credentials;
  upstream::BedrockClient client;
};

/// A 200 with Bedrock's headers.
[[nodiscard]] inline FakeAnswer json_answer(std::string body) {
  FakeAnswer answer;
  answer.headers = {{"content-type", "application/json"}, {"x-amzn-requestid", "aws-1"}};
  answer.pieces = {std::move(body)};
  return answer;
}

[[nodiscard]] inline FakeAnswer stream_answer(std::vector<std::string> pieces) {
  FakeAnswer answer;
  answer.headers = {{"content-type", "application/vnd.amazon.eventstream"}, {"x-amzn-requestid", "aws-2"}};
  answer.pieces = std::move(pieces);
  return answer;
}

[[nodiscard]] inline FakeAnswer refusal(unsigned status, std::string type, std::string body) {
  FakeAnswer answer;
  answer.status = status;
  answer.headers = {{"content-type", "application/json"},
                    {"x-amzn-requestid", "aws-3"},
                    {"x-amzn-errortype", std::move(type)}};
  if (!body.empty()) answer.pieces = {std::move(body)};
  return answer;
}

}  // namespace gw::test
