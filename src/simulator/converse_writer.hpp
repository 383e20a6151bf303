#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "simulator/answer.hpp"
#include "simulator/conversation.hpp"
#include "simulator/directives.hpp"
#include "simulator/reply.hpp"

namespace gw::simulator {

/// Body of a Converse answer. Members in AWS's order (alphabetical). Source:
/// docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
[[nodiscard]] std::string write_converse_body(const Answer& answer, const Conversation& conversation,
                                              std::chrono::milliseconds latency);

/// One frame of an event stream before it becomes bytes.
struct StreamFrame {
  bool is_exception = false;
  std::string type;     ///< value of `:event-type` or `:exception-type`
  std::string payload;  ///< JSON
  bool is_delta = false;
};

/// The frames of a ConverseStream answer in AWS's order: messageStart; for each block contentBlockStart (of
/// tool calls only), deltas, contentBlockStop; messageStop; metadata. Each payload is padded with `p`.
[[nodiscard]] std::vector<StreamFrame> write_converse_frames(const Answer& answer,
                                                             const Conversation& conversation,
                                                             const Directives& directives,
                                                             base::RandomSource& random);

/// The frames as bytes to send: broken as `fault` says, spaced as the directives say, and cut into writes
/// that end where frames do not.
[[nodiscard]] std::vector<Step> make_steps(std::vector<StreamFrame> frames, const Directives& directives,
                                           const Fault* fault, base::RandomSource& random);

/// `{"message": …}`
[[nodiscard]] std::string error_body(std::string_view message);

}  // namespace gw::simulator
