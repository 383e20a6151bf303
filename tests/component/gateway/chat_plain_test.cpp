#include <gtest/gtest.h>

#include <string>

#include "gateway_fixture.hpp"

namespace gw::test {
namespace {

TEST(ChatPlain, GivesTheWholeAnswer) {
  Gateway gateway{{good_converse()}};
  const Answer answer = gateway.chat(plain_chat());
  EXPECT_EQ(answer.status, 200U);
  EXPECT_TRUE(answer.whole);
  EXPECT_EQ(answer.header("content-type"), "application/json");
  EXPECT_EQ(answer.header("x-amzn-requestid"), "aws-request-2");
  EXPECT_EQ(answer.header("x-bedrock-model-id"), "anthropic.claude-3-haiku-20240307-v1:0");
  EXPECT_TRUE(answer.contains(R"("object":"chat.completion")")) << answer.body;
  EXPECT_TRUE(answer.contains(R"("content":"Hello")")) << answer.body;
  EXPECT_TRUE(answer.contains(R"("finish_reason":"stop")")) << answer.body;
  EXPECT_TRUE(answer.contains(R"("total_tokens":7)")) << answer.body;
  EXPECT_NE(gateway.upstream_bytes().find("/converse HTTP/1.1"), std::string::npos);
}

class ChatPlainBroken : public ::testing::TestWithParam<const char*> {};

TEST_P(ChatPlainBroken, IsAnErrorAtWhateverStep) {
  const Step failure = GetParam() == std::string_view("close") ? close() : reset();
  const std::string answer_bytes = converse_answer();
  Script script = {read_request(), send(answer_bytes.substr(0, 60)), send(answer_bytes.substr(60, 120)),
                   send(answer_bytes.substr(180))};
  for (const Script& broken : failing_at_every_step(script, failure)) {
    SCOPED_TRACE(broken.size());
    Gateway gateway{{broken}};
    const Answer answer = gateway.chat(plain_chat());
    EXPECT_EQ(answer.status, 502U) << answer.body;
    EXPECT_TRUE(answer.whole);
    EXPECT_TRUE(answer.body.starts_with(R"({"error":{"message":")")) << answer.body;
    EXPECT_EQ(gateway.bedrock().connections(), 1U) << "the model may be running: never tried again";
    EXPECT_EQ(gateway.upstream_in_use(), 0U);
  }
}
INSTANTIATE_TEST_SUITE_P(By, ChatPlainBroken, ::testing::Values("close", "reset"));

TEST(ChatPlain, IsAnErrorWhenTheAnswerMakesNoSense) {
  Gateway gateway{{{read_request(), send(ok_response(R"({"output":[]})"))}}};
  EXPECT_EQ(gateway.chat(plain_chat()).status, 502U);
}

TEST(ChatPlain, IsAnErrorWhenSomethingElseAnswers) {
  Gateway gateway{{{read_request(), send(ok_response("<html>", "text/html"))}}};
  const Answer answer = gateway.chat(plain_chat());
  EXPECT_EQ(answer.status, 502U);
  EXPECT_TRUE(answer.contains("text/html")) << answer.body;
}

TEST(ChatPlain, NamesTheFieldOfABadRequest) {
  Gateway gateway{{}};
  const Answer answer = gateway.chat(R"({"model":"m","messages":[{"role":"robot","content":"x"}]})");
  EXPECT_EQ(answer.status, 400U);
  EXPECT_TRUE(answer.contains(R"("param":"messages[0].role")")) << answer.body;
  EXPECT_EQ(gateway.bedrock().connections(), 0U);
}

TEST(ChatPlain, AsksForAModel) {
  Gateway gateway{{}};
  const Answer answer = gateway.chat(R"({"messages":[{"role":"user","content":"x"}]})");
  EXPECT_EQ(answer.status, 400U);
  EXPECT_TRUE(answer.contains(R"("param":"model")")) << answer.body;
  EXPECT_EQ(gateway.chat(R"({"model":"","messages":[{"role":"user","content":"x"}]})").status, 400U);
}

TEST(ChatPlain, EchoesTheNameThatWasAskedFor) {
  Gateway gateway{{good_converse()}, [](gateway::Settings& settings) {
                    settings.default_model = base::ModelId("amazon.nova-lite-v1:0");
                  }};
  const Answer answer = gateway.chat(R"({"model":"gpt-4o","messages":[{"role":"user","content":"x"}]})");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_TRUE(answer.contains(R"("model":"gpt-4o")")) << answer.body;
  EXPECT_EQ(answer.header("x-bedrock-model-id"), "amazon.nova-lite-v1:0");
}

TEST(ChatPlain, TakesTheModelFromAzuresPath) {
  Gateway gateway{{good_converse()}};
  const Answer answer =
      gateway.post("/openai/deployments/amazon.nova-lite-v1:0/chat/completions?api-version=1",
                   R"({"messages":[{"role":"user","content":"x"}]})");
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(answer.header("x-bedrock-model-id"), "amazon.nova-lite-v1:0");
}

TEST(ChatPlain, LetsBedrockDecideOnAModelThatNobodyKnows) {
  Gateway gateway{{refusing(404, "ResourceNotFoundException", "Could not resolve the foundation model.")}};
  const Answer answer =
      gateway.chat(R"({"model":"acme.rocket-v9","messages":[{"role":"user","content":"x"}]})");
  EXPECT_EQ(answer.status, 404U);
  EXPECT_TRUE(answer.contains(R"("code":"model_not_found")")) << answer.body;
  EXPECT_EQ(gateway.upstream_requests(), 1U);
}

TEST(ChatPlain, KeepsAModelsNameOutOfHeadersThatItCouldBreak) {
  Gateway gateway{{good_converse()}};
  const Answer answer =
      gateway.chat(R"({"model":"a\r\nx-evil: 1","messages":[{"role":"user","content":"x"}]})");
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(answer.header("x-evil"), "(none)");
  EXPECT_EQ(answer.header("x-bedrock-model-id"), "(none)");
  EXPECT_NE(gateway.upstream_bytes().find("/model/a%0D%0Ax-evil%3A%201/converse HTTP/1.1"),
            std::string::npos);
}

}  // namespace
}  // namespace gw::test
