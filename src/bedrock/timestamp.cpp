#include "bedrock/timestamp.hpp"

namespace gw::bedrock {
namespace {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Takes fixed-width fields from the front of a text; the first one that is missing spoils the rest.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i >= rest_.size() || !is_digit(rest_[i])) {
        ok_ = false;
        return 0;
      }
      number = number * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return number;
  }

  void literal(std::string_view choices) {
    if (!next_is(choices))
      ok_ = false;
    else
      rest_.remove_prefix(1);
  }

  void skip_fraction() {
    if (!next_is(".")) return;
    rest_.remove_prefix(1);
    if (rest_.empty() || !is_digit(rest_.front())) ok_ = false;
    while (!rest_.empty() && is_digit(rest_.front())) rest_.remove_prefix(1);
  }

  /// "Z", "+02:00", "-0530".
  std::chrono::minutes offset() {
    if (next_is("Zz")) {
      rest_.remove_prefix(1);
      return std::chrono::minutes(0);
    }
    const bool is_west = next_is("-");
    literal("+-");
    const int hours = digits(2);
    if (next_is(":")) rest_.remove_prefix(1);
    const std::chrono::minutes east = std::chrono::hours(hours) + std::chrono::minutes(digits(2));
    return is_west ? -east : east;
  }

  [[nodiscard]] bool finished() const { return ok_ && rest_.empty(); }

 private:
  [[nodiscard]] bool next_is(std::string_view choices) const {
    return !rest_.empty() && choices.find(rest_.front()) != std::string_view::npos;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace

std::optional<std::chrono::sys_seconds> parse_iso8601(std::string_view text) noexcept {
  FieldReader fields(text);
  const std::chrono::year year(fields.digits(4));
  fields.literal("-");
  const std::chrono::month month(static_cast<unsigned>(fields.digits(2)));
  fields.literal("-");
  const std::chrono::day day(static_cast<unsigned>(fields.digits(2)));
  fields.literal("Tt ");
  const int hour = fields.digits(2);
  fields.literal(":");
  const int minute = fields.digits(2);
  fields.literal(":");
  const int second = fields.digits(2);
  fields.skip_fraction();
  const std::chrono::minutes offset = fields.offset();
  const std::chrono::year_month_day date(year, month, day);
  if (!fields.finished() || !date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second) - offset;
}

}  // namespace gw::bedrock
