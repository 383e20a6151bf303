#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "support/loop.hpp"

namespace gw::test {

/// One thing that a scripted peer does.
struct Step {
  enum class Kind : std::uint8_t { read_until, read_request, send, send_in_pieces, close, reset, hang };
  Kind kind;
  std::string bytes;                 ///< to send, or to wait for
  std::size_t piece_bytes{0};        ///< send_in_pieces
  std::chrono::milliseconds gap{0};  ///< between pieces; 0 lets the loop run once in between
};

[[nodiscard]] Step read_until(std::string text);
/// Reads one HTTP request with its Content-Length body.
[[nodiscard]] Step read_request();
[[nodiscard]] Step send(std::string bytes);
[[nodiscard]] Step send_in_pieces(std::string bytes, std::size_t piece_bytes,
                                  std::chrono::milliseconds gap = std::chrono::milliseconds{0});
[[nodiscard]] Step close();
[[nodiscard]] Step reset();
/// Does nothing more until the other side closes.
[[nodiscard]] Step hang();

using Script = std::vector<Step>;

/// "HTTP/1.1 200 OK" with that body and its Content-Length.
[[nodiscard]] std::string ok_response(std::string_view body,
                                      std::string_view content_type = "application/json");

/// The script rewritten to fail at each of its steps in turn: `failure` takes the step's place. A sending
/// step gives one more script, which fails after half of the bytes.
[[nodiscard]] std::vector<Script> failing_at_every_step(const Script& script, const Step& failure);

/// A server on 127.0.0.1, port chosen by the system, that does what it is told: the n-th connection follows
/// the n-th script; further connections are closed at once. After its last step a connection hangs. Lives on
/// the test's loop; without HTTP code of ours, so that it can judge it.
class ScriptedPeer {
 public:
  ScriptedPeer(Loop& loop, std::vector<Script> scripts);
  ~ScriptedPeer();
  ScriptedPeer(const ScriptedPeer&) = delete;
  ScriptedPeer& operator=(const ScriptedPeer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// Connections accepted so far.
  [[nodiscard]] std::size_t connections() const;
  /// Everything that the n-th connection received.
  [[nodiscard]] const std::string& received(std::size_t connection) const;
  /// Whether the other side has closed the n-th connection (seen while it reads or hangs).
  [[nodiscard]] bool was_closed(std::size_t connection) const;
  /// Steps that the n-th connection has completed.
  [[nodiscard]] std::size_t steps_done(std::size_t connection) const;

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with the coroutines of the loop
};

/// A client that writes and reads bytes, on the test's loop. Reads from the start, unless told to pause.
class RawClient {
 public:
  RawClient(Loop& loop, std::uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// Writes everything, running the loop meanwhile. False if the connection broke before.
  bool send(std::string_view bytes);
  /// Runs the loop until what was received holds `text`, or the connection ended. Returns what was received
  /// up to and with `text`, and takes it off; all of it if the end came first.
  std::string read_until(std::string_view text);
  /// Runs the loop until the connection ends, and returns what was left.
  std::string read_to_end();
  /// One whole response with Content-Length.
  std::string read_response();

  void half_close();
  void close();
  void close_with_reset();
  void pause_reading();
  void resume_reading();

  [[nodiscard]] bool ended() const;
  /// Ended by a reset instead of a close.
  [[nodiscard]] bool was_reset() const;
  [[nodiscard]] std::size_t bytes_received() const;

 private:
  struct State;
  Loop& loop_;
  std::shared_ptr<State> state_;  // shared with the reads under way
};

}  // namespace gw::test
