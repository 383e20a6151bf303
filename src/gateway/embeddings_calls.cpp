#include "gateway/embeddings_calls.hpp"

#include <optional>
#include <utility>

#include "bedrock/upstream_error.hpp"
#include "gateway/access_record.hpp"
#include "gateway/fan_out.hpp"
#include "gateway/model_directory.hpp"
#include "gateway/services.hpp"
#include "upstream/bedrock_client.hpp"
#include "upstream/bedrock_request.hpp"

namespace gw::gateway {
namespace {

/// Enough to hide the latency of single texts, and little beside an account's quota.
constexpr std::size_t kCallsAtATime = 8;

}  // namespace

EmbeddingsCalls::EmbeddingsCalls(const Services& services, AccessRecord& record, base::ModelId model,
                                 std::span<const translate::EmbeddingsCall> calls)
    : services_(services),
      record_(record),
      model_(std::move(model)),
      asked_for_(model_),
      calls_(calls),
      answers_(calls.size()),
      wait_(services, policy::AnswerMode::whole_response, nullptr) {}

net::Task<base::Result<void>> EmbeddingsCalls::run() {
  NumberedWork work = [this](std::size_t number) { return call(number); };
  base::Result<void> done = co_await fan_out(calls_.size(), kCallsAtATime, std::move(work));
  if (done && model_ != asked_for_) services_.models.remember_profile(asked_for_, model_);
  co_return done;
}

net::Task<base::Result<void>> EmbeddingsCalls::call(std::size_t number) {
  UpstreamAttempts attempts(services_, record_, wait_);
  while (true) {
    const base::ModelId called = model_;
    base::Result<void> done = co_await try_call(number, attempts);
    if (done) co_return done;
    const Learned learned = learn_from(done.error(), called);
    base::Result<void> again = co_await attempts.after(std::move(done.error()), learned);
    if (!again) co_return again;
  }
}

net::Task<base::Result<void>> EmbeddingsCalls::try_call(std::size_t number, UpstreamAttempts& attempts) {
  attempts.begin();
  const upstream::BedrockRequest request = upstream::to_invoke_request(model_, calls_[number].body);
  base::Result<upstream::BedrockCall> call = co_await services_.bedrock.open(request);
  if (!call) co_return base::fail(std::move(call.error()));
  base::Result<std::string> body = co_await call->read_answer(wait_.wait_until());
  attempts.note(*call);
  if (!body) co_return base::fail(std::move(body.error()));
  answers_[number].body = std::move(*body);
  answers_[number].input_token_count = call->input_token_count();
  co_return base::Result<void>{};
}

Learned EmbeddingsCalls::learn_from(const base::Error& error, const base::ModelId& called) {
  if (!bedrock::says_inference_profile_needed(error)) return Learned::nothing;
  if (called != model_) return Learned::a_change;  // another call has learned it meanwhile
  std::optional<base::ModelId> profile = services_.models.profile_for(called);
  if (!profile) return Learned::nothing;
  model_ = std::move(*profile);
  record_.resolved_model = model_;
  return Learned::a_change;
}

}  // namespace gw::gateway
