#pragma once

#include <cstddef>
#include <functional>

#include "base/result.hpp"
#include "net/task.hpp"

namespace gw::gateway {

/// Starts the piece of work with that number. Called on the loop's thread; must not be a coroutine itself.
using NumberedWork = std::function<net::Task<base::Result<void>>(std::size_t number)>;

/// Runs work(0) … work(count - 1) on this thread's loop, begun in this order, at most `width` at a time.
/// After the first error nothing more is begun and what runs is cancelled, as it is when the caller is
/// cancelled. Returns when everything that was begun has ended. Errors: the first one; client_gone if
/// cancelled.
net::Task<base::Result<void>> fan_out(std::size_t count, std::size_t width, NumberedWork work);

}  // namespace gw::gateway
