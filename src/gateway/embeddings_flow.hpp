#pragma once

#include "net/task.hpp"

namespace gw::gateway {

struct RequestContext;
struct Services;

/// Answers POST /embeddings: Titan (one call a text, a few at a time) and Cohere (batches). Both arguments
/// outlive the task.
net::Task<void> embeddings_flow(RequestContext& context, const Services& services);

}  // namespace gw::gateway
