#include "gateway/chat_attempts.hpp"

#include <utility>

#include "gateway/access_record.hpp"
#include "gateway/answer_wait.hpp"
#include "gateway/prepared_chat.hpp"
#include "gateway/services.hpp"
#include "gateway/stream_fill.hpp"
#include "gateway/streamed_answer.hpp"
#include "upstream/bedrock_client.hpp"
#include "upstream/converse_stream.hpp"

namespace gw::gateway {

ChatAttempts::ChatAttempts(const Services& services, AccessRecord& record, PreparedChat& chat,
                           AnswerWait& wait, StreamedAnswer* client)
    : services_(services),
      record_(record),
      chat_(chat),
      wait_(wait),
      client_(client),
      attempts_(services, record, wait) {}

net::Task<base::Result<std::unique_ptr<upstream::ConverseStream>>> ChatAttempts::open_stream() {
  while (true) {
    base::Result<std::unique_ptr<upstream::ConverseStream>> stream = co_await try_stream();
    if (stream) co_return stream;
    base::Result<void> again = co_await next_attempt(std::move(stream.error()));
    if (!again) co_return base::fail(std::move(again.error()));
  }
}

net::Task<base::Result<std::string>> ChatAttempts::read_answer() {
  while (true) {
    base::Result<std::string> body = co_await try_answer();
    if (body) co_return body;
    base::Result<void> again = co_await next_attempt(std::move(body.error()));
    if (!again) co_return base::fail(std::move(again.error()));
  }
}

net::Task<base::Result<std::unique_ptr<upstream::ConverseStream>>> ChatAttempts::try_stream() {
  attempts_.begin();
  base::Result<upstream::BedrockCall> call = co_await services_.bedrock.open(chat_.call);
  if (!call) co_return base::fail(std::move(call.error()));
  auto stream = std::make_unique<upstream::ConverseStream>(std::move(*call));
  // An exception as the first frame arrives here as well: it is a refusal like any other.
  base::Result<upstream::Fill> filled = co_await fill(*stream, wait_);
  attempts_.note(stream->call());
  if (!filled) co_return base::fail(std::move(filled.error()));
  co_return stream;
}

net::Task<base::Result<std::string>> ChatAttempts::try_answer() {
  attempts_.begin();
  base::Result<upstream::BedrockCall> call = co_await services_.bedrock.open(chat_.call);
  if (!call) co_return base::fail(std::move(call.error()));
  base::Result<std::string> body = co_await call->read_answer(wait_.wait_until());
  attempts_.note(*call);
  co_return body;
}

net::Task<base::Result<void>> ChatAttempts::next_attempt(base::Error error) {
  const Learned learned = learn_from(error, chat_, services_);
  if (learned == Learned::a_change) {
    record_.resolved_model = chat_.translation.request.model;
    note_warnings(record_, chat_.translation.warnings);
    if (client_ != nullptr) client_->describe(chat_.fields());
  }
  base::Result<void> again = co_await attempts_.after(std::move(error), learned);
  co_return again;
}

}  // namespace gw::gateway
