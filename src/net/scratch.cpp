#include "net/scratch.hpp"

#include <array>
#include <memory>

namespace gw::net {

std::span<char> scratch_buffer() noexcept {
  // On the heap: 32 KB of static TLS per thread could exceed what a static binary reserves.
  thread_local const std::unique_ptr<std::array<char, kScratchBytes>> buffer =
      std::make_unique<std::array<char, kScratchBytes>>();
  return *buffer;
}

}  // namespace gw::net
