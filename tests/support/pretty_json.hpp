#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "codec/json_reader.hpp"

namespace gw::test {

/// A valid JSON document spread over lines, for files that people read. Nothing but white space changes:
/// members keep their order, strings and numbers their spelling.
class PrettyJson {
 public:
  [[nodiscard]] static std::string of(std::string_view json) {
    PrettyJson pretty(json);
    if (!pretty.value(0) || !pretty.reader_.finish()) return std::string(json);
    return pretty.out_ + "\n";
  }

 private:
  explicit PrettyJson(std::string_view json) : reader_(json) {}

  void line(std::size_t depth) {
    out_ += '\n';
    out_.append(depth, ' ');
  }

  void separate(bool& first, std::size_t depth) {
    if (!first) out_ += ',';
    first = false;
    line(depth + 1);
  }

  bool value(std::size_t depth) {
    const auto kind = reader_.peek();
    if (kind != codec::JsonKind::object && kind != codec::JsonKind::array) {
      const auto scalar = reader_.value();
      if (scalar) out_ += scalar->raw;
      return scalar.has_value();
    }
    const bool is_object = kind == codec::JsonKind::object;
    bool first = true;
    out_ += is_object ? '{' : '[';
    const bool read = is_object ? reader_.object([&](codec::JsonString key) {
      separate(first, depth);
      out_ += '"';
      out_ += key.raw();
      out_ += "\": ";
      return value(depth + 1);
    })
                                : reader_.array([&](std::size_t) {
                                    separate(first, depth);
                                    return value(depth + 1);
                                  });
    if (!read) return false;
    if (!first) line(depth);
    out_ += is_object ? '}' : ']';
    return true;
  }

  codec::JsonReader reader_;
  std::string out_;
};

}  // namespace gw::test
