#include "gateway/chat_flow.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "bedrock/converse_stream_event.hpp"
#include "gateway/access_record.hpp"
#include "gateway/answer_wait.hpp"
#include "gateway/chat_attempts.hpp"
#include "gateway/flow_reply.hpp"
#include "gateway/metrics.hpp"
#include "gateway/prepared_chat.hpp"
#include "gateway/request_context.hpp"
#include "gateway/services.hpp"
#include "gateway/stream_relay.hpp"
#include "gateway/streamed_answer.hpp"
#include "net/http_server.hpp"
#include "translate/converse_stream_to_chunks.hpp"
#include "translate/converse_to_chat.hpp"
#include "upstream/converse_stream.hpp"

namespace gw::gateway {
namespace {

/// Bedrock has begun to answer, or has answered.
void note_answering(RequestContext& context, const PreparedChat& chat, const Services& services) {
  context.record.model_answered = true;
  context.record.first_event_at = services.clock.steady_now();
  confirm_lessons(chat, services);
}

void note_outcome(AccessRecord& record, std::optional<bedrock::StopReason> reason,
                  const std::string& raw_reason, const std::optional<openai::Usage>& usage,
                  Metrics& metrics) {
  record.stop_reason = raw_reason;
  if (reason == bedrock::StopReason::unknown) metrics.unknown_stop_reason();
  if (!usage) return;
  TokenCounts counts;
  counts.prompt = static_cast<std::uint64_t>(usage->prompt_tokens);
  counts.completion = static_cast<std::uint64_t>(usage->completion_tokens);
  counts.cached = static_cast<std::uint64_t>(usage->cached_tokens);
  counts.cache_write = static_cast<std::uint64_t>(usage->cache_write_tokens);
  record.tokens = counts;
}

/// Bedrock failed after it had begun to answer: there is no further attempt, but it counts.
void count_failure(const base::Error& error, Metrics& metrics) {
  if (error.kind != base::ErrorKind::client_gone) metrics.upstream_error(error.kind);
}

/// What a stream needs no more once it runs.
void release_request(net::ServerRequest& request) {
  std::string().swap(request.body);
  request.headers.release();
}

/// A plain answer goes through the same events as a stream.
base::Result<translate::ChatAnswer> to_chat_answer(std::string& body, const PreparedChat& chat) {
  base::Result<std::vector<bedrock::ConverseStreamEvent>> events =
      bedrock::parse_converse_response(std::span<char>(body));
  if (!events) return base::fail(std::move(events.error()));
  return translate::converse_to_chat(*events, chat.identity, chat.translation.aliases);
}

/// Null if the request was refused: then the client was told.
net::Task<std::unique_ptr<PreparedChat>> prepare_or_refuse(RequestContext& context,
                                                           const Services& services) {
  base::Result<std::unique_ptr<PreparedChat>> chat = co_await prepare_chat(context, services);
  if (chat) co_return std::move(*chat);
  co_await refuse(context, std::move(chat.error()));
  co_return nullptr;
}

/// The stream with its first events read; null if Bedrock refused: then the client was told.
net::Task<std::unique_ptr<upstream::ConverseStream>> begin_or_refuse(RequestContext& context,
                                                                     const Services& services,
                                                                     PreparedChat& chat, AnswerWait& wait,
                                                                     StreamedAnswer& client) {
  client.describe(chat.fields());
  ChatAttempts attempts(services, context.record, chat, wait, &client);
  base::Result<std::unique_ptr<upstream::ConverseStream>> stream = co_await attempts.open_stream();
  if (stream) co_return std::move(*stream);
  co_await client.fail(std::move(stream.error()));
  co_return nullptr;
}

net::Task<void> end_stream(StreamedAnswer& client, base::Result<std::string>& closing, Metrics& metrics) {
  if (closing) return client.complete(std::move(*closing));
  count_failure(closing.error(), metrics);
  return client.fail(std::move(closing.error()));
}

net::Task<void> answer_streamed(RequestContext& context, const Services& services,
                                std::unique_ptr<PreparedChat>& chat) {
  StreamedAnswer client(context);
  AnswerWait wait(services, chat->mode, &client);
  std::unique_ptr<upstream::ConverseStream> stream =
      co_await begin_or_refuse(context, services, *chat, wait, client);
  if (!stream) co_return;

  note_answering(context, *chat, services);
  translate::ConverseStreamToChunks chunks(chat->identity, std::move(chat->translation.aliases), chat->usage);
  chat.reset();
  release_request(context.request);
  base::Result<std::string> closing = co_await relay(*stream, chunks, wait, client);

  note_outcome(context.record, chunks.stop_reason(), chunks.raw_stop_reason(), chunks.usage(),
               services.metrics);
  stream.reset();  // aborts what still runs, before the client is told
  co_await end_stream(client, closing, services.metrics);
}

net::Task<void> answer_whole(RequestContext& context, const Services& services, PreparedChat& chat) {
  AnswerWait wait(services, chat.mode, nullptr);
  ChatAttempts attempts(services, context.record, chat, wait, nullptr);
  base::Result<std::string> body = co_await attempts.read_answer();
  AnswerFields fields = chat.fields();
  if (!body) {
    co_await refuse(context, std::move(body.error()), std::move(fields));
    co_return;
  }
  note_answering(context, chat, services);
  base::Result<translate::ChatAnswer> answer = to_chat_answer(*body, chat);
  if (!answer) {
    count_failure(answer.error(), services.metrics);
    co_await refuse(context, std::move(answer.error()), std::move(fields));
    co_return;
  }
  note_outcome(context.record, answer->stop_reason, answer->raw_stop_reason, answer->usage, services.metrics);
  co_await reply_json(context, std::move(answer->body), std::move(fields));
}

}  // namespace

net::Task<void> chat_flow(RequestContext& context, const Services& services) {
  std::unique_ptr<PreparedChat> chat = co_await prepare_or_refuse(context, services);
  if (!chat) co_return;
  if (chat->mode == policy::AnswerMode::server_sent_events) {
    co_await answer_streamed(context, services, chat);
  } else {
    co_await answer_whole(context, services, *chat);
  }
}

}  // namespace gw::gateway
