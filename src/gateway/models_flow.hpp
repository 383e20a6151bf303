#pragma once

#include "net/task.hpp"

namespace gw::gateway {

struct RequestContext;
struct Services;

/// Answers GET /models. Both arguments outlive the task.
net::Task<void> models_list_flow(RequestContext& context, const Services& services);

/// Answers GET /models/{id}; the id is `context.path_parameter`.
net::Task<void> model_get_flow(RequestContext& context, const Services& services);

}  // namespace gw::gateway
