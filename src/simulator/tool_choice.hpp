#pragma once

#include <string_view>
#include <vector>

#include "simulator/conversation.hpp"
#include "simulator/prompt.hpp"

namespace gw::simulator {

/// Tools that the prompt plainly asks for: it holds the tool's name, every telling word of that name, or two
/// words of the beginning of its description. In the order of the offer. Pure.
[[nodiscard]] std::vector<const Tool*> tools_asked_for(const std::vector<Tool>& tools, const Prompt& prompt);

}  // namespace gw::simulator
