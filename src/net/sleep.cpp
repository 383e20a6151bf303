#include "net/sleep.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "net/net_error.hpp"

namespace gw::net {

Task<base::Result<void>> sleep_for(std::chrono::milliseconds duration) {
  using Clock = std::chrono::steady_clock;
  using Timer = boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor>;
  const auto before = co_await boost::asio::this_coro::cancellation_state;
  if (before.cancelled() != boost::asio::cancellation_type::none) co_return base::fail(cancelled_error());
  const Executor executor = co_await boost::asio::this_coro::executor;
  Timer timer{executor, duration};
  constexpr boost::asio::as_tuple_t<boost::asio::use_awaitable_t<Executor>> token{};
  const auto [error] = co_await timer.async_wait(token);
  if (error) co_return base::fail(cancelled_error());
  co_return base::Result<void>{};
}

}  // namespace gw::net
