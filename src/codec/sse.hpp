#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace gw::codec {

/// Server-sent events as OpenAI sends them: `data: <one line>\n\n`. Source: WHATWG HTML section 9.2; contract
/// in docs/formats.md#server-sent-events. Appends to `out`, which must outlive the writer.
class SseWriter {
 public:
  explicit SseWriter(std::string& out) noexcept : out_(out) {}

  /// `line` must hold no CR or LF (compact JSON never does).
  void data(std::string_view line);
  void event(std::string_view name, std::string_view line);
  /// `: text`, ignored by every client; keeps idle proxies from cutting the stream.
  void comment(std::string_view text);

  /// For a line that is written in place: begin_data(), append to out(), end_data().
  void begin_data();
  void end_data();
  [[nodiscard]] std::string& out() noexcept { return out_; }

 private:
  std::string& out_;
};

struct SseEvent {
  std::string event;  ///< empty if there was no `event:` line
  std::string data;
  friend bool operator==(const SseEvent&, const SseEvent&) = default;
};

/// Incremental reader for tests and tools: all line endings, split anywhere. As WHATWG HTML section 9.2.6
/// says, comments, `id` and `retry` are passed over, several `data` lines are joined by LF, an event without
/// `data` is none, and one that lacks its blank line is not returned.
class SseReader {
 public:
  void feed(std::string_view bytes);
  [[nodiscard]] std::optional<SseEvent> next();

 private:
  void end_line();
  void end_event();

  std::string line_;  // what has come of the current line
  SseEvent current_;
  std::deque<SseEvent> ready_;
  bool has_data_ = false;
  bool after_carriage_return_ = false;
  bool at_start_ = true;  // a byte order mark may stand here
};

}  // namespace gw::codec
