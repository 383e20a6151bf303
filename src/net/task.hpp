#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace gw::net {

/// Every thread has one io_context; nothing on the hot path is type-erased.
using Executor = boost::asio::io_context::executor_type;

/// A coroutine on a loop thread. Read the coroutine rules of docs/coroutines.md before writing one: g++ 12
/// miscompiles some forms of co_await without a word.
template <class T>
using Task = boost::asio::awaitable<T, Executor>;

}  // namespace gw::net
