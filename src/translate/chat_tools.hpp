#pragma once

#include "base/result.hpp"

namespace gw::bedrock {
struct ConverseRequest;
}
namespace gw::models {
struct ToolCapabilities;
}
namespace gw::openai {
struct ChatRequest;
}

namespace gw::translate {

class Warnings;

/// Sets `out.tools` from `tools` and `tool_choice`. With tool_choice none, or for a model that knows no
/// tools, no tools are offered. Errors: invalid_request for kinds of tools and choices that are not
/// translated yet, for a choice that names no offered tool, and for a forced call that the model cannot make.
[[nodiscard]] base::Result<void> set_tools(const openai::ChatRequest& request,
                                           const models::ToolCapabilities& capabilities,
                                           bedrock::ConverseRequest& out, Warnings& warnings);

}  // namespace gw::translate
