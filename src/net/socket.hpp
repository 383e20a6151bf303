#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.hpp"
#include "net/deadline.hpp"
#include "net/task.hpp"
#include "net/wakeup.hpp"

namespace gw::net {

/// Outcome of one non-blocking attempt.
struct IoResult {
  enum class Status : std::uint8_t { moved, would_block, end, failed };
  Status status;
  std::size_t bytes{0};
  int error{0};  ///< errno, if failed
};

/// A non-blocking TCP socket: attempts go straight to the system, and only waits go through the loop.
///
/// One coroutine may wait at a time. Beside it, a watcher may be told about the first moment at which bytes
/// (or the peer's end) can be read: for a client that goes away while its request runs, and for a pooled
/// connection that the server closes. A watch that is still armed serves the next wait_readable, so that a
/// keep-alive connection costs one epoll_ctl per exchange.
class Socket : public std::enable_shared_from_this<Socket> {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  using AsioSocket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

  /// Told about readability while no coroutine waits for it.
  class Watcher {
   public:
    /// Runs on the loop; may destroy the socket's owner.
    virtual void on_readable() = 0;

   protected:
    ~Watcher() = default;
  };

  /// Takes over an open non-blocking descriptor. Shared: the owner and the waits under way in the loop end at
  /// unknown times.
  [[nodiscard]] static std::shared_ptr<Socket> adopt(boost::asio::io_context& loop, int family,
                                                     int descriptor);
  Socket(boost::asio::io_context& loop, int family, int descriptor);

  [[nodiscard]] IoResult try_read(std::span<char> buffer) noexcept;
  /// Writes a gathered sequence of up to four pieces, as much as fits.
  [[nodiscard]] IoResult try_write(std::span<const std::string_view> pieces) noexcept;

  [[nodiscard]] Task<Wake> wait_readable(TimePoint until);
  [[nodiscard]] Task<Wake> wait_writable(TimePoint until, OnCancel on_cancel);
  /// For writes that a peer may answer before they are done: ready means either.
  [[nodiscard]] Task<Wake> wait_either(TimePoint until);

  /// Starts a watch, or keeps the one that is armed. `watcher` must be taken away before it dies.
  void watch(Watcher& watcher);
  void unwatch() noexcept { watcher_ = nullptr; }
  /// True once readability was reported and nobody has read since.
  [[nodiscard]] bool readable() const noexcept { return readable_; }
  /// True if the last read took all there was: reading again before a wait is a wasted system call.
  [[nodiscard]] bool drained() const noexcept { return drained_; }

  /// Asks the system whether bytes wait to be read.
  [[nodiscard]] bool has_unread_bytes() const noexcept;

  /// Ends the wait under way, soon.
  void interrupt(Wake reason) { wakeup_.wake_soon(reason); }

  [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  void close() noexcept;
  /// Closes with a reset, and drops what the kernel still holds for a peer that does not read.
  void close_with_reset() noexcept;
  void shutdown_writing() noexcept;

 private:
  enum class Interest : std::uint8_t { nothing, read, write, either };

  [[nodiscard]] Task<Wake> wait(Interest interest, TimePoint until, OnCancel on_cancel);
  void arm_read();
  void arm_write();
  void on_read_event();
  void on_write_event();

  AsioSocket socket_;
  int descriptor_;
  Wakeup wakeup_;
  Deadline deadline_;
  Watcher* watcher_{nullptr};
  Interest interest_{Interest::nothing};
  bool read_armed_{false};
  bool write_armed_{false};
  bool readable_{false};  // reported, and nobody has read since
  bool drained_{false};
};

/// Opens a socket of that family: non-blocking, close-on-exec, no delay. Errors: upstream_unavailable.
[[nodiscard]] base::Result<std::shared_ptr<Socket>> open_socket(boost::asio::io_context& loop, int family);

}  // namespace gw::net
