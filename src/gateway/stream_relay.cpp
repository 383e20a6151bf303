#include "gateway/stream_relay.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "gateway/answer_wait.hpp"
#include "gateway/stream_fill.hpp"
#include "gateway/streamed_answer.hpp"
#include "translate/converse_stream_to_chunks.hpp"
#include "upstream/converse_stream.hpp"

namespace gw::gateway {
namespace {

/// Whether the upstream may still be asked for more.
enum class Upstream : std::uint8_t { more, over };

/// After messageStop the answer is whole: what breaks then (the count of tokens is lost) takes nothing from
/// it.
base::Result<Upstream> over_or_failed(const translate::ConverseStreamToChunks& chunks, base::Error error) {
  if (chunks.stop_reason()) return Upstream::over;
  return base::fail(std::move(error));
}

/// Turns all events of the last read into chunks.
base::Result<Upstream> take_events(upstream::ConverseStream& stream,
                                   translate::ConverseStreamToChunks& chunks, std::string& out) {
  while (true) {
    auto event = stream.take();
    if (!event) return over_or_failed(chunks, std::move(event.error()));
    if (!*event) return Upstream::more;
    base::Result<void> written = chunks.on(**event, out);
    if (!written) return base::fail(std::move(written.error()));
  }
}

/// Hands on what the last read brought. The buffer goes before the next wait: thousands of streams wait.
net::Task<base::Result<Upstream>> pass_on(upstream::ConverseStream& stream,
                                          translate::ConverseStreamToChunks& chunks, StreamedAnswer& client) {
  std::string out;
  base::Result<Upstream> taken = take_events(stream, chunks, out);
  if (!out.empty()) {
    base::Result<void> written = co_await client.write(out);
    if (!written) co_return base::fail(std::move(written.error()));
  }
  co_return taken;
}

net::Task<base::Result<Upstream>> wait_for_more(upstream::ConverseStream& stream,
                                                const translate::ConverseStreamToChunks& chunks,
                                                AnswerWait& wait) {
  base::Result<upstream::Fill> filled = co_await fill(stream, wait);
  if (!filled) co_return over_or_failed(chunks, std::move(filled.error()));
  co_return *filled == upstream::Fill::end ? Upstream::over : Upstream::more;
}

}  // namespace

net::Task<base::Result<std::string>> relay(upstream::ConverseStream& stream,
                                           translate::ConverseStreamToChunks& chunks, AnswerWait& wait,
                                           StreamedAnswer& client) {
  base::Result<Upstream> upstream = Upstream::more;
  while (true) {
    upstream = co_await pass_on(stream, chunks, client);
    if (!upstream || *upstream == Upstream::over) break;
    upstream = co_await wait_for_more(stream, chunks, wait);
    if (!upstream || *upstream == Upstream::over) break;
  }
  if (!upstream) co_return base::fail(std::move(upstream.error()));
  std::string closing;
  base::Result<void> whole = chunks.finish(closing);
  if (!whole) co_return base::fail(std::move(whole.error()));
  co_return closing;
}

}  // namespace gw::gateway
