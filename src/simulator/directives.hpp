#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/aws_error.hpp"

namespace gw::simulator {

/// Where in an answer a fault strikes. A plain answer has only a before and a middle of its body.
enum class FaultPlace : std::uint8_t {
  before,  ///< instead of an answer, before its head
  first,   ///< in place of the first frame
  middle,  ///< after half of the deltas
  last,    ///< in place of messageStop
};

enum class FaultKind : std::uint8_t {
  exception,    ///< AWS's exception
  reset,        ///< the connection ends without ending the answer
  cut,          ///< the body ends as it should, but too early
  cut_frame,    ///< the same, inside a frame
  bad_crc,      ///< the checksum of a frame is wrong
  bad_prelude,  ///< the checksum of a frame's first eight bytes is wrong
  stall,        ///< silence for `duration`
};

struct Fault {
  FaultKind kind{FaultKind::exception};
  FaultPlace place{FaultPlace::before};
  AwsError error;                         ///< of an exception
  std::chrono::milliseconds duration{0};  ///< of a stall
  std::optional<unsigned> times;          ///< strikes that often, then not once, and so on; absent: always
  std::string key;                        ///< what `times` is counted by
};

enum class ReasoningKind : std::uint8_t { none, unsigned_text, signed_text, redacted, signature_only };

/// A tool call that a directive asks for, whatever the prompt says.
struct ToolDirective {
  std::string name;                  ///< empty: the first tool offered
  std::optional<std::string> input;  ///< JSON as written; absent: filled by the tool's schema
  bool without_arguments = false;    ///< streamed without a single input delta
};

/// What the directives of a prompt ask for: docs/simulator.md is their table.
struct Directives {
  std::vector<Fault> faults;
  std::chrono::milliseconds frame_interval{0};  ///< before every frame
  bool empty = false;                           ///< an answer without a content block
  bool without_metadata = false;
  bool interleaved = false;  ///< deltas of different content blocks take turns
  bool no_tool = false;      ///< answers in text, whatever is offered
  std::optional<std::string> stop_reason;
  std::optional<std::string> say;     ///< the whole text of the answer
  std::optional<std::size_t> tokens;  ///< length of a made-up answer
  ReasoningKind reasoning{ReasoningKind::none};
  std::optional<ToolDirective> tool;
  std::vector<std::string> texts;  ///< as written, for the answer to name
};

/// Reads every `[[simulate: …]]` in `text`. The error is what is wrong with one of them, for the person
/// who wrote it. Pure.
[[nodiscard]] std::expected<Directives, std::string> parse_directives(std::string_view text);

/// `text` without its directives and the white space around them.
[[nodiscard]] std::string without_directives(std::string_view text);

}  // namespace gw::simulator
