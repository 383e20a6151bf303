#include "upstream/credential_cache.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

#include <mutex>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "aws/credential_freshness.hpp"
#include "base/clock.hpp"
#include "net/net_error.hpp"
#include "upstream/credential_source.hpp"

namespace gw::upstream {
namespace {

namespace asio = boost::asio;
using aws::CredentialAction;
using base::ErrorKind;
using base::Result;
using SteadyClock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, net::Executor>;

// A request that waits for the running fetch. Its members belong to the loop of `executor`.
struct Waiter {
  Waiter(net::Executor loop, SteadyClock::time_point until)
      : executor(std::move(loop)), timer(executor, until) {}

  net::Executor executor;
  Timer timer;  // ends at the deadline, or at once when woken
  bool woken = false;
};
using WaiterPtr = std::shared_ptr<Waiter>;

// From any thread. Moves the deadline into the past on the waiter's own loop: ends a wait that has begun, and
// one that is about to begin.
void wake(WaiterPtr waiter) {
  const net::Executor executor = waiter->executor;
  asio::post(executor, [waiter = std::move(waiter)] {
    waiter->woken = true;
    waiter->timer.expires_at(SteadyClock::time_point::min());
  });
}

bool same_identity(const aws::Identity& a, const aws::Identity& b) {
  if (a.index() != b.index()) return false;
  if (const auto* bearer = std::get_if<aws::BearerToken>(&a)) {
    return bearer->token.reveal() == std::get<aws::BearerToken>(b).token.reveal();
  }
  const auto& x = std::get<aws::Credentials>(a);
  const auto& y = std::get<aws::Credentials>(b);
  return x.access_key_id == y.access_key_id && x.secret_access_key.reveal() == y.secret_access_key.reveal() &&
         x.session_token.reveal() == y.session_token.reveal();
}

std::optional<std::chrono::sys_seconds> expiry_of(const aws::Identity& identity) {
  const auto* credentials = std::get_if<aws::Credentials>(&identity);
  return credentials == nullptr ? std::nullopt : credentials->expiry;
}

bool has_expired(const aws::Identity& identity, aws::CredentialTime now) {
  const std::optional<std::chrono::sys_seconds> expiry = expiry_of(identity);
  return expiry && *expiry <= now.wall;
}

}  // namespace

struct CredentialCache::State {
  State(std::unique_ptr<CredentialSource> from, const base::Clock& time, CredentialCacheLimits bounds,
        OnFailure hook)
      : source(std::move(from)), clock(time), limits(bounds), on_failure(std::move(hook)) {}

  // What get() does next: return `result`, or wait with `waiter` and ask again.
  struct Step {
    std::optional<Result<IdentityPtr>> result;
    WaiterPtr waiter;
    bool start_fetch = false;
  };

  [[nodiscard]] aws::CredentialTime now() const { return {clock.now(), clock.steady_now()}; }

  Step next_step(const net::Executor& executor, SteadyClock::time_point until) {
    const std::lock_guard lock{mutex};
    Step step;
    switch (freshness.decide(now())) {
      case CredentialAction::use:
        step.result = identity;
        break;
      case CredentialAction::use_and_refresh:
        step.result = identity;
        step.start_fetch = true;
        break;
      case CredentialAction::fail:
        step.result = base::fail(last_error);
        break;
      case CredentialAction::wait_for_refresh:
        step.start_fetch = !freshness.refresh_running();
        step.waiter = std::make_shared<Waiter>(executor, until);
        waiters.push_back(step.waiter);
        break;
    }
    if (step.start_fetch) freshness.on_refresh_started();
    return step;
  }

  void forget(const WaiterPtr& waiter) {
    const std::lock_guard lock{mutex};
    std::erase(waiters, waiter);
  }

  void complete(Result<aws::Identity> fetched) {
    const aws::CredentialTime time = now();
    if (fetched && has_expired(*fetched, time)) {
      fetched = base::fail(ErrorKind::upstream_credentials,
                           fmt::format("the AWS credentials from {} have expired", source->description()));
    }
    std::vector<WaiterPtr> to_wake;
    {
      const std::lock_guard lock{mutex};
      if (fetched) {
        freshness.on_obtained(expiry_of(*fetched), time);
        // The same keys again stay the same object: so invalidate()'s caller sees that there is nothing
        // newer.
        const bool newer = identity == nullptr || !same_identity(*identity, *fetched);
        if (newer) identity = std::make_shared<const aws::Identity>(std::move(*fetched));
      } else {
        freshness.on_failed(time);
        last_error = fetched.error();
      }
      to_wake.swap(waiters);
    }
    for (WaiterPtr& waiter : to_wake) wake(std::move(waiter));
    if (!fetched && on_failure) on_failure(fetched.error());
  }

  const std::unique_ptr<CredentialSource> source;
  const base::Clock& clock;
  const CredentialCacheLimits limits;
  const OnFailure on_failure;

  std::mutex mutex;  // guards what follows; held for a few instructions, never across a wait
  aws::CredentialFreshness freshness;
  IdentityPtr identity;
  base::Error last_error =
      base::make_error(ErrorKind::upstream_credentials, "AWS credentials were not obtained yet");
  std::vector<WaiterPtr> waiters;
};

namespace {

// Ends a fetch whose loop is destroyed under it, so that another loop may fetch.
template <class State>
class AbandonGuard {
 public:
  explicit AbandonGuard(std::shared_ptr<State> state) : state_(std::move(state)) {}
  AbandonGuard(const AbandonGuard&) = delete;
  AbandonGuard& operator=(const AbandonGuard&) = delete;
  ~AbandonGuard() {
    if (completed_) return;
    const std::lock_guard lock{state_->mutex};
    state_->freshness.on_abandoned();
  }

  void completed() noexcept { completed_ = true; }

 private:
  std::shared_ptr<State> state_;
  bool completed_ = false;
};

// Takes a waiter off the list, however its coroutine ends.
template <class State>
class WaiterGuard {
 public:
  WaiterGuard(std::shared_ptr<State> state, WaiterPtr waiter)
      : state_(std::move(state)), waiter_(std::move(waiter)) {}
  WaiterGuard(const WaiterGuard&) = delete;
  WaiterGuard& operator=(const WaiterGuard&) = delete;
  ~WaiterGuard() { state_->forget(waiter_); }

 private:
  std::shared_ptr<State> state_;
  WaiterPtr waiter_;
};

template <class State>
net::Task<void> run_fetch(std::shared_ptr<State> state) {
  AbandonGuard<State> guard{state};
  Result<aws::Identity> fetched =
      base::fail(ErrorKind::internal, "fetching AWS credentials failed unexpectedly");
  try {
    fetched = co_await state->source->fetch();
  } catch (const std::exception&) {
    // `fetched` says so. Nobody awaits this coroutine: an exception would end the loop.
  }
  guard.completed();
  state->complete(std::move(fetched));
}

}  // namespace

CredentialCache::CredentialCache(std::unique_ptr<CredentialSource> source, const base::Clock& clock,
                                 CredentialCacheLimits limits, OnFailure on_failure)
    : state_(std::make_shared<State>(std::move(source), clock, limits, std::move(on_failure))) {}

CredentialCache::~CredentialCache() = default;

net::Task<Result<IdentityPtr>> CredentialCache::get() {
  const std::shared_ptr<State> state = state_;
  const net::Executor executor = co_await asio::this_coro::executor;
  const SteadyClock::time_point until = SteadyClock::now() + state->limits.max_wait;
  for (;;) {
    State::Step step = state->next_step(executor, until);
    // Not a child of this coroutine: it goes on when the request that started it is cancelled.
    if (step.start_fetch) asio::co_spawn(executor, run_fetch(state), asio::detached);
    if (step.result) co_return std::move(*step.result);

    const WaiterGuard<State> guard{state, step.waiter};
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none)
      co_return base::fail(net::cancelled_error());
    constexpr asio::as_tuple_t<asio::use_awaitable_t<net::Executor>> token{};
    const auto [error] = co_await step.waiter->timer.async_wait(token);
    if (step.waiter->woken) continue;
    if (error) co_return base::fail(net::cancelled_error());
    co_return base::fail(
        ErrorKind::upstream_credentials,
        fmt::format("AWS credentials from {} did not arrive in time", state->source->description()));
  }
}

void CredentialCache::invalidate(const IdentityPtr& rejected) {
  const std::lock_guard lock{state_->mutex};
  if (rejected == state_->identity) state_->freshness.on_rejected(state_->now());
}

Result<void> CredentialCache::status() const {
  const std::lock_guard lock{state_->mutex};
  if (state_->freshness.usable(state_->now())) return {};
  return base::fail(state_->last_error);
}

std::string CredentialCache::description() const {
  return state_->source->description();
}

}  // namespace gw::upstream
