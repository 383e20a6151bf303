#include "gateway/fan_out.hpp"

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <vector>

#include "net/sleep.hpp"
#include "support/loop.hpp"

namespace gw::gateway {
namespace {

using base::ErrorKind;
using base::Result;
using std::chrono::milliseconds;

/// Pieces of work that note how they overlap.
struct Work {
  net::Task<Result<void>> sleep(milliseconds duration) {
    most_at_once = std::max(most_at_once, ++running);
    ++begun;
    Result<void> slept = co_await net::sleep_for(duration);
    --running;
    if (slept) ++finished;
    co_return slept;
  }
  net::Task<Result<void>> refuse() {
    ++begun;
    Result<void> slept = co_await net::sleep_for(milliseconds{1});
    static_cast<void>(slept);
    co_return base::fail(ErrorKind::upstream_throttled, "no");
  }
  net::Task<Result<void>> explode() {
    Result<void> slept = co_await net::sleep_for(milliseconds{1});
    static_cast<void>(slept);
    throw std::runtime_error("defect");
  }

  int running = 0;
  int most_at_once = 0;
  int begun = 0;
  int finished = 0;
};

TEST(FanOut, RunsEveryPieceAndNoMoreAtATimeThanAllowed) {
  test::Loop loop;
  Work work;
  const auto done = loop.run(fan_out(7, 3, [&](std::size_t) { return work.sleep(milliseconds{1}); }));
  EXPECT_TRUE(done.has_value());
  EXPECT_EQ(work.finished, 7);
  EXPECT_EQ(work.most_at_once, 3);
}

TEST(FanOut, BeginsThePiecesInOrder) {
  test::Loop loop;
  Work work;
  std::vector<std::size_t> order;
  const auto done = loop.run(fan_out(5, 2, [&](std::size_t number) {
    order.push_back(number);
    return work.sleep(milliseconds{1});
  }));
  EXPECT_TRUE(done.has_value());
  EXPECT_EQ(order, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
}

TEST(FanOut, HasNothingToDoForNothing) {
  test::Loop loop;
  Work work;
  EXPECT_TRUE(loop.run(fan_out(0, 3, [&](std::size_t) { return work.refuse(); })).has_value());
  EXPECT_EQ(work.begun, 0);
}

TEST(FanOut, GivesTheFirstErrorAndCancelsTheRest) {
  test::Loop loop;
  Work work;
  const auto done = loop.run(fan_out(10, 3, [&](std::size_t number) {
    return number == 1 ? work.refuse() : work.sleep(std::chrono::hours{1});
  }));
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().kind, ErrorKind::upstream_throttled);
  EXPECT_EQ(work.begun, 3) << "nothing was begun after the error";
  EXPECT_EQ(work.running, 0);
  EXPECT_EQ(work.finished, 0);
}

TEST(FanOut, ThrowsWhatAPieceThrewAfterTheOthersEnded) {
  test::Loop loop;
  Work work;
  const auto run = [&] {
    return loop.run(fan_out(3, 3, [&](std::size_t number) {
      return number == 0 ? work.explode() : work.sleep(std::chrono::hours{1});
    }));
  };
  EXPECT_THROW(run(), std::runtime_error);
  EXPECT_EQ(work.running, 0);
}

net::Task<void> run_cancellable(Work& work, std::optional<Result<void>>& outcome) {
  co_await boost::asio::this_coro::throw_if_cancelled(false);
  NumberedWork pieces = [&work](std::size_t) { return work.sleep(std::chrono::hours{1}); };
  outcome = co_await fan_out(4, 2, std::move(pieces));
}

TEST(FanOut, EndsItsPiecesWhenItIsCancelledItself) {
  test::Loop loop;
  Work work;
  std::optional<Result<void>> outcome;
  boost::asio::cancellation_signal signal;
  boost::asio::co_spawn(loop.io().get_executor(), run_cancellable(work, outcome),
                        boost::asio::bind_cancellation_slot(signal.slot(), [](std::exception_ptr) {}));
  loop.run_until([&] { return work.running == 2; });
  signal.emit(boost::asio::cancellation_type::terminal);
  loop.run_until([&] { return outcome.has_value(); });
  ASSERT_FALSE(outcome->has_value());
  EXPECT_EQ(outcome->error().kind, ErrorKind::client_gone);
  EXPECT_EQ(work.running, 0);
  EXPECT_EQ(work.begun, 2);
}

}  // namespace
}  // namespace gw::gateway
