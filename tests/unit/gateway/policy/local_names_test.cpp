#include "gateway/policy/local_names.hpp"

#include <gtest/gtest.h>

namespace gw::gateway::policy {
namespace {

TEST(LoopbackHost, IsWhatCanOnlyMeanThisMachine) {
  for (const char* host : {"127.0.0.1", "127.255.255.254", "::1", "[::1]", "localhost", "LOCALHOST",
                           "localhost.", "app.localhost"}) {
    EXPECT_TRUE(is_loopback_host(host)) << host;
  }
}

TEST(LoopbackHost, IsNotWhatLooksLikeIt) {
  for (const char* host : {"127.0.0.1.evil.com", "localhost.evil.com", "evillocalhost", "128.0.0.1",
                           "127.0.0", "127.1", "127.0.0.256", "127.0.0.01", "0127.0.0.1", "2130706433",
                           "0.0.0.0", "::", "[::1", ".localhost", "", "127.0.0.1 ", "127.0.0.-1"}) {
    EXPECT_FALSE(is_loopback_host(host)) << host;
  }
}

TEST(HostOfAuthority, DropsThePortAndTheBrackets) {
  EXPECT_EQ(host_of_authority("localhost:8000"), "localhost");
  EXPECT_EQ(host_of_authority("localhost"), "localhost");
  EXPECT_EQ(host_of_authority("[::1]:8000"), "::1");
  EXPECT_EQ(host_of_authority("[::1"), "");
  EXPECT_EQ(host_of_authority(""), "");
}

TEST(HostOfOrigin, TakesOnlySchemeHostAndPort) {
  EXPECT_EQ(host_of_origin("http://localhost:3000"), "localhost");
  EXPECT_EQ(host_of_origin("https://app.example.com"), "app.example.com");
  EXPECT_EQ(host_of_origin("http://[::1]:3000"), "::1");
  EXPECT_EQ(host_of_origin("null"), "");
  EXPECT_EQ(host_of_origin("http://evil.com@localhost"), "");
  EXPECT_EQ(host_of_origin("http://localhost/path"), "");
}

}  // namespace
}  // namespace gw::gateway::policy
