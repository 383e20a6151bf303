#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <memory>

#include "net/task.hpp"

namespace gw::net {

/// `now + duration` without overflow: a duration beyond the clock's end is no deadline.
[[nodiscard]] std::chrono::steady_clock::time_point deadline_after(
    std::chrono::milliseconds duration) noexcept;

/// A deadline that is moved often and met rarely. (Boost 1.81 has no cancel_after.)
///
/// Moving it to a later time touches no timer: the timer that is under way fires, sees that it is early, and
/// starts again. An expiry that is already queued when the deadline is moved, cleared or destroyed does
/// nothing.
class Deadline {
 public:
  static constexpr std::chrono::steady_clock::time_point kNever =
      std::chrono::steady_clock::time_point::max();

  /// `on_expiry` runs on the loop, at most once per set(), never after clear() or destruction. It may destroy
  /// this object.
  Deadline(boost::asio::io_context& loop, std::function<void()> on_expiry);
  ~Deadline();
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  void set(std::chrono::steady_clock::time_point until);
  /// No deadline for now; the timer may stay under way and fire into nothing.
  void clear() noexcept;
  /// clear(), and gives the timer up, so that the loop does not wait for it.
  void cancel();

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with the wait under way, which may outlive this object
};

}  // namespace gw::net
