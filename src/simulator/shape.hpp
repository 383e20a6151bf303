#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace gw::simulator {

/// What a value of a shape looks like in JSON. `document` is any JSON value.
enum class ShapeKind : std::uint8_t {
  structure,
  list,
  map,
  string,
  blob,
  boolean,
  integer,
  long_integer,
  float_number,
  document,
};

/// Where a member of an operation's input travels.
enum class MemberLocation : std::uint8_t { body, uri, query, header };

using ShapeIndex = std::uint16_t;

struct Member {
  std::string_view name;
  ShapeIndex shape;
  bool required;
  MemberLocation location;
  std::string_view wire_name;  ///< name of the path label, query field or header; in a body the name itself
};

/// One shape of the service model: what `botocore` calls min, max, pattern and enum.
struct Shape {
  std::string_view name;
  ShapeKind kind;
  bool is_union;                      ///< a structure of which exactly one member is set
  std::span<const Member> members;    ///< of a structure
  std::span<const ShapeIndex> inner;  ///< of a list: its element; of a map: key, value
  std::optional<std::int64_t> min;    ///< length, size or value
  std::optional<std::int64_t> max;
  std::string_view pattern;  ///< empty if there is none
  std::span<const std::string_view> values;
};

/// An exception with the status AWS answers it with.
struct ExceptionShape {
  std::string_view name;
  unsigned status;
};

struct Operation {
  std::string_view name;    ///< "Converse"
  std::string_view method;  ///< "POST"
  std::string_view uri;     ///< "/model/{modelId}/converse"
  ShapeIndex input;
};

/// The part of AWS's service model that the simulation serves, written by
/// scripts/generate_vectors/bedrock_shapes.py from botocore, so that requests are measured by AWS's own
/// description and not by our reading of it.
[[nodiscard]] std::span<const Shape> service_shapes() noexcept;
[[nodiscard]] std::span<const Operation> service_operations() noexcept;
/// Every exception that these operations may answer or stream.
[[nodiscard]] std::span<const ExceptionShape> service_exceptions() noexcept;
/// The release of botocore that the model was read from ("1.44.8").
[[nodiscard]] std::string_view service_model_source() noexcept;

}  // namespace gw::simulator
