#include "gateway/policy/retry.hpp"

#include <algorithm>
#include <optional>

namespace gw::gateway::policy {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstDelay{400};
constexpr milliseconds kLongestDelay{8'000};

/// Half fixed, half random: grows with the attempts, and two gateways that were throttled together do not
/// come back together. Never earlier than the upstream asked for.
milliseconds backoff(int attempts_made, const std::optional<std::chrono::seconds>& retry_after,
                     double jitter) {
  const milliseconds full = std::min(kFirstDelay * (1 << std::min(attempts_made - 1, 10)), kLongestDelay);
  const milliseconds half = full / 2;
  const auto random_part =
      milliseconds{static_cast<milliseconds::rep>(static_cast<double>(half.count()) * jitter)};
  return retry_after ? milliseconds{*retry_after} + random_part : half + random_part;
}

/// AWS's names for keys that were good and are not any more; a wrong key is not among them.
bool is_expired_credentials(const base::Error& error) {
  return error.kind == base::ErrorKind::upstream_credentials &&
         (error.upstream_code == "ExpiredTokenException" || error.upstream_code == "ExpiredToken");
}

}  // namespace

RetryDecision decide(const RetryLimits& limits, const RetryState& state, const base::Error& error,
                     double jitter) {
  if (state.attempts_made >= limits.max_attempts) return GiveUp{};
  if (state.learned_new_rule) return Retry{.delay = milliseconds{0}};
  if (is_expired_credentials(error) && !state.credentials_refreshed) {
    return Retry{.delay = milliseconds{0}, .refresh_credentials = true};
  }
  if (error.kind != base::ErrorKind::upstream_throttled &&
      error.kind != base::ErrorKind::upstream_unavailable) {
    return GiveUp{};
  }
  const milliseconds delay = backoff(state.attempts_made, error.retry_after, jitter);
  if (state.elapsed + delay > limits.budget) return GiveUp{};
  return Retry{.delay = delay};
}

}  // namespace gw::gateway::policy
