#include "gateway/policy/retry.hpp"

#include <gtest/gtest.h>

#include <string>

namespace gw::gateway::policy {
namespace {

using base::ErrorKind;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr RetryLimits kLimits{.max_attempts = 3, .budget = milliseconds{20'000}};

base::Error error_of(ErrorKind kind, std::string upstream_code = {}) {
  base::Error error = base::make_error(kind, "text");
  error.upstream_code = std::move(upstream_code);
  return error;
}

bool retries(const RetryDecision& decision) {
  return std::holds_alternative<Retry>(decision);
}

struct KindCase {
  ErrorKind kind;
  bool retried;
};

class RetryByKind : public testing::TestWithParam<KindCase> {};

TEST_P(RetryByKind, FollowsTheClosedList) {
  EXPECT_EQ(retries(decide(kLimits, RetryState{}, error_of(GetParam().kind), 0.0)), GetParam().retried)
      << to_string(GetParam().kind);
}

INSTANTIATE_TEST_SUITE_P(Table, RetryByKind,
                         testing::Values(KindCase{ErrorKind::upstream_throttled, true},     //
                                         KindCase{ErrorKind::upstream_unavailable, true},   //
                                         KindCase{ErrorKind::invalid_request, false},       //
                                         KindCase{ErrorKind::unauthenticated, false},       //
                                         KindCase{ErrorKind::permission_denied, false},     //
                                         KindCase{ErrorKind::model_not_found, false},       //
                                         KindCase{ErrorKind::quota_exhausted, false},       //
                                         KindCase{ErrorKind::upstream_internal, false},     //
                                         KindCase{ErrorKind::upstream_model_error, false},  //
                                         KindCase{ErrorKind::upstream_protocol, false},     //
                                         KindCase{ErrorKind::upstream_timeout, false},      //
                                         KindCase{ErrorKind::upstream_credentials, false},  //
                                         KindCase{ErrorKind::rate_limited, false},          //
                                         KindCase{ErrorKind::overloaded, false},            //
                                         KindCase{ErrorKind::client_gone, false},           //
                                         KindCase{ErrorKind::internal, false}));

TEST(Retry, WaitsLongerAfterEachAttemptAndAddsUpToAsMuchAgainByJitter) {
  const base::Error throttled = error_of(ErrorKind::upstream_throttled);
  EXPECT_EQ(std::get<Retry>(decide(kLimits, {.attempts_made = 1}, throttled, 0.0)).delay, milliseconds{200});
  EXPECT_EQ(std::get<Retry>(decide(kLimits, {.attempts_made = 1}, throttled, 0.5)).delay, milliseconds{300});
  EXPECT_EQ(std::get<Retry>(decide(kLimits, {.attempts_made = 2}, throttled, 0.0)).delay, milliseconds{400});
  EXPECT_EQ(std::get<Retry>(decide(kLimits, {.attempts_made = 2}, throttled, 0.5)).delay, milliseconds{600});
}

TEST(Retry, WaitsNoLongerThanEightSecondsHoweverManyAttempts) {
  const RetryLimits patient{.max_attempts = 100, .budget = milliseconds{1'000'000}};
  const auto decision = decide(patient, {.attempts_made = 99}, error_of(ErrorKind::upstream_throttled), 0.0);
  EXPECT_EQ(std::get<Retry>(decision).delay, milliseconds{4'000});
}

TEST(Retry, NeverComesBackBeforeTheUpstreamAskedFor) {
  base::Error throttled = error_of(ErrorKind::upstream_throttled);
  throttled.retry_after = seconds{3};
  EXPECT_EQ(std::get<Retry>(decide(kLimits, {}, throttled, 0.0)).delay, milliseconds{3'000});
  EXPECT_EQ(std::get<Retry>(decide(kLimits, {}, throttled, 0.5)).delay, milliseconds{3'100});
}

TEST(Retry, GivesUpWhenTheUpstreamAsksForMoreThanTheBudget) {
  base::Error throttled = error_of(ErrorKind::upstream_throttled);
  throttled.retry_after = seconds{21};
  EXPECT_FALSE(retries(decide(kLimits, {}, throttled, 0.0)));
}

TEST(Retry, GivesUpAfterTheLastAttempt) {
  const base::Error throttled = error_of(ErrorKind::upstream_throttled);
  EXPECT_TRUE(retries(decide(kLimits, {.attempts_made = 2}, throttled, 0.0)));
  EXPECT_FALSE(retries(decide(kLimits, {.attempts_made = 3}, throttled, 0.0)));
}

TEST(Retry, GivesUpWhenTheNextAttemptWouldStartAfterTheBudget) {
  const base::Error throttled = error_of(ErrorKind::upstream_throttled);
  EXPECT_TRUE(retries(decide(kLimits, {.elapsed = milliseconds{19'800}}, throttled, 0.0)));
  EXPECT_FALSE(retries(decide(kLimits, {.elapsed = milliseconds{19'801}}, throttled, 0.0)));
}

TEST(Retry, RefreshesExpiredCredentialsOnceAndAtOnce) {
  const base::Error expired = error_of(ErrorKind::upstream_credentials, "ExpiredTokenException");
  const RetryDecision first = decide(kLimits, {.elapsed = milliseconds{60'000}}, expired, 0.9);
  ASSERT_TRUE(retries(first));
  EXPECT_EQ(std::get<Retry>(first).delay, milliseconds{0});
  EXPECT_TRUE(std::get<Retry>(first).refresh_credentials);
  EXPECT_FALSE(retries(decide(kLimits, {.attempts_made = 2, .credentials_refreshed = true}, expired, 0.0)));
}

TEST(Retry, DoesNotRefreshCredentialsThatWereNeverGood) {
  const base::Error unknown = error_of(ErrorKind::upstream_credentials, "UnrecognizedClientException");
  EXPECT_FALSE(retries(decide(kLimits, {}, unknown, 0.0)));
}

TEST(Retry, RepeatsALearned400AtOnceWithinTheAttempts) {
  const base::Error refused = error_of(ErrorKind::invalid_request, "ValidationException");
  const RetryDecision first = decide(kLimits, {.learned_new_rule = true}, refused, 0.9);
  ASSERT_TRUE(retries(first));
  EXPECT_EQ(std::get<Retry>(first).delay, milliseconds{0});
  EXPECT_FALSE(retries(decide(kLimits, {.attempts_made = 3, .learned_new_rule = true}, refused, 0.0)));
}

}  // namespace
}  // namespace gw::gateway::policy
