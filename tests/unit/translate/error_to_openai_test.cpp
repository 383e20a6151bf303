#include "translate/error_to_openai.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace gw::translate {
namespace {

using base::ErrorKind;
using std::chrono::seconds;

constexpr int kKinds = static_cast<int>(ErrorKind::internal) + 1;

OpenAiError of(ErrorKind kind) {
  return to_openai_error(base::make_error(kind, "m"));
}

std::string_view word(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "";
}

/// A kind's row as it stands in docs/errors.md.
std::string row(ErrorKind kind) {
  const OpenAiError error = of(kind);
  return fmt::format("| `{}` | {} | `{}` | {} | {} | {} | {} |", base::to_string(kind), error.status,
                     error.type, error.code.empty() ? "null, or finer" : fmt::format("`{}`", error.code),
                     error.retry == ClientRetry::yes ? "yes" : "no",
                     error.retry_after ? fmt::format("{} s", error.retry_after->count()) : "–",
                     word(error.log_level));
}

TEST(ErrorToOpenAi, IsTheTableOfTheDocumentation) {
  std::ifstream in(std::string(GW_SOURCE_DIR) + "/docs/errors.md");
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  for (int kind = 0; kind < kKinds; ++kind) {
    const std::string expected = row(static_cast<ErrorKind>(kind));
    EXPECT_NE(page.find(expected), std::string::npos) << "docs/errors.md lacks\n" << expected;
  }
}

// 408 reads as a client's own timeout, 424 is repeated by no SDK: neither is ever an upstream's status here.
TEST(ErrorToOpenAi, UsesOnlyStatusesThatClientsUnderstand) {
  const std::set<unsigned> known{400, 401, 403, 404, 405, 408, 413, 429, 431, 499, 500, 502, 503, 504};
  for (int kind = 0; kind < kKinds; ++kind) {
    EXPECT_TRUE(known.contains(of(static_cast<ErrorKind>(kind)).status));
  }
  EXPECT_EQ(of(ErrorKind::upstream_timeout).status, 504U);
}

TEST(ErrorToOpenAi, PrefersTheErrorsOwnCode) {
  EXPECT_EQ(to_openai_error(base::make_error(ErrorKind::invalid_request, "m", "p", "invalid_type")).code,
            "invalid_type");
  EXPECT_EQ(of(ErrorKind::model_not_found).code, "model_not_found");
}

TEST(ErrorToOpenAi, KeepsTheAllowedMethodsOutOfTheBody) {
  const OpenAiError error =
      to_openai_error(base::make_error(ErrorKind::method_not_allowed, "m", "GET, HEAD"));
  EXPECT_EQ(error.param, "");
}

TEST(ErrorToOpenAi, AsksForAWaitThatSdksHonour) {
  base::Error error = base::make_error(ErrorKind::upstream_throttled, "Too many requests.");
  EXPECT_EQ(to_openai_error(error).retry_after, seconds{2});
  error.retry_after = seconds{0};
  EXPECT_EQ(to_openai_error(error).retry_after, seconds{1});
  error.retry_after = seconds{3600};
  EXPECT_EQ(to_openai_error(error).retry_after, seconds{60});
  error.retry_after = seconds{17};
  EXPECT_EQ(to_openai_error(error).retry_after, seconds{17});
  EXPECT_EQ(to_openai_error(error).message, "Too many requests. Please try again in 17s.");
}

TEST(ErrorToOpenAi, AsksForNoWaitWhereWaitingDoesNotHelp) {
  base::Error error = base::make_error(ErrorKind::quota_exhausted, "Used up.");
  error.retry_after = seconds{5};
  EXPECT_EQ(to_openai_error(error).retry_after, std::nullopt);
  EXPECT_EQ(to_openai_error(error).message, "Used up.");
  EXPECT_EQ(to_openai_error(error).retry, ClientRetry::no);
}

TEST(ErrorToOpenAi, WritesTheEnvelopeAndTheEvent) {
  const OpenAiError error =
      to_openai_error(base::make_error(ErrorKind::invalid_request, "a\n\"b\"", "x", "c"));
  EXPECT_EQ(write_body(error),
            R"({"error":{"message":"a\n\"b\"","type":"invalid_request_error","param":"x","code":"c"}})");
  EXPECT_EQ(write_stream_event(of(ErrorKind::internal)),
            "data: {\"error\":{\"message\":\"m\",\"type\":\"server_error\",\"param\":null,\"code\":"
            "\"internal_error\"}}\n\n");
}

}  // namespace
}  // namespace gw::translate
