#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "codec/json_reader.hpp"
#include "codec/json_value.hpp"

namespace gw::openai {

/// Where a value stands, as clients know it. Becomes text only when something is wrong with the value. Each
/// part lives on the caller's stack, as long as the call that reads the value.
class FieldPath {
 public:
  explicit FieldPath(std::string_view name) noexcept : name_(name) {}
  FieldPath(const FieldPath& parent, std::string_view name) noexcept : parent_(&parent), name_(name) {}
  FieldPath(const FieldPath& parent, std::size_t index) noexcept : parent_(&parent), index_(index) {}

  /// "messages[0].content[1].image_url.url"
  [[nodiscard]] std::string str() const;

 private:
  void append_to(std::string& out) const;

  const FieldPath* parent_ = nullptr;
  std::string_view name_;  // empty: an element
  std::size_t index_ = 0;
};

/// Most messages, parts, calls and unknown members of one body, together. Our own limit.
inline constexpr std::size_t kMaxItems = 100'000;

struct IntegerRange {
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
};
struct DecimalRange {
  double min;
  double max;
};

/// Reads a client's body field by field. What is wrong with a field is remembered, and reading goes on: so
/// the whole document is checked, a malformed one is always called that, and a later member of the same name
/// can still put the field right (last wins). Every read consumes exactly one value and returns false only
/// if the document itself is malformed: pass that on. `null` leaves the target as "absent".
class BodyReader {
 public:
  explicit BodyReader(std::span<char> body) noexcept : json_(body) {}

  /// The whole body as one object. `on_member(key)` as for JsonReader::object.
  template <class OnMember>
  [[nodiscard]] base::Result<void> read(OnMember&& on_member);

  [[nodiscard]] bool string(const FieldPath& path, std::optional<codec::JsonString>& out);
  [[nodiscard]] bool boolean(const FieldPath& path, std::optional<bool>& out);
  [[nodiscard]] bool integer(const FieldPath& path, IntegerRange range, std::optional<std::int64_t>& out);
  [[nodiscard]] bool decimal(const FieldPath& path, DecimalRange range, std::optional<double>& out);
  /// Position of the string in `names`.
  [[nodiscard]] bool one_of(const FieldPath& path, std::span<const std::string_view> names,
                            std::optional<std::size_t>& out);
  /// Any value.
  [[nodiscard]] bool any(codec::JsonValue& out);
  /// A value of one kind, kept as it is.
  [[nodiscard]] bool any_of_kind(const FieldPath& path, codec::JsonKind kind, codec::JsonValue& out);
  [[nodiscard]] bool skip();

  /// `on_member(key)`; sets `present` unless the value is null.
  template <class OnMember>
  [[nodiscard]] bool object(const FieldPath& path, bool& present, OnMember&& on_member);
  /// `on_element(index)`.
  template <class OnElement>
  [[nodiscard]] bool array(const FieldPath& path, bool& present, OnElement&& on_element);

  /// Kind of the value that comes next.
  [[nodiscard]] std::optional<codec::JsonKind> peek() noexcept { return json_.peek(); }
  /// The value that comes next is of a kind that the field does not take; skips it. `expected`: "a string or
  /// an array".
  [[nodiscard]] bool wrong_kind(const FieldPath& path, std::string_view expected);

  /// Asks for room for one more message, part, call or unknown member. False, with the error remembered, once
  /// there are more of them than any client sends: a body of a few bytes each would take many times its size
  /// in memory. Skip the value then.
  [[nodiscard]] bool admit(const FieldPath& list);

  /// Remembers the error unless the same member of the body has one already.
  void fail(base::Error error);

  [[nodiscard]] std::size_t patched_surrogates() const noexcept { return json_.patched_surrogates(); }

 private:
  /// The first error of each member of the body, so that a repeated member replaces its own error only.
  struct MemberError {
    codec::JsonString member;
    base::Error error;
  };

  void begin_member(codec::JsonString key);
  [[nodiscard]] base::Result<void> outcome(bool complete);

  codec::JsonReader json_;
  codec::JsonString member_;  // of the body, the one being read
  std::vector<MemberError> errors_;
  std::size_t admitted_ = 0;
  std::optional<base::Error> over_limit_;  // no later member puts that right
};

template <class OnMember>
base::Result<void> BodyReader::read(OnMember&& on_member) {
  return outcome(json_.object([&](codec::JsonString key) {
    begin_member(key);
    return on_member(key);
  }) && json_.finish());
}

template <class OnMember>
bool BodyReader::object(const FieldPath& path, bool& present, OnMember&& on_member) {
  const auto kind = json_.peek();
  if (kind == codec::JsonKind::null) return json_.null();
  if (kind != codec::JsonKind::object) return wrong_kind(path, "an object");
  present = true;
  return json_.object(std::forward<OnMember>(on_member));
}

template <class OnElement>
bool BodyReader::array(const FieldPath& path, bool& present, OnElement&& on_element) {
  const auto kind = json_.peek();
  if (kind == codec::JsonKind::null) return json_.null();
  if (kind != codec::JsonKind::array) return wrong_kind(path, "an array");
  present = true;
  return json_.array(std::forward<OnElement>(on_element));
}

/// A member's name as text, to be compared: a slice of the body, or decoded into `scratch` where it holds
/// escapes ("mod\u0065l").
[[nodiscard]] std::string_view plain_key(codec::JsonString key, std::string& scratch);

}  // namespace gw::openai
