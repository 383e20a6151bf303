#include "gateway/fan_out.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <deque>
#include <exception>
#include <tuple>
#include <utility>

namespace gw::gateway {
namespace asio = boost::asio;
namespace {

using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, net::Executor>;

/// What the workers of one fan_out() share. Lives in its frame, which waits for all of them.
struct Shared {
  Shared(const net::Executor& executor, std::size_t number_of_pieces, NumberedWork what)
      : count(number_of_pieces), work(std::move(what)), all_ended(executor, Timer::time_point::max()) {}

  void stop(base::Error why) {
    if (outcome) outcome = base::fail(std::move(why));
    for (asio::cancellation_signal& signal : signals) signal.emit(asio::cancellation_type::terminal);
  }

  const std::size_t count;
  NumberedWork work;
  Timer all_ended;  // never expires; cancelled by the last worker
  std::deque<asio::cancellation_signal> signals;
  std::size_t next = 0;
  std::size_t running = 0;
  base::Result<void> outcome;
  std::exception_ptr exception;
};

net::Task<void> run_worker(Shared& shared) {
  // A cancelled wait is reported by its own result; later ones of the same worker must not throw.
  co_await asio::this_coro::throw_if_cancelled(false);
  while (shared.outcome && shared.next < shared.count) {
    const std::size_t number = shared.next++;
    base::Result<void> done = co_await shared.work(number);
    if (!done) shared.stop(std::move(done.error()));
  }
}

void start_worker(const net::Executor& executor, Shared& shared) {
  asio::cancellation_signal& signal = shared.signals.emplace_back();
  ++shared.running;
  auto on_end = [&shared](std::exception_ptr exception) {
    if (exception) {
      shared.exception = exception;
      shared.stop(base::make_error(base::ErrorKind::internal, "A part of the request failed."));
    }
    if (--shared.running == 0) shared.all_ended.cancel();
  };
  asio::co_spawn(executor, run_worker(shared),
                 asio::bind_cancellation_slot(signal.slot(), std::move(on_end)));
}

}  // namespace

net::Task<base::Result<void>> fan_out(std::size_t count, std::size_t width, NumberedWork work) {
  const net::Executor executor = co_await asio::this_coro::executor;
  Shared shared(executor, count, std::move(work));
  const std::size_t workers = std::min(count, std::max<std::size_t>(width, 1));
  for (std::size_t i = 0; i < workers; ++i) start_worker(executor, shared);
  while (shared.running > 0) {
    std::tuple<boost::system::error_code> woken =
        co_await shared.all_ended.async_wait(asio::as_tuple(asio::use_awaitable_t<net::Executor>{}));
    static_cast<void>(woken);
    // Woken while some still run: this wait was cancelled.
    if (shared.running > 0) {
      shared.stop(base::make_error(base::ErrorKind::client_gone, "The request was cancelled."));
    }
  }
  if (shared.exception) std::rethrow_exception(shared.exception);
  co_return std::move(shared.outcome);
}

}  // namespace gw::gateway
