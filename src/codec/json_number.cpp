#include "codec/json_number.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <system_error>

#include "codec/json_text.hpp"

namespace gw::codec {
namespace json_text {

NumberScan scan_number(const char* cursor, const char* end) noexcept {
  const auto at_digit = [&] { return cursor != end && is_digit(*cursor); };
  const auto skip_digits = [&] {
    while (at_digit()) ++cursor;
  };
  if (cursor != end && *cursor == '-') ++cursor;
  if (!at_digit()) return {cursor, false};
  if (*cursor == '0') {
    ++cursor;
    if (at_digit()) return {cursor, false};  // no leading zeros
  } else {
    skip_digits();
  }
  if (cursor != end && *cursor == '.') {
    ++cursor;
    if (!at_digit()) return {cursor, false};
    skip_digits();
  }
  if (cursor != end && (*cursor == 'e' || *cursor == 'E')) {
    ++cursor;
    if (cursor != end && (*cursor == '+' || *cursor == '-')) ++cursor;
    if (!at_digit()) return {cursor, false};
    skip_digits();
  }
  return {cursor, true};
}

}  // namespace json_text

namespace {

bool is_number(std::string_view text) noexcept {
  const char* const end = text.data() + text.size();
  const json_text::NumberScan scan = json_text::scan_number(text.data(), end);
  return scan.well_formed && scan.end == end;
}

/// A number as an exact decimal: the digits of `integer` and `fraction` written together, times ten to the
/// `exponent`.
struct Decimal {
  bool negative = false;
  std::string_view integer;
  std::string_view fraction;
  std::int64_t exponent = 0;  ///< saturated far outside what any 64-bit integer needs
};

std::int64_t saturated_exponent(std::string_view text) noexcept {
  constexpr std::int64_t kSaturated = std::int64_t{1} << 60;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  for (const char digit : text) value = std::min(value * 10 + (digit - '0'), kSaturated / 10);
  return negative ? -value : value;
}

Decimal split_number(std::string_view text) noexcept {
  Decimal decimal;
  decimal.negative = text.starts_with('-');
  if (decimal.negative) text.remove_prefix(1);
  if (const std::size_t e = text.find_first_of("eE"); e != std::string_view::npos) {
    decimal.exponent = saturated_exponent(text.substr(e + 1));
    text = text.substr(0, e);
  }
  const std::size_t point = text.find('.');
  decimal.integer = text.substr(0, point);
  if (point != std::string_view::npos) decimal.fraction = text.substr(point + 1);
  decimal.exponent -= static_cast<std::int64_t>(decimal.fraction.size());
  return decimal;
}

}  // namespace

std::optional<std::int64_t> to_integer(std::string_view text) noexcept {
  if (!is_number(text)) return std::nullopt;
  const Decimal decimal = split_number(text);

  constexpr std::uint64_t kMaxMagnitude = std::uint64_t{1} << 63U;  // of INT64_MIN
  std::uint64_t magnitude = 0;
  // Zeros are held back until a digit that is not zero follows: those at the end count as part of the
  // exponent, so that 5.0 and 50e-1 are integers, and any number of them costs nothing.
  std::int64_t held_zeros = 0;
  const auto times_ten_plus = [&](std::uint64_t digit) {
    if (magnitude > (kMaxMagnitude - digit) / 10) return false;
    magnitude = magnitude * 10 + digit;
    return true;
  };
  for (const std::string_view digits : {decimal.integer, decimal.fraction}) {
    for (const char digit : digits) {
      if (digit == '0') {
        ++held_zeros;
        continue;
      }
      for (; held_zeros > 0 && magnitude != 0; --held_zeros) {
        if (!times_ten_plus(0)) return std::nullopt;
      }
      held_zeros = 0;
      if (!times_ten_plus(static_cast<std::uint64_t>(digit - '0'))) return std::nullopt;
    }
  }
  if (magnitude == 0) return 0;
  std::int64_t exponent = decimal.exponent + held_zeros;
  if (exponent < 0) return std::nullopt;  // the last digit that is not zero stands behind the point
  for (; exponent > 0; --exponent) {
    if (!times_ten_plus(0)) return std::nullopt;
  }
  if (decimal.negative) return static_cast<std::int64_t>(~magnitude + 1);
  if (magnitude == kMaxMagnitude) return std::nullopt;
  return static_cast<std::int64_t>(magnitude);
}

std::optional<double> to_double(std::string_view text) noexcept {
  if (!is_number(text)) return std::nullopt;
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc()) {
    const bool finite =
        value <= std::numeric_limits<double>::max() && value >= std::numeric_limits<double>::lowest();
    return finite ? std::optional(value) : std::nullopt;
  }
  // Out of range does not say in which direction: a value below one is too small.
  const Decimal decimal = split_number(text);
  const std::size_t first_digit = decimal.integer.find_first_not_of('0');
  std::int64_t magnitude = decimal.exponent + static_cast<std::int64_t>(decimal.fraction.size());
  if (first_digit != std::string_view::npos) {
    magnitude += static_cast<std::int64_t>(decimal.integer.size() - first_digit);
  } else {
    magnitude -=
        static_cast<std::int64_t>(std::min(decimal.fraction.find_first_not_of('0'), decimal.fraction.size()));
  }
  if (magnitude > 0) return std::nullopt;
  return decimal.negative ? -0.0 : 0.0;
}

}  // namespace gw::codec
