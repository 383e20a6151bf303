#pragma once

#include <chrono>
#include <cstdint>

namespace gw::gateway::policy {

enum class AnswerMode : std::uint8_t { whole_response, server_sent_events };

struct DeadlineLimits {
  std::chrono::milliseconds first_byte_timeout{280'000};  ///< of a stream: many clients give up at 300 s
  std::chrono::milliseconds response_timeout{590'000};    ///< of a plain answer: OpenAI's SDKs wait 600 s
  std::chrono::milliseconds idle_timeout{120'000};        ///< longest silence between two frames
  std::chrono::milliseconds keepalive{15'000};            ///< of a stream, toward the client; 0 = never
};

/// What is due in an answer that is waited for.
enum class Due : std::uint8_t {
  nothing,
  keepalive,  ///< write a comment to the client, then call keepalive_sent()
  timed_out,  ///< give the upstream up: upstream_timeout
};

/// The waits of one answer: how long for the first event, how long between events, and when the client needs
/// a sign of life. Holds no clock. Retries share one object: the time until the first event counts from the
/// first attempt.
class AnswerDeadlines {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  AnswerDeadlines(DeadlineLimits limits, AnswerMode mode, TimePoint started) noexcept;

  /// An event of the upstream arrived (and was passed on).
  void event_arrived(TimePoint now) noexcept;
  void keepalive_sent(TimePoint now) noexcept;

  /// Wait for the upstream no longer than to here, then ask due().
  [[nodiscard]] TimePoint wait_until() const noexcept;
  [[nodiscard]] Due due(TimePoint now) const noexcept;

 private:
  DeadlineLimits limits_;
  AnswerMode mode_;
  TimePoint fails_at_;
  TimePoint keepalive_at_;
};

}  // namespace gw::gateway::policy
