#pragma once

#include "bedrock/converse_request.hpp"
#include "models/capabilities.hpp"

namespace gw::fuzz {

/// Requires that messages and tools keep Bedrock's rules: turns, pairs of calls and results, charsets.
void require_bedrocks_rules(const bedrock::ConverseRequest& request,
                            const models::Capabilities& capabilities);

}  // namespace gw::fuzz
