#include "gateway/stream_relay.hpp"

#include <optional>
#include <string>
#include <utility>

#include "gateway/answer_wait.hpp"
#include "gateway/streamed_answer.hpp"
#include "translate/converse_stream_to_chunks.hpp"
#include "upstream/converse_stream.hpp"

namespace gw::gateway {
namespace {

/// What a stream's next bytes for the client are, and when it is over. Reads and writes nothing itself.
class RelayState {
 public:
  RelayState(upstream::ConverseStream& stream, translate::ConverseStreamToChunks& chunks, AnswerWait& wait)
      : stream_(stream), chunks_(chunks), wait_(wait) {
    take_events();
  }

  [[nodiscard]] const std::string& out() const noexcept { return out_; }
  [[nodiscard]] bool over() const noexcept { return over_ || failure_; }

  /// `out()` was written, or was not. Its memory goes before the next wait: thousands of streams wait.
  void written(base::Result<void> outcome) {
    std::string().swap(out_);
    if (!outcome && !over()) failure_ = std::move(outcome.error());
  }

  void accept(base::Result<upstream::Read> read) {
    base::Result<upstream::Fill> filled = stream_.accept(std::move(read));
    if (!filled) return upstream_failed(std::move(filled.error()));
    switch (*filled) {
      case upstream::Fill::events:
        wait_.event_arrived();
        return take_events();
      case upstream::Fill::end:
        over_ = true;
        return;
      case upstream::Fill::not_yet:
        return do_what_is_due();
    }
  }

  [[nodiscard]] base::Result<std::string> closing_events() {
    if (failure_) return base::fail(std::move(*failure_));
    std::string closing;
    base::Result<void> whole = chunks_.finish(closing);
    if (!whole) return base::fail(std::move(whole.error()));
    return closing;
  }

 private:
  /// All events of the last read, so that they go out in one write.
  void take_events() {
    while (!over()) {
      auto event = stream_.take();
      if (!event) return upstream_failed(std::move(event.error()));
      if (!*event) return;
      base::Result<void> turned = chunks_.on(**event, out_);
      if (!turned) failure_ = std::move(turned.error());
    }
  }

  void do_what_is_due() {
    switch (wait_.due()) {
      case policy::Due::nothing:
        return;
      case policy::Due::keepalive:
        out_ = kKeepAliveComment;
        wait_.keepalive_sent();
        return;
      case policy::Due::timed_out:
        return upstream_failed(upstream_too_late());
    }
  }

  /// After messageStop the answer is whole: what breaks then (the count of tokens is lost) takes nothing from
  /// it.
  void upstream_failed(base::Error error) {
    if (chunks_.stop_reason()) {
      over_ = true;
    } else {
      failure_ = std::move(error);
    }
  }

  upstream::ConverseStream& stream_;
  translate::ConverseStreamToChunks& chunks_;
  AnswerWait& wait_;
  std::string out_;
  bool over_ = false;
  std::optional<base::Error> failure_;
};

}  // namespace

net::Task<base::Result<std::string>> relay(upstream::ConverseStream& stream,
                                           translate::ConverseStreamToChunks& chunks, AnswerWait& wait,
                                           StreamedAnswer& client) {
  RelayState state(stream, chunks, wait);
  while (true) {
    if (!state.out().empty()) {
      base::Result<void> outcome = co_await client.write(state.out());
      state.written(std::move(outcome));
    }
    if (state.over()) break;
    base::Result<upstream::Read> read = co_await stream.read(wait.wait_until());
    state.accept(std::move(read));
  }
  co_return state.closing_events();
}

}  // namespace gw::gateway
