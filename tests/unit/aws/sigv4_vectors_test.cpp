// Requests as botocore sends and signs them: data/sigv4.json, written by scripts/generate_vectors/sigv4.py.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "aws/sigv4.hpp"
#include "aws/sigv4_verify.hpp"
#include "aws/timestamp.hpp"
#include "support/flat_json.hpp"

namespace gw::aws {
namespace {

struct Vector {
  std::string name, region, amz_date, method, path, query, body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string canonical_request, string_to_sign, authorization;
  Credentials credentials;

  [[nodiscard]] SigningScope scope() const { return SigningScope{base::Region{region}, "bedrock"}; }
  [[nodiscard]] std::chrono::sys_seconds time() const { return parse_amz_date(amz_date).value(); }
};

std::vector<Vector> load_vectors() {
  const test::FlatJson json{test::read_file(GW_SOURCE_DIR "/tests/unit/aws/data/sigv4.json")};
  std::vector<Vector> vectors;
  for (std::size_t i = 0; i < json.size("cases"); ++i) {
    const std::string at = "cases." + std::to_string(i) + ".";
    Vector v;
    v.name = json.text(at + "name");
    v.region = json.text(at + "region");
    v.amz_date = json.text(at + "amz_date");
    v.method = json.text(at + "method");
    v.path = json.text(at + "path");
    v.query = json.text(at + "query");
    for (int times = std::stoi(json.text(at + "body.times")); times > 0; --times)
      v.body += json.text(at + "body.piece");
    for (std::size_t h = 0; h < json.size(at + "headers"); ++h) {
      const std::string header = at + "headers." + std::to_string(h);
      v.headers.emplace_back(json.text(header + ".0"), json.text(header + ".1"));
    }
    v.canonical_request = json.text(at + "canonical_request");
    v.string_to_sign = json.text(at + "string_to_sign");
    v.authorization = json.text(at + "authorization");
    v.credentials.access_key_id = AccessKeyId{json.text(at + "access_key_id")};
    v.credentials.secret_access_key = base::Secret{json.text(at + "secret_access_key")};
    v.credentials.session_token = base::Secret{json.text(at + "session_token")};
    vectors.push_back(std::move(v));
  }
  return vectors;
}

std::vector<HeaderView> views(const std::vector<std::pair<std::string, std::string>>& headers) {
  std::vector<HeaderView> list;
  for (const auto& [name, value] : headers) list.push_back({name, value});
  return list;
}

TEST(BotocoreVectors, AreAllThere) {
  EXPECT_EQ(load_vectors().size(), 31u);
}

TEST(BotocoreVectors, GiveTheSameCanonicalRequest) {
  for (const Vector& v : load_vectors()) {
    SCOPED_TRACE(v.name);
    std::vector<HeaderView> headers = views(v.headers);
    headers.push_back({"X-Amz-Date", v.amz_date});
    if (!v.credentials.session_token.empty()) {
      headers.push_back({"X-Amz-Security-Token", v.credentials.session_token.reveal()});
    }
    const std::string hash = sha256_hex(v.body);
    EXPECT_EQ(canonical_request({v.method, v.path, v.query, headers, hash}, {}).text, v.canonical_request);
  }
}

TEST(BotocoreVectors, GiveTheSameStringToSign) {
  for (const Vector& v : load_vectors()) {
    SCOPED_TRACE(v.name);
    EXPECT_EQ(
        string_to_sign(v.amz_date, credential_scope(v.amz_date.substr(0, 8), v.scope()), v.canonical_request),
        v.string_to_sign);
  }
}

TEST(BotocoreVectors, GiveTheSameSignature) {
  for (const Vector& v : load_vectors()) {
    SCOPED_TRACE(v.name);
    const Sha256Digest key =
        derive_signing_key(v.credentials.secret_access_key, v.amz_date.substr(0, 8), v.scope());
    EXPECT_TRUE(v.authorization.ends_with("Signature=" + signature(key, v.string_to_sign)));
  }
}

TEST(BotocoreVectors, GiveTheSameHeadersWithOneKeyCacheForAll) {
  SigningKeyCache keys;
  for (const Vector& v : load_vectors()) {
    SCOPED_TRACE(v.name);
    const std::vector<HeaderView> headers = views(v.headers);
    const std::string hash = sha256_hex(v.body);
    const AuthorizationHeaders added =
        sign({v.method, v.path, v.query, headers, hash}, v.credentials, v.scope(), v.time(), keys);
    EXPECT_EQ(added.authorization, v.authorization);
    EXPECT_EQ(added.x_amz_date, v.amz_date);
    EXPECT_EQ(added.security_token.reveal(), v.credentials.session_token.reveal());
    EXPECT_EQ(added.x_amz_content_sha256, "");
  }
}

TEST(BotocoreVectors, AreAcceptedByTheVerifier) {
  for (const Vector& v : load_vectors()) {
    SCOPED_TRACE(v.name);
    std::vector<HeaderView> headers = views(v.headers);
    headers.push_back({"X-Amz-Date", v.amz_date});
    headers.push_back({"Authorization", v.authorization});
    headers.push_back({"User-Agent", "not signed"});
    if (!v.credentials.session_token.empty()) {
      headers.push_back({"X-Amz-Security-Token", v.credentials.session_token.reveal()});
    }
    const std::string hash = sha256_hex(v.body);
    const Verification result = verify_signature({v.method, v.path, v.query, headers, hash},
                                                 {&v.credentials, 1}, v.scope(), v.time());
    EXPECT_EQ(result.verdict, SignatureVerdict::valid) << result.message;
  }
}

}  // namespace
}  // namespace gw::aws
