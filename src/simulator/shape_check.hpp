#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/aws_error.hpp"
#include "simulator/json_tree.hpp"
#include "simulator/pattern.hpp"
#include "simulator/shape.hpp"

namespace gw::simulator {

/// Measures requests by AWS's service model: required members, types, lengths, ranges, patterns, enums,
/// unions with exactly one member. A member that is null counts as absent, as for AWS. Stricter than AWS in
/// one point, because here a mistake should show: a member that the model does not know is refused, and so is
/// one that is set twice.
///
/// A value of a wrong type is a SerializationException, everything else a ValidationException in AWS's words
/// ("1 validation error detected: Value at 'messages.1.member.role' failed to satisfy constraint: …").
/// Immutable after construction; safe from any thread.
class ShapeChecker {
 public:
  ShapeChecker();

  /// Checks the members of `operation`'s input that travel in the body. Nothing if all is well.
  [[nodiscard]] std::optional<AwsError> check_body(const Operation& operation, Json body) const;

  /// Checks one label, query field or header; `name` is the member's.
  [[nodiscard]] std::optional<AwsError> check_text(ShapeIndex shape, std::string_view name,
                                                   std::string_view value) const;

 private:
  friend class BodyCheck;
  std::vector<std::optional<Pattern>> patterns_;  // by shape
};

}  // namespace gw::simulator
