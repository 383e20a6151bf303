#include "simulator/json_tree.hpp"

#include <fmt/format.h>

#include "codec/json_number.hpp"
#include "codec/json_reader.hpp"

namespace gw::simulator {

using codec::JsonKind;
using codec::JsonReader;
using codec::JsonString;

// Fills a tree in document order, so that a parent always precedes its children.
class TreeBuilder {
 public:
  TreeBuilder(JsonTree& tree, JsonReader& reader, std::string_view document)
      : nodes_(tree.nodes_), reader_(reader), document_(document) {}

  bool append(std::uint32_t parent, std::uint32_t& last_child, JsonString key) {
    if (nodes_.size() >= JsonTree::kMaxValues) {
      too_many_ = true;
      return false;
    }
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    nodes_.emplace_back();
    nodes_[index].key = key;
    if (parent != JsonTree::kNone) {
      ++nodes_[parent].child_count;
      if (last_child == JsonTree::kNone) {
        nodes_[parent].first_child = index;
      } else {
        nodes_[last_child].next_sibling = index;
      }
    }
    last_child = index;
    return fill(index);
  }

  [[nodiscard]] bool too_many() const noexcept { return too_many_; }

 private:
  bool fill(std::uint32_t index) {
    const std::optional<JsonKind> kind = reader_.peek();
    if (!kind) {
      static_cast<void>(reader_.value());  // lets the reader say what is wrong
      return false;
    }
    nodes_[index].kind = *kind;
    const std::size_t start = reader_.position();
    switch (*kind) {
      case JsonKind::object: {
        std::uint32_t last = JsonTree::kNone;
        if (!reader_.object([&](JsonString key) { return append(index, last, key); })) return false;
        break;
      }
      case JsonKind::array: {
        std::uint32_t last = JsonTree::kNone;
        if (!reader_.array([&](std::size_t) { return append(index, last, JsonString{}); })) return false;
        break;
      }
      case JsonKind::string: {
        const std::optional<JsonString> string = reader_.string();
        if (!string) return false;
        nodes_[index].raw = string->raw();
        nodes_[index].has_escapes = string->has_escapes();
        return true;
      }
      case JsonKind::null:
      case JsonKind::boolean:
      case JsonKind::number: {
        const std::optional<codec::JsonValue> value = reader_.value();
        if (!value) return false;
        nodes_[index].raw = value->raw;
        return true;
      }
    }
    nodes_[index].raw = document_.substr(start, reader_.position() - start);
    return true;
  }

  std::vector<JsonTree::Node>& nodes_;
  JsonReader& reader_;
  std::string_view document_;
  bool too_many_ = false;
};

base::Result<JsonTree> JsonTree::parse(std::string_view document) {
  JsonTree tree;
  JsonReader reader{document};
  TreeBuilder builder{tree, reader, document};
  std::uint32_t last = kNone;
  if (builder.append(kNone, last, JsonString{}) && reader.finish()) return tree;
  if (builder.too_many()) {
    return base::fail(base::ErrorKind::invalid_request,
                      fmt::format("more than {} JSON values in one body", kMaxValues));
  }
  if (!reader.error()) return base::fail(base::ErrorKind::invalid_request, "not a JSON value");
  return base::fail(base::ErrorKind::invalid_request,
                    fmt::format("{} at byte {}", to_string(reader.error()->code), reader.error()->position));
}

JsonKind Json::kind() const noexcept {
  return tree_->nodes_[index_].kind;
}

std::string_view Json::raw() const noexcept {
  return tree_->nodes_[index_].raw;
}

JsonString Json::string() const noexcept {
  const JsonTree::Node& node = tree_->nodes_[index_];
  if (node.kind != JsonKind::string) return JsonString{};
  return JsonString::from_escaped(node.raw, node.has_escapes);
}

std::string Json::text() const {
  return string().decode();
}

bool Json::equals(std::string_view utf8) const {
  return is_string() && string().equals(utf8);
}

std::optional<std::int64_t> Json::integer() const noexcept {
  if (!is(JsonKind::number)) return std::nullopt;
  return codec::to_integer(raw());
}

std::optional<double> Json::number() const noexcept {
  if (!is(JsonKind::number)) return std::nullopt;
  return codec::to_double(raw());
}

bool Json::is_true() const noexcept {
  return is(JsonKind::boolean) && raw() == "true";
}

std::size_t Json::size() const noexcept {
  return tree_->nodes_[index_].child_count;
}

codec::JsonString Json::key_string() const noexcept {
  return tree_->nodes_[index_].key;
}

std::string Json::key() const {
  return key_string().decode();
}

bool Json::key_equals(std::string_view utf8) const {
  return key_string().equals(utf8);
}

std::optional<Json> Json::find(std::string_view name) const {
  if (!is_object()) return std::nullopt;
  std::optional<Json> found;
  for (const Json member : children()) {
    if (member.key_equals(name)) found = member;
  }
  if (found && found->is_null()) return std::nullopt;
  return found;
}

std::optional<Json> Json::find_path(std::initializer_list<std::string_view> names) const {
  std::optional<Json> here = *this;
  for (const std::string_view name : names) {
    if (!here) return std::nullopt;
    here = here->find(name);
  }
  return here;
}

Json::Children Json::children() const noexcept {
  return {Iterator{*tree_, tree_->nodes_[index_].first_child}, Iterator{*tree_, JsonTree::kNone}};
}

Json::Iterator& Json::Iterator::operator++() noexcept {
  index_ = tree_->nodes_[index_].next_sibling;
  return *this;
}

}  // namespace gw::simulator
