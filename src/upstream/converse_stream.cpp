#include "upstream/converse_stream.hpp"

#include <utility>

namespace gw::upstream {

net::Task<base::Result<Fill>> ConverseStream::fill(std::chrono::steady_clock::time_point until) {
  if (!call_.head_arrived()) {
    base::Result<bool> arrived = co_await call_.wait_for_head(until);
    if (!arrived) co_return base::fail(std::move(arrived.error()));
    if (!*arrived) co_return Fill::not_yet;
  }
  base::Result<Read> got = co_await read(until);
  co_return accept(std::move(got));
}

base::Result<Fill> ConverseStream::accept(base::Result<Read> read) {
  if (!read) return base::fail(std::move(read.error()));
  if (!*read) return Fill::not_yet;
  const std::span<char> bytes = **read;
  if (bytes.empty()) {
    if (!decoder_.has_partial_frame()) return Fill::end;
    return base::fail(base::ErrorKind::upstream_protocol, "The upstream's stream was cut off.");
  }
  decoder_.feed(bytes);
  base::Result<std::optional<bedrock::ConverseStreamEvent>> event = decode();
  if (!event) return base::fail(std::move(event.error()));
  if (!*event) return Fill::not_yet;
  ready_ = std::move(**event);
  return Fill::events;
}

base::Result<std::optional<bedrock::ConverseStreamEvent>> ConverseStream::take() {
  if (ready_) return std::exchange(ready_, std::nullopt);
  return decode();
}

base::Result<std::optional<bedrock::ConverseStreamEvent>> ConverseStream::decode() {
  base::Result<std::optional<codec::EventStreamFrame>> frame = decoder_.next();
  if (!frame) return base::fail(std::move(frame.error()));
  if (!*frame) return std::nullopt;
  base::Result<bedrock::ConverseStreamEvent> event = bedrock::parse_stream_event(**frame);
  if (!event) return base::fail(std::move(event.error()));
  return std::move(*event);
}

}  // namespace gw::upstream
