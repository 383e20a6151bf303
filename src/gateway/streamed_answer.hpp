#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "gateway/flow_reply.hpp"
#include "net/task.hpp"

namespace gw::gateway {

struct RequestContext;

/// A comment, which clients ignore and idle proxies count.
inline constexpr std::string_view kKeepAliveComment = ": keep-alive\n\n";

/// The client's side of one streamed answer. Owns the moment at which HTTP 200 is committed: with the first
/// bytes written, be it a keep-alive comment; until then a failure is a whole answer with its own status,
/// after that an error event and the end of the connection. `context` must outlive it.
///
/// Use: write() and keep_alive() as often as needed, then complete() or fail(), once.
class StreamedAnswer {
 public:
  explicit StreamedAnswer(RequestContext& context) noexcept : context_(context) {}

  /// What the head will say. The last call before the head is sent counts.
  void describe(AnswerFields fields) { fields_ = std::move(fields); }

  /// Whole events. `bytes` must stay valid until the call completes. Errors: client_gone, also where the
  /// gateway's end was announced during the write (as_told() tells them apart).
  net::Task<base::Result<void>> write(std::string_view bytes);
  /// kKeepAliveComment. Errors: as write().
  net::Task<base::Result<void>> keep_alive();

  /// The last events of an answer that is whole, [DONE] among them, and its end.
  net::Task<void> complete(std::string closing);
  /// Tells the client and the log. Writes nothing to a client that is gone.
  net::Task<void> fail(base::Error error);

 private:
  net::Task<base::Result<void>> send(std::string_view bytes);

  RequestContext& context_;
  AnswerFields fields_;
};

}  // namespace gw::gateway
