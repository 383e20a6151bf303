#include "gateway/access_log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "gateway/access_record.hpp"
#include "support/fixed_sources.hpp"

namespace gw::gateway {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

AccessRecord a_chat() {
  AccessRecord record;
  record.id = base::RequestId{"req_1"};
  record.route = RouteKind::chat_completions;
  record.method = "POST";
  record.path = "/v1/chat/completions";
  record.peer = "127.0.0.1:50000";
  record.started = test::FixedClock{}.steady;
  record.head_sent_at = record.started + milliseconds{10};
  record.first_event_at = record.started + milliseconds{7};
  record.status = 200;
  record.body_bytes_in = 120;
  record.body_bytes_out = 900;
  record.model = base::ModelName{"gpt-4o"};
  record.resolved_model = base::ModelId{"us.anthropic.claude-sonnet-4-6"};
  record.model_answered = true;
  record.streamed = true;
  record.tokens = TokenCounts{.prompt = 12, .completion = 34, .cached = 0, .cache_write = 0};
  record.upstream_request_id = "aws-1";
  record.upstream_attempts = 1;
  record.stop_reason = "end_turn";
  return record;
}

std::string line_of(const AccessRecord& record, LogDetail detail = LogDetail::normal) {
  const test::FixedClock clock;
  return access_line(record, EndOfRequest{clock.wall, record.started + milliseconds{250}}, detail);
}

TEST(AccessLine, TellsOneRequestAsOneJsonObject) {
  EXPECT_EQ(
      line_of(a_chat()),
      R"({"time":"2026-01-02T03:04:05.000Z","level":"info","event":"request","request_id":"req_1",)"
      R"("peer":"127.0.0.1:50000","method":"POST","path":"/v1/chat/completions","route":"chat_completions",)"
      R"("status":200,"duration_ms":250,"first_byte_ms":7,"bytes_in":120,"bytes_out":900,"model":"gpt-4o",)"
      R"("bedrock_model":"us.anthropic.claude-sonnet-4-6","stream":true,"upstream_attempts":1,)"
      R"("upstream_request_id":"aws-1","stop_reason":"end_turn","prompt_tokens":12,"completion_tokens":34})");
}

TEST(AccessLine, LeavesOutWhatIsNotKnown) {
  AccessRecord record;
  record.id = base::RequestId{"req_2"};
  record.started = test::FixedClock{}.steady;
  record.status = 431;
  EXPECT_EQ(line_of(record),
            R"({"time":"2026-01-02T03:04:05.000Z","level":"info","event":"request","request_id":"req_2",)"
            R"("route":"unknown","status":431,"duration_ms":250,"bytes_in":0,"bytes_out":0})");
}

TEST(AccessLine, NamesTheErrorAndAwsNameForIt) {
  AccessRecord record = a_chat();
  record.error = base::ErrorKind::upstream_throttled;
  record.upstream_code = "ThrottlingException";
  EXPECT_THAT(line_of(record),
              HasSubstr(R"("error":"upstream_throttled","upstream_code":"ThrottlingException")"));
}

TEST(AccessLine, TellsErrorTextsOnlyForDebugging) {
  AccessRecord record = a_chat();
  record.error = base::ErrorKind::invalid_request;
  record.error_message = "messages.0: the secret plan is blank";
  record.warning_text = "dropped:top_k";
  EXPECT_THAT(line_of(record), Not(HasSubstr("secret plan")));
  EXPECT_THAT(line_of(record, LogDetail::debug), HasSubstr("secret plan"));
  EXPECT_THAT(line_of(record, LogDetail::debug), HasSubstr("dropped:top_k"));
}

TEST(AccessLine, StaysOneLineWhateverTheClientSent) {
  AccessRecord record = a_chat();
  record.path = "/v1/\"\n\r\x01";
  record.model = base::ModelName{"x\",\"admin\":\"true\n"};
  const std::string line = line_of(record);
  EXPECT_THAT(line, Not(HasSubstr("\n")));
  EXPECT_THAT(line, HasSubstr(R"("path":"/v1/\"\n\r\u0001")"));
  EXPECT_THAT(line, HasSubstr(R"("model":"x\",\"admin\":\"true\n")"));
}

TEST(AccessLine, CutsLongTexts) {
  AccessRecord record = a_chat();
  record.model = base::ModelName{std::string(1'000'000, 'm')};
  EXPECT_LT(line_of(record).size(), 1'000U);
}

TEST(AccessLevel, IsWarningForFailuresOfTheUpstream) {
  AccessRecord record = a_chat();
  record.status = 503;
  EXPECT_EQ(access_level(record), LogLevel::warning);
}

TEST(AccessLevel, IsWarningForAStreamThatBroke) {
  AccessRecord record = a_chat();
  record.error = base::ErrorKind::upstream_protocol;
  EXPECT_EQ(access_level(record), LogLevel::warning);
}

TEST(AccessLevel, IsErrorForADefect) {
  AccessRecord record = a_chat();
  record.status = 500;
  record.error = base::ErrorKind::internal;
  EXPECT_EQ(access_level(record), LogLevel::error);
}

TEST(AccessLevel, IsDebugForProbesThatFoundNothing) {
  AccessRecord record;
  record.route = RouteKind::health;
  record.status = 200;
  EXPECT_EQ(access_level(record), LogLevel::debug);
  record.route = RouteKind::ready;
  record.status = 503;
  EXPECT_EQ(access_level(record), LogLevel::warning);
}

TEST(EventLine, TellsWhatHappenedOutsideARequest) {
  base::Error error = base::make_error(base::ErrorKind::permission_denied, "not \"allowed\"");
  error.upstream_code = "AccessDeniedException";
  EXPECT_EQ(
      event_line("model_list_failed", error, LogLevel::warning, test::FixedClock{}.wall),
      R"({"time":"2026-01-02T03:04:05.000Z","level":"warning","event":"model_list_failed",)"
      R"("error":"permission_denied","upstream_code":"AccessDeniedException","error_message":"not \"allowed\""})");
}

TEST(Rfc3339, HasMilliseconds) {
  EXPECT_EQ(to_rfc3339(std::chrono::system_clock::time_point{milliseconds{1'767'323'045'678}}),
            "2026-01-02T03:04:05.678Z");
}

}  // namespace
}  // namespace gw::gateway
