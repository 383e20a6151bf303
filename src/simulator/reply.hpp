#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace gw::simulator {

/// One thing to do while a body is sent.
struct Step {
  enum class Kind : std::uint8_t {
    write,  ///< send `bytes`, alone in a write
    wait,   ///< be silent for `duration`
    reset,  ///< end the connection without ending the body; nothing follows
  };
  Kind kind{Kind::write};
  std::string bytes;
  std::chrono::milliseconds duration{0};

  [[nodiscard]] static Step write(std::string bytes) { return {Kind::write, std::move(bytes), {}}; }
  [[nodiscard]] static Step wait(std::chrono::milliseconds duration) { return {Kind::wait, {}, duration}; }
  [[nodiscard]] static Step reset() { return {Kind::reset, {}, {}}; }
};

/// Everything that goes out for one request, decided before the first byte does. Either a whole body, or a
/// body in steps, whose end is the end of the steps.
struct Reply {
  std::vector<Step> before_head;  ///< waits, or a reset in place of an answer
  unsigned status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  bool in_steps = false;
  std::string body;         ///< unless in_steps
  std::vector<Step> steps;  ///< if in_steps
};

}  // namespace gw::simulator
