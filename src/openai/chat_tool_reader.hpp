#pragma once

#include <optional>
#include <vector>

#include "openai/body_reader.hpp"
#include "openai/chat_request.hpp"

namespace gw::openai {

// Readers of the fields around tools and answer formats. Each returns false only if the document is
// malformed.

[[nodiscard]] bool read_tools(BodyReader& body, const FieldPath& path, std::vector<Tool>& out);
[[nodiscard]] bool read_tool_choice(BodyReader& body, const FieldPath& path, std::optional<ToolChoice>& out);
/// `functions` and `function_call`, the forms before tools.
[[nodiscard]] bool read_functions(BodyReader& body, const FieldPath& path, std::vector<FunctionTool>& out);
[[nodiscard]] bool read_function_call(BodyReader& body, const FieldPath& path,
                                      std::optional<ToolChoice>& out);
[[nodiscard]] bool read_response_format(BodyReader& body, const FieldPath& path,
                                        std::optional<ResponseFormat>& out);

}  // namespace gw::openai
