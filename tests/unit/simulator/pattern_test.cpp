#include "simulator/pattern.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "simulator/shape.hpp"

namespace gw::simulator {
namespace {

bool matches(std::string_view expression, std::string_view text) {
  return Pattern::compile(expression).value().matches(text);
}

TEST(Pattern, MatchesTheWholeTextOnly) {
  EXPECT_TRUE(matches("[a-z]+", "abc"));
  EXPECT_FALSE(matches("[a-z]+", "abc1"));
  EXPECT_FALSE(matches("[a-z]+", "1abc"));
  EXPECT_FALSE(matches("[a-z]+", ""));
}

TEST(Pattern, CountsRepetitions) {
  EXPECT_FALSE(matches("a{2,3}", "a"));
  EXPECT_TRUE(matches("a{2,3}", "aa"));
  EXPECT_TRUE(matches("a{2,3}", "aaa"));
  EXPECT_FALSE(matches("a{2,3}", "aaaa"));
  EXPECT_TRUE(matches("a{2}", "aa"));
  EXPECT_FALSE(matches("a{2}", "aaa"));
  EXPECT_TRUE(matches("a{1,}", "aaaaaaa"));
  EXPECT_TRUE(matches("a{0,2}", ""));
}

TEST(Pattern, TriesEveryAlternativeAndGroup) {
  EXPECT_TRUE(matches("(ab|a)(b|c)*", "abcb"));
  EXPECT_TRUE(matches("(|x)", ""));
  EXPECT_TRUE(matches("(?:s3|http)://.*", "s3://bucket"));
  EXPECT_FALSE(matches("(?:s3|http)://.*", "ftp://x"));
}

TEST(Pattern, KnowsClassesWithRangesNegationAndDashes) {
  EXPECT_TRUE(matches("[a-zA-Z0-9-:.]+", "a-b:c.D9"));
  EXPECT_FALSE(matches("[a-zA-Z0-9-:.]+", "a_b"));
  EXPECT_TRUE(matches("[+,-.]+", "+,-."));  // a range from comma to full stop
  EXPECT_TRUE(matches("[^:]+", "aws-cn"));
  EXPECT_FALSE(matches("[^:]+", "a:b"));
  EXPECT_TRUE(matches("[\\s\\S]*", "any\nthing \xE2\x82\xAC"));
  EXPECT_TRUE(matches("[\\.\\-a-z]+", "a.b-c"));
}

TEST(Pattern, KnowsEscapesAndAnchors) {
  EXPECT_TRUE(matches("\\S*", "abc"));
  EXPECT_FALSE(matches("\\S*", "a b"));
  EXPECT_TRUE(matches("x|(^a$)", "a"));
  EXPECT_TRUE(matches("^[0-9]{12}$", "123456789012"));
  EXPECT_FALSE(matches("a.b", "a\nb"));
}

TEST(Pattern, CountsCharactersNotBytes) {
  EXPECT_TRUE(matches(".{3}", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"));
}

TEST(Pattern, DoesNotExplodeOnNestedRepetitions) {
  // A backtracking matcher would try 2^5000 ways.
  EXPECT_FALSE(matches("(a*)*b", std::string(5'000, 'a')));
}

TEST(Pattern, RefusesWhatItDoesNotKnow) {
  for (const char* expression : {"a(?=b)", "(", "a)", "[a", "*a", "a{3,2}", "\\1", "\\p{L}", "a{,3}"}) {
    EXPECT_FALSE(Pattern::compile(expression).has_value()) << expression;
  }
  EXPECT_FALSE(Pattern::compile("((a{1000}){1000}){1000}").has_value());
}

TEST(Pattern, UnderstandsEveryPatternOfTheServiceModel) {
  for (const Shape& shape : service_shapes()) {
    EXPECT_TRUE(Pattern::compile(shape.pattern).has_value()) << shape.name;
  }
}

TEST(Pattern, MatchesModelIdsAsTheServiceModelDoes) {
  const auto shape = std::ranges::find(service_shapes(), "ConversationalModelId", &Shape::name);
  const Pattern pattern = Pattern::compile(shape->pattern).value();
  EXPECT_TRUE(pattern.matches("us.anthropic.claude-sonnet-4-5-20250929-v1:0"));
  EXPECT_TRUE(
      pattern.matches("arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/t4v9q1chat00"));
  EXPECT_TRUE(pattern.matches("arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/amazon.nova-pro-v1:0"));
  EXPECT_FALSE(pattern.matches("a model"));
  EXPECT_FALSE(pattern.matches("arn:aws:bedrock:us-west-2:1:application-inference-profile/x"));
  EXPECT_FALSE(pattern.matches("us.anthropic%2Eclaude"));
}

}  // namespace
}  // namespace gw::simulator
