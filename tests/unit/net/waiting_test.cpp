#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include <memory>

#include "net/deadline.hpp"
#include "net/sleep.hpp"
#include "net/wakeup.hpp"
#include "support/loop.hpp"

namespace gw::net {
namespace {

using namespace std::chrono_literals;
using test::Loop;

Task<void> wait_and_note(Wakeup& wakeup, OnCancel on_cancel, std::optional<Wake>& seen) {
  co_await boost::asio::this_coro::throw_if_cancelled(false);
  seen = co_await wakeup.wait(on_cancel);
}

void spawn(Loop& loop, Task<void> task, boost::asio::cancellation_signal& signal) {
  boost::asio::co_spawn(loop.io().get_executor(), std::move(task),
                        boost::asio::bind_cancellation_slot(signal.slot(), [](std::exception_ptr) {}));
  loop.io().poll();
}

TEST(Wakeup, HandsTheReasonToTheWaiter) {
  Loop loop;
  boost::asio::cancellation_signal signal;
  Wakeup wakeup{loop.io()};
  std::optional<Wake> seen;
  spawn(loop, wait_and_note(wakeup, OnCancel::wake, seen), signal);
  ASSERT_TRUE(wakeup.waiting());
  wakeup.wake_now(Wake::ready);
  EXPECT_EQ(seen, Wake::ready);
}

TEST(Wakeup, IsWokenByCancellation) {
  Loop loop;
  boost::asio::cancellation_signal signal;
  Wakeup wakeup{loop.io()};
  std::optional<Wake> seen;
  spawn(loop, wait_and_note(wakeup, OnCancel::wake, seen), signal);
  signal.emit(boost::asio::cancellation_type::terminal);
  loop.io().poll();
  EXPECT_EQ(seen, Wake::cancelled);
}

TEST(Wakeup, OutlastsCancellationWhenToldSo) {
  Loop loop;
  boost::asio::cancellation_signal signal;
  Wakeup wakeup{loop.io()};
  std::optional<Wake> seen;
  spawn(loop, wait_and_note(wakeup, OnCancel::keep_waiting, seen), signal);
  signal.emit(boost::asio::cancellation_type::terminal);
  loop.io().poll();
  EXPECT_EQ(seen, std::nullopt);
  wakeup.wake_soon(Wake::ready);
  loop.io().poll();
  EXPECT_EQ(seen, Wake::ready);
}

/// A coroutine that owns the owner of its own Wakeup, as every connection's does.
Task<void> wait_owning(std::shared_ptr<Wakeup> wakeup) {
  const Wake wake = co_await wakeup->wait(OnCancel::wake);
  static_cast<void>(wake);
}

TEST(Wakeup, IsFreedWithALoopThatEndsWhileItIsWaitedFor) {
  std::weak_ptr<Wakeup> watched;
  {
    Loop loop;
    boost::asio::cancellation_signal signal;
    auto wakeup = std::make_shared<Wakeup>(loop.io());
    watched = wakeup;
    spawn(loop, wait_owning(std::move(wakeup)), signal);
    ASSERT_FALSE(watched.expired());
  }
  EXPECT_TRUE(watched.expired());
}

TEST(Deadline, ExpiresOnce) {
  Loop loop;
  int expiries = 0;
  Deadline deadline{loop.io(), [&] { ++expiries; }};
  deadline.set(deadline_after(1ms));
  loop.run_until([&] { return expiries > 0; });
  loop.io().restart();
  loop.io().poll();
  EXPECT_EQ(expiries, 1);
}

TEST(Deadline, FollowsALaterAndAnEarlierTime) {
  Loop loop;
  int expiries = 0;
  Deadline deadline{loop.io(), [&] { ++expiries; }};
  deadline.set(deadline_after(1ms));
  deadline.set(deadline_after(20ms));
  const auto start = std::chrono::steady_clock::now();
  loop.run_until([&] { return expiries > 0; });
  EXPECT_GE(std::chrono::steady_clock::now() - start, 15ms);
  deadline.set(deadline_after(std::chrono::hours{1}));
  deadline.set(deadline_after(1ms));
  loop.run_until([&] { return expiries > 1; });
  EXPECT_EQ(expiries, 2);
}

TEST(Deadline, DoesNothingOnceClearedOrDestroyedThoughItHasExpired) {
  Loop loop;
  int expiries = 0;
  Deadline cleared{loop.io(), [&] { ++expiries; }};
  auto destroyed = std::make_unique<Deadline>(loop.io(), [&] { ++expiries; });
  cleared.set(std::chrono::steady_clock::now() - 1s);
  destroyed->set(std::chrono::steady_clock::now() - 1s);
  cleared.clear();
  destroyed.reset();
  loop.io().run_for(10ms);
  EXPECT_EQ(expiries, 0);
}

Task<void> sleep_and_note(std::chrono::milliseconds duration, std::optional<base::Result<void>>& seen) {
  co_await boost::asio::this_coro::throw_if_cancelled(false);
  seen = co_await sleep_for(duration);
}

TEST(Sleep, EndsByItself) {
  Loop loop;
  const auto slept = loop.run(sleep_for(1ms));
  EXPECT_TRUE(slept.has_value());
}

TEST(Sleep, IsEndedByCancellation) {
  Loop loop;
  boost::asio::cancellation_signal signal;
  std::optional<base::Result<void>> seen;
  spawn(loop, sleep_and_note(std::chrono::hours{1}, seen), signal);
  signal.emit(boost::asio::cancellation_type::terminal);
  loop.run_until([&] { return seen.has_value(); });
  ASSERT_FALSE(seen->has_value());
  EXPECT_EQ(seen->error().kind, base::ErrorKind::client_gone);
}

}  // namespace
}  // namespace gw::net
