#pragma once

#include "bedrock/converse_request.hpp"
#include "translate/warnings.hpp"

namespace gw::models {
struct Capabilities;
}

namespace gw::translate {

/// Brings messages and system of a request into the form that Bedrock takes, whatever the client kept of its
/// history: docs/mapping.md#history-repair lists the steps and why they come in this order.
/// `request.messages` may hold consecutive turns of one role, system turns anywhere, calls and results in any
/// order; `request.tools` says whether tools are offered. Pure, idempotent, byte-stable: appending a turn
/// leaves the bytes of all turns before the last user turn alone.
void repair_history(bedrock::ConverseRequest& request, const models::Capabilities& capabilities,
                    Warnings& warnings);

}  // namespace gw::translate
