#include "gateway/stream_fill.hpp"

#include <utility>

#include "gateway/answer_wait.hpp"

namespace gw::gateway {

net::Task<base::Result<upstream::Fill>> fill(upstream::ConverseStream& stream, AnswerWait& wait) {
  while (true) {
    base::Result<upstream::Fill> filled = co_await stream.fill(wait.wait_until());
    if (!filled) co_return filled;
    if (*filled != upstream::Fill::not_yet) {
      wait.event_arrived();
      co_return filled;
    }
    base::Result<void> still = co_await wait.go_on();
    if (!still) co_return base::fail(std::move(still.error()));
  }
}

}  // namespace gw::gateway
