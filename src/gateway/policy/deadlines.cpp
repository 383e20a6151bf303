#include "gateway/policy/deadlines.hpp"

#include <algorithm>

namespace gw::gateway::policy {
namespace {

using TimePoint = AnswerDeadlines::TimePoint;

TimePoint next_keepalive(const DeadlineLimits& limits, AnswerMode mode, TimePoint now) {
  const bool wanted = mode == AnswerMode::server_sent_events && limits.keepalive.count() > 0;
  return wanted ? now + limits.keepalive : TimePoint::max();
}

}  // namespace

AnswerDeadlines::AnswerDeadlines(DeadlineLimits limits, AnswerMode mode, TimePoint started) noexcept
    : limits_(limits),
      mode_(mode),
      fails_at_(started + (mode == AnswerMode::server_sent_events ? limits.first_byte_timeout
                                                                  : limits.response_timeout)),
      keepalive_at_(next_keepalive(limits, mode, started)) {}

void AnswerDeadlines::event_arrived(TimePoint now) noexcept {
  fails_at_ = now + limits_.idle_timeout;
  keepalive_at_ = next_keepalive(limits_, mode_, now);
}

void AnswerDeadlines::keepalive_sent(TimePoint now) noexcept {
  keepalive_at_ = next_keepalive(limits_, mode_, now);
}

TimePoint AnswerDeadlines::wait_until() const noexcept {
  return std::min(fails_at_, keepalive_at_);
}

Due AnswerDeadlines::due(TimePoint now) const noexcept {
  if (now >= fails_at_) return Due::timed_out;
  if (now >= keepalive_at_) return Due::keepalive;
  return Due::nothing;
}

}  // namespace gw::gateway::policy
