#include "gateway/policy/admission.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/policy/cors.hpp"

namespace gw::gateway::policy {
namespace {

using testing::HasSubstr;

KeyRing default_ring() {
  KeyRing ring;
  ring.keys.emplace_back("bedrock");
  ring.default_key_in_force = true;
  return ring;
}

KeyRing own_ring() {
  KeyRing ring;
  ring.keys.emplace_back("own-key");
  return ring;
}

const CorsRules kDefaultCors{{"*"}, DefaultKey::in_force};
const CorsRules kOwnCors{{"*"}, DefaultKey::not_in_force};

TEST(Admission, RefusesAForeignOriginWhileTheDefaultKeyIsInForce) {
  const Admission admission{default_ring(), "127.0.0.1", kDefaultCors};
  for (const char* origin :
       {"https://evil.example", "null", "http://localhost.evil.example", "chrome-extension://abc", ""}) {
    SCOPED_TRACE(origin);
    const auto checked = admission.check_origin(Visitor{.host = "localhost:8000", .origin = origin});
    ASSERT_FALSE(checked.has_value());
    EXPECT_EQ(checked.error().kind, base::ErrorKind::permission_denied);
    EXPECT_THAT(checked.error().message, HasSubstr("Set API_KEY"));
  }
}

TEST(Admission, ServesPagesOfThisMachineWithTheDefaultKey) {
  const Admission admission{default_ring(), "127.0.0.1", kDefaultCors};
  EXPECT_TRUE(admission.check_origin(Visitor{.host = "localhost:8000", .origin = "http://localhost:3000"}));
  EXPECT_TRUE(admission.check_origin(Visitor{.host = "127.0.0.1:8000", .origin = "http://127.0.0.1:8000"}));
}

TEST(Admission, RefusesAForeignHostWhileTheDefaultKeyIsInForce) {
  // DNS rebinding: the page's own name means 127.0.0.1 by now, so there is no foreign origin to see.
  const Admission admission{default_ring(), "127.0.0.1", kDefaultCors};
  EXPECT_FALSE(admission.check_origin(Visitor{.host = "rebound.evil.example:8000"}).has_value());
  EXPECT_FALSE(admission.check_origin(Visitor{.host = "169.254.169.254"}).has_value());
}

TEST(Admission, AnswersToTheNamesOfThisMachineWithTheDefaultKey) {
  const Admission admission{default_ring(), "127.0.0.1", kDefaultCors};
  for (const char* host :
       {"localhost:8000", "127.0.0.1:8000", "[::1]:8000", "host.docker.internal:8000", ""}) {
    EXPECT_TRUE(admission.check_origin(Visitor{.host = host}).has_value()) << host;
  }
  EXPECT_TRUE(admission.check_origin(Visitor{}).has_value());
}

TEST(Admission, KnowsNoNamesOfItsOwnWhenBoundToTheNetwork) {
  const Admission admission{default_ring(), "0.0.0.0", kDefaultCors};
  EXPECT_TRUE(admission.check_origin(Visitor{.host = "gateway.internal.example"}).has_value());
  EXPECT_FALSE(
      admission.check_origin(Visitor{.host = "gateway.internal.example", .origin = "https://evil.example"}));
}

TEST(Admission, ChecksNeitherOriginNorHostWithAKeyOfItsOwn) {
  const Admission admission{own_ring(), "127.0.0.1", kOwnCors};
  EXPECT_TRUE(admission.check_origin(Visitor{.host = "gateway.example", .origin = "https://app.example"}));
}

TEST(Admission, AsksForTheKey) {
  const Admission admission{own_ring(), "127.0.0.1", kOwnCors};
  EXPECT_TRUE(admission.admit(Visitor{.keys = {.authorization = "Bearer own-key"}}).has_value());
  EXPECT_EQ(admission.admit(Visitor{}).error().kind, base::ErrorKind::unauthenticated);
}

}  // namespace
}  // namespace gw::gateway::policy
