#pragma once

#include <cstddef>

namespace gw::bedrock {

/// Calls of operator new in this process so far. The test binary replaces the global operators to count them.
[[nodiscard]] std::size_t allocations() noexcept;

}  // namespace gw::bedrock
