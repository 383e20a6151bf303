#include "translate/warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace gw::translate {
namespace {

// ',' and ':' are the header's own punctuation.
bool is_fit_for_field(char c) {
  return c > ' ' && c < '\x7F' && c != ',' && c != ':';
}

std::string to_field(std::string_view text) {
  std::string field(text.substr(0, Warnings::kMaxFieldBytes));
  std::replace_if(
      field.begin(), field.end(), [](char c) { return !is_fit_for_field(c); }, '_');
  return field;
}

}  // namespace

std::string_view to_string(WarningCode code) noexcept {
  switch (code) {
    case WarningCode::ignored:
      return "ignored";
    case WarningCode::unknown:
      return "unknown";
    case WarningCode::dropped:
      return "dropped";
    case WarningCode::clamped:
      return "clamped";
    case WarningCode::defaulted:
      return "defaulted";
    case WarningCode::aliased:
      return "aliased";
    case WarningCode::flattened:
      return "flattened";
    case WarningCode::wrapped:
      return "wrapped";
    case WarningCode::inserted:
      return "inserted";
    case WarningCode::orphaned:
      return "orphaned";
    case WarningCode::deduplicated:
      return "deduplicated";
    case WarningCode::moved:
      return "moved";
    case WarningCode::replaced_characters:
      return "replaced_characters";
    case WarningCode::learned:
      return "learned";
  }
  std::unreachable();
}

void Warnings::add(WarningCode code, std::string_view field) {
  std::string fitting = to_field(field);
  const bool known = std::any_of(list_.begin(), list_.end(), [&](const Warning& warning) {
    return warning.code == code && warning.field == fitting;
  });
  if (known) return;
  if (list_.size() < kMax) {
    list_.push_back(Warning{code, std::move(fitting)});
  } else {
    ++left_out_;
  }
}

std::string Warnings::header_value() const {
  std::string value;
  for (const Warning& warning : list_) {
    if (!value.empty()) value += ", ";
    fmt::format_to(std::back_inserter(value), "{}:{}", to_string(warning.code), warning.field);
  }
  if (left_out_ > 0) fmt::format_to(std::back_inserter(value), ", more:{}", left_out_);
  return value;
}

}  // namespace gw::translate
