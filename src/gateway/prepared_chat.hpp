#pragma once

#include <memory>
#include <optional>

#include "base/error.hpp"
#include "base/result.hpp"
#include "base/strong.hpp"
#include "gateway/flow_reply.hpp"
#include "gateway/policy/deadlines.hpp"
#include "gateway/upstream_attempts.hpp"
#include "net/task.hpp"
#include "openai/answer_identity.hpp"
#include "openai/chat_request.hpp"
#include "translate/chat_to_converse.hpp"
#include "upstream/bedrock_request.hpp"

namespace gw::gateway {

struct RequestContext;
struct Services;

/// A chat request, ready to be sent to Bedrock. Large: it is given up, with the client's body that it looks
/// into, as soon as Bedrock has begun to answer.
struct PreparedChat {
  openai::AnswerIdentity identity;
  policy::AnswerMode mode{policy::AnswerMode::whole_response};
  openai::UsageInStream usage{openai::UsageInStream::leave_out};
  base::ModelId foundation_model;                ///< whose rules hold, and for which new ones are remembered
  std::optional<base::ModelId> refused_bare_id;  ///< was replaced by a profile's after a refusal
  translate::ChatTranslation translation;
  upstream::BedrockRequest call;  ///< written from `translation`

  [[nodiscard]] AnswerFields fields() const;
};

/// Body -> typed request -> Converse request -> the call of Bedrock. Notes the model in the context's record.
/// Errors: invalid_request naming the field; as ModelDirectory::resolve.
net::Task<base::Result<std::unique_ptr<PreparedChat>>> prepare_chat(RequestContext& context,
                                                                    const Services& services);

/// Takes the lesson of a refusal, if it teaches one: changes the call, and remembers what Bedrock itself
/// said of the model.
[[nodiscard]] Learned learn_from(const base::Error& error, PreparedChat& chat, const Services& services);

/// Bedrock has begun to answer: what was only guessed after a refusal is remembered too.
void confirm_lessons(const PreparedChat& chat, const Services& services);

}  // namespace gw::gateway
