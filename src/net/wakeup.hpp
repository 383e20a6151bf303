#pragma once

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <functional>

#include "net/task.hpp"

namespace gw::net {

/// Why a wait ended.
enum class Wake : std::uint8_t {
  ready,      ///< what was waited for is there
  deadline,   ///< the deadline passed
  cancelled,  ///< the waiting coroutine was cancelled (Asio per-operation cancellation, type terminal)
  closed,     ///< the other side of the wait is being taken down
};

/// Whether the cancellation of a coroutine ends this wait. Waits that must outlast it (the last words to a
/// client) are kept.
enum class OnCancel : std::uint8_t { wake, keep_waiting };

class WakeupRegistry;

/// One coroutine waits, something on the same loop wakes it: the only suspension point of net/ beside Asio's
/// timers. Costs no allocation and no system call.
///
/// The waiting coroutine may own this object's owner; when the loop is destroyed, waiting coroutines are
/// destroyed with it, so that nothing leaks.
class Wakeup {
 public:
  explicit Wakeup(boost::asio::io_context& loop);
  ~Wakeup();
  Wakeup(const Wakeup&) = delete;
  Wakeup& operator=(const Wakeup&) = delete;

  /// At most one wait at a time.
  [[nodiscard]] Task<Wake> wait(OnCancel on_cancel);
  [[nodiscard]] bool waiting() const noexcept { return static_cast<bool>(waiter_); }

  /// Resumes the waiter before returning; it may destroy this object, so this must be the caller's last act.
  /// Does nothing if nobody waits.
  void wake_now(Wake reason);
  /// Resumes the waiter from the loop, soon.
  void wake_soon(Wake reason);

 private:
  friend class WakeupRegistry;
  struct Initiate;
  using Waiter = std::move_only_function<void(Wake)>;

  boost::asio::io_context& loop_;
  WakeupRegistry& registry_;
  Waiter waiter_;
  Wakeup* previous_{nullptr};  // links of the registry's list, while a coroutine waits
  Wakeup* next_{nullptr};
};

}  // namespace gw::net
