#include "aws/sigv4.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace gw::aws {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds kNow = std::chrono::sys_days{2015y / 8 / 30} + 12h + 36min;

Credentials permanent_keys() {
  Credentials keys;
  keys.access_key_id = AccessKeyId{"AKIDEXAMPLE"};
  keys.secret_access_key = base::Secret{"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"};
  return keys;
}

SigningScope scope_of(std::string region) {
  return SigningScope{base::Region{std::move(region)}, "bedrock"};
}

std::vector<std::pair<std::string, std::string>> all_of(const AuthorizationHeaders& headers) {
  std::vector<std::pair<std::string, std::string>> list;
  headers.for_each([&](std::string_view name, std::string_view value) { list.emplace_back(name, value); });
  return list;
}

RequestView a_request() {
  return {"POST", "/model/m/converse", "", {}, "HASH"};
}

TEST(SigningKey, IsDerivedAsInAwssExample) {
  // docs.aws.amazon.com/IAM/latest/UserGuide/signing-elements.html: key of 20120215, us-east-1, iam
  const base::Secret secret{"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"};
  EXPECT_EQ(to_hex(derive_signing_key(secret, "20120215", SigningScope{base::Region{"us-east-1"}, "iam"})),
            "f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d");
}

TEST(SigningKeyCache, GivesTheDerivedKey) {
  SigningKeyCache cache;
  const Credentials keys = permanent_keys();
  EXPECT_EQ(cache.get(keys, "20150830", scope_of("us-east-1")),
            derive_signing_key(keys.secret_access_key, "20150830", scope_of("us-east-1")));
}

TEST(SigningKeyCache, DerivesAnewWhenAnythingDiffers) {
  SigningKeyCache cache;
  const Credentials keys = permanent_keys();
  const Sha256Digest first = cache.get(keys, "20150830", scope_of("us-east-1"));

  EXPECT_NE(cache.get(keys, "20150831", scope_of("us-east-1")), first);
  EXPECT_NE(cache.get(keys, "20150830", scope_of("us-west-2")), first);
  EXPECT_NE(cache.get(keys, "20150830", SigningScope{base::Region{"us-east-1"}, "sts"}), first);
  Credentials corrected = keys;
  corrected.secret_access_key = base::Secret{"other"};
  EXPECT_NE(cache.get(corrected, "20150830", scope_of("us-east-1")), first);
  EXPECT_EQ(cache.get(keys, "20150830", scope_of("us-east-1")), first);
}

TEST(Sign, AddsDateAndAuthorizationForPermanentKeys) {
  SigningKeyCache cache;
  const auto headers = all_of(sign(a_request(), permanent_keys(), scope_of("us-east-1"), kNow, cache));
  ASSERT_EQ(headers.size(), 2u);
  EXPECT_EQ(headers[0].first, "authorization");
  EXPECT_TRUE(headers[0].second.starts_with(
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/bedrock/aws4_request, "
      "SignedHeaders=x-amz-date, Signature="));
  EXPECT_EQ(headers[1], std::pair(std::string{"x-amz-date"}, std::string{"20150830T123600Z"}));
}

TEST(Sign, AddsAndSignsTheTokenOfTemporaryKeys) {
  SigningKeyCache cache;
  Credentials keys = permanent_keys();
  keys.session_token = base::Secret{"TOKEN"};
  const auto headers = all_of(sign(a_request(), keys, scope_of("us-east-1"), kNow, cache));
  ASSERT_EQ(headers.size(), 3u);
  EXPECT_NE(headers[0].second.find("SignedHeaders=x-amz-date;x-amz-security-token,"), std::string::npos);
  EXPECT_EQ(headers[2], std::pair(std::string{"x-amz-security-token"}, std::string{"TOKEN"}));
}

TEST(Sign, AddsTheBodysHashWhenAskedFor) {
  SigningKeyCache cache;
  SigningOptions options;
  options.sign_body = SignBody::with_header;
  const auto headers =
      all_of(sign(a_request(), permanent_keys(), scope_of("us-east-1"), kNow, cache, options));
  ASSERT_EQ(headers.size(), 3u);
  EXPECT_EQ(headers[2], std::pair(std::string{"x-amz-content-sha256"}, std::string{"HASH"}));
}

TEST(Authorize, SendsABearerTokenInsteadOfASignature) {
  SigningKeyCache cache;
  const Identity identity = BearerToken{base::Secret{"bedrock-api-key-abc"}};
  const auto headers = all_of(authorize(a_request(), identity, scope_of("us-east-1"), kNow, cache));
  ASSERT_EQ(headers.size(), 1u);
  EXPECT_EQ(headers[0], std::pair(std::string{"authorization"}, std::string{"Bearer bedrock-api-key-abc"}));
}

TEST(Authorize, SignsWithKeys) {
  SigningKeyCache cache;
  const Identity identity = permanent_keys();
  EXPECT_EQ(authorize(a_request(), identity, scope_of("us-east-1"), kNow, cache).authorization,
            sign(a_request(), permanent_keys(), scope_of("us-east-1"), kNow, cache).authorization);
}

TEST(Credentials, DoNotShowTheirSecrets) {
  Credentials keys = permanent_keys();
  keys.session_token = base::Secret{"TOKEN"};
  EXPECT_EQ(fmt::format("{} {} {}", keys.access_key_id, keys.secret_access_key, keys.session_token),
            "AKIDEXAMPLE *** ***");
}

}  // namespace
}  // namespace gw::aws
