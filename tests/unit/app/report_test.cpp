#include "app/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/policy/api_keys.hpp"

namespace gw::app {
namespace {

using testing::HasSubstr;
using testing::Not;

gateway::policy::KeyRing default_ring() {
  gateway::policy::KeyRing ring;
  ring.keys.emplace_back("bedrock");
  ring.default_key_in_force = true;
  return ring;
}

gateway::policy::KeyRing own_ring() {
  gateway::policy::KeyRing ring;
  ring.keys.emplace_back("sk-secret");
  ring.keys.emplace_back("sk-other");
  return ring;
}

TEST(Url, PutsBracketsAroundIpv6) {
  EXPECT_EQ(to_url("http", "127.0.0.1", 8'000), "http://127.0.0.1:8000");
  EXPECT_EQ(to_url("https", "::1", 8'000), "https://[::1]:8000");
}

TEST(KeyDescription, NamesNoKeyButTheWellKnownOne) {
  EXPECT_THAT(describe_keys(default_ring()), HasSubstr("\"bedrock\""));
  EXPECT_EQ(describe_keys(own_ring()), "keys: 2 configured");
}

TEST(CurlLine, IsReadyToPasteWithTheDefaultKey) {
  EXPECT_EQ(
      curl_line("http://127.0.0.1:8000", default_ring(), "a.b"),
      "curl http://127.0.0.1:8000/v1/chat/completions -H \"Authorization: Bearer bedrock\" -H "
      "\"Content-Type: "
      "application/json\" -d '{\"model\": \"a.b\", \"messages\": [{\"role\": \"user\", \"content\": \"Say "
      "hello\"}]}'");
}

TEST(CurlLine, LeavesAPlaceForAnOwnKey) {
  const std::string line = curl_line("http://127.0.0.1:8000", own_ring(), "a.b");
  EXPECT_THAT(line, HasSubstr("Bearer YOUR_KEY"));
  EXPECT_THAT(line, Not(HasSubstr("sk-")));
}

}  // namespace
}  // namespace gw::app
