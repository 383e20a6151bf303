#pragma once

#include "gateway/metrics_registry.hpp"

namespace gw::app {

/// Version of the project and revision of the source, as they were when this was built.
[[nodiscard]] gateway::BuildInfo build_info();

}  // namespace gw::app
