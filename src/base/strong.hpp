#pragma once

#include <fmt/format.h>

#include <compare>
#include <ostream>
#include <string>
#include <utility>

namespace gw::base {

/// A string with a meaning: two kinds cannot be swapped in a call. `using ModelId = Strong<struct
/// ModelIdTag>;`
template <class Tag>
class Strong {
 public:
  Strong() = default;
  explicit Strong(std::string value) : value_(std::move(value)) {}

  [[nodiscard]] const std::string& str() const noexcept { return value_; }
  [[nodiscard]] bool empty() const noexcept { return value_.empty(); }

  friend auto operator<=>(const Strong&, const Strong&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Strong& s) { return out << s.value_; }

 private:
  std::string value_;
};

using Region = Strong<struct RegionTag>;        ///< "us-west-2"
using ModelName = Strong<struct ModelNameTag>;  ///< what a client wrote in `model`
using ModelId = Strong<struct ModelIdTag>;  ///< what goes into Bedrock's URL: id, inference profile id or ARN
using RequestId = Strong<struct RequestIdTag>;  ///< value of x-request-id

}  // namespace gw::base

template <class Tag>
struct fmt::formatter<gw::base::Strong<Tag>> : fmt::formatter<std::string> {
  auto format(const gw::base::Strong<Tag>& s, fmt::format_context& context) const {
    return fmt::formatter<std::string>::format(s.str(), context);
  }
};

template <class Tag>
struct std::hash<gw::base::Strong<Tag>> {
  std::size_t operator()(const gw::base::Strong<Tag>& s) const noexcept {
    return std::hash<std::string>{}(s.str());
  }
};
