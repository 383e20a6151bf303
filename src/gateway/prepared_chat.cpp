#include "gateway/prepared_chat.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/clock.hpp"
#include "bedrock/upstream_error.hpp"
#include "gateway/access_record.hpp"
#include "gateway/learned_rules.hpp"
#include "gateway/model_directory.hpp"
#include "gateway/request_context.hpp"
#include "gateway/services.hpp"
#include "gateway/settings.hpp"
#include "net/http_server.hpp"
#include "translate/learned_rules.hpp"

namespace gw::gateway {
namespace {

/// "chatcmpl-" and 128 unguessable bits.
std::string new_completion_id(base::RandomSource& random) {
  const unsigned long long high = random.next_bits();
  const unsigned long long low = random.next_bits();
  return fmt::format("chatcmpl-{:016x}{:016x}", high, low);
}

bedrock::Operation operation_for(policy::AnswerMode mode) {
  return mode == policy::AnswerMode::server_sent_events ? bedrock::Operation::converse_stream
                                                        : bedrock::Operation::converse;
}

void write_call(PreparedChat& chat) {
  chat.call = upstream::to_bedrock_request(chat.translation.request, operation_for(chat.mode));
}

}  // namespace

AnswerFields PreparedChat::fields() const {
  return AnswerFields{.model = translation.request.model, .warnings = translation.warnings.header_value()};
}

net::Task<base::Result<std::unique_ptr<PreparedChat>>> prepare_chat(RequestContext& context,
                                                                    const Services& services) {
  // Azure's paths name the model, and their bodies need not.
  const bool model_in_path = !context.path_parameter.empty();
  base::Result<openai::ChatRequest> request =
      openai::parse_chat_request(std::span<char>(context.request.body),
                                 model_in_path ? openai::ModelField::optional : openai::ModelField::required);
  if (!request) co_return base::fail(std::move(request.error()));
  base::ModelName name(model_in_path ? context.path_parameter : request->model.decode());
  context.record.model = name;
  context.record.streamed = request->stream;

  base::Result<std::shared_ptr<const ModelTarget>> resolved =
      co_await services.models.resolve(name, services.bedrock);
  if (!resolved) co_return base::fail(std::move(resolved.error()));
  const ModelTarget& target = **resolved;
  context.record.resolved_model = target.invoked;
  models::Capabilities capabilities = target.capabilities;
  services.learned.apply_to(target.foundation, capabilities);

  translate::ChatDefaults defaults;
  defaults.max_tokens = services.settings.default_max_tokens;
  base::Result<translate::ChatTranslation> translation =
      translate::chat_to_converse(*request, target.invoked, capabilities, defaults);
  if (!translation) co_return base::fail(std::move(translation.error()));
  if (!target.suffix.empty()) {
    translation->warnings.add(translate::WarningCode::ignored, "model[" + target.suffix + "]");
  }

  auto chat = std::make_unique<PreparedChat>();
  chat->identity.id = new_completion_id(services.random);
  chat->identity.model = std::move(name);
  chat->identity.created = std::chrono::floor<std::chrono::seconds>(services.clock.now());
  chat->mode = request->stream ? policy::AnswerMode::server_sent_events : policy::AnswerMode::whole_response;
  chat->usage = request->usage_in_stream;
  chat->foundation_model = target.foundation;
  chat->translation = std::move(*translation);
  write_call(*chat);
  note_warnings(context.record, chat->translation.warnings);
  co_return chat;
}

Learned learn_from(const base::Error& error, PreparedChat& chat, const Services& services) {
  bedrock::ConverseRequest& request = chat.translation.request;
  if (bedrock::says_inference_profile_needed(error)) {
    std::optional<base::ModelId> profile = services.models.profile_for(request.model);
    if (!profile) return Learned::nothing;
    chat.refused_bare_id = std::exchange(request.model, std::move(*profile));
  } else {
    const std::optional<translate::Lesson> lesson = translate::learn(error);
    if (!lesson) return Learned::nothing;
    services.learned.remember(chat.foundation_model, *lesson);
    if (!translate::apply(*lesson, request, chat.translation.warnings)) return Learned::nothing;
  }
  write_call(chat);
  return Learned::a_change;
}

void confirm_lessons(const PreparedChat& chat, const Services& services) {
  if (!chat.refused_bare_id) return;
  services.models.remember_profile(*chat.refused_bare_id, chat.translation.request.model);
}

}  // namespace gw::gateway
