#include "simulator/shape_check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <utility>

#include "codec/base64.hpp"
#include "codec/json_number.hpp"
#include "simulator/characters.hpp"

namespace gw::simulator {
namespace {

using codec::JsonKind;

// How many violations one answer names: AWS lists them all, a person reads the first few.
constexpr std::size_t kMaxViolations = 10;

const char* token_name(JsonKind kind) {
  switch (kind) {
    case JsonKind::null:
      return "null";
    case JsonKind::boolean:
      return "a boolean";
    case JsonKind::number:
      return "a number";
    case JsonKind::string:
      return "a string";
    case JsonKind::array:
      return "a list";
    case JsonKind::object:
      return "an object";
  }
  return "nothing";
}

const char* expected_name(ShapeKind kind) {
  switch (kind) {
    case ShapeKind::structure:
    case ShapeKind::map:
      return "an object";
    case ShapeKind::list:
      return "a list";
    case ShapeKind::string:
      return "a string";
    case ShapeKind::blob:
      return "a string of base64";
    case ShapeKind::boolean:
      return "a boolean";
    case ShapeKind::integer:
      return "an integer";
    case ShapeKind::long_integer:
      return "a long integer";
    case ShapeKind::float_number:
      return "a number";
    case ShapeKind::document:
      return "any JSON value";
  }
  return "nothing";
}

bool has_type(Json value, ShapeKind kind) {
  const bool whole = value.raw().find_first_of(".eE") == std::string_view::npos;
  switch (kind) {
    case ShapeKind::structure:
    case ShapeKind::map:
      return value.is_object();
    case ShapeKind::list:
      return value.is_array();
    case ShapeKind::string:
      return value.is_string();
    case ShapeKind::blob:
      if (!value.is_string()) return false;
      // A slash may come escaped; what is written plainly, megabytes of image, is not copied.
      return value.string().has_escapes() ? codec::is_standard_base64(value.text())
                                          : codec::is_standard_base64(value.raw());
    case ShapeKind::boolean:
      return value.is(JsonKind::boolean);
    case ShapeKind::integer: {
      const std::optional<std::int64_t> number = value.integer();
      return number && whole && *number >= std::numeric_limits<std::int32_t>::min() &&
             *number <= std::numeric_limits<std::int32_t>::max();
    }
    case ShapeKind::long_integer:
      return value.integer() && whole;
    case ShapeKind::float_number:
      return value.number().has_value();
    case ShapeKind::document:
      return true;
  }
  return false;
}

std::vector<std::string_view> names_of(std::span<const Member> members) {
  std::vector<std::string_view> names;
  for (const Member& member : members) {
    if (member.location == MemberLocation::body) names.push_back(member.name);
  }
  return names;
}

// Bounds of a length, a size or a value, in AWS's words.
std::optional<std::string> out_of_bounds(const Shape& shape, std::int64_t measured, std::string_view what) {
  if (shape.min && measured < *shape.min) {
    return fmt::format("Member must have {} greater than or equal to {}", what, *shape.min);
  }
  if (shape.max && measured > *shape.max) {
    return fmt::format("Member must have {} less than or equal to {}", what, *shape.max);
  }
  return std::nullopt;
}

std::optional<std::string> outside_range(const Shape& shape, double value) {
  if (shape.min && value < static_cast<double>(*shape.min)) {
    return fmt::format("Member must have value greater than or equal to {}", *shape.min);
  }
  if (shape.max && value > static_cast<double>(*shape.max)) {
    return fmt::format("Member must have value less than or equal to {}", *shape.max);
  }
  return std::nullopt;
}

std::optional<std::string> violated_by_text(const Shape& shape, const std::optional<Pattern>& pattern,
                                            std::string_view text) {
  if (auto bounds = out_of_bounds(shape, static_cast<std::int64_t>(count_characters(text)), "length"))
    return bounds;
  if (!shape.values.empty() && std::ranges::find(shape.values, text) == shape.values.end()) {
    return fmt::format("Member must satisfy enum value set: [{}]", fmt::join(shape.values, ", "));
  }
  if (pattern && !pattern->matches(text)) {
    return fmt::format("Member must satisfy regular expression pattern: {}", shape.pattern);
  }
  return std::nullopt;
}

}  // namespace

// One walk over one body.
class BodyCheck {
 public:
  explicit BodyCheck(const ShapeChecker& checker) : patterns_(checker.patterns_) {}

  void check(ShapeIndex index, Json value, const std::string& path) {
    if (wrong_type_) return;
    const Shape& shape = service_shapes()[index];
    if (!has_type(value, shape.kind)) {
      wrong_type_ = make_error("SerializationException",
                               fmt::format("Unexpected value at '{}': {} is expected, {} was found.", path,
                                           expected_name(shape.kind), found_name(value, shape.kind)));
      return;
    }
    switch (shape.kind) {
      case ShapeKind::structure:
        return check_structure(shape, value, path);
      case ShapeKind::list:
        return check_list(shape, value, path);
      case ShapeKind::map:
        return check_map(shape, value, path);
      case ShapeKind::string:
        if (auto constraint = violated_by_text(shape, patterns_[index], value.text())) {
          report(path, *constraint);
        }
        return;
      case ShapeKind::blob: {
        const auto bytes = static_cast<std::int64_t>(value.raw().size() / 4 * 3);  // at most two too many
        if (auto constraint = out_of_bounds(shape, bytes, "length")) report(path, *constraint);
        return;
      }
      case ShapeKind::integer:
      case ShapeKind::long_integer:
        if (auto constraint = out_of_bounds(shape, *value.integer(), "value")) report(path, *constraint);
        return;
      case ShapeKind::float_number:
        if (auto constraint = outside_range(shape, *value.number())) report(path, *constraint);
        return;
      case ShapeKind::boolean:
      case ShapeKind::document:
        return;
    }
  }

  [[nodiscard]] std::optional<AwsError> result() const {
    if (wrong_type_) return wrong_type_;
    if (count_ == 0) return std::nullopt;
    return invalid(fmt::format("{} validation error{} detected: {}", count_, count_ == 1 ? "" : "s",
                               fmt::join(violations_, "; ")));
  }

 private:
  static std::string found_name(Json value, ShapeKind expected) {
    if (expected == ShapeKind::blob && value.is_string()) return "text that is no base64";
    if (value.is(JsonKind::number)) return std::string{value.raw().substr(0, 40)};
    return token_name(value.kind());
  }

  void report(const std::string& path, std::string_view constraint, std::string_view value = "") {
    ++count_;
    if (violations_.size() >= kMaxViolations) return;
    violations_.push_back(
        fmt::format("Value {}at '{}' failed to satisfy constraint: {}", value, path, constraint));
  }

  static std::string below(const std::string& path, std::string_view name) {
    return path.empty() ? std::string{name} : fmt::format("{}.{}", path, name);
  }

  void check_structure(const Shape& shape, Json value, const std::string& path) {
    std::vector<bool> seen(shape.members.size(), false);
    std::size_t set = 0;
    for (const Json child : value.children()) {
      const auto member = std::ranges::find_if(shape.members, [&](const Member& m) {
        return m.location == MemberLocation::body && child.key_equals(m.name);
      });
      if (member == shape.members.end()) {
        if (violations_.size() >= kMaxViolations) {  // counted, and not worth its text
          ++count_;
          continue;
        }
        report(below(path, child.key().substr(0, 100)),
               fmt::format("Member must be one of: [{}]", fmt::join(names_of(shape.members), ", ")));
        continue;
      }
      const auto position = static_cast<std::size_t>(member - shape.members.begin());
      if (seen[position]) report(below(path, member->name), "Member must not be set more than once");
      if (child.is_null()) continue;
      seen[position] = true;
      ++set;
      check(member->shape, child, below(path, member->name));
    }
    for (std::size_t i = 0; i < shape.members.size(); ++i) {
      const Member& member = shape.members[i];
      if (member.required && member.location == MemberLocation::body && !seen[i]) {
        report(below(path, member.name), "Member must not be null", "null ");
      }
    }
    if (shape.is_union && set != 1) {
      report(path, fmt::format("Member must set exactly one of the following keys: [{}]",
                               fmt::join(names_of(shape.members), ", ")));
    }
  }

  void check_list(const Shape& shape, Json value, const std::string& path) {
    if (auto constraint = out_of_bounds(shape, static_cast<std::int64_t>(value.size()), "length")) {
      report(path, *constraint);
    }
    std::size_t position = 0;
    for (const Json element : value.children()) {
      check(shape.inner[0], element, fmt::format("{}.{}.member", path, ++position));
    }
  }

  void check_map(const Shape& shape, Json value, const std::string& path) {
    if (auto constraint = out_of_bounds(shape, static_cast<std::int64_t>(value.size()), "length")) {
      report(path, *constraint);
    }
    const ShapeIndex key_shape = shape.inner[0];
    for (const Json entry : value.children()) {
      if (auto constraint =
              violated_by_text(service_shapes()[key_shape], patterns_[key_shape], entry.key())) {
        report(path, fmt::format("Map keys must satisfy constraint: [{}]", *constraint));
      }
      check(shape.inner[1], entry, path + ".value");
    }
  }

  const std::vector<std::optional<Pattern>>& patterns_;
  std::vector<std::string> violations_;
  std::size_t count_ = 0;
  std::optional<AwsError> wrong_type_;
};

ShapeChecker::ShapeChecker() {
  for (const Shape& shape : service_shapes()) {
    if (shape.pattern.empty()) {
      patterns_.emplace_back();
      continue;
    }
    patterns_.push_back(Pattern::compile(shape.pattern));
    assert(patterns_.back() && "the service model uses a regular expression that Pattern does not know");
  }
}

std::optional<AwsError> ShapeChecker::check_body(const Operation& operation, Json body) const {
  BodyCheck check{*this};
  check.check(operation.input, body, "");
  return check.result();
}

std::optional<AwsError> ShapeChecker::check_text(ShapeIndex index, std::string_view name,
                                                 std::string_view value) const {
  const Shape& shape = service_shapes()[index];
  std::optional<std::string> constraint;
  if (shape.kind == ShapeKind::integer) {
    const std::optional<std::int64_t> number = codec::to_integer(value);
    if (!number || value.find_first_of(".eE") != std::string_view::npos) {
      return make_error("SerializationException", fmt::format("'{}' must be an integer.", name));
    }
    constraint = out_of_bounds(shape, *number, "value");
  } else {
    constraint = violated_by_text(shape, patterns_[index], value);
  }
  if (!constraint) return std::nullopt;
  return invalid(
      fmt::format("1 validation error detected: Value '{}' at '{}' failed to satisfy constraint: {}", value,
                  name, *constraint));
}

}  // namespace gw::simulator
