#include "net/socket.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cassert>
#include <cerrno>

#include "net/net_error.hpp"

namespace gw::net {

namespace {

boost::asio::ip::tcp protocol_of(int family) {
  return family == AF_INET6 ? boost::asio::ip::tcp::v6() : boost::asio::ip::tcp::v4();
}

IoResult failed_with(int error_number) {
  if (error_number == EAGAIN || error_number == EINTR) return {IoResult::Status::would_block, 0, 0};
  return {IoResult::Status::failed, 0, error_number};
}

}  // namespace

std::shared_ptr<Socket> Socket::adopt(boost::asio::io_context& loop, int family, int descriptor) {
  return std::make_shared<Socket>(loop, family, descriptor);
}

Socket::Socket(boost::asio::io_context& loop, int family, int descriptor)
    : socket_(loop.get_executor()),
      descriptor_(descriptor),
      wakeup_(loop),
      deadline_(loop, [this] { wakeup_.wake_now(Wake::deadline); }) {
  socket_.assign(protocol_of(family), descriptor);
}

IoResult Socket::try_read(std::span<char> buffer) noexcept {
  if (!is_open()) return {IoResult::Status::failed, 0, EBADF};
  readable_ = false;
  const ssize_t got = ::recv(descriptor_, buffer.data(), buffer.size(), MSG_DONTWAIT);
  drained_ = got < static_cast<ssize_t>(buffer.size());
  if (got > 0) return {IoResult::Status::moved, static_cast<std::size_t>(got), 0};
  if (got == 0) return {IoResult::Status::end, 0, 0};
  return failed_with(errno);
}

bool Socket::has_unread_bytes() const noexcept {
  char byte = 0;
  return is_open() && ::recv(descriptor_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

IoResult Socket::try_write(std::span<const std::string_view> pieces) noexcept {
  if (!is_open()) return {IoResult::Status::failed, 0, EBADF};
  std::array<iovec, 4> vectors;
  assert(pieces.size() <= vectors.size());
  std::size_t count = 0;
  for (const std::string_view piece : pieces) {
    if (piece.empty()) continue;
    // sendmsg does not write through the pointer; iovec has no const form.
    vectors[count++] = {const_cast<char*>(piece.data()), piece.size()};
  }
  msghdr message{};
  message.msg_iov = vectors.data();
  message.msg_iovlen = count;
  const ssize_t sent = ::sendmsg(descriptor_, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent >= 0) return {IoResult::Status::moved, static_cast<std::size_t>(sent), 0};
  return failed_with(errno);
}

Task<Wake> Socket::wait_readable(TimePoint until) {
  return wait(Interest::read, until, OnCancel::wake);
}

Task<Wake> Socket::wait_writable(TimePoint until, OnCancel on_cancel) {
  return wait(Interest::write, until, on_cancel);
}

Task<Wake> Socket::wait_either(TimePoint until) {
  return wait(Interest::either, until, OnCancel::wake);
}

Task<Wake> Socket::wait(Interest interest, TimePoint until, OnCancel on_cancel) {
  const auto self = shared_from_this();
  const auto state = co_await boost::asio::this_coro::cancellation_state;
  if (on_cancel == OnCancel::wake && state.cancelled() != boost::asio::cancellation_type::none)
    co_return Wake::cancelled;
  if (!is_open()) co_return Wake::closed;
  if (interest != Interest::write && readable_) co_return Wake::ready;
  interest_ = interest;
  if (interest != Interest::write) arm_read();
  if (interest != Interest::read) arm_write();
  deadline_.set(until);
  const Wake wake = co_await wakeup_.wait(on_cancel);
  interest_ = Interest::nothing;
  deadline_.clear();
  co_return wake;
}

void Socket::watch(Watcher& watcher) {
  watcher_ = &watcher;
  if (is_open()) arm_read();
}

void Socket::arm_read() {
  if (read_armed_) return;
  read_armed_ = true;
  socket_.async_wait(AsioSocket::wait_read, [self = shared_from_this()](const boost::system::error_code&) {
    self->on_read_event();
  });
}

void Socket::arm_write() {
  if (write_armed_) return;
  write_armed_ = true;
  socket_.async_wait(AsioSocket::wait_write, [self = shared_from_this()](const boost::system::error_code&) {
    self->on_write_event();
  });
}

void Socket::on_read_event() {
  read_armed_ = false;
  if (!is_open()) return;
  readable_ = true;
  drained_ = false;
  if (interest_ == Interest::read || interest_ == Interest::either) {
    wakeup_.wake_now(Wake::ready);
  } else if (watcher_ != nullptr) {
    watcher_->on_readable();
  }
}

void Socket::on_write_event() {
  write_armed_ = false;
  if (!is_open()) return;
  if (interest_ == Interest::write || interest_ == Interest::either) wakeup_.wake_now(Wake::ready);
}

void Socket::close() noexcept {
  if (!is_open()) return;
  descriptor_ = -1;
  watcher_ = nullptr;
  deadline_.cancel();
  boost::system::error_code ignored;
  socket_.close(ignored);
  wakeup_.wake_soon(Wake::closed);
}

void Socket::close_with_reset() noexcept {
  if (!is_open()) return;
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close();
}

void Socket::shutdown_writing() noexcept {
  if (is_open()) ::shutdown(descriptor_, SHUT_WR);
}

base::Result<std::shared_ptr<Socket>> open_socket(boost::asio::io_context& loop, int family) {
  const int descriptor = ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
  if (descriptor < 0)
    return base::fail(to_error(base::ErrorKind::upstream_unavailable, "cannot open a socket", errno));
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return Socket::adopt(loop, family, descriptor);
}

}  // namespace gw::net
