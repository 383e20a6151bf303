#include "aws/timestamp.hpp"

#include <algorithm>

namespace gw::aws {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

// Takes digits off the front of a text; `ok` turns false at the first thing that is not there, and stays so.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') {
        ok_ = false;
        return 0;
      }
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }

  bool skip_any_of(std::string_view choices) {
    const bool found = !rest_.empty() && choices.find(rest_.front()) != std::string_view::npos;
    if (found) rest_.remove_prefix(1);
    return found;
  }

  void require(char c) { ok_ = skip_any_of({&c, 1}) && ok_; }

  [[nodiscard]] char next() const { return rest_.empty() ? '\0' : rest_.front(); }
  [[nodiscard]] bool at_end() const { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

struct CalendarTime {
  int year, month, day, hour, minute, second;
};

std::optional<sys_seconds> to_time(const CalendarTime& t) {
  const std::chrono::year_month_day date{std::chrono::year{t.year},
                                         std::chrono::month{static_cast<unsigned>(t.month)},
                                         std::chrono::day{static_cast<unsigned>(t.day)}};
  if (!date.ok() || t.hour > 23 || t.minute > 59 || t.second > 59) return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours{t.hour} + std::chrono::minutes{t.minute} +
         seconds{t.second};
}

seconds scan_offset(Scanner& scanner) {
  if (scanner.skip_any_of("Zz")) return seconds{0};
  const int sign = scanner.next() == '-' ? -1 : 1;
  if (!scanner.skip_any_of("+-")) scanner.require('+');
  const int hours = scanner.digits(2);
  scanner.skip_any_of(":");
  const int minutes = scanner.digits(2);
  return seconds{sign * (hours * 3600 + minutes * 60)};
}

}  // namespace

std::string format_amz_date(sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::string text;
  const auto append_two_digits = [&text](long value) {
    text.push_back(static_cast<char>('0' + value / 10 % 10));
    text.push_back(static_cast<char>('0' + value % 10));
  };
  append_two_digits(static_cast<int>(date.year()) / 100);
  append_two_digits(static_cast<int>(date.year()));
  append_two_digits(static_cast<unsigned>(date.month()));
  append_two_digits(static_cast<unsigned>(date.day()));
  text.push_back('T');
  append_two_digits(clock.hours().count());
  append_two_digits(clock.minutes().count());
  append_two_digits(clock.seconds().count());
  text.push_back('Z');
  return text;
}

std::optional<sys_seconds> parse_amz_date(std::string_view text) {
  Scanner scanner{text};
  CalendarTime t{};
  t.year = scanner.digits(4);
  t.month = scanner.digits(2);
  t.day = scanner.digits(2);
  scanner.require('T');
  t.hour = scanner.digits(2);
  t.minute = scanner.digits(2);
  t.second = scanner.digits(2);
  scanner.require('Z');
  if (!scanner.at_end()) return std::nullopt;
  return to_time(t);
}

std::optional<sys_seconds> parse_expiration(std::string_view text) {
  Scanner scanner{text};
  CalendarTime t{};
  t.year = scanner.digits(4);
  scanner.require('-');
  t.month = scanner.digits(2);
  scanner.require('-');
  t.day = scanner.digits(2);
  if (!scanner.skip_any_of("T ")) scanner.require('T');
  t.hour = scanner.digits(2);
  scanner.require(':');
  t.minute = scanner.digits(2);
  scanner.require(':');
  t.second = scanner.digits(2);
  if (scanner.skip_any_of(".")) {
    scanner.digits(1);
    while (scanner.skip_any_of("0123456789")) {
    }
  }
  const seconds offset = scan_offset(scanner);
  if (!scanner.at_end()) return std::nullopt;
  const std::optional<sys_seconds> local = to_time(t);
  if (!local) return std::nullopt;
  return *local - offset;
}

}  // namespace gw::aws
