#pragma once

#include <cstddef>

namespace gw::net {

/// Raises RLIMIT_NOFILE to its hard limit and returns what is in force then. A limit that cannot be raised
/// stays.
std::size_t raise_descriptor_limit() noexcept;

/// How many client connections each of `servers` listeners may hold with that many descriptors: a connection
/// needs one for itself and one toward the upstream, and some are kept for listeners, loops, look-ups and
/// files. At least 1.
[[nodiscard]] std::size_t default_max_connections(std::size_t descriptors, std::size_t servers) noexcept;

}  // namespace gw::net
