#include "gateway/flow_reply.hpp"

#include <chrono>
#include <utility>

#include "gateway/access_record.hpp"
#include "gateway/error_reply.hpp"
#include "gateway/request_context.hpp"
#include "net/header_list.hpp"
#include "net/http_server.hpp"
#include "translate/warnings.hpp"

namespace gw::gateway {

void add_answer_fields(net::HeaderList& headers, const AnswerFields& fields) {
  // The model's name came from a client: one that no header can carry is not echoed in one.
  const std::string& model = fields.model.str();
  if (!model.empty() && net::is_valid_header_value(model)) headers.add("x-bedrock-model-id", model);
  if (!fields.warnings.empty()) headers.add("x-gateway-warnings", fields.warnings);
}

void note_warnings(AccessRecord& record, const translate::Warnings& warnings) {
  record.warnings = warnings.count();
  record.warning_text = warnings.header_value();
}

base::Error as_told(base::Error error, const net::Responder& responder) {
  if (error.kind != base::ErrorKind::client_gone) return error;
  if (responder.cancel_reason() != net::CancelReason::shutting_down) return error;
  base::Error told =
      base::make_error(base::ErrorKind::overloaded, "The gateway is shutting down. Please try again.");
  told.retry_after = std::chrono::seconds{1};
  return told;
}

net::Task<void> reply_json(RequestContext& context, std::string body, AnswerFields fields) {
  net::Response response;
  response.headers.add("content-type", "application/json");
  add_answer_fields(response.headers, fields);
  response.body = std::move(body);
  base::Result<void> sent = co_await context.responder.send(std::move(response));
  if (!sent) note_error(context.record, sent.error());
}

net::Task<void> refuse(RequestContext& context, base::Error error, AnswerFields fields) {
  const base::Error told = as_told(std::move(error), context.responder);
  note_error(context.record, told);
  if (told.kind == base::ErrorKind::client_gone) co_return;
  net::Response response = to_response(told);
  add_answer_fields(response.headers, fields);
  base::Result<void> sent = co_await context.responder.send(std::move(response));
  static_cast<void>(sent);  // whether it arrived or not: the error that counts is noted
}

net::Task<void> refuse(RequestContext& context, base::Error error) {
  AnswerFields nothing_known;
  return refuse(context, std::move(error), std::move(nothing_known));
}

}  // namespace gw::gateway
