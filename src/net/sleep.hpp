#pragma once

#include <chrono>

#include "base/result.hpp"
#include "net/task.hpp"

namespace gw::net {

/// Waits on this thread's loop. Errors: client_gone if the waiting coroutine was cancelled.
Task<base::Result<void>> sleep_for(std::chrono::milliseconds duration);

}  // namespace gw::net
