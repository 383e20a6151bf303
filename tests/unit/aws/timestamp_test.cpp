#include "aws/timestamp.hpp"

#include <gtest/gtest.h>

namespace gw::aws {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

constexpr sys_seconds kNoon = sys_days{2015y / 8 / 30} + 12h + 36min;

TEST(AmzDate, IsWrittenInBasicForm) {
  EXPECT_EQ(format_amz_date(kNoon), "20150830T123600Z");
  EXPECT_EQ(format_amz_date(sys_days{2099y / 12 / 31} + 23h + 59min + 59s), "20991231T235959Z");
}

TEST(AmzDate, ReadsWhatItWrites) {
  EXPECT_EQ(parse_amz_date("20150830T123600Z"), kNoon);
  EXPECT_EQ(parse_amz_date("20240229T000000Z"), sys_seconds{sys_days{2024y / 2 / 29}});
}

TEST(AmzDate, RefusesEverythingElse) {
  for (const char* text : {"", "20150830", "20150830T123600", "20150830 123600Z", "2015083aT123600Z",
                           "20150230T123600Z", "20151330T123600Z", "20150830T246000Z", "20150830T126000Z",
                           "20150830T123660Z", "20150830T123600ZZ", "2015-08-30T12:36:00Z"}) {
    EXPECT_EQ(parse_amz_date(text), std::nullopt) << text;
  }
}

TEST(Expiration, ReadsTheFormsOfAwsTools) {
  for (const char* text : {"2015-08-30T12:36:00Z", "2015-08-30T12:36:00+00:00", "2015-08-30 12:36:00Z",
                           "2015-08-30T12:36:00.123456Z", "2015-08-30T14:36:00+02:00",
                           "2015-08-30T05:06:00-07:30", "2015-08-30T12:36:00+0000"}) {
    EXPECT_EQ(parse_expiration(text), kNoon) << text;
  }
}

TEST(Expiration, RefusesEverythingElse) {
  for (const char* text :
       {"", "tomorrow", "2015-08-30", "2015-08-30T12:36:00", "2015-08-30T12:36:00.Z", "2015-02-30T12:36:00Z",
        "2015-08-30T12:36:00Zulu", "2015-08-30T12:36:00+2", "20150830T123600Z"}) {
    EXPECT_EQ(parse_expiration(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace gw::aws
