#include "net/client_exchange.hpp"

#include <array>
#include <utility>

#include "net/http_head_writer.hpp"
#include "net/net_error.hpp"
#include "net/scratch.hpp"
#include "net/yield_to_loop.hpp"

namespace gw::net {

using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

/// A peer that always has more to say would otherwise keep the loop to itself.
constexpr std::uint8_t kReadsBeforeYield = 32;

base::Error broken(const char* when) {
  return base::make_error(ErrorKind::upstream_protocol,
                          std::string{"The connection to the upstream broke "} + when + ".");
}

}  // namespace

ClientExchangeImpl::ClientExchangeImpl(ExchangeHost& host, const ClientLimits& limits,
                                       std::unique_ptr<ClientConnection> connection, ConnectionUse use,
                                       ClientRequest request)
    : host_(host),
      limits_(limits),
      connection_(std::move(connection)),
      use_(use),
      request_(std::move(request)),
      reader_(limits.max_head_bytes, request_.method) {}

ClientExchangeImpl::~ClientExchangeImpl() {
  finish(false);
}

void ClientExchangeImpl::finish(bool clean) {
  if (!connection_) return;
  if (clean && sent_whole_ && reader_.facts().keep_alive) host_.give_back(std::move(connection_));
  connection_.reset();
  host_.exchange_ended();
}

bool ClientExchangeImpl::may_replace() const noexcept {
  return use_ == ConnectionUse::reused && !reader_.begun();
}

Task<Result<void>> ClientExchangeImpl::send() {
  std::string head;
  append_request_head(head, request_.method, request_.target, request_.headers, request_.body.size());
  std::array<std::string_view, 2> pieces{head, request_.body};
  sent_whole_ = false;
  for (;;) {
    const IoResult moved = connection_->stream().try_write(pieces);
    sent_whole_ = moved.status == IoResult::Status::moved;
    // A peer may answer and close before it has everything. Whether it did, or just broke, is seen by
    // reading.
    if (moved.status != IoResult::Status::would_block) co_return Result<void>{};
    const Wake wake = co_await connection_->stream().wait_either(deadline_after(limits_.write_timeout));
    if (wake == Wake::cancelled) co_return fail(cancelled_error());
    if (wake != Wake::ready) co_return fail(broken("while the request was sent"));
    if (connection_->stream().peer_speaks()) co_return Result<void>{};
  }
}

Task<Result<void>> ClientExchangeImpl::replace_connection() {
  use_ = ConnectionUse::fresh;
  auto connection = co_await host_.connect(connection_->origin());
  if (!connection) co_return std::unexpected(std::move(connection.error()));
  connection_ = std::move(*connection);
  auto sent = co_await send();
  co_return sent;
}

Task<Result<std::optional<ResponseHead>>> ClientExchangeImpl::read_head(
    std::chrono::steady_clock::time_point until) {
  while (!reader_.has_head()) {
    const IoResult got = read_now();
    if (got.status == IoResult::Status::moved) {
      const std::string_view bytes{scratch_buffer().data(), got.bytes};
      const auto used = reader_.feed_head(bytes);
      if (!used) {
        finish(false);
        co_return std::unexpected(used.error());
      }
      inbox_.assign(bytes.substr(*used));
      continue;
    }
    if (got.status != IoResult::Status::would_block) {
      Result<void> replaced = fail(broken("before it answered"));
      if (may_replace()) {
        replaced = co_await replace_connection();
      }
      if (!replaced) {
        finish(false);
        co_return std::unexpected(std::move(replaced.error()));
      }
      continue;
    }
    const Wake wake = co_await wait_for_more(until);
    if (wake == Wake::cancelled) co_return fail(cancelled_error());
    if (wake == Wake::deadline) co_return std::optional<ResponseHead>{};
  }
  ClientRequest sent = std::move(request_);  // its memory ends here: a stream may idle for minutes
  if (reader_.done()) finish(inbox_.empty());
  co_return std::optional<ResponseHead>{reader_.take_head()};
}

Task<Result<std::optional<std::span<char>>>> ClientExchangeImpl::read_some(
    std::chrono::steady_clock::time_point until) {
  // An idle stream waits here: what is not needed then is kept out of this frame.
  std::optional<Result<std::span<char>>> some = take_some();
  while (!some) {
    const Wake wake = co_await wait_for_more(until);
    if (wake == Wake::deadline) co_return std::nullopt;
    if (wake == Wake::cancelled) {
      some = fail(cancelled_error());
    } else {
      some = take_some();
    }
  }
  if (!*some) co_return std::unexpected(std::move(some->error()));
  co_return **some;
}

std::optional<Result<std::span<char>>> ClientExchangeImpl::take_some() {
  while (!reader_.done()) {
    std::span<char> bytes;
    if (!inbox_.empty()) {
      served_ = std::exchange(inbox_, std::string{});
      bytes = served_;
    } else {
      const IoResult got = read_now();
      if (got.status == IoResult::Status::would_block) return std::nullopt;
      if (got.status != IoResult::Status::moved) {
        const bool clean_end = got.status == IoResult::Status::end;
        auto ended = clean_end ? reader_.feed_end() : Result<void>{fail(broken("inside its answer"))};
        finish(false);
        if (!ended) return std::unexpected(std::move(ended.error()));
        break;
      }
      if (!served_.empty()) std::string{}.swap(served_);
      bytes = scratch_buffer().first(got.bytes);
    }
    const auto step = reader_.feed_body(bytes);
    if (!step) {
      finish(false);
      return std::unexpected(step.error());
    }
    // The connection is free as soon as the last byte is here, however long the caller takes with it.
    if (reader_.done()) finish(step->consumed == bytes.size());
    if (step->produced > 0) return bytes.first(step->produced);
  }
  return std::span<char>{};
}

IoResult ClientExchangeImpl::read_now() {
  if (!connection_) return {IoResult::Status::failed};
  if (!connection_->stream().may_have_more() || reads_without_wait_ >= kReadsBeforeYield)
    return {IoResult::Status::would_block};
  ++reads_without_wait_;
  return connection_->stream().try_read(scratch_buffer());
}

Task<Wake> ClientExchangeImpl::wait_for_more(std::chrono::steady_clock::time_point until) {
  const bool yields = reads_without_wait_ >= kReadsBeforeYield;
  reads_without_wait_ = 0;
  if (yields) {
    co_await yield_to_loop();
    co_return Wake::ready;
  }
  const Wake wake = co_await connection_->stream().wait_readable(until);
  co_return wake;
}

}  // namespace gw::net
