#include "net/stream.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "net/net_error.hpp"
#include "net/scratch.hpp"

namespace gw::net {

using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t kTlsRecordBytes = 16 * 1024;

std::size_t total_size(std::span<const std::string_view> pieces) {
  std::size_t total = 0;
  for (const std::string_view piece : pieces) total += piece.size();
  return total;
}

void take_off(std::span<std::string_view> pieces, std::size_t bytes) {
  for (std::string_view& piece : pieces) {
    const std::size_t here = std::min(bytes, piece.size());
    piece.remove_prefix(here);
    bytes -= here;
  }
}

/// The next record's worth of the pieces: where it lies if it lies in one, else copied together, so that a
/// head and its small body share a record and a system call.
std::string_view next_record(std::span<const std::string_view> pieces) {
  const auto first =
      std::find_if(pieces.begin(), pieces.end(), [](std::string_view piece) { return !piece.empty(); });
  const std::size_t left = total_size({first, pieces.end()});
  if (first->size() >= kTlsRecordBytes || first->size() == left) return first->substr(0, kTlsRecordBytes);
  const std::span<char> scratch = scratch_buffer();
  std::size_t size = 0;
  for (auto piece = first; piece != pieces.end() && size < kTlsRecordBytes; ++piece) {
    size += piece->copy(scratch.data() + size, kTlsRecordBytes - size);
  }
  return {scratch.data(), size};
}

}  // namespace

Stream::Stream(std::shared_ptr<Socket> socket, std::unique_ptr<TlsSession> tls)
    : socket_(std::move(socket)), tls_(std::move(tls)) {}

Stream::~Stream() {
  socket_->close();
}

Task<Result<void>> Stream::handshake(TimePoint until) {
  while (tls_) {
    const TlsSession::Handshake step = tls_->step_handshake();
    if (step == TlsSession::Handshake::done) break;
    if (step == TlsSession::Handshake::failed)
      co_return fail(ErrorKind::upstream_unavailable, "TLS handshake: " + tls_->failure());
    Wake wake = Wake::ready;
    if (step == TlsSession::Handshake::wants_read) {
      wake = co_await socket_->wait_readable(until);
    } else {
      wake = co_await socket_->wait_writable(until, OnCancel::wake);
    }
    if (wake == Wake::cancelled) co_return fail(cancelled_error());
    if (wake != Wake::ready)
      co_return fail(to_error(ErrorKind::upstream_unavailable, "TLS handshake", ETIMEDOUT));
  }
  co_return Result<void>{};
}

IoResult Stream::try_read(std::span<char> buffer) {
  return tls_ ? tls_->try_read(buffer) : socket_->try_read(buffer);
}

IoResult Stream::try_write(std::span<std::string_view> pieces) {
  const std::size_t left = total_size(pieces);
  if (left == 0) return {IoResult::Status::moved};
  if (tls_) return try_write_tls(pieces);
  IoResult result = socket_->try_write(pieces);
  take_off(pieces, result.bytes);
  if (result.status == IoResult::Status::moved && result.bytes < left)
    result.status = IoResult::Status::would_block;
  return result;
}

IoResult Stream::try_write_tls(std::span<std::string_view> pieces) {
  std::size_t moved = 0;
  while (total_size(pieces) > 0) {
    const IoResult result = tls_->try_write(next_record(pieces));
    if (result.status != IoResult::Status::moved) return {result.status, moved, result.error};
    take_off(pieces, result.bytes);
    moved += result.bytes;
  }
  return {IoResult::Status::moved, moved};
}

bool Stream::may_have_more() const noexcept {
  return tls_ ? tls_->may_have_more() : !socket_->drained();
}

bool Stream::peer_speaks() {
  if (!tls_) return socket_->readable();
  return tls_->has_data() || tls_->is_over();
}

Task<Wake> Stream::wait_readable(TimePoint until) {
  if (!tls_) return socket_->wait_readable(until);
  tls_->prepare_to_wait();
  return tls_->wants_write() ? socket_->wait_either(until) : socket_->wait_readable(until);
}

Task<Wake> Stream::wait_writable(TimePoint until, OnCancel on_cancel) {
  return socket_->wait_writable(until, on_cancel);
}

Task<Wake> Stream::wait_either(TimePoint until) {
  return socket_->wait_either(until);
}

void Stream::watch(Socket::Watcher& watcher) {
  if (tls_) tls_->prepare_to_wait();
  socket_->watch(watcher);
}

void Stream::shutdown_writing() noexcept {
  if (tls_) tls_->say_goodbye();
  socket_->shutdown_writing();
}

}  // namespace gw::net
