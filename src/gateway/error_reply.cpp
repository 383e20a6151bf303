#include "gateway/error_reply.hpp"

#include <fmt/format.h>

#include <utility>

#include "gateway/access_record.hpp"
#include "net/http_server.hpp"
#include "translate/error_to_openai.hpp"

namespace gw::gateway {

net::Response to_response(const base::Error& error) {
  const translate::OpenAiError reply = translate::to_openai_error(error);
  net::Response response;
  response.status = reply.status;
  response.headers.add("content-type", "application/json");
  if (reply.retry_after) {
    response.headers.add("retry-after", fmt::to_string(reply.retry_after->count()));
    response.headers.add("retry-after-ms", fmt::to_string(reply.retry_after->count() * 1'000));
  }
  // SDKs repeat some statuses by themselves; they obey this over the status.
  const bool sdks_would_repeat = reply.status == 429 || reply.status >= 500;
  if (sdks_would_repeat && reply.retry == translate::ClientRetry::no)
    response.headers.add("x-should-retry", "false");
  if (error.kind == base::ErrorKind::unauthenticated) response.headers.add("www-authenticate", "Bearer");
  if (error.kind == base::ErrorKind::method_not_allowed) response.headers.add("allow", error.param);
  response.body = translate::write_body(reply);
  return response;
}

std::string to_stream_event(const base::Error& error) {
  return translate::write_stream_event(translate::to_openai_error(error));
}

void note_error(AccessRecord& record, const base::Error& error) {
  record.error = error.kind;
  record.upstream_code = error.upstream_code;
  record.error_message = error.message;
}

}  // namespace gw::gateway
