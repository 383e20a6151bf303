#include "gateway/policy/api_keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace gw::gateway::policy {
namespace {

using testing::HasSubstr;
using testing::Not;

KeyRing ring_of(std::vector<std::string> keys) {
  KeyRing ring;
  for (std::string& key : keys) ring.keys.emplace_back(std::move(key));
  return ring;
}

PresentedKeys authorization(std::string_view value) {
  return PresentedKeys{.authorization = value};
}

TEST(Authenticate, AcceptsEachHeaderThatClientsUse) {
  const KeyRing ring = ring_of({"first-key-000", "second-key-111"});
  EXPECT_EQ(authenticate(ring, authorization("Bearer second-key-111"))->key_index, 1U);
  EXPECT_EQ(authenticate(ring, PresentedKeys{.x_api_key = "first-key-000"})->key_index, 0U);
  EXPECT_EQ(authenticate(ring, PresentedKeys{.api_key = "second-key-111"})->key_index, 1U);
}

struct AuthorizationForm {
  const char* value;
  bool accepted;
};

class AuthorizationForms : public testing::TestWithParam<AuthorizationForm> {};

TEST_P(AuthorizationForms, AreReadAsRfc9110Says) {
  const auto caller = authenticate(ring_of({"sk-test"}), authorization(GetParam().value));
  EXPECT_EQ(caller.has_value(), GetParam().accepted) << GetParam().value;
  if (!caller) {
    EXPECT_EQ(caller.error().kind, base::ErrorKind::unauthenticated);
  }
}

INSTANTIATE_TEST_SUITE_P(Table, AuthorizationForms,
                         testing::Values(AuthorizationForm{"Bearer sk-test", true},          //
                                         AuthorizationForm{"bearer sk-test", true},          //
                                         AuthorizationForm{"BEARER   sk-test", true},        //
                                         AuthorizationForm{"Bearer\tsk-test", true},         //
                                         AuthorizationForm{"  Bearer sk-test  ", true},      //
                                         AuthorizationForm{"Bearer", false},                 //
                                         AuthorizationForm{"Bearer ", false},                //
                                         AuthorizationForm{"Bearersk-test", false},          //
                                         AuthorizationForm{"Bearer: sk-test", false},        //
                                         AuthorizationForm{"Bearer sk-test,", false},        //
                                         AuthorizationForm{"Bearer sk-tes", false},          //
                                         AuthorizationForm{"Bearer SK-TEST", false},         //
                                         AuthorizationForm{"Bearer \"sk-test\"", false},     //
                                         AuthorizationForm{"Bearer Bearer sk-test", false},  //
                                         AuthorizationForm{"Basic c2stdGVzdA==", false},     //
                                         AuthorizationForm{"sk-test", false},                //
                                         AuthorizationForm{"", false},                       //
                                         AuthorizationForm{"Bearer \xff\xfe", false}));

TEST(Authenticate, LetsARightKeyInNextToAWrongOne) {
  // Claude Code sends x-api-key and Authorization together when both of its variables are set.
  const PresentedKeys presented{.authorization = "Bearer wrong", .x_api_key = "right-key"};
  EXPECT_TRUE(authenticate(ring_of({"right-key"}), presented).has_value());
}

TEST(Authenticate, SaysThatNoKeyCameWhenNoneCame) {
  const auto caller = authenticate(ring_of({"k"}), PresentedKeys{});
  ASSERT_FALSE(caller.has_value());
  EXPECT_THAT(caller.error().message, HasSubstr("You didn't provide an API key."));
  EXPECT_EQ(caller.error().code, "invalid_api_key");
}

TEST(Authenticate, ShowsNoMoreThanFourCharactersOfAWrongKey) {
  const auto caller = authenticate(ring_of({"k"}), authorization("Bearer ab-SECRET-MIDDLE-yz"));
  ASSERT_FALSE(caller.has_value());
  EXPECT_THAT(caller.error().message, HasSubstr("Incorrect API key provided: ab***yz."));
  EXPECT_THAT(caller.error().message, Not(HasSubstr("SECRET")));
}

TEST(Authenticate, ShowsNothingOfAShortWrongKey) {
  const auto caller = authenticate(ring_of({"k"}), authorization("Bearer hunter2"));
  ASSERT_FALSE(caller.has_value());
  EXPECT_THAT(caller.error().message, HasSubstr("Incorrect API key provided: ***."));
}

TEST(Authenticate, LetsNobodyInWithAnEmptyRing) {
  EXPECT_FALSE(authenticate(KeyRing{}, authorization("Bearer ")).has_value());
  EXPECT_FALSE(authenticate(KeyRing{}, PresentedKeys{.api_key = ""}).has_value());
}

TEST(KeyRing, HoldsTheOneKeyVerbatimAndTheListAfterIt) {
  KeyConfiguration configuration;
  configuration.api_key = base::Secret{"a,b"};
  configuration.api_keys.emplace_back("c");
  configuration.bind_host = "0.0.0.0";
  const auto ring = make_key_ring(configuration);
  ASSERT_TRUE(ring.has_value());
  EXPECT_FALSE(ring->default_key_in_force);
  EXPECT_EQ(authenticate(*ring, authorization("Bearer a,b"))->key_index, 0U);
  EXPECT_EQ(authenticate(*ring, authorization("Bearer c"))->key_index, 1U);
  EXPECT_FALSE(authenticate(*ring, authorization("Bearer bedrock")).has_value());
}

struct DefaultKeyCase {
  const char* bind_host;
  bool allowed_by_operator;
  bool starts;
};

class DefaultKeyRule : public testing::TestWithParam<DefaultKeyCase> {};

TEST_P(DefaultKeyRule, HoldsOnLoopbackOrWhenAllowed) {
  KeyConfiguration configuration;
  configuration.bind_host = GetParam().bind_host;
  configuration.allow_default_key = GetParam().allowed_by_operator;
  const auto ring = make_key_ring(configuration);
  ASSERT_EQ(ring.has_value(), GetParam().starts);
  if (!ring) {
    EXPECT_THAT(ring.error().message, HasSubstr("ALLOW_DEFAULT_API_KEY"));
    return;
  }
  EXPECT_TRUE(ring->default_key_in_force);
  EXPECT_TRUE(authenticate(*ring, authorization("Bearer bedrock")).has_value());
}

INSTANTIATE_TEST_SUITE_P(Table, DefaultKeyRule,
                         testing::Values(DefaultKeyCase{"127.0.0.1", false, true},  //
                                         DefaultKeyCase{"127.9.9.9", false, true},  //
                                         DefaultKeyCase{"localhost", false, true},  //
                                         DefaultKeyCase{"::1", false, true},        //
                                         DefaultKeyCase{"0.0.0.0", false, false},   //
                                         DefaultKeyCase{"::", false, false},        //
                                         DefaultKeyCase{"10.0.0.1", false, false},  //
                                         DefaultKeyCase{"0.0.0.0", true, true}));

TEST(KeyRing, RefusesAKeyThatNoClientCanSend) {
  for (const char* key : {"line\n", " leading", "trailing ", "tab\tinside", "caf\xc3\xa9", ""}) {
    SCOPED_TRACE(key);
    KeyConfiguration configuration;
    configuration.api_key = base::Secret{key};
    configuration.bind_host = "127.0.0.1";
    const auto ring = make_key_ring(configuration);
    ASSERT_FALSE(ring.has_value());
    if (*key != '\0') {
      EXPECT_THAT(ring.error().message, Not(HasSubstr(key)));
    }
  }
}

}  // namespace
}  // namespace gw::gateway::policy
