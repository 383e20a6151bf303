#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "codec/json_reader.hpp"

namespace gw::test {

/// Content of a file. Throws if it cannot be read.
inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A JSON document as a table from paths to scalars, for vectors: {"a": {"b": [1, "x"]}} has "a.b.0" = "1"
/// and "a.b.1" = "x". Throws where the document is malformed.
class FlatJson {
 public:
  explicit FlatJson(std::string_view document) {
    codec::JsonReader reader{document};
    if (!add({}, reader) || !reader.finish()) throw std::runtime_error("malformed JSON document");
  }

  [[nodiscard]] bool has(const std::string& path) const { return scalars_.contains(path); }
  /// The scalar's text. Throws if there is none.
  [[nodiscard]] const std::string& text(const std::string& path) const {
    const auto found = scalars_.find(path);
    if (found == scalars_.end()) throw std::runtime_error("no " + path + " in the JSON document");
    return found->second;
  }
  [[nodiscard]] std::string text_or(const std::string& path, std::string fallback) const {
    return has(path) ? text(path) : std::move(fallback);
  }
  [[nodiscard]] bool is_true(const std::string& path) const { return has(path) && text(path) == "true"; }
  /// Members or elements of the object or array.
  [[nodiscard]] std::size_t size(const std::string& path) const {
    const auto found = sizes_.find(path);
    return found == sizes_.end() ? 0 : found->second;
  }
  [[nodiscard]] const std::map<std::string, std::string>& scalars() const { return scalars_; }

 private:
  bool add(const std::string& path, codec::JsonReader& reader) {
    const auto kind = reader.peek();
    if (!kind) return false;
    const std::string prefix = path.empty() ? "" : path + ".";
    switch (*kind) {
      case codec::JsonKind::object:
        return reader.object([&](codec::JsonString key) {
          ++sizes_[path];
          return add(prefix + key.decode(), reader);
        });
      case codec::JsonKind::array:
        return reader.array([&](std::size_t index) {
          ++sizes_[path];
          return add(prefix + std::to_string(index), reader);
        });
      case codec::JsonKind::string: {
        const auto string = reader.string();
        if (string) scalars_[path] = string->decode();
        return string.has_value();
      }
      case codec::JsonKind::null:
      case codec::JsonKind::boolean:
      case codec::JsonKind::number:
        break;
    }
    const auto value = reader.value();
    if (value) scalars_[path] = std::string{value->raw};
    return value.has_value();
  }

  std::map<std::string, std::string> scalars_;
  std::map<std::string, std::size_t> sizes_;
};

}  // namespace gw::test
