#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace gw::aws {

/// Properties of one section: names in lower case, values trimmed. A property nested under another one has
/// the name "parent.child". The value of a continued line keeps the line's end.
using IniProperties = std::map<std::string, std::string, std::less<>>;

struct IniSection {
  std::string name;  ///< between the brackets, trimmed
  IniProperties properties;
};

/// Sections in the order of their first appearance, merged where a name comes twice. Syntax as described at
/// SharedConfig; a byte order mark and CRLF are accepted. Errors: upstream_credentials, "line 3: …", without
/// the line's text.
[[nodiscard]] base::Result<std::vector<IniSection>> parse_ini(std::string_view text);

}  // namespace gw::aws
