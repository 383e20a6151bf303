#include "openai/body_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "codec/json_number.hpp"
#include "openai/field_errors.hpp"

namespace gw::openai {
namespace {

std::string_view kind_name(codec::JsonKind kind, std::string_view raw) {
  switch (kind) {
    case codec::JsonKind::null:
      return "null";
    case codec::JsonKind::boolean:
      return "a boolean";
    case codec::JsonKind::number:
      return codec::to_integer(raw) ? "an integer" : "a decimal";
    case codec::JsonKind::string:
      return "a string";
    case codec::JsonKind::array:
      return "an array";
    case codec::JsonKind::object:
      return "an object";
  }
  return "another kind";
}

}  // namespace

std::string FieldPath::str() const {
  std::string out;
  append_to(out);
  return out;
}

void FieldPath::append_to(std::string& out) const {
  if (parent_ != nullptr) parent_->append_to(out);
  if (name_.empty()) {
    fmt::format_to(std::back_inserter(out), "[{}]", index_);
    return;
  }
  if (!out.empty()) out += '.';
  out += name_;
}

void BodyReader::begin_member(codec::JsonString key) {
  member_ = key;
  if (errors_.empty()) return;
  const std::string name = key.decode();
  std::erase_if(errors_, [&](const MemberError& known) { return known.member.equals(name); });
}

void BodyReader::fail(base::Error error) {
  // Errors of the member being read are at the end, if there are any.
  if (!errors_.empty() && errors_.back().member.raw().data() == member_.raw().data()) return;
  errors_.push_back(MemberError{member_, std::move(error)});
}

bool BodyReader::admit(const FieldPath& list) {
  if (admitted_ == kMaxItems) {
    if (!over_limit_) over_limit_ = too_many_items(list.str(), kMaxItems);
    return false;
  }
  ++admitted_;
  return true;
}

base::Result<void> BodyReader::outcome(bool complete) {
  if (!complete) {
    const auto& error = json_.error();
    return base::fail(unparsable_body(error ? codec::to_string(error->code) : "invalid JSON",
                                      error ? error->position : json_.position()));
  }
  if (over_limit_) return base::fail(*std::move(over_limit_));
  if (!errors_.empty()) return base::fail(std::move(errors_.front().error));
  return {};
}

bool BodyReader::wrong_kind(const FieldPath& path, std::string_view expected) {
  const std::optional<codec::JsonValue> value = json_.value();
  if (!value) return false;
  fail(invalid_type(path.str(), expected, kind_name(value->kind, value->raw)));
  return true;
}

bool BodyReader::skip() {
  return json_.value().has_value();
}

bool BodyReader::string(const FieldPath& path, std::optional<codec::JsonString>& out) {
  out.reset();
  const auto kind = json_.peek();
  if (kind == codec::JsonKind::null) return json_.null();
  if (kind != codec::JsonKind::string) return wrong_kind(path, "a string");
  out = json_.string();
  return out.has_value();
}

bool BodyReader::boolean(const FieldPath& path, std::optional<bool>& out) {
  out.reset();
  const auto kind = json_.peek();
  if (kind == codec::JsonKind::null) return json_.null();
  if (kind != codec::JsonKind::boolean) return wrong_kind(path, "a boolean");
  out = json_.boolean();
  return out.has_value();
}

bool BodyReader::integer(const FieldPath& path, IntegerRange range, std::optional<std::int64_t>& out) {
  out.reset();
  const auto kind = json_.peek();
  if (kind == codec::JsonKind::null) return json_.null();
  if (kind != codec::JsonKind::number) return wrong_kind(path, "an integer");
  const std::optional<std::string_view> text = json_.number();
  if (!text) return false;
  const std::optional<std::int64_t> value = codec::to_integer(*text);
  if (!value) {
    fail(invalid_type(path.str(), "an integer", "a decimal"));
  } else if (*value < range.min) {
    fail(number_out_of_range(path.str(), NumberKind::integer, Bound::minimum, fmt::to_string(range.min),
                             *text));
  } else if (*value > range.max) {
    fail(number_out_of_range(path.str(), NumberKind::integer, Bound::maximum, fmt::to_string(range.max),
                             *text));
  } else {
    out = value;
  }
  return true;
}

bool BodyReader::decimal(const FieldPath& path, DecimalRange range, std::optional<double>& out) {
  out.reset();
  const auto kind = json_.peek();
  if (kind == codec::JsonKind::null) return json_.null();
  if (kind != codec::JsonKind::number) return wrong_kind(path, "a decimal");
  const std::optional<std::string_view> text = json_.number();
  if (!text) return false;
  const std::optional<double> value = codec::to_double(*text);
  const bool negative = text->starts_with('-');
  if (value ? *value < range.min : negative) {
    fail(number_out_of_range(path.str(), NumberKind::decimal, Bound::minimum, fmt::to_string(range.min),
                             *text));
  } else if (!value || *value > range.max) {
    fail(number_out_of_range(path.str(), NumberKind::decimal, Bound::maximum, fmt::to_string(range.max),
                             *text));
  } else {
    out = value;
  }
  return true;
}

bool BodyReader::one_of(const FieldPath& path, std::span<const std::string_view> names,
                        std::optional<std::size_t>& out) {
  out.reset();
  std::optional<codec::JsonString> text;
  if (!string(path, text)) return false;
  if (!text) return true;
  const auto found =
      std::find_if(names.begin(), names.end(), [&](std::string_view name) { return text->equals(name); });
  if (found == names.end()) {
    fail(invalid_value(path.str(), text->decode(), names));
  } else {
    out = static_cast<std::size_t>(found - names.begin());
  }
  return true;
}

bool BodyReader::any(codec::JsonValue& out) {
  const std::optional<codec::JsonValue> value = json_.value();
  if (!value) return false;
  out = value->kind == codec::JsonKind::null ? codec::JsonValue{} : *value;
  return true;
}

bool BodyReader::any_of_kind(const FieldPath& path, codec::JsonKind kind, codec::JsonValue& out) {
  out = {};
  const auto found = json_.peek();
  if (found == kind || found == codec::JsonKind::null) return any(out);
  return wrong_kind(path, kind_name(kind, {}));
}

std::string_view plain_key(codec::JsonString key, std::string& scratch) {
  if (!key.has_escapes()) return key.raw();
  scratch = key.decode();
  return scratch;
}

}  // namespace gw::openai
