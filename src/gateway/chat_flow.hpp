#pragma once

#include "net/task.hpp"

namespace gw::gateway {

struct RequestContext;
struct Services;

/// Answers POST /chat/completions, streamed or whole. The request's body is given up as soon as Bedrock has
/// begun to answer. Both arguments outlive the task; it never throws for a bad request.
net::Task<void> chat_flow(RequestContext& context, const Services& services);

}  // namespace gw::gateway
