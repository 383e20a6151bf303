#include "net/request_reader.hpp"

#include <algorithm>
#include <utility>

namespace gw::net {

using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

/// A body up to this size gets its memory at once; a larger one twice as much each time it is full.
constexpr std::size_t kTrustedBodyBytes = 1024 * 1024;

}  // namespace

void RequestReader::begin() {
  scanner_.reset();
  state_ = State::nothing;
  partial_head_.clear();
  facts_ = HeadFacts{};
  chunks_ = ChunkedDecoder{};
  body_bytes_ = 0;
  request_.method.clear();
  request_.target.clear();
  request_.headers.clear();
  request_.peer.clear();
  request_.http_1_0 = false;
  // Heads are small and come again; a body's memory ends with it.
  std::string{}.swap(request_.body);
}

Result<std::size_t> RequestReader::feed(std::span<char> bytes) {
  switch (state_) {
    case State::nothing: {
      // RFC 9112 section 2.2: empty lines before a request line are skipped; some clients send one after a
      // body.
      std::size_t skipped = 0;
      while (skipped < bytes.size() && (bytes[skipped] == '\r' || bytes[skipped] == '\n')) ++skipped;
      if (skipped == bytes.size()) return skipped;
      state_ = State::head;
      auto used = feed_head({bytes.data() + skipped, bytes.size() - skipped});
      if (used) *used += skipped;
      return used;
    }
    case State::head:
      return feed_head({bytes.data(), bytes.size()});
    case State::body:
      return feed_body(bytes);
    case State::done:
      break;
  }
  return std::size_t{0};
}

Result<std::size_t> RequestReader::feed_head(std::string_view bytes) {
  const std::size_t before = partial_head_.size();
  // A head that comes whole, the usual case, is parsed where it lies.
  if (before > 0) partial_head_.append(bytes);
  const std::string_view head = before > 0 ? std::string_view{partial_head_} : bytes;
  const auto end = scanner_.find_end(head);
  if (!end) return std::unexpected(end.error());
  if (*end == 0) {
    if (before == 0) partial_head_.assign(bytes);
    return bytes.size();
  }
  auto taken = take_head(head.substr(0, *end));
  if (!taken) return std::unexpected(std::move(taken.error()));
  std::string{}.swap(partial_head_);
  return *end - before;
}

Result<void> RequestReader::take_head(std::string_view head) {
  auto facts = parse_request_head(head, request_);
  if (!facts) return std::unexpected(std::move(facts.error()));
  facts_ = *facts;
  state_ = facts_.framing == BodyFraming::none ? State::done : State::body;
  if (facts_.content_length > max_body_bytes_) return body_too_large();
  if (facts_.framing == BodyFraming::content_length) {
    request_.body.reserve(
        static_cast<std::size_t>(std::min<std::uint64_t>(facts_.content_length, kTrustedBodyBytes)));
  }
  return {};
}

Result<std::size_t> RequestReader::feed_body(std::span<char> bytes) {
  if (facts_.framing == BodyFraming::content_length) {
    const auto missing = static_cast<std::size_t>(facts_.content_length - body_bytes_);
    const std::size_t take = std::min(missing, bytes.size());
    append_body({bytes.data(), take});
    if (body_bytes_ == facts_.content_length) state_ = State::done;
    return take;
  }
  auto step = chunks_.decode(bytes);
  if (!step) return std::unexpected(std::move(step.error()));
  if (step->produced > max_body_bytes_ - body_bytes_) return body_too_large();
  append_body({bytes.data(), step->produced});
  if (chunks_.done()) state_ = State::done;
  return step->consumed;
}

std::span<char> RequestReader::body_room() {
  if (state_ != State::body || facts_.framing != BodyFraming::content_length) return {};
  const auto missing = static_cast<std::size_t>(facts_.content_length - body_bytes_);
  grow_body(std::min(missing, std::max<std::size_t>(body_bytes_, 64 * 1024)));
  std::string& body = request_.body;
  const std::size_t room = std::min(missing, body.capacity() - body_bytes_);
  body.resize_and_overwrite(body_bytes_ + room, [](char*, std::size_t size) { return size; });
  return {body.data() + body_bytes_, room};
}

void RequestReader::body_filled(std::size_t bytes) {
  body_bytes_ += bytes;
  request_.body.resize(body_bytes_);
  if (body_bytes_ == facts_.content_length) state_ = State::done;
}

void RequestReader::append_body(std::string_view bytes) {
  request_.body.append(bytes);
  body_bytes_ += bytes.size();
}

void RequestReader::grow_body(std::size_t bytes) {
  std::string& body = request_.body;
  if (body.capacity() == body_bytes_) body.reserve(body_bytes_ + bytes);
}

std::unexpected<base::Error> RequestReader::body_too_large() const {
  return fail(ErrorKind::payload_too_large,
              "The request body is larger than " + std::to_string(max_body_bytes_) + " bytes.");
}

}  // namespace gw::net
