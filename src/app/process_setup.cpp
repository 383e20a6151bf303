#include "app/process_setup.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace gw::app {
namespace {

/// Opens something harmless as the lowest free descriptor. A container from scratch may have no /dev/null; a
/// pipe without a reader refuses every byte.
void open_something() {
  if (::open("/dev/null", O_RDWR) >= 0) return;
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return;
  // Keep the writing end at the lowest number.
  ::dup2(ends[1], ends[0]);
  ::close(ends[1]);
}

void open_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) < 0 && errno == EBADF) open_something();
  }
}

}  // namespace

void set_up_process() {
  std::signal(SIGPIPE, SIG_IGN);
  open_standard_descriptors();
  // glibc maps and unmaps every block over 128 KiB: a 200 KB request then costs 663 us instead of 376
  // (docs/performance.md).
  ::mallopt(M_MMAP_THRESHOLD, 8 * 1024 * 1024);
  ::mallopt(M_TRIM_THRESHOLD, 16 * 1024 * 1024);
}

}  // namespace gw::app
