#pragma once

#include <cstddef>

namespace gw::codec {

/// Bytes that operator new has handed out in this process and that were not given back. The test binary
/// replaces the global operators to count them.
[[nodiscard]] std::size_t live_allocated_bytes() noexcept;

}  // namespace gw::codec
