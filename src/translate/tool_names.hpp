#pragma once

#include <string>
#include <utility>
#include <vector>

#include "codec/json_value.hpp"

namespace gw::bedrock {
struct ConverseRequest;
}
namespace gw::models {
struct ToolCapabilities;
}

namespace gw::translate {

class Warnings;

/// Names that were replaced in one request, to be restored in its answer. Owns its texts: it lives on after
/// the client's body. Most requests have none.
class ToolAliases {
 public:
  /// The client's own name for a name that Bedrock uses; `name` itself if it was not replaced. A view into
  /// this object or into `name`.
  [[nodiscard]] codec::JsonString original(codec::JsonString name) const noexcept;

  /// `original` is escaped content of a JSON string.
  void add(std::string alias, std::string original);

  [[nodiscard]] bool empty() const noexcept { return pairs_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return pairs_.size(); }

 private:
  struct Pair {
    std::string alias;
    std::string original;
  };
  std::vector<Pair> pairs_;
};

/// Gives every tool name and call id, in the definitions, in tool_choice and in the history, a form that
/// Bedrock takes: names [a-zA-Z0-9_-]{1,64} (without '-' where the model stumbles over it), ids
/// [a-zA-Z0-9_.:-]{1,64}. What fits stays byte-identical; what does not becomes a readable form of itself
/// with a hash of the whole where that is needed to keep two apart. Deterministic, and stable when turns are
/// appended. Source: ToolName and ToolUseId in botocore's bedrock-runtime service-2.json.
[[nodiscard]] ToolAliases alias_tool_names(bedrock::ConverseRequest& request,
                                           const models::ToolCapabilities& capabilities, Warnings& warnings);

}  // namespace gw::translate
