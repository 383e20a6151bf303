#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "aws/credentials.hpp"
#include "base/result.hpp"
#include "net/task.hpp"

namespace gw::base {
class Clock;
}

namespace gw::upstream {

class CredentialSource;

/// Kept by a request while it signs, however the cache moves on meanwhile. Compare pointers to see whether a
/// newer one came.
using IdentityPtr = std::shared_ptr<const aws::Identity>;

struct CredentialCacheLimits {
  std::chrono::milliseconds max_wait{15'000};  ///< longest time that a request waits for a fetch
};

/// The one identity of the process, shared by all loop threads; every member may be called from any of them.
/// One fetch runs at a time, whoever asks. It runs ahead of expiry, in the background, while the old keys
/// still work; aws::CredentialFreshness decides when.
class CredentialCache {
 public:
  /// Called after every fetch that failed, on the loop thread that ran it: for the log, since a failure in
  /// the background reaches no request.
  using OnFailure = std::function<void(const base::Error&)>;

  /// `clock` must outlive every loop that get() was called on.
  CredentialCache(std::unique_ptr<CredentialSource> source, const base::Clock& clock,
                  CredentialCacheLimits limits = {}, OnFailure on_failure = {});
  ~CredentialCache();
  CredentialCache(const CredentialCache&) = delete;
  CredentialCache& operator=(const CredentialCache&) = delete;

  /// Usable credentials; waits only where there are none. The cache must live until the task ends. Errors:
  /// upstream_credentials (the source's own line; a failure is remembered for a few seconds, then tried
  /// again), client_gone (cancelled; the fetch goes on for the others).
  net::Task<base::Result<IdentityPtr>> get();

  /// After AWS refused `rejected` as expired: the next get() fetches anew, once, however many requests report
  /// the same. If get() then gives the same pointer again, the source has nothing newer: do not retry.
  void invalidate(const IdentityPtr& rejected);

  /// Whether credentials were obtained and are usable now; else why not, for `/ready`.
  [[nodiscard]] base::Result<void> status() const;

  /// CredentialSource::description().
  [[nodiscard]] std::string description() const;

 private:
  struct State;
  // Shared with the fetch that is running: it may outlive the cache at shutdown, and the cache outlives most
  // fetches.
  std::shared_ptr<State> state_;
};

}  // namespace gw::upstream
