#include "gateway/policy/cors.hpp"

#include <gtest/gtest.h>

namespace gw::gateway::policy {
namespace {

TEST(CorsRules, AllowAnyOriginForAStarWithAConfiguredKey) {
  const CorsRules rules{{"*"}, DefaultKey::not_in_force};
  EXPECT_EQ(rules.decide("https://app.example"), CorsDecision::allow_any);
  EXPECT_EQ(rules.decide("null"), CorsDecision::allow_any);
}

TEST(CorsRules, AllowOnlyPagesOfThisMachineForAStarWithTheDefaultKey) {
  const CorsRules rules{{"*"}, DefaultKey::in_force};
  EXPECT_EQ(rules.decide("http://localhost:3000"), CorsDecision::allow_this);
  EXPECT_EQ(rules.decide("https://app.example"), CorsDecision::refuse);
  EXPECT_EQ(rules.decide("null"), CorsDecision::refuse);
  EXPECT_EQ(rules.decide("*"), CorsDecision::refuse);
}

TEST(CorsRules, AllowExactlyTheListedOrigins) {
  const CorsRules rules{{"https://app.example", "app://obsidian.md"}, DefaultKey::not_in_force};
  EXPECT_EQ(rules.decide("https://app.example"), CorsDecision::allow_this);
  EXPECT_EQ(rules.decide("app://obsidian.md"), CorsDecision::allow_this);
  EXPECT_EQ(rules.decide("https://app.example.evil"), CorsDecision::refuse);
  EXPECT_EQ(rules.decide("http://app.example"), CorsDecision::refuse);
  EXPECT_EQ(rules.decide("http://localhost:3000"), CorsDecision::refuse);
}

TEST(CorsRules, AllowAListedOriginWithTheDefaultKeyToo) {
  const CorsRules rules{{"https://app.example"}, DefaultKey::in_force};
  EXPECT_EQ(rules.decide("https://app.example"), CorsDecision::allow_this);
}

TEST(AllowedHeaders, EchoesAListOfFieldNames) {
  EXPECT_EQ(allowed_headers("authorization, content-type,x-stainless-os"),
            "authorization, content-type,x-stainless-os");
}

TEST(AllowedHeaders, IsEmptyForWhatIsNoListOfNames) {
  EXPECT_EQ(allowed_headers("x-a: evil"), "");
  EXPECT_EQ(allowed_headers("x\"y"), "");
  EXPECT_EQ(allowed_headers("caf\xc3\xa9"), "");
}

}  // namespace
}  // namespace gw::gateway::policy
