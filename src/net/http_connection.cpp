#include "net/http_connection.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <cassert>
#include <exception>
#include <utility>

#include "net/net_error.hpp"
#include "net/scratch.hpp"
#include "net/yield_to_loop.hpp"

namespace gw::net {

using base::ErrorKind;
using base::fail;
using base::Result;
using Clock = std::chrono::steady_clock;

namespace {

/// How long a connection that we end waits for its client to notice. Closing at once, with bytes unread,
/// makes the kernel send a reset that can destroy the answer on its way (RFC 9112 section 9.6).
constexpr std::chrono::milliseconds kLingerTime{1'000};

/// A client that always has more to send would otherwise keep the loop to itself.
constexpr std::uint8_t kTurnsBeforeYield = 32;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view kLastChunk = "0\r\n\r\n";
constexpr std::string_view kLineEnd = "\r\n";

bool forbids_body(unsigned status) {
  return status < 200 || status == 204 || status == 304;
}

}  // namespace

void HttpConnection::serve(std::shared_ptr<ServerCore> core, const std::shared_ptr<Socket>& socket,
                           std::string peer) {
  auto connection = std::make_shared<HttpConnection>(std::move(core), socket, std::move(peer));
  connection->core_->add(*connection);
  spawn(connection, run(connection));
}

void HttpConnection::turn_away(std::shared_ptr<ServerCore> core, const std::shared_ptr<Socket>& socket) {
  auto connection = std::make_shared<HttpConnection>(std::move(core), socket, std::string{});
  connection->core_->add_turned_away(*connection);
  spawn(connection, run_turned_away(connection));
}

void HttpConnection::spawn(std::shared_ptr<HttpConnection> connection, Task<void> task) {
  auto& loop = connection->core_->loop;
  auto slot = connection->cancellation_.slot();
  // The completion keeps the connection, and with it the signal, until the coroutine's last frame is gone.
  boost::asio::co_spawn(loop.get_executor(), std::move(task),
                        boost::asio::bind_cancellation_slot(
                            slot, [connection = std::move(connection)](const std::exception_ptr&) {}));
}

HttpConnection::HttpConnection(std::shared_ptr<ServerCore> core, const std::shared_ptr<Socket>& socket,
                               std::string peer)
    : core_(std::move(core)),
      stream_(socket, core_->tls ? core_->tls->start(socket) : nullptr),
      peer_(std::move(peer)),
      reader_(core_->limits.max_head_bytes, core_->limits.max_body_bytes) {}

HttpConnection::~HttpConnection() {
  stream_.close();
  core_->remove(*this);
}

Task<void> HttpConnection::run(std::shared_ptr<HttpConnection> self) {
  co_await boost::asio::this_coro::throw_if_cancelled(false);
  try {
    co_await self->serve_requests();
  } catch (const std::exception&) {
    // Out of memory, or a handler that broke its promise: this connection ends, the server goes on.
    self->stream_.socket().close_with_reset();
  }
  self->stream_.close();
  self->core_->remove(*self);
}

Task<void> HttpConnection::run_turned_away(std::shared_ptr<HttpConnection> self) {
  co_await boost::asio::this_coro::throw_if_cancelled(false);
  self->refusal_ = base::make_error(ErrorKind::overloaded, "Too many connections are open.");
  co_await self->answer_refusal();
  self->stream_.close();
  self->core_->remove(*self);
}

Task<void> HttpConnection::serve_requests() {
  const auto shaken = co_await stream_.handshake(deadline_after(core_->limits.head_timeout));
  if (!shaken) co_return;
  for (;;) {
    const Arrival arrival = co_await receive();
    if (arrival == Arrival::closed) co_return;
    if (arrival == Arrival::refused) break;

    phase_ = Phase::handling;
    answer_ = Answer::none;
    body_bytes_sent_ = 0;
    reader_.request().peer = peer_;
    if (inbox_.size() < kMaxPipelinedBytes) stream_.watch(*this);
    co_await core_->hooks.handler(reader_.request(), *this);
    stream_.unwatch();

    if (answer_ == Answer::none) {
      if (cancel_reason_ == CancelReason::client_gone) co_return;
      refusal_ = base::make_error(ErrorKind::internal, "The request was not answered.");
      break;
    }
    if (answer_ == Answer::streaming) {
      // The handler ended in mid-body: the client must not take what it got for an answer.
      stream_.socket().close_with_reset();
      co_return;
    }
    if (!keep_alive_ || cancel_reason_ != CancelReason::none || core_->stopping) {
      if (!inbox_.empty()) {
        co_await linger();
      }
      co_return;
    }
  }
  co_await answer_refusal();
}

Task<HttpConnection::Arrival> HttpConnection::receive() {
  phase_ = Phase::idle;
  body_bytes_received_ = 0;
  reader_.begin();
  const auto idle_until = deadline_after(core_->limits.keep_alive_idle);
  bool continued = false;
  refusal_ = take_pipelined();
  for (;;) {
    if (++turns_ == kTurnsBeforeYield) {
      turns_ = 0;
      co_await yield_to_loop();
    }
    if (refusal_) co_return Arrival::refused;
    if (reader_.state() == RequestReader::State::done) co_return Arrival::request;
    if (reader_.facts().expects_continue && !continued && body_bytes_received_ == 0) {
      continued = true;
      Pieces pieces{kContinue};
      const auto sent = co_await transmit(pieces);
      if (!sent) co_return Arrival::closed;
    }
    IoResult got{IoResult::Status::would_block};
    if (stream_.may_have_more()) got = read_more(refusal_);
    if (got.status == IoResult::Status::moved) continue;
    if (got.status != IoResult::Status::would_block) co_return Arrival::closed;
    if (core_->stopping && phase_ == Phase::idle) co_return Arrival::closed;
    const Wake wake = co_await stream_.wait_readable(receive_deadline(idle_until));
    if (wake == Wake::deadline && phase_ != Phase::idle) {
      refusal_ = base::make_error(ErrorKind::request_timeout, "The request arrived too slowly.");
      continue;
    }
    if (wake != Wake::ready) co_return Arrival::closed;
  }
}

IoResult HttpConnection::read_more(std::optional<base::Error>& error) {
  const std::span<char> room = reader_.body_room();
  // Small rests go through the scratch buffer too: it can take the next pipelined request along.
  if (room.size() > kScratchBytes) {
    const IoResult got = stream_.try_read(room);
    reader_.body_filled(got.bytes);
    body_bytes_received_ += got.bytes;
    if (got.bytes > 0) last_arrival_ = Clock::now();
    return got;
  }
  if (!room.empty()) reader_.body_filled(0);
  const IoResult got = stream_.try_read(scratch_buffer());
  if (got.bytes > 0) error = take(scratch_buffer().first(got.bytes));
  return got;
}

std::optional<base::Error> HttpConnection::take(std::span<char> bytes) {
  while (!bytes.empty() && reader_.state() != RequestReader::State::done) {
    const bool in_body = reader_.state() == RequestReader::State::body;
    auto used = reader_.feed(bytes);
    note_progress();
    if (!used) return std::move(used.error());
    if (in_body) body_bytes_received_ += *used;
    bytes = bytes.subspan(*used);
  }
  inbox_.append(bytes.data(), bytes.size());
  return std::nullopt;
}

std::optional<base::Error> HttpConnection::take_pipelined() {
  if (inbox_.empty()) {
    if (inbox_.capacity() > kScratchBytes) std::string{}.swap(inbox_);
    return std::nullopt;
  }
  std::string bytes = std::exchange(inbox_, std::string{});
  return take(bytes);
}

void HttpConnection::note_progress() {
  last_arrival_ = Clock::now();
  if (phase_ == Phase::idle && reader_.state() != RequestReader::State::nothing) {
    phase_ = Phase::receiving;
    phase_start_ = last_arrival_;
  }
  if (reader_.state() == RequestReader::State::body && body_bytes_received_ == 0)
    phase_start_ = last_arrival_;
}

Socket::TimePoint HttpConnection::receive_deadline(Socket::TimePoint idle_until) const {
  const ServerLimits& limits = core_->limits;
  if (phase_ == Phase::idle) return idle_until;
  if (reader_.state() != RequestReader::State::body) return phase_start_ + limits.head_timeout;
  const auto idle = last_arrival_ + limits.body_idle_timeout;
  if (limits.min_body_bytes_per_second == 0) return idle;
  // The moment at which the average falls below the minimum, if nothing more comes.
  const std::chrono::milliseconds paid_for{body_bytes_received_ * 1'000 / limits.min_body_bytes_per_second};
  return std::min(idle, phase_start_ + std::max(limits.body_idle_timeout, paid_for));
}

Task<void> HttpConnection::answer_refusal() {
  phase_ = Phase::closing;
  keep_alive_ = false;
  const std::string_view origin = reader_.request().headers.find("origin").value_or(std::string_view{});
  const Response response = core_->hooks.on_error(*refusal_, origin);
  const BodyHeader body{BodyHeader::Kind::content_length, response.body.size()};
  outbox_.clear();
  append_response_head(outbox_, response.status, response.headers, body, false, false, http_date_now());
  Pieces pieces{outbox_, response.body};
  const auto sent = co_await transmit(pieces);
  if (sent) {
    co_await linger();
  }
}

Task<void> HttpConnection::linger() {
  phase_ = Phase::closing;
  stream_.shutdown_writing();
  const auto until = deadline_after(kLingerTime);
  for (;;) {
    const IoResult got = stream_.try_read(scratch_buffer());
    if (got.status == IoResult::Status::end || got.status == IoResult::Status::failed) co_return;
    if (got.status == IoResult::Status::moved && Clock::now() < until) continue;
    const Wake wake = co_await stream_.wait_readable(until);
    if (wake != Wake::ready) co_return;
  }
}

void HttpConnection::finish_soon() {
  // A request that is already here is answered: its client could not tell whether it had been run.
  if (phase_ == Phase::idle && !stream_.socket().has_unread_bytes()) stream_.close();
}

void HttpConnection::shut_down() {
  if (phase_ == Phase::handling) {
    cancel(CancelReason::shutting_down);
  } else {
    stream_.close();
  }
}

void HttpConnection::abort() {
  if (phase_ == Phase::handling) cancel(CancelReason::client_gone);
  stream_.close();
}

void HttpConnection::cancel(CancelReason reason) {
  if (cancel_reason_ == CancelReason::client_gone) return;
  cancel_reason_ = reason;
  cancellation_.emit(boost::asio::cancellation_type::terminal);
  // A write outlasts the emission, since a handler that is told to end may still say so; not when nobody
  // reads.
  if (reason == CancelReason::client_gone) stream_.socket().interrupt(Wake::closed);
}

void HttpConnection::on_readable() {
  const std::size_t room = std::min(kMaxPipelinedBytes - inbox_.size(), kScratchBytes);
  const IoResult got = stream_.try_read(scratch_buffer().first(room));
  switch (got.status) {
    case IoResult::Status::moved:
      inbox_.append(scratch_buffer().data(), got.bytes);
      if (inbox_.size() < kMaxPipelinedBytes) stream_.watch(*this);
      break;
    case IoResult::Status::would_block:
      stream_.watch(*this);
      break;
    case IoResult::Status::end:
    case IoResult::Status::failed:
      cancel(CancelReason::client_gone);
      break;
  }
}

bool HttpConnection::may_keep_alive() const {
  return reader_.facts().keep_alive && !core_->stopping && cancel_reason_ == CancelReason::none;
}

Task<Result<void>> HttpConnection::send(Response response) {
  assert(answer_ == Answer::none);
  answer_ = Answer::ended;
  keep_alive_ = may_keep_alive();
  BodyHeader body{BodyHeader::Kind::content_length, response.body.size()};
  if (forbids_body(response.status)) body.kind = BodyHeader::Kind::none;
  append_response_head(outbox_, response.status, response.headers, body, keep_alive_,
                       reader_.facts().http_1_0, http_date_now());
  Pieces pieces{outbox_};
  if (body.kind != BodyHeader::Kind::none && reader_.request().method != "HEAD") pieces[1] = response.body;
  const auto sent = co_await transmit(pieces);
  if (sent) body_bytes_sent_ = response.body.size();
  co_return sent;
}

Task<Result<void>> HttpConnection::begin_stream(ResponseHead head) {
  assert(answer_ == Answer::none);
  answer_ = Answer::streaming;
  bodiless_ = reader_.request().method == "HEAD" || forbids_body(head.status);
  chunked_ = !reader_.facts().http_1_0;
  // HTTP/1.0 knows no chunks: there the body ends with the connection.
  keep_alive_ = may_keep_alive() && (chunked_ || bodiless_);
  BodyHeader body{chunked_ ? BodyHeader::Kind::chunked : BodyHeader::Kind::until_close};
  if (forbids_body(head.status)) body.kind = BodyHeader::Kind::none;
  append_response_head(outbox_, head.status, head.headers, body, keep_alive_, reader_.facts().http_1_0,
                       http_date_now());
  if (cancel_reason_ == CancelReason::client_gone) co_return gone();
  // The head goes out with the first bytes if those follow at once, else by itself in the loop's next turn.
  boost::asio::post(core_->loop.get_executor(), [self = shared_from_this()] { self->flush_head(); });
  co_return Result<void>{};
}

Task<Result<void>> HttpConnection::write(std::string_view bytes) {
  assert(answer_ == Answer::streaming);
  if (bytes.empty()) co_return Result<void>{};
  body_bytes_sent_ += bytes.size();
  if (bodiless_) co_return Result<void>{};
  const ChunkLine line{bytes.size()};
  Pieces pieces{outbox_, chunked_ ? line.text() : std::string_view{}, bytes,
                chunked_ ? kLineEnd : std::string_view{}};
  auto sent = co_await transmit(pieces);
  co_return sent;
}

Task<Result<void>> HttpConnection::end_stream(AfterStream after) {
  assert(answer_ == Answer::streaming);
  answer_ = Answer::ended;
  if (after == AfterStream::close) keep_alive_ = false;
  Pieces pieces{outbox_};
  if (chunked_ && !bodiless_) pieces[1] = kLastChunk;
  auto sent = co_await transmit(pieces);
  co_return sent;
}

void HttpConnection::reset() noexcept {
  answer_ = Answer::ended;
  keep_alive_ = false;
  stream_.socket().close_with_reset();
}

HttpConnection::Sent HttpConnection::try_transmit(Pieces& pieces) {
  switch (stream_.try_write(pieces).status) {
    case IoResult::Status::moved:
      return Sent::all;
    case IoResult::Status::would_block:
      return Sent::some;
    case IoResult::Status::end:
    case IoResult::Status::failed:
      break;
  }
  return Sent::failed;
}

Task<Result<void>> HttpConnection::transmit(Pieces pieces) {
  if (cancel_reason_ == CancelReason::client_gone) co_return gone();
  transmitting_ = true;
  Sent sent = try_transmit(pieces);
  while (sent == Sent::some) {
    const Wake wake =
        co_await stream_.wait_writable(deadline_after(core_->limits.write_timeout), OnCancel::keep_waiting);
    if (wake == Wake::deadline) {
      // A client that takes nothing for so long would hold its buffers in the kernel for minutes more.
      stream_.socket().close_with_reset();
    }
    sent = wake == Wake::ready ? try_transmit(pieces) : Sent::failed;
  }
  transmitting_ = false;
  std::string{}.swap(outbox_);
  if (sent == Sent::failed) co_return gone();
  co_return Result<void>{};
}

void HttpConnection::flush_head() {
  if (transmitting_ || outbox_.empty() || answer_ != Answer::streaming) return;
  Pieces pieces{outbox_};
  const Sent sent = try_transmit(pieces);
  if (sent == Sent::some) {
    outbox_.erase(0, outbox_.size() - pieces[0].size());
    return;
  }
  std::string{}.swap(outbox_);
  if (sent == Sent::failed) cancel(CancelReason::client_gone);
}

Result<void> HttpConnection::gone() {
  keep_alive_ = false;
  if (phase_ == Phase::handling) cancel(CancelReason::client_gone);
  return fail(ErrorKind::client_gone, "The client closed its connection.");
}

}  // namespace gw::net
