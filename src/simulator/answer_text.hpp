#pragma once

#include <string>
#include <string_view>

#include "simulator/catalogue.hpp"
#include "simulator/conversation.hpp"
#include "simulator/directives.hpp"

namespace gw::simulator {

/// The sentence that says that no model was asked, and what a model would have received: messages and roles,
/// the system prompt's length, images with type and size, documents, tools, parameters, directives. Pure.
[[nodiscard]] std::string describe_request(std::string_view model_id, const FoundationModel& model,
                                           const Conversation& conversation, const Directives& directives);

/// "The tool get_weather returned: …" for every tool result of the last message; empty if it has none.
[[nodiscard]] std::string quote_tool_results(const Conversation& conversation);

/// The last text that the user wrote, without directives, cut to a few thousand characters; may be empty.
[[nodiscard]] std::string last_user_text(const Conversation& conversation);

/// "png, 640x480, 12034 bytes" for an image block's value.
[[nodiscard]] std::string describe_image(Json image);

}  // namespace gw::simulator
