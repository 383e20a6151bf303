#pragma once

#include "base/result.hpp"

namespace gw::bedrock {
struct ConverseRequest;
}
namespace gw::models {
struct MediaCapabilities;
}
namespace gw::openai {
struct ChatRequest;
}

namespace gw::translate {

class Warnings;

/// Appends the messages of `request` to `out.messages`, one turn each and in order, with the client's own
/// names and ids: system and developer messages as system turns, tool messages as user turns with a result.
/// What Bedrock would not take of that is repair_history's business. Errors: invalid_request naming the part
/// that cannot be translated.
[[nodiscard]] base::Result<void> append_messages(const openai::ChatRequest& request,
                                                 const models::MediaCapabilities& media,
                                                 bedrock::ConverseRequest& out, Warnings& warnings);

}  // namespace gw::translate
