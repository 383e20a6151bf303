#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "codec/json_value.hpp"

namespace gw::codec {
class JsonArena;
}

namespace gw::translate {

/// Names that were replaced in one request, to be restored in its answer. Owns its texts: it lives on after
/// the client's body. Most requests have none.
class ToolAliases {
 public:
  /// The client's own name for a name that Bedrock uses; `name` itself if it was not replaced. A view into
  /// this object or into `name`.
  [[nodiscard]] codec::JsonString original(codec::JsonString name) const noexcept;

  [[nodiscard]] bool empty() const noexcept { return pairs_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return pairs_.size(); }

 private:
  friend class ToolNamer;
  struct Pair {
    std::string alias;
    std::string original;  // escaped
    bool original_has_escapes;
  };
  std::vector<Pair> pairs_;
};

}  // namespace gw::translate
