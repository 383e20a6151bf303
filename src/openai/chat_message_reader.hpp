#pragma once

#include <vector>

#include "openai/body_reader.hpp"
#include "openai/chat_request.hpp"

namespace gw::openai {

/// Reads `messages` (contract: docs/mapping.md#messages). Returns false only if the document is malformed.
[[nodiscard]] bool read_messages(BodyReader& body, const FieldPath& path, std::vector<Message>& out);

}  // namespace gw::openai
