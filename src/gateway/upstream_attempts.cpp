#include "gateway/upstream_attempts.hpp"

#include <utility>
#include <variant>

#include "base/clock.hpp"
#include "gateway/access_record.hpp"
#include "gateway/answer_wait.hpp"
#include "gateway/metrics.hpp"
#include "gateway/policy/retry.hpp"
#include "gateway/services.hpp"
#include "gateway/settings.hpp"
#include "upstream/bedrock_client.hpp"

namespace gw::gateway {
namespace {

/// In [0, 1), from the 53 bits that a double holds.
double jitter(base::RandomSource& random) {
  return static_cast<double>(random.next_bits() >> 11U) * 0x1.0p-53;
}

}  // namespace

UpstreamAttempts::UpstreamAttempts(const Services& services, AccessRecord& record, AnswerWait& wait)
    : services_(services), record_(record), wait_(wait), started_(services.clock.steady_now()) {}

void UpstreamAttempts::begin() noexcept {
  ++made_;
  ++record_.upstream_attempts;
}

void UpstreamAttempts::note(const upstream::BedrockCall& call) {
  record_.upstream_request_id = call.aws_request_id();
  identity_ = call.identity();
}

net::Task<base::Result<void>> UpstreamAttempts::after(base::Error error, Learned learned) {
  if (error.kind == base::ErrorKind::client_gone) co_return base::fail(std::move(error));
  services_.metrics.upstream_error(error.kind);

  policy::RetryLimits limits;
  limits.budget = services_.settings.upstream.retry_budget;
  policy::RetryState state;
  state.attempts_made = made_;
  state.elapsed = std::chrono::floor<std::chrono::milliseconds>(services_.clock.steady_now() - started_);
  state.credentials_refreshed = credentials_refreshed_;
  state.learned_new_rule = learned == Learned::a_change;
  const policy::RetryDecision decision = policy::decide(limits, state, error, jitter(services_.random));
  const auto* retry = std::get_if<policy::Retry>(&decision);
  if (retry == nullptr) co_return base::fail(std::move(error));

  if (retry->refresh_credentials) {
    credentials_refreshed_ = true;
    upstream::IdentityPtr rejected = std::exchange(identity_, nullptr);
    base::Result<bool> newer = co_await services_.bedrock.renew_credentials(std::move(rejected));
    if (!newer) co_return base::fail(std::move(newer.error()));
    if (!*newer) co_return base::fail(std::move(error));
  }
  services_.metrics.upstream_retry();
  base::Result<void> waited = co_await wait_.pause(retry->delay);
  co_return waited;
}

}  // namespace gw::gateway
