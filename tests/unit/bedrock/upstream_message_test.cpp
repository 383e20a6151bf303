#include "bedrock/upstream_message.hpp"

#include <gtest/gtest.h>

#include <string>

namespace gw::bedrock {
namespace {

TEST(SanitizeUpstreamMessage, LeavesAnOrdinaryTextAlone) {
  const std::string text =
      "The maximum tokens you requested exceeds the model limit of 4096. Try again with a value lower than "
      "4096.";
  EXPECT_EQ(sanitize_upstream_message(text), text);
}

TEST(SanitizeUpstreamMessage, HidesWhoTheGatewayIs) {
  EXPECT_EQ(sanitize_upstream_message(
                "User: arn:aws:sts::123456789012:assumed-role/GatewayRole/i-0abc is not authorized to "
                "perform: bedrock:InvokeModel on resource: "
                "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2:1 because no policy "
                "allows the bedrock:InvokeModel action"),
            "User: *** is not authorized to perform: bedrock:InvokeModel on resource: "
            "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2:1 because no policy allows the "
            "bedrock:InvokeModel action");
}

TEST(SanitizeUpstreamMessage, HidesTheAccountInBedrocksOwnArns) {
  EXPECT_EQ(sanitize_upstream_message(
                "on arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.x."),
            "on arn:aws-us-gov:bedrock:us-gov-west-1:***:inference-profile/us-gov.x.");
  EXPECT_EQ(sanitize_upstream_message("(arn:aws:bedrock:us-east-1:123456789012:guardrail/abc)"),
            "(arn:aws:bedrock:us-east-1:***:guardrail/abc)");
  EXPECT_EQ(sanitize_upstream_message("arn:aws:kms:us-east-1:123456789012:key/abc, denied"), "***, denied");
  EXPECT_EQ(sanitize_upstream_message("arn:"), "***:");
}

TEST(SanitizeUpstreamMessage, HidesAccountIdsAndKeys) {
  EXPECT_EQ(sanitize_upstream_message("account 123456789012 has none"), "account *** has none");
  EXPECT_EQ(sanitize_upstream_message("key AKIAIOSFODNN7EXAMPLE, session ASIAQQQQQQQQQQQQQQQQ"),
            "key ***, session ***");
  EXPECT_EQ(sanitize_upstream_message("role id AROAQQQQQQQQQQQQQQQQ:name"), "role id ***:name");
  EXPECT_EQ(sanitize_upstream_message("key ABSKQmVkcm9ja0FQSUtleQ="), "key ***=");
  EXPECT_EQ(sanitize_upstream_message("bearer bedrock-api-key-YmVkcm9jaw"), "bearer ***");
}

TEST(SanitizeUpstreamMessage, HidesTheWholeNameThatHoldsAnAccountId) {
  EXPECT_EQ(sanitize_upstream_message("bucket logs-123456789012-eu.x is gone"), "bucket *** is gone");
}

TEST(SanitizeUpstreamMessage, LeavesOtherNumbersAlone) {
  EXPECT_EQ(sanitize_upstream_message("1234567890123 tokens, 12345678901 bytes, a123456789012"),
            "1234567890123 tokens, 12345678901 bytes, a123456789012");
}

TEST(SanitizeUpstreamMessage, HidesHosts) {
  EXPECT_EQ(sanitize_upstream_message("POST https://bedrock-runtime.us-east-1.amazonaws.com/model/x failed"),
            "POST https://***/model/x failed");
  EXPECT_EQ(sanitize_upstream_message("host bedrock-mantle.us-east-1.api.aws."), "host ***.");
  EXPECT_EQ(sanitize_upstream_message("vpce-1.Bedrock.VPCE.AmazonAWS.com refused"), "*** refused");
  EXPECT_EQ(sanitize_upstream_message("via ip-10-1-2-3.ec2.internal at 10.1.2.3:8080"),
            "via *** at ***:8080");
  EXPECT_EQ(sanitize_upstream_message("http://proxy.mycorp.example:3128/x"), "http://***/x");
}

TEST(SanitizeUpstreamMessage, KeepsModelIdsFieldPathsAndDocumentation) {
  const std::string text =
      "messages.0.content.1 of us.anthropic.claude-sonnet-4-6 (v1.2.3), see "
      "https://docs.aws.amazon.com/bedrock/latest/userguide/inference.html";
  EXPECT_EQ(sanitize_upstream_message(text), text);
}

TEST(SanitizeUpstreamMessage, EndsBeforeAStackTrace) {
  EXPECT_EQ(sanitize_upstream_message("it broke\n\tat com.amazon.Foo.bar(Foo.java:12)\n"), "it broke");
  EXPECT_EQ(sanitize_upstream_message("it broke Traceback (most recent call last): File \"/opt/x.py\""),
            "it broke ");
  EXPECT_EQ(sanitize_upstream_message("com.amazon.coral.service.Oops: no"), "***: no");
}

// Found by fuzzing: a mask is not a host, so a second pass masked it again.
TEST(SanitizeUpstreamMessage, ChangesNothingTheSecondTime) {
  for (const char* text : {"https://proxy.corp:8080/y", "arn:aws:kms:us-east-1:123456789012:key/a",
                           "arn:aws:bedrock:us-east-1:123456789012:guardrail/abc", "at 10.1.2.3."}) {
    const std::string once = sanitize_upstream_message(text);
    EXPECT_EQ(sanitize_upstream_message(once), once);
  }
}

TEST(SanitizeUpstreamMessage, TurnsControlCharactersIntoSpaces) {
  EXPECT_EQ(sanitize_upstream_message(std::string_view("a\r\nb\0c\x7f", 7)), "a  b c ");
}

TEST(SanitizeUpstreamMessage, CutsALongTextBetweenCharacters) {
  std::string text(kMaxUpstreamMessageBytes - 1, '.');
  text += "\xc3\xa9 and more";
  EXPECT_EQ(sanitize_upstream_message(text), std::string(kMaxUpstreamMessageBytes - 1, '.'));
}

}  // namespace
}  // namespace gw::bedrock
