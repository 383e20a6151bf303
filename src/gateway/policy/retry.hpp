#pragma once

#include <chrono>
#include <variant>

#include "base/error.hpp"

namespace gw::gateway::policy {

struct RetryLimits {
  int max_attempts{3};                       ///< the first one counts
  std::chrono::milliseconds budget{20'000};  ///< from the first attempt's start to the last one's start
};

/// Where a request stands after a failed attempt. Ask only while nothing of the upstream's answer has reached
/// the client: after the first event there is no second attempt.
struct RetryState {
  int attempts_made{1};
  std::chrono::milliseconds elapsed{0};  ///< since the first attempt's start
  bool credentials_refreshed = false;    ///< a Retry with refresh_credentials was already carried out
  bool learned_new_rule = false;  ///< the failure taught a rule that changes the request (a learned 400)
};

struct Retry {
  std::chrono::milliseconds delay;
  bool refresh_credentials = false;  ///< get new credentials first; the old ones were refused as expired
};
struct GiveUp {};
using RetryDecision = std::variant<Retry, GiveUp>;

/// The closed list: throttling, 503 and connect failures (with a growing, jittered delay, never before the
/// upstream's own retry_after), expired credentials (once, at once), a learned 400 (at once). Everything else
/// may already have run the model, or fails again: give up. `jitter` in [0, 1).
[[nodiscard]] RetryDecision decide(const RetryLimits& limits, const RetryState& state,
                                   const base::Error& error, double jitter);

}  // namespace gw::gateway::policy
