#pragma once

#include <cstddef>

namespace gw::app {

/// What a server process needs before anything else: broken pipes are errors and not signals, the standard
/// descriptors exist (else a socket would get number 1 and receive the log), and freed memory of large bodies
/// is kept for the next one.
void set_up_process();

/// Raises the limit of open files to its hard limit and returns it.
[[nodiscard]] std::size_t raise_open_file_limit();

/// Clients' connections of one thread: each may need one toward Bedrock, and the process some for itself.
[[nodiscard]] std::size_t connections_per_thread(std::size_t open_files, unsigned threads) noexcept;

}  // namespace gw::app
