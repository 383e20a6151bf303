#include "gateway/error_reply.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/access_record.hpp"
#include "net/http_server.hpp"

namespace gw::gateway {
namespace {

using base::ErrorKind;
using testing::HasSubstr;
using testing::StartsWith;

TEST(ErrorReply, HasOpenAisEnvelope) {
  const net::Response response =
      to_response(base::make_error(ErrorKind::invalid_request, "bad \"x\"", "x", "invalid_value"));
  EXPECT_EQ(response.status, 400U);
  EXPECT_EQ(response.headers.find("content-type"), "application/json");
  EXPECT_EQ(
      response.body,
      R"({"error":{"message":"bad \"x\"","type":"invalid_request_error","param":"x","code":"invalid_value"}})");
}

TEST(ErrorReply, SaysHowToAuthenticateOn401) {
  const net::Response response =
      to_response(base::make_error(ErrorKind::unauthenticated, "no key", {}, "invalid_api_key"));
  EXPECT_EQ(response.status, 401U);
  EXPECT_EQ(response.headers.find("www-authenticate"), "Bearer");
}

TEST(ErrorReply, SaysWhichMethodsAreAllowedOn405) {
  const net::Response response = to_response(
      base::make_error(ErrorKind::method_not_allowed, "no", "POST, OPTIONS", "method_not_allowed"));
  EXPECT_EQ(response.status, 405U);
  EXPECT_EQ(response.headers.find("allow"), "POST, OPTIONS");
  EXPECT_THAT(response.body, HasSubstr("\"param\":null"));
}

TEST(ErrorReply, SaysWhenToComeBackInBothUnits) {
  base::Error error = base::make_error(ErrorKind::upstream_throttled, "slow down");
  error.retry_after = std::chrono::seconds{7};
  const net::Response response = to_response(error);
  EXPECT_EQ(response.status, 429U);
  EXPECT_EQ(response.headers.find("retry-after"), "7");
  EXPECT_EQ(response.headers.find("retry-after-ms"), "7000");
  EXPECT_FALSE(response.headers.find("x-should-retry").has_value());
}

TEST(ErrorReply, TellsSdksNotToRepeatWhatCannotHelp) {
  const net::Response response = to_response(base::make_error(ErrorKind::quota_exhausted, "used up"));
  EXPECT_EQ(response.status, 429U);
  EXPECT_EQ(response.headers.find("x-should-retry"), "false");
}

TEST(ErrorReply, IsOneEventInsideAStream) {
  const std::string event = to_stream_event(base::make_error(ErrorKind::upstream_protocol, "line\nbreak"));
  EXPECT_THAT(event, StartsWith("data: {\"error\":{"));
  EXPECT_THAT(event, testing::EndsWith("}}\n\n"));
  EXPECT_EQ(event.find('\n'), event.size() - 2);
}

TEST(ErrorReply, IsNotedForTheLog) {
  AccessRecord record;
  base::Error error = base::make_error(ErrorKind::upstream_throttled, "text");
  error.upstream_code = "ThrottlingException";
  note_error(record, error);
  EXPECT_EQ(record.error, ErrorKind::upstream_throttled);
  EXPECT_EQ(record.upstream_code, "ThrottlingException");
  EXPECT_EQ(record.error_message, "text");
}

}  // namespace
}  // namespace gw::gateway
