#include "gateway/streamed_answer.hpp"

#include <string>
#include <utility>

#include "gateway/access_record.hpp"
#include "gateway/error_reply.hpp"
#include "gateway/request_context.hpp"
#include "net/http_server.hpp"

namespace gw::gateway {
namespace {

net::ResponseHead stream_head(const AnswerFields& fields) {
  net::ResponseHead head;
  head.headers.add("content-type", "text/event-stream; charset=utf-8");
  // No proxy may compress, collect or keep what is meant to arrive token by token; nginx has a word of its
  // own for that.
  head.headers.add("cache-control", "no-cache, no-transform");
  head.headers.add("x-accel-buffering", "no");
  add_answer_fields(head.headers, fields);
  return head;
}

}  // namespace

net::Task<base::Result<void>> StreamedAnswer::send(std::string_view bytes) {
  if (!context_.responder.head_sent()) {
    net::ResponseHead head = stream_head(fields_);
    fields_ = {};
    base::Result<void> begun = co_await context_.responder.begin_stream(std::move(head));
    if (!begun) co_return begun;
  }
  base::Result<void> written = co_await context_.responder.write(bytes);
  co_return written;
}

net::Task<base::Result<void>> StreamedAnswer::write(std::string_view bytes) {
  base::Result<void> written = co_await send(bytes);
  // A cancellation that falls into a write wakes no later wait: it must be seen here.
  if (written && context_.responder.cancel_reason() != net::CancelReason::none) {
    co_return base::fail(base::ErrorKind::client_gone, "The request was cancelled.");
  }
  co_return written;
}

net::Task<base::Result<void>> StreamedAnswer::keep_alive() {
  return write(kKeepAliveComment);
}

net::Task<void> StreamedAnswer::complete(std::string closing) {
  base::Result<void> sent = co_await send(closing);
  if (!sent) {
    note_error(context_.record, sent.error());
    co_return;
  }
  base::Result<void> ended = co_await context_.responder.end_stream(net::AfterStream::keep_alive);
  if (!ended) note_error(context_.record, ended.error());
}

net::Task<void> StreamedAnswer::fail(base::Error error) {
  if (!context_.responder.head_sent()) {
    co_await refuse(context_, std::move(error), std::move(fields_));
    co_return;
  }
  const base::Error told = as_told(std::move(error), context_.responder);
  note_error(context_.record, told);
  if (told.kind == base::ErrorKind::client_gone) co_return;
  const std::string event = to_stream_event(told);
  base::Result<void> written = co_await context_.responder.write(event);
  if (!written) co_return;
  base::Result<void> ended = co_await context_.responder.end_stream(net::AfterStream::close);
  static_cast<void>(ended);
}

}  // namespace gw::gateway
