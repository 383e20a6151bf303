// AWS's own test suite for Signature Version 4 (aws-c-auth, aws-signing-test-suite/v4), the cases signed in
// headers. It is data of that project and not part of this repository: the tests say so and skip where it is
// absent.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "aws/sigv4.hpp"
#include "aws/timestamp.hpp"
#include "support/flat_json.hpp"
#include "support/shared_vectors.hpp"

namespace gw::aws {
namespace {

struct SuiteCase {
  std::string name;
  std::string method, path, query, body;
  std::vector<std::pair<std::string, std::string>> headers;
  Credentials credentials;
  SigningScope scope;
  SigningOptions options;
  std::chrono::sys_seconds time;
  std::string canonical_request, string_to_sign, signature, signed_request;

  [[nodiscard]] std::string amz_date() const { return format_amz_date(time); }
};

std::string without_last_line_end(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

// "GET /a b?c=d HTTP/1.1": the target stands between the first and the last space.
void parse_request_line(const std::string& line, SuiteCase& c) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  c.method = line.substr(0, first);
  const std::string target = line.substr(first + 1, last - first - 1);
  const std::size_t question = target.find('?');
  c.path = target.substr(0, question);
  if (question != std::string::npos) c.query = target.substr(question + 1);
}

void parse_request(const std::string& text, SuiteCase& c) {
  std::size_t begin = text.find('\n') + 1;
  parse_request_line(text.substr(0, begin - 1), c);
  while (begin < text.size() && text[begin] != '\n') {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with(' ')) {
      c.headers.back().second += "\n" + line;  // a folded value
    } else {
      c.headers.emplace_back(line.substr(0, line.find(':')), line.substr(line.find(':') + 1));
    }
  }
  if (begin < text.size()) c.body = text.substr(begin + 1);
}

SuiteCase load_case(const std::filesystem::path& folder) {
  const auto read = [&](const char* file) { return test::read_file((folder / file).string()); };
  const test::FlatJson context{read("context.json")};
  SuiteCase c;
  c.name = folder.filename().string();
  parse_request(read("request.txt"), c);
  c.credentials.access_key_id = AccessKeyId{context.text("credentials.access_key_id")};
  c.credentials.secret_access_key = base::Secret{context.text("credentials.secret_access_key")};
  c.credentials.session_token = base::Secret{context.text_or("credentials.token", "")};
  c.scope = SigningScope{base::Region{context.text("region")}, context.text("service")};
  c.options.canonical.normalize =
      context.is_true("normalize") ? PathNormalization::on : PathNormalization::off;
  if (context.is_true("sign_body")) c.options.sign_body = SignBody::with_header;
  if (context.is_true("omit_session_token")) c.options.session_token = SessionTokenMode::token_unsigned;
  c.time = parse_expiration(context.text("timestamp")).value();
  c.canonical_request = without_last_line_end(read("header-canonical-request.txt"));
  c.string_to_sign = without_last_line_end(read("header-string-to-sign.txt"));
  c.signature = without_last_line_end(read("header-signature.txt"));
  c.signed_request = read("header-signed-request.txt");
  return c;
}

class SigningSuite : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::optional<std::string> root = test::shared_vectors("aws-signing-test-suite-v4");
    if (!root) GTEST_SKIP() << "AWS's signing test suite is not there";
    for (const auto& entry : std::filesystem::directory_iterator(*root)) {
      if (entry.is_directory()) cases_.push_back(load_case(entry.path()));
    }
    ASSERT_GE(cases_.size(), 38u);
  }

  static std::vector<HeaderView> headers_of(const SuiteCase& c) {
    std::vector<HeaderView> headers;
    for (const auto& [name, value] : c.headers) headers.push_back({name, value});
    return headers;
  }

  std::vector<SuiteCase> cases_;
};

TEST_F(SigningSuite, GivesTheCanonicalRequests) {
  for (const SuiteCase& c : cases_) {
    SCOPED_TRACE(c.name);
    const std::string hash = sha256_hex(c.body);
    const std::string amz_date = c.amz_date();
    std::vector<HeaderView> headers = headers_of(c);
    headers.push_back({"X-Amz-Date", amz_date});
    if (!c.credentials.session_token.empty() && c.options.session_token == SessionTokenMode::token_signed) {
      headers.push_back({"X-Amz-Security-Token", c.credentials.session_token.reveal()});
    }
    if (c.options.sign_body == SignBody::with_header) headers.push_back({"X-Amz-Content-Sha256", hash});
    EXPECT_EQ(canonical_request({c.method, c.path, c.query, headers, hash}, c.options.canonical).text,
              c.canonical_request);
  }
}

TEST_F(SigningSuite, GivesTheStringsToSign) {
  for (const SuiteCase& c : cases_) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(string_to_sign(c.amz_date(), credential_scope(c.amz_date().substr(0, 8), c.scope),
                             c.canonical_request),
              c.string_to_sign);
  }
}

TEST_F(SigningSuite, GivesTheSignatures) {
  for (const SuiteCase& c : cases_) {
    SCOPED_TRACE(c.name);
    const Sha256Digest key =
        derive_signing_key(c.credentials.secret_access_key, c.amz_date().substr(0, 8), c.scope);
    EXPECT_EQ(signature(key, c.string_to_sign), c.signature);
  }
}

TEST_F(SigningSuite, GivesTheHeadersOfTheSignedRequests) {
  SigningKeyCache keys;
  for (const SuiteCase& c : cases_) {
    SCOPED_TRACE(c.name);
    const std::string hash = sha256_hex(c.body);
    const std::vector<HeaderView> headers = headers_of(c);
    const AuthorizationHeaders added =
        sign({c.method, c.path, c.query, headers, hash}, c.credentials, c.scope, c.time, keys, c.options);
    const auto has_line = [&](const std::string& line) {
      return c.signed_request.find("\n" + line + "\n") != std::string::npos;
    };
    EXPECT_TRUE(has_line("Authorization:" + added.authorization)) << added.authorization;
    EXPECT_TRUE(has_line("X-Amz-Date:" + added.x_amz_date));
    EXPECT_EQ(c.signed_request.find("X-Amz-Security-Token:") != std::string::npos,
              !added.security_token.empty());
    EXPECT_EQ(c.signed_request.find("x-amz-content-sha256:") != std::string::npos,
              !added.x_amz_content_sha256.empty());
  }
}

}  // namespace
}  // namespace gw::aws
