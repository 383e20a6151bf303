#include "net/deadline.hpp"

#include <boost/system/error_code.hpp>

#include <utility>

namespace gw::net {

using Clock = std::chrono::steady_clock;

struct Deadline::State : std::enable_shared_from_this<Deadline::State> {
  using Timer = boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor>;

  State(boost::asio::io_context& loop, std::function<void()> action)
      : timer(loop.get_executor()), on_expiry(std::move(action)) {}

  void start(Clock::time_point until) {
    timer.expires_at(until);
    fires_at = until;
    const unsigned mine = ++generation;
    timer.async_wait(
        [self = shared_from_this(), mine](const boost::system::error_code&) { self->fired(mine); });
  }

  void fired(unsigned mine) {
    if (mine != generation) return;
    fires_at = kNever;
    if (target == kNever) return;
    if (Clock::now() < target) {
      start(target);
      return;
    }
    target = kNever;
    on_expiry();
  }

  Timer timer;
  std::function<void()> on_expiry;
  Clock::time_point target{kNever};
  Clock::time_point fires_at{kNever};  // kNever: no wait under way
  unsigned generation{0};
};

Clock::time_point deadline_after(std::chrono::milliseconds duration) noexcept {
  const auto now = Clock::now();
  return duration < Clock::time_point::max() - now ? now + duration : Deadline::kNever;
}

Deadline::Deadline(boost::asio::io_context& loop, std::function<void()> on_expiry)
    : state_(std::make_shared<State>(loop, std::move(on_expiry))) {}

Deadline::~Deadline() {
  cancel();
}

void Deadline::set(Clock::time_point until) {
  state_->target = until;
  if (until < state_->fires_at) state_->start(until);
}

void Deadline::clear() noexcept {
  state_->target = kNever;
}

void Deadline::cancel() {
  clear();
  if (state_->fires_at == kNever) return;
  ++state_->generation;
  state_->fires_at = kNever;
  state_->timer.cancel();
}

}  // namespace gw::net
