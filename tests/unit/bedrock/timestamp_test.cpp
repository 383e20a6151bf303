#include "bedrock/timestamp.hpp"

#include <gtest/gtest.h>

namespace gw::bedrock {
namespace {

long long seconds(std::string_view text) {
  const auto time = parse_iso8601(text);
  return time ? time->time_since_epoch().count() : -1;
}

TEST(ParseIso8601, ReadsTheFormsThatServicesWrite) {
  EXPECT_EQ(seconds("2024-06-20T00:00:00Z"), 1718841600);
  EXPECT_EQ(seconds("2024-06-20T01:02:03.123456Z"), 1718845323);
  EXPECT_EQ(seconds("2024-06-20T02:00:00+02:00"), 1718841600);
  EXPECT_EQ(seconds("2024-06-19T18:30:00-0530"), 1718841600);
  EXPECT_EQ(seconds("2024-02-29t23:59:60z"), 1709251200);
}

TEST(ParseIso8601, RefusesEverythingElse) {
  for (const char* text :
       {"", "2024", "2024-06-20", "2024-06-20T00:00:00", "2024-13-20T00:00:00Z", "2023-02-29T00:00:00Z",
        "2024-06-20T24:00:00Z", "2024-06-20T00:60:00Z", "2024-06-20T00:00:00.Z", "2024-06-20T00:00:00Zx",
        "2024-06-20T00:00:00+1", "20x4-06-20T00:00:00Z", "2024/06-20T00:00:00Z"}) {
    EXPECT_FALSE(parse_iso8601(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace gw::bedrock
