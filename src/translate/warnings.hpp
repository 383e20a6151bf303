#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gw::translate {

/// What was done to a request on its way. Each code is documented in docs/mapping.md#warnings.
enum class WarningCode : std::uint8_t {
  ignored,              ///< a documented field that has no effect here
  unknown,              ///< a member that nobody knows
  dropped,              ///< the model does not take this parameter
  clamped,              ///< the value was brought into the model's range
  defaulted,            ///< the value means "none": as if it were absent
  aliased,              ///< names that Bedrock does not take: replaced, and restored in the answer
  flattened,            ///< tool calls and results became text: no tools are offered
  wrapped,              ///< call arguments that are no JSON object were wrapped in one
  inserted,             ///< a turn, or a result for a call that had none, was added
  orphaned,             ///< a result without a call became text
  deduplicated,         ///< of two results, or two tools, with one name the last was taken
  moved,                ///< content was moved to where Bedrock takes it
  replaced_characters,  ///< lone surrogates became U+FFFD
  learned,              ///< changed after Bedrock's own refusal, and sent again
};
inline constexpr std::size_t kWarningCodes = 14;

/// "clamped"
[[nodiscard]] std::string_view to_string(WarningCode code) noexcept;

struct Warning {
  WarningCode code;
  std::string field;  ///< ASCII, bounded: "temperature", "messages[2].content"
};

/// What the client must be told in the header `x-gateway-warnings`. Bounded: each (code, field) once, at most
/// kMax of them; what comes after is counted only.
class Warnings {
 public:
  static constexpr std::size_t kMax = 24;
  static constexpr std::size_t kMaxFieldBytes = 64;

  /// `field` may hold a client's bytes: what is not a visible ASCII character fit for the header becomes '_'.
  void add(WarningCode code, std::string_view field);

  [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
  [[nodiscard]] std::size_t count() const noexcept { return list_.size() + left_out_; }
  [[nodiscard]] const std::vector<Warning>& list() const noexcept { return list_; }

  /// "ignored:seed, clamped:temperature", and ", more:3" where some were left out; empty if there are none.
  [[nodiscard]] std::string header_value() const;

 private:
  std::vector<Warning> list_;
  std::size_t left_out_ = 0;
};

}  // namespace gw::translate
