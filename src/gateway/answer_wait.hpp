#pragma once

#include <chrono>

#include "base/result.hpp"
#include "gateway/policy/deadlines.hpp"
#include "net/task.hpp"

namespace gw::base {
class Clock;
}

namespace gw::gateway {

struct Services;
class StreamedAnswer;

/// The error of an upstream that is given up.
[[nodiscard]] base::Error upstream_too_late();

/// Patience with the upstream, and signs of life for the client meanwhile. Everything that waits for an
/// answer waits until wait_until(), then asks go_on().
class AnswerWait {
 public:
  /// `client` is null for a plain answer, which can show no sign of life. Both must outlive the wait. The
  /// time runs from here.
  AnswerWait(const Services& services, policy::AnswerMode mode, StreamedAnswer* client);

  [[nodiscard]] std::chrono::steady_clock::time_point wait_until() const noexcept {
    return deadlines_.wait_until();
  }
  /// What is due now. After Due::keepalive: write the comment, then call keepalive_sent().
  [[nodiscard]] policy::Due due() const noexcept;
  void keepalive_sent() noexcept;
  /// Does what is due: writes a keep-alive comment, if there is a client to write to. Errors:
  /// upstream_timeout if the upstream is to be given up, client_gone.
  net::Task<base::Result<void>> go_on();
  /// Sleeps, with go_on() when due. Errors: as go_on().
  net::Task<base::Result<void>> pause(std::chrono::milliseconds duration);
  /// An event of the upstream arrived.
  void event_arrived() noexcept;

 private:
  const base::Clock& clock_;
  policy::AnswerDeadlines deadlines_;
  StreamedAnswer* client_;
};

}  // namespace gw::gateway
