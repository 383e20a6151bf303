#pragma once

#include "net/task.hpp"

namespace gw::net {

/// Lets everything else that is ready on this thread's loop run first.
[[nodiscard]] Task<void> yield_to_loop();

}  // namespace gw::net
