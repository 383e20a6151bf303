#include "net/wakeup.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cassert>
#include <utility>

namespace gw::net {

/// Knows every waiting Wakeup of a loop. A waiting coroutine usually owns the object that owns its Wakeup: a
/// cycle that only the loop's end can cut.
class WakeupRegistry final : public boost::asio::execution_context::service {
 public:
  using key_type = WakeupRegistry;
  static inline boost::asio::execution_context::id id;

  explicit WakeupRegistry(boost::asio::execution_context& context) : service(context) {}

  void link(Wakeup& wakeup) noexcept {
    wakeup.previous_ = nullptr;
    wakeup.next_ = first_;
    if (first_ != nullptr) first_->previous_ = &wakeup;
    first_ = &wakeup;
  }

  void unlink(Wakeup& wakeup) noexcept {
    if (wakeup.previous_ != nullptr) wakeup.previous_->next_ = wakeup.next_;
    if (wakeup.next_ != nullptr) wakeup.next_->previous_ = wakeup.previous_;
    if (first_ == &wakeup) first_ = wakeup.next_;
    wakeup.previous_ = wakeup.next_ = nullptr;
  }

 private:
  void shutdown() override {
    while (first_ != nullptr) {
      Wakeup& wakeup = *first_;
      unlink(wakeup);
      // Destroying the handler destroys the coroutine, and with it perhaps the Wakeup.
      const Wakeup::Waiter waiter = std::exchange(wakeup.waiter_, nullptr);
    }
  }

  Wakeup* first_{nullptr};
};

struct Wakeup::Initiate {
  Wakeup* self;
  OnCancel on_cancel;

  template <class Handler>
  void operator()(Handler handler) const {
    assert(!self->waiting());
    if (on_cancel == OnCancel::wake) {
      auto slot = boost::asio::get_associated_cancellation_slot(handler);
      if (slot.is_connected()) {
        slot.assign([wakeup = self](boost::asio::cancellation_type) { wakeup->wake_soon(Wake::cancelled); });
      }
    }
    self->waiter_ = std::move(handler);
    self->registry_.link(*self);
  }
};

Wakeup::Wakeup(boost::asio::io_context& loop)
    : loop_(loop), registry_(boost::asio::use_service<WakeupRegistry>(loop)) {}

Wakeup::~Wakeup() {
  if (waiting()) registry_.unlink(*this);
}

Task<Wake> Wakeup::wait(OnCancel on_cancel) {
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>, void(Wake)>(
      Initiate{this, on_cancel}, boost::asio::use_awaitable_t<Executor>{});
}

void Wakeup::wake_now(Wake reason) {
  if (!waiting()) return;
  registry_.unlink(*this);
  Waiter waiter = std::exchange(waiter_, nullptr);
  waiter(reason);
}

void Wakeup::wake_soon(Wake reason) {
  if (!waiting()) return;
  registry_.unlink(*this);
  boost::asio::post(loop_.get_executor(),
                    [waiter = std::exchange(waiter_, nullptr), reason]() mutable { waiter(reason); });
}

}  // namespace gw::net
