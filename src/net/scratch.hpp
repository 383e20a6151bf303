#pragma once

#include <cstddef>
#include <span>

namespace gw::net {

inline constexpr std::size_t kScratchBytes = 32 * 1024;

/// This thread's one read buffer. What is in it must be used or copied before the next co_await: every
/// connection of the thread reads into the same bytes, which is why an idle one owns no buffer.
[[nodiscard]] std::span<char> scratch_buffer() noexcept;

}  // namespace gw::net
