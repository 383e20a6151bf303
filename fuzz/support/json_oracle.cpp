#include "support/json_oracle.hpp"

#include <boost/json/src.hpp>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_number.hpp"
#include "codec/json_reader.hpp"

namespace gw::fuzz {
namespace {

namespace json = boost::json;
using codec::JsonErrorCode;
using codec::JsonKind;
using codec::JsonReader;
using codec::JsonString;

/// A value as JsonReader's visitors gave it.
struct Node {
  JsonKind kind = JsonKind::null;
  bool boolean = false;
  std::string text;  // decoded, or the number as it is written
  std::vector<Node> elements;
  std::map<std::string, Node> members;
};

bool read(JsonReader& reader, Node& into) {
  const auto kind = reader.peek();
  if (!kind) return false;
  into = Node();
  into.kind = *kind;
  switch (*kind) {
    case JsonKind::null:
      return reader.null();
    case JsonKind::boolean: {
      const auto boolean = reader.boolean();
      into.boolean = boolean.value_or(false);
      return boolean.has_value();
    }
    case JsonKind::number: {
      const auto number = reader.number();
      into.text = number.value_or("");
      return number.has_value();
    }
    case JsonKind::string: {
      const auto string = reader.string();
      if (string) into.text = string->decode();
      return string.has_value();
    }
    case JsonKind::array:
      return reader.array([&](std::size_t) { return read(reader, into.elements.emplace_back()); });
    case JsonKind::object:
      return reader.object([&](JsonString key) { return read(reader, into.members[key.decode()]); });
  }
  return false;
}

bool same_number(const std::string& text, const json::value& theirs) {
  if (const auto integer = codec::to_integer(text); integer && theirs.is_int64())
    return *integer == theirs.as_int64();
  const auto ours = codec::to_double(text);
  const double other = theirs.is_double()  ? theirs.as_double()
                       : theirs.is_int64() ? static_cast<double>(theirs.as_int64())
                                           : static_cast<double>(theirs.as_uint64());
  // Boost.JSON computes doubles by multiplying with powers of ten: the last digits differ, near the smallest
  // doubles more, and 0e309 is not a number. fuzz/json_number.cpp compares ours with the C library's, to the
  // last bit.
  if (!std::isfinite(other)) return true;
  return ours && std::abs(*ours - other) <= 1e-13 * std::abs(other) + 1e-300;
}

bool same(const Node& ours, const json::value& theirs) {
  switch (ours.kind) {
    case JsonKind::null:
      return theirs.is_null();
    case JsonKind::boolean:
      return theirs.is_bool() && theirs.as_bool() == ours.boolean;
    case JsonKind::number:
      return theirs.is_number() && same_number(ours.text, theirs);
    case JsonKind::string:
      return theirs.is_string() && std::string_view(theirs.as_string()) == ours.text;
    case JsonKind::array: {
      if (!theirs.is_array() || theirs.as_array().size() != ours.elements.size()) return false;
      for (std::size_t i = 0; i < ours.elements.size(); ++i) {
        if (!same(ours.elements[i], theirs.as_array()[i])) return false;
      }
      return true;
    }
    case JsonKind::object: {
      if (!theirs.is_object() || theirs.as_object().size() != ours.members.size()) return false;
      for (const auto& [key, value] : ours.members) {
        const json::value* const other = theirs.as_object().if_contains(key);
        if (other == nullptr || !same(value, *other)) return false;
      }
      return true;
    }
  }
  return false;
}

struct Verdict {
  std::optional<json::value> value;
  json::error_code error;
};

Verdict ask_boost_json(std::string_view document) {
  json::parse_options options;
  options.max_depth = JsonReader::kMaxDepth;
  json::error_code error;
  json::value value = json::parse(document, error, {}, options);
  if (error) return {std::nullopt, error};
  return {std::move(value), {}};
}

bool is_nested_too_deeply(const JsonReader& reader) {
  return reader.error() && reader.error()->code == JsonErrorCode::too_deep;
}

/// Skipping must judge as visiting does, and hand out the whole document but for white space.
std::string difference_when_skipped(std::string_view document, const JsonReader& visited, bool accepted) {
  JsonReader reader(document);
  const auto value = reader.value();
  const bool skipped = value && reader.finish();
  if (skipped != accepted) return "skipping and visiting judge differently";
  if (!skipped) {
    const bool same_error = reader.error() && visited.error()->code == reader.error()->code &&
                            visited.error()->position == reader.error()->position;
    return same_error ? "" : "skipping and visiting find different errors";
  }
  JsonReader again(value->raw);
  const auto same_value = again.value();
  return same_value && same_value->raw == value->raw && same_value->kind == value->kind
             ? ""
             : "a raw value is not one by itself";
}

/// A document that may be patched is refused only where a constant one is refused for another reason, and is
/// valid afterwards.
std::string difference_when_patched(std::string_view document, bool accepted, bool lone_surrogate) {
  std::string copy(document);
  JsonReader reader{std::span<char>(copy)};
  const auto value = reader.value();
  const bool patched = value && reader.finish();
  if (accepted != (patched && reader.patched_surrogates() == 0))
    return "a document without lone surrogates is judged differently";
  if (!accepted && patched && !lone_surrogate) return "patching accepts more than lone surrogates";
  if (!patched) return "";
  if (copy.size() != document.size()) return "patching changed the size";
  JsonReader again{std::string_view(copy)};
  return again.value() && again.finish() ? "" : "a patched document is refused";
}

}  // namespace

std::string difference_to_boost_json(std::string_view document) {
  JsonReader reader(document);
  Node ours;
  const bool accepted = read(reader, ours) && reader.finish();
  if (accepted == reader.error().has_value()) return "the verdict and the error disagree";
  if (std::string difference = difference_when_skipped(document, reader, accepted); !difference.empty())
    return difference;
  const bool lone_surrogate = reader.error() && reader.error()->code == JsonErrorCode::lone_surrogate;
  if (std::string difference = difference_when_patched(document, accepted, lone_surrogate);
      !difference.empty())
    return difference;

  if (document.starts_with("\xEF\xBB\xBF")) document.remove_prefix(3);
  const Verdict theirs = ask_boost_json(document);
  // Which of two faults of a document is named first is not compared, only whether it is accepted.
  if (is_nested_too_deeply(reader)) return theirs.value ? "only we find it too deep" : "";
  if (accepted && !theirs.value) {
    if (theirs.error == json::error::exponent_overflow)
      return "";  // beyond an int; a grammar without limits has no such fault
    return "only Boost.JSON refuses it: " + theirs.error.message();
  }
  if (!accepted && theirs.value)
    return std::string("only we refuse it: ") + codec::to_string(reader.error()->code);
  if (accepted && !same(ours, *theirs.value)) return "the values differ";
  return "";
}

}  // namespace gw::fuzz
