#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/result.hpp"
#include "bedrock/converse_stream_event.hpp"
#include "codec/event_stream.hpp"
#include "net/task.hpp"
#include "upstream/bedrock_call.hpp"

namespace gw::upstream {

enum class Fill : std::uint8_t {
  events,   ///< take() has at least one
  end,      ///< the body came to its end, between two frames
  not_yet,  ///< no whole frame yet, or `until` came first: call again
};

/// What a wait for bytes gave: nothing if `until` came first, an empty span at the end of the body.
using Read = std::optional<std::span<char>>;

/// The answer of ConverseStream, event by event. Destroying it before the end aborts the call.
///
/// Calling protocol: await fill(); after Fill::events call take() until it gives nothing, without awaiting
/// anything in between: the events are views into what was read. All events of one read are there without
/// another wait, so that they can go out in one write.
class ConverseStream {
 public:
  explicit ConverseStream(BedrockCall call) noexcept : call_(std::move(call)) {}

  /// Waits for the head first, then for the next whole frames. Before the first Fill::events every error is a
  /// refusal: also an exception that comes as the first frame. Errors: as BedrockCall::wait_for_head; of an
  /// exception frame what it means; upstream_protocol for a corrupt frame, or an end inside one. After an
  /// error the stream must not be used, but for what it tells of the call.
  net::Task<base::Result<Fill>> fill(std::chrono::steady_clock::time_point until);

  /// fill() in two halves, for a stream that runs: a coroutine that waits for thousands of tokens saves the
  /// frames of a call in between. First await read(), then give what came of it to accept().
  net::Task<base::Result<Read>> read(std::chrono::steady_clock::time_point until) {
    return call_.read_some(until);
  }
  [[nodiscard]] base::Result<Fill> accept(base::Result<Read> read);

  /// Next event of what was read. Errors: as fill().
  [[nodiscard]] base::Result<std::optional<bedrock::ConverseStreamEvent>> take();

  [[nodiscard]] const BedrockCall& call() const noexcept { return call_; }

 private:
  [[nodiscard]] base::Result<std::optional<bedrock::ConverseStreamEvent>> decode();

  BedrockCall call_;
  codec::EventStreamDecoder decoder_;
  std::optional<bedrock::ConverseStreamEvent> ready_;  // decoded by fill(), for the next take()
};

}  // namespace gw::upstream
