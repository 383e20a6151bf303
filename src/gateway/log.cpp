#include "gateway/log.hpp"

#include <poll.h>
#include <unistd.h>

#define SPDLOG_FMT_EXTERNAL
#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <exception>
#include <mutex>

namespace gw::gateway {
namespace {

/// Writes whole lines with write(2), and only what the descriptor takes without waiting: a reader of our
/// output that stands still must not stop the loop that serves requests.
class DescriptorSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit DescriptorSink(int descriptor) : descriptor_(descriptor) { base_sink::set_pattern_("%v"); }
  [[nodiscard]] std::uint64_t lost_lines() const noexcept { return lost_.load(std::memory_order_relaxed); }
  void count_lost_line() noexcept { lost_.fetch_add(1, std::memory_order_relaxed); }

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    if (torn_) line.push_back('\n');
    formatter_->format(message, line);
    const std::size_t written = write_what_fits(line.data(), line.size());
    if (written == line.size()) {
      torn_ = false;
      return;
    }
    torn_ = torn_ || written > 0;
    count_lost_line();
  }
  void flush_() override {}

 private:
  [[nodiscard]] bool is_ready() const noexcept {
    pollfd waiting{.fd = descriptor_, .events = POLLOUT, .revents = 0};
    return ::poll(&waiting, 1, 0) == 1 && (waiting.revents & POLLOUT) != 0;
  }

  /// Bytes written; fewer than `size` if the descriptor is full or broken.
  std::size_t write_what_fits(const char* bytes, std::size_t size) noexcept {
    std::size_t done = 0;
    while (done < size) {
      // A pipe that is ready takes PIPE_BUF bytes without waiting (POSIX, write()).
      if (!is_ready()) break;
      const ssize_t written =
          ::write(descriptor_, bytes + done, std::min<std::size_t>(size - done, PIPE_BUF));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) break;
      done += static_cast<std::size_t>(written);
    }
    return done;
  }

  int descriptor_;
  bool torn_ = false;  // the last line was written in part: end it before the next
  std::atomic<std::uint64_t> lost_{0};
};

spdlog::level::level_enum to_spdlog(LogLevel level) noexcept {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

class DescriptorLog final : public Log {
 public:
  DescriptorLog(int descriptor, LogLevel lowest)
      : sink_(std::make_shared<DescriptorSink>(descriptor)), logger_("gateway", sink_) {
    logger_.set_level(to_spdlog(lowest));
    logger_.set_error_handler([sink = sink_](const std::string&) { sink->count_lost_line(); });
  }

  void write(LogLevel level, std::string_view line) noexcept override {
    try {
      logger_.log(to_spdlog(level), spdlog::string_view_t{line.data(), line.size()});
    } catch (const std::exception&) {
      sink_->count_lost_line();
    }
  }
  [[nodiscard]] bool is_written(LogLevel level) const noexcept override {
    return logger_.should_log(to_spdlog(level));
  }
  [[nodiscard]] std::uint64_t lost_lines() const noexcept override { return sink_->lost_lines(); }

 private:
  std::shared_ptr<DescriptorSink> sink_;  // spdlog shares its sinks with loggers
  spdlog::logger logger_;
};

}  // namespace

const char* to_string(LogLevel level) noexcept {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "error";
}

std::unique_ptr<Log> make_descriptor_log(int descriptor, LogLevel lowest) {
  return std::make_unique<DescriptorLog>(descriptor, lowest);
}

}  // namespace gw::gateway
