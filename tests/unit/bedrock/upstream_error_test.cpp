#include "bedrock/upstream_error.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace gw::bedrock {
namespace {

using base::ErrorKind;

base::Error error_of(int status, std::string_view type, std::string_view body) {
  return to_error({.http_status = status,
                   .error_type = type,
                   .error_message = {},
                   .retry_after = {},
                   .content_type = "application/json",
                   .body = body});
}

struct KindCase {
  int status;
  const char* type;
  ErrorKind kind;
};

// Statuses as in botocore's bedrock-runtime model; kinds as docs/errors.md maps them to answers.
constexpr KindCase kKinds[] = {
    {403, "AccessDeniedException", ErrorKind::permission_denied},
    {400, "ConflictException", ErrorKind::invalid_request},
    {500, "InternalServerException", ErrorKind::upstream_internal},
    {424, "ModelErrorException", ErrorKind::upstream_model_error},
    {429, "ModelNotReadyException", ErrorKind::upstream_unavailable},
    {424, "ModelStreamErrorException", ErrorKind::upstream_model_error},
    {408, "ModelTimeoutException", ErrorKind::upstream_timeout},
    {404, "ResourceNotFoundException", ErrorKind::model_not_found},
    {400, "ServiceQuotaExceededException", ErrorKind::quota_exhausted},
    {503, "ServiceUnavailableException", ErrorKind::upstream_unavailable},
    {429, "ThrottlingException", ErrorKind::upstream_throttled},
    {400, "ValidationException", ErrorKind::invalid_request},
    {403, "UnrecognizedClientException", ErrorKind::upstream_credentials},
    {403, "InvalidSignatureException", ErrorKind::upstream_credentials},
    {403, "ExpiredTokenException", ErrorKind::upstream_credentials},
    {403, "MissingAuthenticationTokenException", ErrorKind::upstream_credentials},
    {403, "IncompleteSignatureException", ErrorKind::upstream_credentials},
    {404, "UnknownOperationException", ErrorKind::upstream_protocol},
};

TEST(ToError, KnowsEveryExceptionByItsName) {
  for (const KindCase& expected : kKinds) {
    const base::Error error = error_of(expected.status, expected.type, R"({"message":"because"})");
    EXPECT_EQ(error.kind, expected.kind) << expected.type;
    EXPECT_EQ(error.upstream_code, expected.type);
  }
}

TEST(ToError, LetsTheNameWinOverTheStatus) {
  EXPECT_EQ(error_of(500, "ThrottlingException", "{}").kind, ErrorKind::upstream_throttled);
}

struct StatusCase {
  int status;
  ErrorKind kind;
};

TEST(ToError, GoesByTheStatusWhenNoNameIsKnown) {
  for (const StatusCase expected : {StatusCase{400, ErrorKind::invalid_request},
                                    {401, ErrorKind::upstream_credentials},
                                    {403, ErrorKind::permission_denied},
                                    {404, ErrorKind::model_not_found},
                                    {408, ErrorKind::upstream_timeout},
                                    {413, ErrorKind::payload_too_large},
                                    {418, ErrorKind::invalid_request},
                                    {424, ErrorKind::upstream_model_error},
                                    {429, ErrorKind::upstream_throttled},
                                    {500, ErrorKind::upstream_internal},
                                    {502, ErrorKind::upstream_unavailable},
                                    {503, ErrorKind::upstream_unavailable},
                                    {504, ErrorKind::upstream_timeout},
                                    {599, ErrorKind::upstream_internal},
                                    {302, ErrorKind::upstream_protocol},
                                    {200, ErrorKind::upstream_protocol},
                                    {0, ErrorKind::upstream_protocol}}) {
    EXPECT_EQ(error_of(expected.status, "NewException", R"({"message":"m"})").kind, expected.kind)
        << expected.status;
  }
}

TEST(ToError, CutsUrlAndNamespaceOffTheName) {
  EXPECT_EQ(error_of(429, "ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/", "{}")
                .upstream_code,
            "ThrottlingException");
  EXPECT_EQ(error_of(429, "", R"({"__type":"com.amazon.coral.service#ThrottlingException"})").upstream_code,
            "ThrottlingException");
  EXPECT_EQ(error_of(429, "", R"({"code":"ThrottlingException"})").upstream_code, "ThrottlingException");
  EXPECT_EQ(error_of(429, "", R"({"code":"x","__type":"ThrottlingException"})").upstream_code,
            "ThrottlingException");
}

TEST(ToError, DropsANameThatIsNone) {
  EXPECT_EQ(error_of(400, "a b\r\nc", "{}").upstream_code, "");
  EXPECT_EQ(error_of(400, std::string(200, 'a'), "{}").upstream_code, "");
  EXPECT_EQ(error_of(401, "123456789012", "{}").upstream_code, "");
}

TEST(ToError, FindsTheMessageWhereverItStands) {
  EXPECT_EQ(error_of(400, "", R"({"message":"a"})").message, "a");
  EXPECT_EQ(error_of(400, "", R"({"Message":"b"})").message, "b");
  EXPECT_EQ(error_of(400, "", R"({"error":{"message":"c","code":7}})").message, "c");
  EXPECT_EQ(error_of(400, "", "plain words").message, "plain words");
}

// An empty `{}` body with the whole story in headers: llmgateway PR1820.
TEST(ToError, ReadsTheMessageOfAHeaderWhenTheBodyIsEmpty) {
  const base::Error error = to_error({.http_status = 400,
                                      .error_type = "ValidationException:",
                                      .error_message = "malformed input",
                                      .retry_after = {},
                                      .content_type = {},
                                      .body = "{}"});
  EXPECT_EQ(error.kind, ErrorKind::invalid_request);
  EXPECT_EQ(error.message, "malformed input");
}

TEST(ToError, NamesTheStatusWhenThereIsNoMessage) {
  EXPECT_EQ(error_of(500, "", "").message, "Amazon Bedrock answered with HTTP status 500 and no reason.");
  EXPECT_EQ(error_of(500, "", R"({"message":7})").message,
            "Amazon Bedrock answered with HTTP status 500 and no reason.");
}

TEST(ToError, HasATextWhenOnlyAStackTraceWasThere) {
  EXPECT_EQ(error_of(500, "", R"({"message":"Traceback (most recent call last): x"})").message,
            "Amazon Bedrock answered with HTTP status 500 and no reason.");
}

TEST(ToError, ReadsWhatItCanOfABrokenBody) {
  EXPECT_EQ(error_of(400, "", R"({"message":"cut","x":)").message, "cut");
}

TEST(ToError, SanitizesTheMessage) {
  EXPECT_EQ(error_of(403, "AccessDeniedException",
                     R"({"Message":"User: arn:aws:iam::123456789012:user/bob may not"})")
                .message,
            "User: *** may not");
}

TEST(ToError, SaysThatAPageOfAProxyIsNotAboutTheRequest) {
  const auto page = [](int status) {
    return to_error({.http_status = status,
                     .error_type = {},
                     .error_message = {},
                     .retry_after = {},
                     .content_type = "text/html; charset=utf-8",
                     .body = "<html><head><title>Blocked by policy</title></head></html>"});
  };
  EXPECT_EQ(page(403).kind, ErrorKind::upstream_protocol);
  EXPECT_EQ(page(404).kind, ErrorKind::upstream_protocol);
  EXPECT_EQ(page(429).kind, ErrorKind::upstream_throttled);
  EXPECT_EQ(page(502).kind, ErrorKind::upstream_unavailable);
  EXPECT_EQ(page(503).kind, ErrorKind::upstream_unavailable);
  EXPECT_EQ(
      page(403).message,
      "Amazon Bedrock answered with HTTP status 403 and an HTML page: something between the gateway and AWS "
      "answered (Blocked by policy).");
}

TEST(ToError, TakesAnHtmlBodyWithoutATitle) {
  EXPECT_EQ(
      error_of(502, "", "<html>oops").message,
      "Amazon Bedrock answered with HTTP status 502 and an HTML page: something between the gateway and AWS "
      "answered.");
}

TEST(ToError, ReadsTheNameOfAnXmlBody) {
  const base::Error error = error_of(404, "", "<UnknownOperationException/>\n");
  EXPECT_EQ(error.kind, ErrorKind::upstream_protocol);
  EXPECT_EQ(error.upstream_code, "UnknownOperationException");
}

TEST(ToError, KeepsRetryAfterInSeconds) {
  const auto retry_after = [](std::string_view value) {
    return to_error({.http_status = 503,
                     .error_type = "ServiceUnavailableException",
                     .error_message = {},
                     .retry_after = value,
                     .content_type = {},
                     .body = {}})
        .retry_after;
  };
  EXPECT_EQ(retry_after(" 7 "), std::chrono::seconds(7));
  EXPECT_EQ(retry_after("0"), std::chrono::seconds(0));
  for (const char* value : {"", "-1", "soon", "Fri, 31 Dec 1999 23:59:59 GMT", "999999999"}) {
    EXPECT_FALSE(retry_after(value).has_value()) << value;
  }
}

TEST(ToError, TellsADailyQuotaFromAThrottle) {
  EXPECT_EQ(
      error_of(429, "ThrottlingException", R"({"message":"Too many tokens per day, please wait."})").kind,
      ErrorKind::quota_exhausted);
  EXPECT_EQ(error_of(429, "ThrottlingException", R"({"message":"Too many tokens, please wait."})").kind,
            ErrorKind::upstream_throttled);
}

TEST(ToError, KnowsAnUnknownModelByItsText) {
  EXPECT_EQ(
      error_of(400, "ValidationException", R"({"message":"The provided model identifier is invalid."})").kind,
      ErrorKind::model_not_found);
}

TEST(ToError, SpeaksToTheOperatorAboutTheGatewaysOwnCredentials) {
  const base::Error error = error_of(
      403, "InvalidSignatureException",
      R"({"message":"The request signature we calculated does not match. Canonical: host:bedrock-runtime.x x-amz-security-token:SECRET"})");
  EXPECT_EQ(error.kind, ErrorKind::upstream_credentials);
  EXPECT_EQ(error.message,
            "Amazon Bedrock refused the gateway's own AWS credentials (InvalidSignatureException). For the "
            "operator: "
            "the secret access key does not belong to the access key id, or a proxy changed the request.");
}

TEST(ToError, GivesTheHintThatFitsTheFailure) {
  const auto message = [](const char* type, const char* text) {
    return error_of(403, type, std::string(R"({"message":")") + text + "\"}").message;
  };
  EXPECT_NE(message("InvalidSignatureException", "Signature expired: 20240101").find("clock"),
            std::string::npos);
  EXPECT_NE(message("ExpiredTokenException", "The security token included in the request is expired")
                .find("have expired"),
            std::string::npos);
  EXPECT_NE(message("MissingAuthenticationTokenException", "Missing Authentication Token")
                .find("without credentials"),
            std::string::npos);
  EXPECT_NE(message("UnrecognizedClientException", "The security token included in the request is invalid.")
                .find("unknown or disabled"),
            std::string::npos);
}

TEST(ToError, KnowsARefusedBearerTokenByItsText) {
  const base::Error error =
      error_of(403, "", R"({"Message":"Authentication failed: Please make sure your API Key is valid."})");
  EXPECT_EQ(error.kind, ErrorKind::upstream_credentials);
  EXPECT_NE(error.message.find("AWS_BEARER_TOKEN_BEDROCK"), std::string::npos);
}

TEST(SaysExpiredCredentials, GoesByTheTextWhenNoNameCame) {
  const char* expired = R"({"message":"The security token included in the request is expired"})";
  EXPECT_TRUE(says_expired_credentials(error_of(403, "", expired)));
  const char* invalid = R"({"message":"The security token included in the request is invalid."})";
  EXPECT_FALSE(says_expired_credentials(error_of(403, "", invalid)));
  EXPECT_EQ(error_of(403, "", invalid).kind, ErrorKind::upstream_credentials);
}

TEST(SaysExpiredCredentials, IsTrueOnlyForExpiry) {
  EXPECT_TRUE(says_expired_credentials(error_of(403, "ExpiredTokenException", "{}")));
  EXPECT_TRUE(says_expired_credentials(error_of(400, "ExpiredToken", "{}")));
  EXPECT_FALSE(says_expired_credentials(error_of(403, "UnrecognizedClientException", "{}")));
}

TEST(SaysInferenceProfileNeeded, KnowsBothSpellingsOfTheText) {
  for (const char* isnt : {"isn't", "isn\xe2\x80\x99t"}) {
    const std::string body =
        std::string(
            R"({"message":"Invocation of model ID anthropic.claude-sonnet-4-6 with on-demand throughput )") +
        isnt +
        R"( supported. Retry your request with the ID or ARN of an inference profile that contains this model."})";
    EXPECT_TRUE(says_inference_profile_needed(error_of(400, "ValidationException", body)));
  }
  EXPECT_FALSE(says_inference_profile_needed(error_of(400, "ValidationException", R"({"message":"other"})")));
}

base::Error error_of_frame(std::vector<codec::EventStreamHeader> headers, std::string payload) {
  codec::EventStreamFrame frame;
  frame.headers = std::move(headers);
  frame.payload = payload;
  return to_error(frame);
}

TEST(ToErrorOfFrame, KnowsEveryExceptionOfAStream) {
  for (const auto& [type, kind] : std::initializer_list<std::pair<std::string_view, ErrorKind>>{
           {"internalServerException", ErrorKind::upstream_internal},
           {"modelStreamErrorException", ErrorKind::upstream_model_error},
           {"validationException", ErrorKind::invalid_request},
           {"throttlingException", ErrorKind::upstream_throttled},
           {"serviceUnavailableException", ErrorKind::upstream_unavailable},
           {"newException", ErrorKind::upstream_internal}}) {
    const base::Error error =
        error_of_frame({{":message-type", std::string_view("exception")}, {":exception-type", type}},
                       R"({"message":"why"})");
    EXPECT_EQ(error.kind, kind) << type;
    EXPECT_EQ(error.message, "why");
  }
}

TEST(ToErrorOfFrame, ReadsAFrameOfTypeError) {
  const base::Error error = error_of_frame({{":message-type", std::string_view("error")},
                                            {":error-code", std::string_view("InternalFailure")},
                                            {":error-message", std::string_view("down")}},
                                           "");
  EXPECT_EQ(error.kind, ErrorKind::upstream_internal);
  EXPECT_EQ(error.upstream_code, "InternalFailure");
  EXPECT_EQ(error.message, "down");
}

TEST(ToErrorOfFrame, HasATextWhenTheFrameHasNone) {
  EXPECT_EQ(error_of_frame({{":message-type", std::string_view("exception")}}, "").message,
            "Amazon Bedrock ended the answer with an error and no reason.");
}

}  // namespace
}  // namespace gw::bedrock
