#pragma once

#include <chrono>
#include <cstdint>

#include "base/result.hpp"
#include "net/task.hpp"
#include "upstream/bedrock_call.hpp"

namespace gw::gateway {

struct AccessRecord;
struct Services;
class AnswerWait;

/// Whether a refusal taught something that changes the request.
enum class Learned : std::uint8_t { nothing, a_change };

/// Carries out what policy::decide() says after a failed attempt at Bedrock, and counts. One object for each
/// upstream answer that is waited for. Everything given must outlive it.
class UpstreamAttempts {
 public:
  UpstreamAttempts(const Services& services, AccessRecord& record, AnswerWait& wait);

  /// Before each attempt.
  void begin() noexcept;
  /// The call's head arrived, or it was refused: notes whom AWS says it was.
  void note(const upstream::BedrockCall& call);
  /// After a failed attempt. Returns when the next one may begin; keep-alive comments go on meanwhile.
  /// Errors: the one to give up with.
  net::Task<base::Result<void>> after(base::Error error, Learned learned);

 private:
  const Services& services_;
  AccessRecord& record_;
  AnswerWait& wait_;
  std::chrono::steady_clock::time_point started_;
  int made_ = 0;
  bool credentials_refreshed_ = false;
  upstream::IdentityPtr identity_;  // of the last refused call
};

}  // namespace gw::gateway
