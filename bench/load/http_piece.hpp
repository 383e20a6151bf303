#pragma once

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gw::bench {

/// What the load tool needs of one HTTP/1.1 message. Takes whole heads only, lower-cases nothing but names.
struct Head {
  std::size_t bytes = 0;  ///< of the head, with its blank line
  int status = 0;         ///< of an answer
  std::string_view target;
  std::optional<std::size_t> content_length;
  bool chunked = false;
};

inline std::optional<Head> parse_head(std::string_view data) {
  const auto end = data.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  Head head;
  head.bytes = end + 4;
  auto line_end = data.find("\r\n");
  const auto first = data.substr(0, line_end);
  if (const auto space = first.find(' '); space != std::string_view::npos) {
    head.target = first.substr(space + 1, first.find(' ', space + 1) - space - 1);
    std::from_chars(head.target.data(), head.target.data() + head.target.size(), head.status);
  }
  while (line_end < end) {
    const auto begin = line_end + 2;
    line_end = data.find("\r\n", begin);
    const auto line = data.substr(begin, line_end - begin);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    std::string name{line.substr(0, colon)};
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    auto value = line.substr(colon + 1);
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    if (name == "content-length") {
      std::size_t n = 0;
      std::from_chars(value.data(), value.data() + value.size(), n);
      head.content_length = n;
    } else if (name == "transfer-encoding") {
      head.chunked = value == "chunked";
    }
  }
  return head;
}

/// Takes chunks off the front of `data` and appends their content to `body`; true when the last chunk was
/// taken.
inline bool take_chunks(std::string& data, std::string& body) {
  for (;;) {
    const auto line = data.find("\r\n");
    if (line == std::string::npos) return false;
    std::size_t size = 0;
    std::from_chars(data.data(), data.data() + line, size, 16);
    if (data.size() < line + 2 + size + 2) return false;
    body.append(data, line + 2, size);
    data.erase(0, line + 2 + size + 2);
    if (size == 0) return true;
  }
}

}  // namespace gw::bench
