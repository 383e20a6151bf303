#include "aws/sigv4_verify.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace gw::aws {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds kNow = std::chrono::sys_days{2015y / 8 / 30} + 12h + 36min;
const SigningScope kScope{base::Region{"us-east-1"}, "bedrock"};

Credentials some_keys() {
  Credentials keys;
  keys.access_key_id = AccessKeyId{"AKIDEXAMPLE"};
  keys.secret_access_key = base::Secret{"secret"};
  return keys;
}

Credentials temporary_keys() {
  Credentials keys = some_keys();
  keys.access_key_id = AccessKeyId{"ASIAEXAMPLE"};
  keys.session_token = base::Secret{"TOKEN"};
  keys.expiry = kNow + 1h;
  return keys;
}

// A signed request that can be spoiled before it is verified.
class SignedRequest {
 public:
  explicit SignedRequest(const Credentials& keys = some_keys(), const SigningScope& scope = kScope) {
    headers_ = {{"host", "localhost:8080"}, {"content-type", "application/json"}};
    SigningKeyCache cache;
    const std::vector<HeaderView> views = header_views();
    sign(request(views), keys, scope, kNow, cache)
        .for_each([&](std::string_view name, std::string_view value) { headers_.emplace_back(name, value); });
  }

  std::string& header(std::string_view name) {
    return std::ranges::find(headers_, name, &std::pair<std::string, std::string>::first)->second;
  }
  void remove(std::string_view name) {
    std::erase_if(headers_, [&](const auto& header) { return header.first == name; });
  }
  void add(std::string name, std::string value) { headers_.emplace_back(std::move(name), std::move(value)); }
  void set_path(std::string path) { path_ = std::move(path); }
  void set_body(std::string_view body) { hash_ = sha256_hex(body); }

  [[nodiscard]] Verification verify(std::chrono::sys_seconds now = kNow,
                                    const SigningScope& scope = kScope) const {
    const std::vector<Credentials> known{some_keys(), temporary_keys()};
    const std::vector<HeaderView> views = header_views();
    return verify_signature(request(views), known, scope, now);
  }

 private:
  [[nodiscard]] std::vector<HeaderView> header_views() const {
    std::vector<HeaderView> views;
    for (const auto& [name, value] : headers_) views.push_back({name, value});
    return views;
  }
  [[nodiscard]] RequestView request(const std::vector<HeaderView>& headers) const {
    return {"POST", path_, "", headers, hash_};
  }

  std::vector<std::pair<std::string, std::string>> headers_;
  std::string path_ = "/model/a%3A0/converse";
  std::string hash_ = sha256_hex("{}");
};

TEST(VerifySignature, AcceptsWhatTheSignerSigned) {
  EXPECT_EQ(SignedRequest{}.verify().verdict, SignatureVerdict::valid);
  EXPECT_EQ(SignedRequest{temporary_keys()}.verify().verdict, SignatureVerdict::valid);
}

TEST(VerifySignature, IgnoresHeadersThatAreNotSigned) {
  SignedRequest request;
  request.add("user-agent", "x");
  EXPECT_EQ(request.verify().verdict, SignatureVerdict::valid);
}

TEST(VerifySignature, TakesTheAuthorizationHeaderWithoutSpaces) {
  SignedRequest request;
  std::string& header = request.header("authorization");
  for (std::size_t at = header.find(", "); at != std::string::npos; at = header.find(", "))
    header.erase(at + 1, 1);
  EXPECT_EQ(request.verify().verdict, SignatureVerdict::valid);
}

TEST(VerifySignature, SeesAChangedPathBodyHeaderOrSignature) {
  const std::string mismatch =
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
      "Access Key "
      "and signing method. Consult the service documentation for details.";
  SignedRequest path, body, header, added, signature, cut;
  path.set_path("/model/a:0/converse");
  body.set_body("{ }");
  header.header("content-type") = "text/plain";
  added.add("content-type", "text/plain");
  std::string& text = signature.header("authorization");
  text.back() = text.back() == '0' ? '1' : '0';
  cut.header("authorization").pop_back();
  for (const SignedRequest* each : {&path, &body, &header, &added, &signature, &cut}) {
    const Verification result = each->verify();
    EXPECT_EQ(result.verdict, SignatureVerdict::invalid_signature);
    EXPECT_EQ(result.message, mismatch);
  }
}

TEST(VerifySignature, SeesASignedHeaderThatWasRemoved) {
  SignedRequest request;
  request.remove("content-type");
  EXPECT_EQ(request.verify().verdict, SignatureVerdict::invalid_signature);
}

TEST(VerifySignature, AsksForAnAuthorizationHeader) {
  SignedRequest request;
  request.remove("authorization");
  EXPECT_EQ(request.verify().verdict, SignatureVerdict::missing_authentication_token);
  EXPECT_EQ(request.verify().message, "Missing Authentication Token");
}

TEST(VerifySignature, AsksForTheDate) {
  SignedRequest missing, malformed;
  missing.remove("x-amz-date");
  malformed.header("x-amz-date") = "yesterday";
  for (const SignedRequest* each : {&missing, &malformed}) {
    EXPECT_EQ(each->verify().verdict, SignatureVerdict::incomplete_signature);
    EXPECT_EQ(each->verify().message,
              "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
}

TEST(VerifySignature, NamesEveryPartThatIsMissing) {
  SignedRequest request;
  request.header("authorization") = "AWS4-HMAC-SHA256 Signature=abc";
  EXPECT_EQ(request.verify().verdict, SignatureVerdict::incomplete_signature);
  EXPECT_EQ(request.verify().message,
            "Authorization header requires 'Credential' parameter. Authorization header requires "
            "'SignedHeaders' parameter.");
}

TEST(VerifySignature, FindsOtherSchemesIncomplete) {
  for (const char* text :
       {"Basic dXNlcjpwYXNz", "", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 ,,=,Credential", "AWS AKID:sig"}) {
    SignedRequest request;
    request.header("authorization") = text;
    EXPECT_EQ(request.verify().verdict, SignatureVerdict::incomplete_signature) << text;
  }
}

TEST(VerifySignature, AsksForFivePartsOfTheCredential) {
  SignedRequest request;
  request.header("authorization") =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/us-east-1, SignedHeaders=host, Signature=0";
  EXPECT_EQ(request.verify().verdict, SignatureVerdict::incomplete_signature);
  EXPECT_EQ(request.verify().message,
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term");
}

TEST(VerifySignature, DoesNotKnowOtherKeys) {
  Credentials keys = some_keys();
  keys.access_key_id = AccessKeyId{"AKIDOTHER"};
  const Verification result = SignedRequest{keys}.verify();
  EXPECT_EQ(result.verdict, SignatureVerdict::unrecognized_client);
  EXPECT_EQ(result.message, "The security token included in the request is invalid.");
}

TEST(VerifySignature, SeesAWrongSecret) {
  Credentials keys = some_keys();
  keys.secret_access_key = base::Secret{"guess"};
  EXPECT_EQ(SignedRequest{keys}.verify().verdict, SignatureVerdict::invalid_signature);
}

TEST(VerifySignature, AsksForTheTokenThatBelongsToTheKeys) {
  SignedRequest missing{temporary_keys()}, wrong{temporary_keys()}, needless;
  missing.remove("x-amz-security-token");
  wrong.header("x-amz-security-token") = "OTHER";
  needless.add("x-amz-security-token", "TOKEN");
  for (const SignedRequest* each : {&missing, &wrong, &needless}) {
    EXPECT_EQ(each->verify().verdict, SignatureVerdict::unrecognized_client);
  }
}

TEST(VerifySignature, SeesThatTheKeysExpired) {
  const Verification result = SignedRequest{temporary_keys()}.verify(kNow + 1h);
  EXPECT_EQ(result.verdict, SignatureVerdict::expired_token);
  EXPECT_EQ(result.message, "The security token included in the request is expired");
}

TEST(VerifySignature, AllowsFiveMinutesOfSkew) {
  EXPECT_EQ(SignedRequest{}.verify(kNow + 5min).verdict, SignatureVerdict::valid);
  EXPECT_EQ(SignedRequest{}.verify(kNow - 5min).verdict, SignatureVerdict::valid);
}

TEST(VerifySignature, RefusesADateThatIsMoreThanFiveMinutesOff) {
  EXPECT_EQ(SignedRequest{}.verify(kNow + 5min + 1s).verdict, SignatureVerdict::invalid_signature);
  EXPECT_EQ(
      SignedRequest{}.verify(kNow + 5min + 1s).message,
      "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T124101Z - 5 min.)");
  EXPECT_EQ(SignedRequest{}.verify(kNow - 5min - 1s).message,
            "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z "
            "(20150830T123059Z + 5 min.)");
}

TEST(VerifySignature, RefusesAnotherRegionServiceDayOrTerminator) {
  EXPECT_EQ(SignedRequest(some_keys(), SigningScope{base::Region{"us-west-2"}, "bedrock"}).verify().message,
            "Credential should be scoped to a valid region.");
  EXPECT_EQ(SignedRequest(some_keys(), SigningScope{base::Region{"us-east-1"}, "s3"}).verify().message,
            "Credential should be scoped to correct service: 'bedrock'.");
  SignedRequest day, terminator;
  day.header("x-amz-date") = "20150831T123600Z";
  EXPECT_EQ(day.verify(kNow + 24h).message,
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
  std::string& header = terminator.header("authorization");
  header.replace(header.find("aws4_request"), 12, "aws5_request");
  EXPECT_EQ(terminator.verify().verdict, SignatureVerdict::invalid_signature);
  EXPECT_EQ(terminator.verify().message,
            "Credential should be scoped with a valid terminator: 'aws4_request'.");
}

TEST(VerifySignature, AsksForTheHostToBeSigned) {
  SignedRequest request;
  std::string& header = request.header("authorization");
  header.replace(header.find("host;"), 5, "");
  EXPECT_EQ(request.verify().verdict, SignatureVerdict::invalid_signature);
  EXPECT_EQ(request.verify().message,
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
}

TEST(ExceptionName, IsAwss) {
  EXPECT_STREQ(exception_name(SignatureVerdict::valid), "");
  EXPECT_STREQ(exception_name(SignatureVerdict::invalid_signature), "InvalidSignatureException");
  EXPECT_STREQ(exception_name(SignatureVerdict::unrecognized_client), "UnrecognizedClientException");
  EXPECT_STREQ(exception_name(SignatureVerdict::missing_authentication_token),
               "MissingAuthenticationTokenException");
  EXPECT_STREQ(exception_name(SignatureVerdict::incomplete_signature), "IncompleteSignatureException");
  EXPECT_STREQ(exception_name(SignatureVerdict::expired_token), "ExpiredTokenException");
}

}  // namespace
}  // namespace gw::aws
