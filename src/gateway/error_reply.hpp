#pragma once

#include <string>

#include "base/error.hpp"

namespace gw::net {
struct Response;
}

namespace gw::gateway {

struct AccessRecord;

/// The whole HTTP answer for an error: status, OpenAI's envelope, retry-after and retry-after-ms,
/// x-should-retry, allow, www-authenticate. Table: docs/errors.md. Nothing of a client's bytes can leave the
/// JSON or a header.
[[nodiscard]] net::Response to_response(const base::Error& error);

/// The same envelope as one event of a stream that has already begun: "data: {\"error\":…}\n\n".
[[nodiscard]] std::string to_stream_event(const base::Error& error);

/// Notes the error for the access log and the metrics. Call it once per failed request, with the error that
/// the client is told.
void note_error(AccessRecord& record, const base::Error& error);

}  // namespace gw::gateway
