#include "openai/field_errors.hpp"

#include <fmt/format.h>

#include <utility>

namespace gw::openai {
namespace {

// A client's value in an error text: enough to recognise it, never a whole document.
constexpr std::size_t kMaxQuotedBytes = 80;

std::string quoted(std::string_view value) {
  if (value.size() <= kMaxQuotedBytes) return fmt::format("'{}'", value);
  std::size_t end = kMaxQuotedBytes;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U)
    --end;  // whole characters only
  return fmt::format("'{}...'", value.substr(0, end));
}

base::Error invalid(std::string message, const std::string& path, std::string_view code) {
  return base::make_error(base::ErrorKind::invalid_request, std::move(message), path, std::string(code));
}

}  // namespace

base::Error unparsable_body(std::string_view why, std::size_t position) {
  return invalid(
      fmt::format("We could not parse the JSON body of your request. ({} at byte {})", why, position), {},
      {});
}

base::Error missing_model() {
  return invalid("you must provide a model parameter", "model", "missing_required_parameter");
}

base::Error missing_parameter(const std::string& path) {
  return invalid(fmt::format("Missing required parameter: '{}'.", path), path, "missing_required_parameter");
}

base::Error invalid_type(const std::string& path, std::string_view expected, std::string_view got) {
  return invalid(fmt::format("Invalid type for '{}': expected {}, but got {} instead.", path, expected, got),
                 path, "invalid_type");
}

base::Error invalid_value(const std::string& path, std::string_view value,
                          std::span<const std::string_view> supported) {
  std::string list;
  for (std::size_t i = 0; i < supported.size(); ++i) {
    if (i > 0) list += i + 1 == supported.size() ? (supported.size() > 2 ? ", and " : " and ") : ", ";
    list += fmt::format("'{}'", supported[i]);
  }
  return invalid(fmt::format("Invalid value: {}. Supported values are: {}.", quoted(value), list), path,
                 "invalid_value");
}

base::Error invalid_value(const std::string& path, std::string message) {
  return invalid(std::move(message), path, "invalid_value");
}

base::Error number_out_of_range(const std::string& path, NumberKind kind, Bound bound, std::string_view limit,
                                std::string_view value) {
  const std::string_view what = kind == NumberKind::integer ? "integer" : "decimal";
  const bool low = bound == Bound::minimum;
  return invalid(fmt::format("Invalid '{}': {} {} value. Expected a value {} {}, but got {} instead.", path,
                             what, low ? "below minimum" : "above maximum", low ? ">=" : "<=", limit,
                             value.substr(0, kMaxQuotedBytes)),
                 path, fmt::format("{}_{}_value", what, low ? "below_min" : "above_max"));
}

base::Error empty_array(const std::string& path) {
  return invalid(fmt::format("Invalid '{}': empty array. Expected an array with minimum length 1, but got an "
                             "empty array instead.",
                             path),
                 path, "empty_array");
}

base::Error empty_string(const std::string& path) {
  return invalid(fmt::format("Invalid '{}': empty string. Expected a string with minimum length 1, but got "
                             "an empty string instead.",
                             path),
                 path, "empty_string");
}

base::Error array_too_long(const std::string& path, std::size_t limit, std::size_t length) {
  return invalid(fmt::format("Invalid '{}': array too long. Expected an array with maximum length {}, but "
                             "got an array with length {} instead.",
                             path, limit, length),
                 path, "array_above_max_length");
}

base::Error too_many_items(const std::string& path, std::size_t limit) {
  return invalid(fmt::format("Invalid '{}': too many items. A request can hold at most {} messages, content "
                             "parts, tool calls and unknown members.",
                             path, limit),
                 path, "array_above_max_length");
}

base::Error object_too_large(const std::string& path, std::size_t limit, std::size_t size) {
  return invalid(fmt::format("Invalid '{}': too many properties. Expected an object with at most {} "
                             "properties, but got an object with {} properties instead.",
                             path, limit, size),
                 path, "object_above_max_properties");
}

base::Error string_too_long(const std::string& path, std::size_t limit, std::size_t length) {
  return invalid(fmt::format("Invalid '{}': string too long. Expected a string with maximum length {}, but "
                             "got a string with length {} instead.",
                             path, limit, length),
                 path, "string_above_max_length");
}

base::Error unsupported_parameter(const std::string& path) {
  return invalid(fmt::format("Unsupported parameter: '{}' is not supported with this model.", path), path,
                 "unsupported_parameter");
}

base::Error not_supported_yet(const std::string& path) {
  return invalid(fmt::format("Unsupported parameter: '{}' is not supported by this gateway yet.", path), path,
                 "unsupported_parameter");
}

base::Error unsupported_value(const std::string& path, std::string_view value) {
  return invalid(
      fmt::format("Unsupported value: '{}' does not support {} with this model.", path, quoted(value)), path,
      "unsupported_value");
}

}  // namespace gw::openai
