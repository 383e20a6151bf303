#include <gtest/gtest.h>

#include <string>

#include "gateway_fixture.hpp"

namespace gw::test {
namespace {

std::string titan_answer(std::string_view vector, int tokens) {
  return ok_response(R"({"embedding":)" + std::string(vector) + R"(,"inputTextTokenCount":)" +
                     std::to_string(tokens) + "}");
}

std::string cohere_answer(std::string_view vectors, std::string_view tokens) {
  std::string answer = ok_response(R"({"id":"1","embeddings":)" + std::string(vectors) +
                                   R"(,"response_type":"embeddings_floats","texts":[]})");
  answer.insert(answer.find("content-length"),
                "x-amzn-bedrock-input-token-count: " + std::string(tokens) + "\r\n");
  return answer;
}

constexpr std::string_view kTitan = R"({"model":"amazon.titan-embed-text-v2:0","input":)";
constexpr std::string_view kCohere = R"({"model":"cohere.embed-multilingual-v3","input":)";

std::string with(std::string_view begin, std::string_view rest) {
  return std::string(begin) + std::string(rest);
}

TEST(Embeddings, GivesOneVectorOfTitan) {
  Gateway gateway{{{read_request(), send(titan_answer("[0.5,-0.25]", 3))}}};
  const Answer answer = gateway.post("/v1/embeddings", with(kTitan, R"("hello"})"));
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_TRUE(answer.contains(R"("embedding":[0.5,-0.25])")) << answer.body;
  EXPECT_TRUE(answer.contains(R"("prompt_tokens":3)")) << answer.body;
  EXPECT_EQ(answer.header("x-bedrock-model-id"), "amazon.titan-embed-text-v2:0");
  EXPECT_NE(gateway.upstream_bytes().find("POST /model/amazon.titan-embed-text-v2%3A0/invoke HTTP/1.1"),
            std::string::npos);
  EXPECT_NE(gateway.upstream_bytes().find(R"("inputText":"hello")"), std::string::npos);
}

TEST(Embeddings, KeepsTheOrderOfTextsThatTitanAnswersInAnother) {
  // Each text is a call of its own; the first one answers last.
  Gateway gateway{{{read_request(), send_in_pieces(titan_answer("[1]", 1), 4, std::chrono::milliseconds{5})},
                   {read_request(), send(titan_answer("[2]", 1))},
                   {read_request(), send(titan_answer("[3]", 1))}}};
  const Answer answer = gateway.post("/v1/embeddings", with(kTitan, R"(["a","b","c"]})"));
  EXPECT_EQ(answer.status, 200U) << answer.body;
  // Which connection carries which text is the loop's business: the vector must follow the text.
  for (std::size_t connection = 0; connection < 3; ++connection) {
    const std::string& request = gateway.bedrock().received(connection);
    const std::size_t index = request.find(R"("inputText":"a")") != std::string::npos   ? 0
                              : request.find(R"("inputText":"b")") != std::string::npos ? 1
                                                                                        : 2;
    const std::string item = R"("index":)" + std::to_string(index);
    const std::string vector = "[" + std::to_string(connection + 1) + "]";
    const std::size_t begin = answer.body.rfind('{', answer.body.find(item));
    EXPECT_NE(answer.body.substr(begin, answer.body.find('}', begin) - begin).find(vector), std::string::npos)
        << answer.body;
  }
  EXPECT_TRUE(answer.contains(R"("prompt_tokens":3)")) << answer.body;
}

TEST(Embeddings, AsksTitanForFewTextsAtATime) {
  Script answers;
  for (int i = 0; i < 20; ++i) {
    answers.push_back(read_request());
    answers.push_back(send(titan_answer("[1]", 1)));
  }
  Gateway gateway{{answers, answers, answers, answers, answers, answers, answers, answers}};
  std::string input = "[";
  for (int i = 0; i < 20; ++i) input += i == 0 ? R"("t")" : R"(,"t")";
  const Answer answer = gateway.post("/v1/embeddings", with(kTitan, input + "]}"));
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_LE(gateway.bedrock().connections(), 8U);
  EXPECT_EQ(gateway.upstream_requests(), 20U);
}

TEST(Embeddings, GivesVectorsOfCohereFromOneCall) {
  Gateway gateway{{{read_request(), send(cohere_answer("[[0.5],[0.25]]", "9"))}}};
  const Answer answer = gateway.post("/v1/embeddings", with(kCohere, R"(["a","b"]})"));
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_TRUE(answer.contains(R"([0.5])"));
  EXPECT_TRUE(answer.contains(R"([0.25])"));
  EXPECT_TRUE(answer.contains(R"("total_tokens":9)")) << answer.body;
  EXPECT_EQ(gateway.upstream_requests(), 1U);
}

TEST(Embeddings, SplitsWhatIsTooMuchForOneCallOfCohere) {
  std::string first = "[";
  std::string input = "[";
  for (int i = 0; i < 97; ++i) {
    input += i == 0 ? R"("t")" : R"(,"t")";
    if (i < 96) first += i == 0 ? "[1]" : ",[1]";
  }
  // The connection of an earlier request is there for the first call; the second one opens its own.
  Gateway gateway{{{read_request(), send(cohere_answer("[[1]]", "1")), read_request(),
                    send(cohere_answer(first + "]", "96"))},
                   {read_request(), send(cohere_answer("[[2]]", "1"))}}};
  ASSERT_EQ(gateway.post("/v1/embeddings", with(kCohere, R"("a"})")).status, 200U);
  const Answer answer = gateway.post("/v1/embeddings", with(kCohere, input + "]}"));
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(gateway.upstream_requests(), 3U);
  EXPECT_TRUE(answer.contains(R"("total_tokens":97)")) << answer.body;
  EXPECT_TRUE(answer.contains(R"({"object":"embedding","index":96,"embedding":[2]})")) << answer.body;
}

TEST(Embeddings, GivesBase64WhenAskedFor) {
  Gateway gateway{{{read_request(), send(titan_answer("[1,-2]", 1))}}};
  const Answer answer = gateway.post("/v1/embeddings", with(kTitan, R"("a","encoding_format":"base64"})"));
  EXPECT_TRUE(answer.contains(R"("embedding":"AACAPwAAAMA=")")) << answer.body;
}

TEST(Embeddings, ComesThroughAfterAThrottling) {
  Gateway gateway{
      {refusing(429, "ThrottlingException", "wait"), {read_request(), send(titan_answer("[1]", 1))}}};
  EXPECT_EQ(gateway.post("/v1/embeddings", with(kTitan, R"("a"})")).status, 200U);
  EXPECT_EQ(gateway.upstream_requests(), 2U);
}

TEST(Embeddings, FailsAsAWholeWhenOneTextFails) {
  const Script refused = refusing(400, "ValidationException", "too long");
  Gateway gateway{{refused, refused, refused}};
  const Answer answer = gateway.post("/v1/embeddings", with(kTitan, R"(["a","b","c"]})"));
  EXPECT_EQ(answer.status, 400U);
  EXPECT_FALSE(answer.contains("embedding\":"));
  EXPECT_EQ(gateway.upstream_in_use(), 0U);
}

TEST(Embeddings, RefusesAModelThatMakesNone) {
  Gateway gateway{{}};
  const Answer answer =
      gateway.post("/v1/embeddings", R"({"model":"anthropic.claude-3-haiku-20240307-v1:0","input":"a"})");
  EXPECT_EQ(answer.status, 400U);
  EXPECT_TRUE(answer.contains(R"("param":"model")")) << answer.body;
}

TEST(Embeddings, MeansTheDefaultModelByOpenAisNames) {
  Gateway gateway{{{read_request(), send(cohere_answer("[[1]]", "1"))}}};
  const Answer answer = gateway.post("/v1/embeddings", R"({"model":"text-embedding-3-small","input":"a"})");
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_TRUE(answer.contains(R"("model":"text-embedding-3-small")"));
  EXPECT_EQ(answer.header("x-bedrock-model-id"), "cohere.embed-multilingual-v3");
}

}  // namespace
}  // namespace gw::test
