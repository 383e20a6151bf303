#include "aws/credential_freshness.hpp"

#include <algorithm>

namespace gw::aws {

bool CredentialFreshness::usable(CredentialTime now) const {
  return obtained_ && !rejected_ && (!expiry_ || now.wall < *expiry_);
}

bool CredentialFreshness::may_start(CredentialTime now) const {
  return !refreshing_ && (!not_before_ || now.steady >= *not_before_);
}

CredentialAction CredentialFreshness::decide(CredentialTime now) const {
  if (usable(now)) {
    const bool near_end = refresh_at_ && now.wall >= *refresh_at_;
    return near_end && may_start(now) ? CredentialAction::use_and_refresh : CredentialAction::use;
  }
  return refreshing_ || may_start(now) ? CredentialAction::wait_for_refresh : CredentialAction::fail;
}

void CredentialFreshness::on_refresh_started() {
  refreshing_ = true;
}

void CredentialFreshness::on_obtained(std::optional<std::chrono::sys_seconds> expiry, CredentialTime now) {
  if (expiry && *expiry <= now.wall) {
    on_failed(now);
    return;
  }
  refreshing_ = false;
  obtained_ = true;
  rejected_ = false;
  failures_ = 0;
  not_before_.reset();
  expiry_ = expiry;
  refresh_at_.reset();
  if (expiry) {
    const std::chrono::system_clock::duration life = *expiry - now.wall;
    refresh_at_ = *expiry - std::min<std::chrono::system_clock::duration>(kRefreshAhead, life / 2);
  }
}

void CredentialFreshness::on_failed(CredentialTime now) {
  refreshing_ = false;
  const std::chrono::seconds pause = kFirstPause * (1 << std::min(failures_, 5));
  not_before_ = now.steady + std::min(pause, kLongestPause);
  ++failures_;
}

void CredentialFreshness::on_abandoned() {
  refreshing_ = false;
}

void CredentialFreshness::on_rejected(CredentialTime now) {
  if (believe_rejections_at_ && now.steady < *believe_rejections_at_) return;
  believe_rejections_at_ = now.steady + kRejectionPause;
  rejected_ = true;
}

}  // namespace gw::aws
