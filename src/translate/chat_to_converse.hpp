#pragma once

#include <cstdint>
#include <optional>

#include "base/result.hpp"
#include "base/strong.hpp"
#include "bedrock/converse_request.hpp"
#include "translate/tool_names.hpp"
#include "translate/warnings.hpp"

namespace gw::models {
struct Capabilities;
}
namespace gw::openai {
struct ChatRequest;
}

namespace gw::translate {

/// What the operator set for all requests.
struct ChatDefaults {
  std::optional<std::int64_t> max_tokens;  ///< DEFAULT_MAX_TOKENS: where the client names no limit
};

struct ChatTranslation {
  bedrock::ConverseRequest request;  ///< views into the client's body
  Warnings warnings;
  ToolAliases aliases;
};

/// The Converse request for a chat request: messages repaired as translate/history_repair.hpp says,
/// parameters fitted to what the model takes. `model` is what goes into Bedrock's path, `capabilities` what
/// is known of the model behind it. The client's body must outlive the result. Pure: equal input, equal
/// bytes. Errors: invalid_request naming the field, for what cannot be translated (docs/mapping.md).
[[nodiscard]] base::Result<ChatTranslation> chat_to_converse(const openai::ChatRequest& request,
                                                             const base::ModelId& model,
                                                             const models::Capabilities& capabilities,
                                                             const ChatDefaults& defaults);

}  // namespace gw::translate
