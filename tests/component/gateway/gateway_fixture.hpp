#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "aws/credentials.hpp"
#include "codec/sse.hpp"
#include "gateway/settings.hpp"
#include "support/loop.hpp"
#include "support/scripted_peer.hpp"

namespace gw::test {

/// A whole answer of the gateway, as a client's HTTP library would give it.
struct Answer {
  unsigned status = 0;
  std::string head;    ///< status line and fields, as sent
  std::string body;    ///< without chunks
  bool whole = false;  ///< the body came to its end; false: cut

  [[nodiscard]] std::string header(std::string_view name) const;  ///< "(none)" if absent
  [[nodiscard]] std::vector<codec::SseEvent> events() const;
  /// `content` of all deltas of a stream, joined; without characters that JSON escapes.
  [[nodiscard]] std::string streamed_text() const;
  [[nodiscard]] bool contains(std::string_view text) const { return body.find(text) != std::string::npos; }
};

/// The gateway with its real router, flows and sockets, before a Bedrock that follows scripts: connection by
/// connection, as ScriptedPeer does. All on one loop.
class Gateway {
 public:
  using Adjust = std::function<void(gateway::Settings&)>;

  explicit Gateway(std::vector<Script> bedrock, Adjust adjust = {},
                   std::deque<aws::Identity> identities = {});
  ~Gateway();
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  [[nodiscard]] Loop& loop();
  [[nodiscard]] ScriptedPeer& bedrock();
  [[nodiscard]] RawClient connect();

  /// One request on a connection of its own, to the end of the answer.
  Answer post(std::string_view path, std::string_view body);
  Answer get(std::string_view path);
  /// POST /v1/chat/completions.
  Answer chat(std::string_view body) { return post("/v1/chat/completions", body); }

  /// Requests that reached Bedrock, on all connections.
  [[nodiscard]] std::size_t upstream_requests();
  /// Bodies and heads of them, in order of the connections.
  [[nodiscard]] std::string upstream_bytes();
  /// Lines of the access log.
  [[nodiscard]] const std::vector<std::string>& log() const;
  /// Connections to Bedrock that are in use now.
  [[nodiscard]] std::size_t upstream_in_use() const;
  /// What /metrics says.
  [[nodiscard]] std::string metrics();
  /// Reads the lists of models and profiles; false if one failed.
  bool refresh_models();
  /// Begins the server's end: after `grace` what still runs is cancelled. Completed by the loop.
  void begin_shutdown(std::chrono::milliseconds grace);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// The bytes of a request with a key and `connection: close`.
[[nodiscard]] std::string request_bytes(std::string_view method, std::string_view path,
                                        std::string_view body);
/// Takes an answer apart that was read to the end of its connection.
[[nodiscard]] Answer parse_answer(std::string_view bytes);

/// Chat requests of one user message.
[[nodiscard]] std::string streamed_chat(std::string_view extra_members = "");
[[nodiscard]] std::string plain_chat(std::string_view extra_members = "");

/// Pieces of a fake Bedrock's answers.
[[nodiscard]] std::string stream_head();  ///< 200, event stream, chunked
[[nodiscard]] std::string chunk(std::string_view bytes);
[[nodiscard]] std::string last_chunk();
/// A refusal, after which the connection is closed.
[[nodiscard]] std::string refusal(unsigned status, std::string_view type, std::string_view message);
/// A Converse answer with the text "Hello".
[[nodiscard]] std::string converse_answer();

/// A stream of the text "Hello", each frame a step of its own.
[[nodiscard]] Script good_stream();
[[nodiscard]] Script good_converse();
/// Reads a request and refuses it.
[[nodiscard]] Script refusing(unsigned status, std::string_view type, std::string_view message);

}  // namespace gw::test
