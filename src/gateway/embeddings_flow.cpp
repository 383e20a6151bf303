#include "gateway/embeddings_flow.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "bedrock/invoke_embeddings.hpp"
#include "gateway/access_record.hpp"
#include "gateway/answer_wait.hpp"
#include "gateway/embeddings_calls.hpp"
#include "gateway/flow_reply.hpp"
#include "gateway/model_directory.hpp"
#include "gateway/request_context.hpp"
#include "gateway/services.hpp"
#include "net/http_server.hpp"
#include "openai/embeddings.hpp"
#include "translate/embeddings.hpp"

namespace gw::gateway {
namespace {

struct PreparedEmbeddings {
  base::ModelName model;
  base::ModelId invoked;
  openai::EncodingFormat format{openai::EncodingFormat::floats};
  translate::EmbeddingsTranslation translation;
};

net::Task<base::Result<std::unique_ptr<PreparedEmbeddings>>> prepare(RequestContext& context,
                                                                     const Services& services) {
  // Azure's paths name the model, and their bodies need not.
  const bool model_in_path = !context.path_parameter.empty();
  base::Result<openai::EmbeddingsRequest> request = openai::parse_embeddings_request(
      std::span<char>(context.request.body),
      model_in_path ? openai::ModelField::optional : openai::ModelField::required);
  if (!request) co_return base::fail(std::move(request.error()));
  base::ModelName name(model_in_path ? context.path_parameter : request->model.decode());
  context.record.model = name;

  base::Result<std::shared_ptr<const ModelTarget>> target =
      co_await services.models.resolve(name, services.bedrock);
  if (!target) co_return base::fail(std::move(target.error()));
  context.record.resolved_model = (*target)->invoked;
  base::Result<translate::EmbeddingsTranslation> translation =
      translate::embeddings_to_invoke(*request, (*target)->capabilities);
  if (!translation) co_return base::fail(std::move(translation.error()));

  auto prepared = std::make_unique<PreparedEmbeddings>();
  prepared->model = std::move(name);
  prepared->invoked = (*target)->invoked;
  prepared->format = request->encoding_format;
  prepared->translation = std::move(*translation);
  note_warnings(context.record, prepared->translation.warnings);
  co_return prepared;
}

base::Result<std::vector<bedrock::EmbeddingsAnswer>> parse_answers(translate::EmbeddingsFamily family,
                                                                   std::span<EmbeddingsCallAnswer> answers) {
  std::vector<bedrock::EmbeddingsAnswer> parsed;
  parsed.reserve(answers.size());
  for (EmbeddingsCallAnswer& answer : answers) {
    base::Result<bedrock::EmbeddingsAnswer> one =
        translate::parse_embeddings_answer(family, std::span<char>(answer.body), answer.input_token_count);
    if (!one) return base::fail(std::move(one.error()));
    parsed.push_back(std::move(*one));
  }
  return parsed;
}

void note_tokens(AccessRecord& record, std::span<const bedrock::EmbeddingsAnswer> answers) {
  TokenCounts counts;
  for (const bedrock::EmbeddingsAnswer& answer : answers) {
    counts.prompt += static_cast<std::uint64_t>(answer.input_tokens.value_or(0));
  }
  record.tokens = counts;
}

base::Result<std::string> to_openai_answer(const PreparedEmbeddings& prepared,
                                           std::span<EmbeddingsCallAnswer> answers, AccessRecord& record) {
  auto parsed = parse_answers(prepared.translation.family, answers);
  if (!parsed) return base::fail(std::move(parsed.error()));
  note_tokens(record, *parsed);
  return translate::embeddings_to_openai(prepared.translation.calls, *parsed, prepared.format,
                                         prepared.model);
}

}  // namespace

net::Task<void> embeddings_flow(RequestContext& context, const Services& services) {
  base::Result<std::unique_ptr<PreparedEmbeddings>> prepared = co_await prepare(context, services);
  if (!prepared) {
    co_await refuse(context, std::move(prepared.error()));
    co_return;
  }
  PreparedEmbeddings& embeddings = **prepared;
  EmbeddingsCalls calls(services, context.record, embeddings.invoked, embeddings.translation.calls);
  base::Result<void> done = co_await calls.run();
  AnswerFields fields;
  fields.model = calls.model();
  fields.warnings = embeddings.translation.warnings.header_value();
  if (!done) {
    co_await refuse(context, std::move(done.error()), std::move(fields));
    co_return;
  }
  context.record.model_answered = true;
  context.record.first_event_at = services.clock.steady_now();
  base::Result<std::string> answer = to_openai_answer(embeddings, calls.answers(), context.record);
  if (!answer) {
    co_await refuse(context, std::move(answer.error()), std::move(fields));
    co_return;
  }
  co_await reply_json(context, std::move(*answer), std::move(fields));
}

}  // namespace gw::gateway
