#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace gw::aws {

/// What to do for a request that needs credentials now.
enum class CredentialAction : std::uint8_t {
  use,               ///< what is there is good
  use_and_refresh,   ///< good, and near its end: use it and start a refresh in the background
  wait_for_refresh,  ///< nothing usable: start a refresh if none is running, and wait for it
  fail,              ///< nothing usable, and the last refresh failed just now: answer its error
};

/// Both clocks: expiry is wall time, while pauses must not depend on somebody setting the clock.
struct CredentialTime {
  std::chrono::system_clock::time_point wall;
  std::chrono::steady_clock::time_point steady;
};

/// Decides when credentials are fetched; holds none and calls nothing. Not thread-safe.
/// Refresh begins kRefreshAhead before the end, or at half of the life of shorter-lived keys. A failed
/// refresh is tried again after a pause that doubles from kFirstPause to kLongestPause.
class CredentialFreshness {
 public:
  static constexpr std::chrono::minutes kRefreshAhead{5};
  static constexpr std::chrono::seconds kFirstPause{1};
  static constexpr std::chrono::seconds kLongestPause{30};
  /// After AWS refused keys as expired and a refresh was made, further refusals are not believed for so long:
  /// a source that has nothing newer would be asked for every request.
  static constexpr std::chrono::seconds kRejectionPause{5};

  [[nodiscard]] CredentialAction decide(CredentialTime now) const;

  /// A fetch began. decide() does not ask for another until one of the next two is called.
  void on_refresh_started();
  /// A fetch brought keys that live until `expiry`, or for ever. Keys whose expiry has passed count as a
  /// failure.
  void on_obtained(std::optional<std::chrono::sys_seconds> expiry, CredentialTime now);
  void on_failed(CredentialTime now);
  /// The fetch ended without a result, as its loop was stopped.
  void on_abandoned();
  /// AWS refused the keys as expired (ExpiredTokenException).
  void on_rejected(CredentialTime now);

  [[nodiscard]] bool refresh_running() const noexcept { return refreshing_; }
  /// Keys are there, not refused, and not expired.
  [[nodiscard]] bool usable(CredentialTime now) const;

 private:
  [[nodiscard]] bool may_start(CredentialTime now) const;

  bool obtained_ = false;
  bool rejected_ = false;
  bool refreshing_ = false;
  int failures_ = 0;
  std::optional<std::chrono::sys_seconds> expiry_;
  std::optional<std::chrono::system_clock::time_point> refresh_at_;
  std::optional<std::chrono::steady_clock::time_point> not_before_;  // end of the pause after a failure
  std::optional<std::chrono::steady_clock::time_point> believe_rejections_at_;
};

}  // namespace gw::aws
