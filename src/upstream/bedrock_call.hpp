#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.hpp"
#include "net/task.hpp"
#include "upstream/bedrock_request.hpp"
#include "upstream/credential_cache.hpp"

namespace gw::base {
class Clock;
}
namespace gw::net {
class ClientExchange;
struct ResponseHead;
}  // namespace gw::net

namespace gw::upstream {

/// Longest whole answer that is read; beyond it: upstream_protocol. Our own limit: the largest are embeddings
/// of 96 texts, under 2 MB.
inline constexpr std::size_t kMaxAnswerBytes = 64u * 1024 * 1024;

/// One signed request that was sent, and its answer. Destroying it before the answer's end aborts the call.
/// Made by BedrockClient::open(), which says what must outlive it.
class BedrockCall {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  BedrockCall(std::unique_ptr<net::ClientExchange> exchange, IdentityPtr identity, AnswerForm form,
              const base::Clock& clock) noexcept;
  BedrockCall(BedrockCall&&) noexcept;
  BedrockCall& operator=(BedrockCall&&) noexcept;
  ~BedrockCall();

  /// Waits for a 2xx head of the expected content type. False if `until` came first: call again. Errors: what
  /// Bedrock's refusal means (bedrock/upstream_error.hpp; its body is read for at most a few seconds more),
  /// upstream_protocol for an answer that is no Bedrock's, and as net::ClientExchange::read_head.
  net::Task<base::Result<bool>> wait_for_head(TimePoint until);

  /// Next bytes of the body, once the head is there; as net::ClientExchange::read_some.
  net::Task<base::Result<std::optional<std::span<char>>>> read_some(TimePoint until);

  /// Head and whole body. Errors: as wait_for_head; upstream_timeout when `until` comes first;
  /// upstream_protocol over kMaxAnswerBytes.
  net::Task<base::Result<std::string>> read_answer(TimePoint until);

  [[nodiscard]] bool head_arrived() const noexcept { return head_arrived_; }
  /// x-amzn-requestid, also of a refusal; empty before the head.
  [[nodiscard]] const std::string& aws_request_id() const noexcept { return aws_request_id_; }
  /// x-amzn-bedrock-input-token-count of the answer, or empty.
  [[nodiscard]] const std::string& input_token_count() const noexcept { return input_token_count_; }
  /// Who signed, until a 2xx head arrived: for CredentialCache::invalidate().
  [[nodiscard]] const IdentityPtr& identity() const noexcept { return identity_; }

 private:
  net::Task<base::Error> read_refusal(net::ResponseHead head);

  std::unique_ptr<net::ClientExchange> exchange_;
  IdentityPtr identity_;
  std::string aws_request_id_;
  std::string input_token_count_;
  const base::Clock* clock_;
  AnswerForm form_;
  bool head_arrived_ = false;
};

}  // namespace gw::upstream
