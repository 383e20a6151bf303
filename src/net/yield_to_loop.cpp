#include "net/yield_to_loop.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace gw::net {

Task<void> yield_to_loop() {
  const Executor executor = co_await boost::asio::this_coro::executor;
  constexpr boost::asio::use_awaitable_t<Executor> token{};
  co_await boost::asio::post(executor, token);
}

}  // namespace gw::net
