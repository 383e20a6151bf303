#include "gateway/answer_wait.hpp"

#include <algorithm>

#include "base/clock.hpp"
#include "gateway/services.hpp"
#include "gateway/settings.hpp"
#include "gateway/streamed_answer.hpp"
#include "net/sleep.hpp"

namespace gw::gateway {

namespace {

policy::DeadlineLimits deadline_limits(const Settings& settings) {
  policy::DeadlineLimits limits;
  limits.first_byte_timeout = settings.upstream.first_byte_timeout;
  limits.response_timeout = settings.upstream.response_timeout;
  limits.idle_timeout = settings.upstream.idle_timeout;
  limits.keepalive = settings.stream_keepalive;
  return limits;
}

}  // namespace

base::Error upstream_too_late() {
  return base::make_error(base::ErrorKind::upstream_timeout, "The model did not answer in time.");
}

AnswerWait::AnswerWait(const Services& services, policy::AnswerMode mode, StreamedAnswer* client)
    : clock_(services.clock),
      deadlines_(deadline_limits(services.settings), mode, clock_.steady_now()),
      client_(client) {}

policy::Due AnswerWait::due() const noexcept {
  return deadlines_.due(clock_.steady_now());
}

void AnswerWait::keepalive_sent() noexcept {
  deadlines_.keepalive_sent(clock_.steady_now());
}

net::Task<base::Result<void>> AnswerWait::go_on() {
  const policy::Due what = due();
  if (what == policy::Due::timed_out) co_return base::fail(upstream_too_late());
  if (what == policy::Due::keepalive && client_ != nullptr) {
    base::Result<void> written = co_await client_->keep_alive();
    if (!written) co_return written;
    keepalive_sent();
  }
  co_return base::Result<void>{};
}

net::Task<base::Result<void>> AnswerWait::pause(std::chrono::milliseconds duration) {
  const auto end = clock_.steady_now() + duration;
  for (auto now = clock_.steady_now(); now < end; now = clock_.steady_now()) {
    const auto left = std::min(end, wait_until()) - now;
    base::Result<void> slept =
        co_await net::sleep_for(std::chrono::ceil<std::chrono::milliseconds>(std::max(left, left.zero())));
    if (!slept) co_return slept;
    base::Result<void> still = co_await go_on();
    if (!still) co_return still;
  }
  co_return base::Result<void>{};
}

void AnswerWait::event_arrived() noexcept {
  deadlines_.event_arrived(clock_.steady_now());
}

}  // namespace gw::gateway
