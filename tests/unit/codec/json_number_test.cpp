#include "codec/json_number.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::codec {
namespace {

TEST(ToInteger, TakesEveryNotationOfAnInteger) {
  const std::vector<std::pair<std::string_view, std::int64_t>> cases = {
      {"0", 0},        {"-0", 0},      {"5", 5},         {"-5", -5},     {"5.0", 5},
      {"5.000", 5},    {"5e0", 5},     {"5E+0", 5},      {"0.5e1", 5},   {"50e-1", 5},
      {"500.0e-2", 5}, {"1e3", 1000},  {"1.25e2", 125},  {"0.00", 0},    {"0e5", 0},
      {"-0.0e-5", 0},  {"0.001e3", 1}, {"10.10e1", 101}, {"120e-1", 12}, {"1e18", 1'000'000'000'000'000'000}};
  for (const auto& [text, value] : cases) EXPECT_EQ(to_integer(text), value) << text;
}

TEST(ToInteger, TakesTheWholeRangeExactly) {
  EXPECT_EQ(to_integer("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(to_integer("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(to_integer("9007199254740993"), 9007199254740993);  // a double cannot hold it
  EXPECT_EQ(to_integer("922337203685477580.7e1"), std::numeric_limits<std::int64_t>::max());
}

TEST(ToInteger, RefusesWhatIsOutOfRange) {
  for (const std::string_view text :
       {"9223372036854775808", "-9223372036854775809", "1e19", "-1e19", "1e400", "18446744073709551616",
        "99999999999999999999", "1e99999999999999999999", "100000000000000000001", "1000000000e10"}) {
    EXPECT_FALSE(to_integer(text)) << text;
  }
}

TEST(ToInteger, RefusesFractions) {
  for (const std::string_view text : {"5.5", "0.1", "-0.5", "1e-1", "15e-1", "1.00000000000000000001",
                                      "1e-400", "1e-99999999999999999999", "123.4560e2"}) {
    EXPECT_FALSE(to_integer(text)) << text;
  }
}

TEST(ToInteger, TakesAnyNumberOfZeros) {
  const std::string zeros(10'000, '0');
  EXPECT_EQ(to_integer("7." + zeros), 7);
  EXPECT_EQ(to_integer("7" + zeros + "e-10000"), 7);
  EXPECT_EQ(to_integer("0." + zeros + "7e10001"), 7);
  EXPECT_EQ(to_integer("0." + zeros), 0);
  EXPECT_EQ(to_integer("0e" + std::string(10'000, '9')), 0);
  EXPECT_FALSE(to_integer("7" + zeros));
}

TEST(ToInteger, RefusesWhatIsNoJsonNumber) {
  for (const std::string_view text :
       {"", "-", "+1", "01", "1.", ".5", "1e", "0x10", " 1", "1 ", "1a", "NaN", "true", "--1"}) {
    EXPECT_FALSE(to_integer(text)) << text;
    EXPECT_FALSE(to_double(text)) << text;
  }
}

TEST(ToDouble, GivesTheNearestDouble) {
  const std::vector<std::pair<std::string_view, double>> cases = {
      {"0", 0.0},
      {"0.7", 0.7},
      {"1e3", 1000.0},
      {"-2.5E-3", -0.0025},
      {"0.1", 0.1},
      {"123456789012345678", 123456789012345680.0},
      {"1e23", 1e23},
      {"1.7976931348623157e308", std::numeric_limits<double>::max()},
      {"2.2250738585072014e-308", std::numeric_limits<double>::min()},
      {"5e-324", std::numeric_limits<double>::denorm_min()}};
  for (const auto& [text, value] : cases) EXPECT_EQ(to_double(text), value) << text;
}

TEST(ToDouble, KeepsTheSignOfZero) {
  EXPECT_TRUE(std::signbit(to_double("-0").value()));
  EXPECT_TRUE(std::signbit(to_double("-1e-400").value()));
  EXPECT_FALSE(std::signbit(to_double("1e-400").value()));
}

TEST(ToDouble, RefusesWhatIsTooLarge) {
  for (const std::string_view text :
       {"1e309", "-1e309", "1e400", "1.8e308", "123456e400", "0.0001e999", "1e99999999999999999999"}) {
    EXPECT_FALSE(to_double(text)) << text;
  }
  EXPECT_FALSE(to_double("1" + std::string(400, '0')));
}

TEST(ToDouble, GivesZeroForWhatIsTooSmall) {
  for (const std::string_view text :
       {"1e-400", "0.0000001e-330", "123456e-400", "1e-99999999999999999999", "0e400", "0.0e999"}) {
    EXPECT_EQ(to_double(text), 0.0) << text;
  }
  EXPECT_EQ(to_double("0." + std::string(400, '0') + "1"), 0.0);
}

}  // namespace
}  // namespace gw::codec
