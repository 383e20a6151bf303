#include "translate/compact_json.hpp"

#include <string_view>

namespace gw::translate {

std::string to_compact_escaped(codec::JsonValue value) {
  std::string out;
  out.reserve(value.raw.size() + value.raw.size() / 8 + 16);
  bool in_string = false;
  for (std::size_t i = 0; i < value.raw.size(); ++i) {
    const char c = value.raw[i];
    if (c == '"') {
      in_string = !in_string;
      out.append("\\\"");
    } else if (c == '\\') {
      // Inside a string of the value, an escape: both of its characters, so that \" ends nothing.
      const char escaped = value.raw[++i];
      out.append("\\\\");
      if (escaped == '"' || escaped == '\\') out.push_back('\\');
      out.push_back(escaped);
    } else if (in_string || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace gw::translate
