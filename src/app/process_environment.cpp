#include "app/process_environment.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>

extern char** environ;  // NOLINT: POSIX's own declaration

namespace gw::app {
namespace {

std::unexpected<base::Error> cannot_read(const std::string& path, int reason) {
  return base::fail(base::ErrorKind::internal,
                    fmt::format("cannot read {}: {}", path, std::strerror(reason)));
}

/// A descriptor that closes itself.
class OpenFile {
 public:
  explicit OpenFile(const char* path) : descriptor_(::open(path, O_RDONLY | O_CLOEXEC)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace

std::map<std::string, std::string, std::less<>> read_environment() {
  std::map<std::string, std::string, std::less<>> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text{*entry};
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos) variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

base::Result<std::optional<std::string>> read_file(const std::string& path) {
  const OpenFile file{path.c_str()};
  if (file.descriptor() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::optional<std::string>{};
    return cannot_read(path, errno);
  }
  std::string content;
  std::array<char, 16'384> block{};
  for (;;) {
    const ssize_t count = ::read(file.descriptor(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return cannot_read(path, errno);
    if (count == 0) return std::optional{std::move(content)};
    content.append(block.data(), static_cast<std::size_t>(count));
  }
}

std::chrono::system_clock::time_point SystemClock::now() const {
  return std::chrono::system_clock::now();
}

std::chrono::steady_clock::time_point SystemClock::steady_now() const {
  return std::chrono::steady_clock::now();
}

unsigned long long SystemRandom::next_bits() {
  thread_local std::array<unsigned long long, 32> block{};
  thread_local std::size_t used = block.size();
  if (used == block.size()) {
    // Blocks of at most 256 bytes are whole and uninterrupted once the kernel is seeded (getrandom(2)).
    if (::getrandom(block.data(), sizeof(block), 0) != static_cast<ssize_t>(sizeof(block))) std::abort();
    used = 0;
  }
  return block[used++];
}

}  // namespace gw::app
