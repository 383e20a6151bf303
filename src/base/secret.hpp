#pragma once

#include <fmt/format.h>

#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace gw::base {

/// A key, token or password. Every formatter prints `***`; only reveal() gives the text, and each call of it
/// is a place to look at in a review.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}

  [[nodiscard]] std::string_view reveal() const noexcept { return text_; }
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

  /// Takes time that depends on the length of `candidate` only, not on where it differs.
  [[nodiscard]] bool equals_in_constant_time(std::string_view candidate) const noexcept;

  friend bool operator==(const Secret& a, const Secret& b) noexcept {
    return a.equals_in_constant_time(b.text_);
  }
  friend std::ostream& operator<<(std::ostream& out, const Secret&) { return out << "***"; }

 private:
  std::string text_;
};

}  // namespace gw::base

template <>
struct fmt::formatter<gw::base::Secret> : fmt::formatter<std::string_view> {
  auto format(const gw::base::Secret&, fmt::format_context& context) const {
    return fmt::formatter<std::string_view>::format("***", context);
  }
};
