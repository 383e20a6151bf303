#include "aws/credential_freshness.hpp"

#include <gtest/gtest.h>

namespace gw::aws {
namespace {

using namespace std::chrono_literals;
using enum CredentialAction;

constexpr std::chrono::sys_seconds kStart = std::chrono::sys_days{2026y / 1 / 1};

CredentialTime at(std::chrono::seconds since_start) {
  return {kStart + since_start, std::chrono::steady_clock::time_point{since_start}};
}

CredentialFreshness obtained(std::optional<std::chrono::seconds> life) {
  CredentialFreshness freshness;
  freshness.on_refresh_started();
  freshness.on_obtained(life ? std::optional{kStart + *life} : std::nullopt, at(0s));
  return freshness;
}

TEST(CredentialFreshness, FetchesFirst) {
  const CredentialFreshness freshness;
  EXPECT_EQ(freshness.decide(at(0s)), wait_for_refresh);
  EXPECT_FALSE(freshness.usable(at(0s)));
}

TEST(CredentialFreshness, UsesPermanentKeysForEver) {
  EXPECT_EQ(obtained(std::nullopt).decide(at(100'000h)), use);
}

TEST(CredentialFreshness, RefreshesInTheBackgroundFiveMinutesBeforeTheEnd) {
  const CredentialFreshness freshness = obtained(1h);
  EXPECT_EQ(freshness.decide(at(54min + 59s)), use);
  EXPECT_EQ(freshness.decide(at(55min)), use_and_refresh);
  EXPECT_EQ(freshness.decide(at(59min + 59s)), use_and_refresh);
}

TEST(CredentialFreshness, WaitsWhenExpired) {
  const CredentialFreshness freshness = obtained(1h);
  EXPECT_EQ(freshness.decide(at(1h)), wait_for_refresh);
  EXPECT_FALSE(freshness.usable(at(1h)));
}

TEST(CredentialFreshness, RefreshesShortLivedKeysAtHalfOfTheirLife) {
  const CredentialFreshness freshness = obtained(2min);
  EXPECT_EQ(freshness.decide(at(59s)), use);
  EXPECT_EQ(freshness.decide(at(60s)), use_and_refresh);
}

TEST(CredentialFreshness, StartsOneRefreshOnly) {
  CredentialFreshness freshness = obtained(1h);
  freshness.on_refresh_started();
  EXPECT_TRUE(freshness.refresh_running());
  EXPECT_EQ(freshness.decide(at(56min)), use);
  EXPECT_EQ(freshness.decide(at(1h)), wait_for_refresh);
}

TEST(CredentialFreshness, GoesOnWithTheOldKeysWhenARefreshFails) {
  CredentialFreshness freshness = obtained(1h);
  freshness.on_refresh_started();
  freshness.on_failed(at(56min));
  EXPECT_EQ(freshness.decide(at(56min)), use);
  EXPECT_EQ(freshness.decide(at(56min + 1s)), use_and_refresh);
}

TEST(CredentialFreshness, FailsDuringThePauseAfterAFailureAndThenTriesAgain) {
  CredentialFreshness freshness;
  freshness.on_refresh_started();
  freshness.on_failed(at(0s));
  EXPECT_EQ(freshness.decide(at(0s)), fail);
  EXPECT_EQ(freshness.decide(at(1s)), wait_for_refresh);
}

TEST(CredentialFreshness, DoublesThePauseUpToThirtySeconds) {
  CredentialFreshness freshness;
  std::chrono::seconds now = 0s;
  for (const std::chrono::seconds pause : {1s, 2s, 4s, 8s, 16s, 30s, 30s, 30s}) {
    SCOPED_TRACE(pause.count());
    freshness.on_refresh_started();
    freshness.on_failed(at(now));
    EXPECT_EQ(freshness.decide(at(now + pause - 1s)), fail);
    EXPECT_EQ(freshness.decide(at(now + pause)), wait_for_refresh);
    now += pause;
  }
}

TEST(CredentialFreshness, ForgetsFailuresAfterASuccess) {
  CredentialFreshness freshness;
  for (int i = 0; i < 5; ++i) freshness.on_failed(at(0s));
  freshness.on_obtained(kStart + 1h, at(0s));
  freshness.on_failed(at(2h));
  EXPECT_EQ(freshness.decide(at(2h)), fail);
  EXPECT_EQ(freshness.decide(at(2h + 1s)), wait_for_refresh);
}

TEST(CredentialFreshness, CountsExpiredKeysAsAFailure) {
  CredentialFreshness freshness;
  freshness.on_refresh_started();
  freshness.on_obtained(kStart, at(0s));
  EXPECT_EQ(freshness.decide(at(0s)), fail);
  EXPECT_FALSE(freshness.refresh_running());
}

TEST(CredentialFreshness, FetchesAgainWhenAwsRefusedTheKeys) {
  CredentialFreshness freshness = obtained(std::nullopt);
  freshness.on_rejected(at(10s));
  EXPECT_EQ(freshness.decide(at(10s)), wait_for_refresh);
  freshness.on_refresh_started();
  freshness.on_obtained(std::nullopt, at(10s));
  EXPECT_EQ(freshness.decide(at(10s)), use);
}

TEST(CredentialFreshness, DoesNotBelieveASecondRefusalAtOnce) {
  CredentialFreshness freshness = obtained(std::nullopt);
  freshness.on_rejected(at(10s));
  freshness.on_obtained(std::nullopt, at(10s));
  freshness.on_rejected(at(14s));
  EXPECT_EQ(freshness.decide(at(14s)), use);
  freshness.on_rejected(at(15s));
  EXPECT_EQ(freshness.decide(at(15s)), wait_for_refresh);
}

TEST(CredentialFreshness, MayStartAnotherRefreshAfterOneWasAbandoned) {
  CredentialFreshness freshness;
  freshness.on_refresh_started();
  freshness.on_abandoned();
  EXPECT_FALSE(freshness.refresh_running());
  EXPECT_EQ(freshness.decide(at(0s)), wait_for_refresh);
}

}  // namespace
}  // namespace gw::aws
