#include "app/build_info.hpp"

#include "generated/revision.hpp"

namespace gw::app {

gateway::BuildInfo build_info() {
  return gateway::BuildInfo{.version = GW_VERSION, .revision = GW_REVISION};
}

}  // namespace gw::app
