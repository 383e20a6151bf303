#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codec/json_value.hpp"

namespace gw::simulator {

class JsonTree;

/// One value of a JsonTree: a handle, cheap to copy, valid as long as the tree and its text.
class Json {
 public:
  [[nodiscard]] codec::JsonKind kind() const noexcept;
  [[nodiscard]] bool is(codec::JsonKind kind) const noexcept { return this->kind() == kind; }
  [[nodiscard]] bool is_null() const noexcept { return is(codec::JsonKind::null); }
  [[nodiscard]] bool is_object() const noexcept { return is(codec::JsonKind::object); }
  [[nodiscard]] bool is_array() const noexcept { return is(codec::JsonKind::array); }
  [[nodiscard]] bool is_string() const noexcept { return is(codec::JsonKind::string); }

  /// The value as it is written in the document; of a string the escaped content without its quotes.
  [[nodiscard]] std::string_view raw() const noexcept;
  /// A string's content; empty for any other kind.
  [[nodiscard]] codec::JsonString string() const noexcept;
  /// A string decoded to UTF-8; empty for any other kind.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool equals(std::string_view utf8) const;
  /// The number as an integer, or nothing for any other kind or value.
  [[nodiscard]] std::optional<std::int64_t> integer() const noexcept;
  [[nodiscard]] std::optional<double> number() const noexcept;
  [[nodiscard]] bool is_true() const noexcept;

  /// Members or elements; 0 for a scalar.
  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  /// Name of this member; empty for an element or the root.
  [[nodiscard]] std::string key() const;
  [[nodiscard]] codec::JsonString key_string() const noexcept;
  [[nodiscard]] bool key_equals(std::string_view utf8) const;

  /// The member of that name: of several the last, as AWS reads it. Members whose value is null count as
  /// absent. Nothing also for what is no object.
  [[nodiscard]] std::optional<Json> find(std::string_view name) const;
  /// find() down a path of names: find_path({"source", "bytes"}).
  [[nodiscard]] std::optional<Json> find_path(std::initializer_list<std::string_view> names) const;

  class Iterator;
  class Children;
  [[nodiscard]] Children children() const noexcept;

 private:
  friend class JsonTree;
  Json(const JsonTree& tree, std::uint32_t index) noexcept : tree_(&tree), index_(index) {}

  const JsonTree* tree_;
  std::uint32_t index_;
};

class Json::Iterator {
 public:
  using value_type = Json;
  using difference_type = std::ptrdiff_t;
  Iterator(const JsonTree& tree, std::uint32_t index) noexcept : tree_(&tree), index_(index) {}
  [[nodiscard]] Json operator*() const noexcept { return Json{*tree_, index_}; }
  Iterator& operator++() noexcept;
  friend bool operator==(const Iterator& a, const Iterator& b) noexcept { return a.index_ == b.index_; }

 private:
  const JsonTree* tree_;
  std::uint32_t index_;
};

class Json::Children {
 public:
  Children(Iterator first, Iterator last) noexcept : first_(first), last_(last) {}
  [[nodiscard]] Iterator begin() const noexcept { return first_; }
  [[nodiscard]] Iterator end() const noexcept { return last_; }

 private:
  Iterator first_;
  Iterator last_;
};

/// A whole JSON document as a tree of views into its text, which must outlive the tree. Holds one small node
/// a value and copies no text, so that a body of images costs next to nothing. May be moved only while no
/// Json handle is in use.
class JsonTree {
 public:
  /// More values than any request has; bounds the memory that a body of "[0,0,0,…" can take.
  static constexpr std::size_t kMaxValues = 1'000'000;

  /// Errors: invalid_request, the message says what is wrong and at which byte.
  [[nodiscard]] static base::Result<JsonTree> parse(std::string_view document);

  [[nodiscard]] Json root() const noexcept { return Json{*this, 0}; }

 private:
  friend class Json;
  friend class Json::Iterator;
  friend class TreeBuilder;

  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  struct Node {
    std::string_view raw;
    codec::JsonString key;
    std::uint32_t first_child = kNone;
    std::uint32_t next_sibling = kNone;
    std::uint32_t child_count = 0;
    codec::JsonKind kind = codec::JsonKind::null;
    bool has_escapes = false;  // of a string
  };
  std::vector<Node> nodes_;
};

}  // namespace gw::simulator
