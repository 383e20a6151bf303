#pragma once

#include <string>

#include "base/error.hpp"
#include "base/strong.hpp"
#include "net/task.hpp"

namespace gw::net {
class HeaderList;
class Responder;
}  // namespace gw::net
namespace gw::translate {
class Warnings;
}

namespace gw::gateway {

struct AccessRecord;
struct RequestContext;

/// Header fields of an answer that a flow knows of, once it knows them.
struct AnswerFields {
  base::ModelId model;   ///< x-bedrock-model-id: what ran; empty: left out
  std::string warnings;  ///< x-gateway-warnings; empty: left out
};
void add_answer_fields(net::HeaderList& headers, const AnswerFields& fields);

/// What was done to the request, for the log.
void note_warnings(AccessRecord& record, const translate::Warnings& warnings);

/// The error as the client and the log are to see it: a wait that was cancelled because the gateway ends is
/// `overloaded` (503), not client_gone.
[[nodiscard]] base::Error as_told(base::Error error, const net::Responder& responder);

/// Sends a whole JSON answer with status 200.
net::Task<void> reply_json(RequestContext& context, std::string body, AnswerFields fields);

/// Sends the error as a whole answer and notes it for the log. Sends nothing to a client that is gone.
net::Task<void> refuse(RequestContext& context, base::Error error, AnswerFields fields);
/// The same while the model is not known yet.
net::Task<void> refuse(RequestContext& context, base::Error error);

}  // namespace gw::gateway
