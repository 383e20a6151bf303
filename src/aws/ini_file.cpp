#include "aws/ini_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace gw::aws {
namespace {

using base::ErrorKind;
using base::Result;

constexpr bool is_space(char c) noexcept {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string to_lower(std::string_view text) {
  std::string lower{text};
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

constexpr bool begins_comment(char c) noexcept {
  return c == '#' || c == ';';
}

// Cuts at the first '#' or ';' that follows white space: keys may hold both characters, but no space before
// them.
std::string_view without_comment(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (begins_comment(text[i]) && is_space(text[i - 1])) return text.substr(0, i);
  }
  return text;
}

class IniParser {
 public:
  Result<std::vector<IniSection>> parse(std::string_view text) {
    static constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      ++line_number_;
      parse_line(text.substr(begin, end - begin));
      if (!problem_.empty()) {
        return base::fail(ErrorKind::upstream_credentials,
                          fmt::format("line {}: {}", line_number_, problem_));
      }
      begin = end + 1;
    }
    return std::move(sections_);
  }

 private:
  void parse_line(std::string_view line) {
    const std::string_view content = trim(line);
    if (content.empty() || begins_comment(content.front())) return;
    const auto indent = static_cast<std::size_t>(content.data() - line.data());
    if (!property_.empty() && indent > property_indent_) {
      continue_property(content);
    } else if (content.front() == '[') {
      open_section(content);
    } else {
      add_property(content, indent);
    }
  }

  void open_section(std::string_view content) {
    const std::size_t bracket = content.find(']');
    if (bracket == std::string_view::npos) return report("a section name is not closed by ']'");
    const std::string_view rest = trim(content.substr(bracket + 1));
    if (!rest.empty() && !begins_comment(rest.front())) return report("there is text after the section name");
    const std::string_view name = trim(content.substr(1, bracket - 1));
    if (name.empty()) return report("a section without a name");
    const auto found = std::ranges::find(sections_, name, &IniSection::name);
    section_ = static_cast<std::size_t>(found - sections_.begin());
    if (found == sections_.end()) {
      IniSection section;
      section.name = name;
      sections_.push_back(std::move(section));
    }
    property_.clear();
  }

  void add_property(std::string_view content, std::size_t indent) {
    if (!section_) return report("a property stands before the first section");
    const std::size_t delimiter = content.find_first_of("=:");  // ':' as in botocore
    if (delimiter == std::string_view::npos) return report("neither a section, nor a property with '='");
    property_ = to_lower(trim(content.substr(0, delimiter)));
    if (property_.empty()) return report("a property without a name");
    property_indent_ = indent;
    properties()[property_] = trim(without_comment(content.substr(delimiter + 1)));
  }

  void continue_property(std::string_view content) {
    content = trim(without_comment(content));
    std::string& value = properties()[property_];
    if (!value.empty()) {
      value.append("\n").append(content);
      return;
    }
    const std::size_t equals = content.find('=');
    if (equals == std::string_view::npos) return report("a nested property without '='");
    const std::string name = to_lower(trim(content.substr(0, equals)));
    if (name.empty()) return report("a nested property without a name");
    properties()[fmt::format("{}.{}", property_, name)] = trim(content.substr(equals + 1));
  }

  IniProperties& properties() { return sections_[section_.value()].properties; }

  void report(std::string_view problem) { problem_ = problem; }

  std::vector<IniSection> sections_;
  std::optional<std::size_t> section_;  // index of the current one
  std::string property_;                // the one that an indented line continues; empty if none
  std::size_t property_indent_ = 0;
  std::size_t line_number_ = 0;
  std::string_view problem_;
};

}  // namespace

Result<std::vector<IniSection>> parse_ini(std::string_view text) {
  return IniParser{}.parse(text);
}

}  // namespace gw::aws
