#include "simulator/local_bedrock.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "codec/percent_encoding.hpp"
#include "support.hpp"

namespace gw::simulator {
namespace {

using test::Document;
using test::events_of;
using test::header_of;
using test::kNow;
using test::message_of;
using test::Service;
using test::stop_reason_of;
using test::text_of_answer;
using test::text_of_stream;
using test::types_of;
using test::user_says;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// Headers of a request signed as an SDK signs it.
class Signed {
 public:
  Signed(std::string method, std::string target, std::string body, aws::Credentials credentials,
         std::string region = "us-west-2", std::chrono::sys_seconds at = kNow)
      : method_(std::move(method)), target_(std::move(target)), body_(std::move(body)) {
    const std::size_t mark = std::min(target_.find('?'), target_.size());
    const std::string hash = aws::sha256_hex(body_);
    const std::vector<aws::HeaderView> given{{"host", "127.0.0.1:1"}, {"content-type", "application/json"}};
    aws::RequestView view;
    view.method = method_;
    view.path = std::string_view{target_}.substr(0, mark);
    view.query = mark < target_.size() ? std::string_view{target_}.substr(mark + 1) : std::string_view{};
    view.headers = given;
    view.payload_hash = hash;
    aws::SigningScope scope;
    scope.region = base::Region{std::move(region)};
    scope.service = "bedrock";
    aws::SigningKeyCache keys;
    const aws::AuthorizationHeaders added = aws::sign(view, credentials, scope, at, keys);
    headers_ = {{"host", "127.0.0.1:1"}, {"content-type", "application/json"}};
    added.for_each(
        [&](std::string_view name, std::string_view value) { headers_.emplace_back(name, value); });
  }

  Reply send_to(Service& service) const {
    std::vector<aws::HeaderView> views;
    for (const auto& [name, value] : headers_) views.push_back({name, value});
    return service.send(method_, target_, views, body_);
  }

 private:
  std::string method_;
  std::string target_;
  std::string body_;
  std::vector<std::pair<std::string, std::string>> headers_;
};

TEST(LocalBedrock, AnswersASignedRequest) {
  Service service;
  const Signed request{"POST", "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse",
                       user_says("hello"), test::credentials()};
  const Reply reply = request.send_to(service);
  EXPECT_EQ(reply.status, 200U);
  EXPECT_THAT(text_of_answer(reply), HasSubstr("You wrote: hello"));
  EXPECT_EQ(header_of(reply, "content-type"), "application/json");
  EXPECT_EQ(header_of(reply, "x-amzn-requestid").size(), 36U);
}

TEST(LocalBedrock, RefusesAWrongSecretAndAnUnknownKey) {
  Service service;
  aws::Credentials wrong = test::credentials();
  wrong.secret_access_key = base::Secret{"other"};
  EXPECT_EQ(Signed("POST", "/model/amazon.nova-lite-v1%3A0/converse", user_says("x"), wrong)
                .send_to(service)
                .status,
            403U);
  EXPECT_EQ(service.served.error_type, "InvalidSignatureException");
  aws::Credentials unknown = test::credentials();
  unknown.access_key_id = aws::AccessKeyId{"AKIDOTHER"};
  EXPECT_EQ(Signed("POST", "/model/amazon.nova-lite-v1%3A0/converse", user_says("x"), unknown)
                .send_to(service)
                .status,
            403U);
  EXPECT_EQ(service.served.error_type, "UnrecognizedClientException");
}

TEST(LocalBedrock, RefusesAnotherRegionUnlessItTakesEvery) {
  const Signed request{"GET", "/foundation-models", "", test::credentials(), "eu-central-1"};
  Service one;
  EXPECT_EQ(request.send_to(one).status, 403U);
  EXPECT_THAT(one.served.error_message, HasSubstr("Credential should be scoped to a valid region"));
  Service every{""};
  const Reply reply = request.send_to(every);
  EXPECT_EQ(reply.status, 200U);
  EXPECT_THAT(reply.body, HasSubstr("arn:aws:bedrock:eu-central-1::foundation-model/"));
}

TEST(LocalBedrock, RefusesAnOldSignature) {
  Service service;
  const Signed request{"GET",       "/foundation-models",          "", test::credentials(),
                       "us-west-2", kNow - std::chrono::minutes{6}};
  EXPECT_EQ(request.send_to(service).status, 403U);
  EXPECT_THAT(service.served.error_message, StartsWith("Signature expired"));
}

TEST(LocalBedrock, RefusesARequestWithoutAuthorization) {
  Service service;
  const Reply reply = service.send("GET", "/foundation-models", {});
  EXPECT_EQ(reply.status, 403U);
  EXPECT_EQ(service.served.error_type, "MissingAuthenticationTokenException");
  EXPECT_EQ(header_of(reply, "x-amzn-errortype"),
            "MissingAuthenticationTokenException:http://internal.amazon.com/coral/com.amazon.bedrock/");
}

TEST(LocalBedrock, RefusesAWrongTokenWithACapitalMessage) {
  Service service;
  const Reply reply = service.send("GET", "/foundation-models", {{"Authorization", "Bearer nonsense"}});
  EXPECT_EQ(reply.status, 403U);
  EXPECT_EQ(reply.body, R"({"Message":"Authentication failed: Please make sure your API Key is valid."})");
}

TEST(LocalBedrock, KnowsNoOtherPathOrMethod) {
  Service service;
  for (const char* target :
       {"/", "/model//converse", "/model/a/b/converse", "/model/a/converse/", "/models", ""}) {
    const Reply reply = service.call("POST", target, "{}");
    EXPECT_EQ(reply.status, 404U) << target;
    EXPECT_EQ(
        reply.body,
        R"({"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"})");
  }
  EXPECT_EQ(service.call("GET", "/model/a/converse").status, 404U);
}

TEST(LocalBedrock, DecodesTheModelIdOnce) {
  Service service;
  const std::string arn = "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/k7m2wnova001";
  const std::string label = codec::encode_path_label(arn);
  EXPECT_EQ(service.call("POST", fmt::format("/model/{}/converse", label), user_says("x")).status, 200U);
  EXPECT_EQ(service.served.label, arn);
  EXPECT_EQ(
      service.call("POST", fmt::format("/model/{}/converse", codec::encode_path_label(label)), user_says("x"))
          .status,
      400U);
  EXPECT_THAT(service.served.error_message,
              HasSubstr("at 'modelId' failed to satisfy constraint: Member must satisfy regular"));
  EXPECT_EQ(service.call("POST", "/model/a%zz/converse", user_says("x")).status, 400U);
}

TEST(LocalBedrock, RefusesModelsInAwssWords) {
  Service service;
  EXPECT_THAT(message_of(service.converse(user_says("x"), "anthropic.claude-opus-5")),
              HasSubstr("with on-demand throughput isn’t supported"));
  EXPECT_EQ(message_of(service.converse(user_says("x"), "nobody.nothing-v9")),
            "The provided model identifier is invalid.");
  EXPECT_EQ(service.converse(user_says("x"), "anthropic.claude-v2%3A1").status, 404U);
  EXPECT_THAT(message_of(service.converse(user_says("x"), "cohere.embed-english-v3")),
              HasSubstr("doesn't support the model"));
}

TEST(LocalBedrock, RefusesBodiesAtEachStage) {
  Service service;
  EXPECT_EQ(service.converse("{").status, 400U);
  EXPECT_EQ(service.served.error_type, "SerializationException");
  EXPECT_EQ(service.converse(R"({"messages":7})").status, 400U);
  EXPECT_EQ(service.served.error_type, "SerializationException");
  EXPECT_EQ(service.converse(R"({"messages":[{"role":"user","content":[{}]}]})").status, 400U);
  EXPECT_EQ(service.served.error_type, "ValidationException");
  EXPECT_EQ(service.converse("").status, 400U);
  EXPECT_THAT(service.served.error_message, HasSubstr("must start with a user message"));
  EXPECT_EQ(service.converse(user_says("[[simulate: dance]]")).status, 400U);
  EXPECT_THAT(service.served.error_message, HasSubstr("there is no such directive"));
}

TEST(LocalBedrock, GivesTheSameTextPlainAndStreamed) {
  Service service;
  const std::string body = user_says("ünïcödé 🎉 and \"quotes\"");
  const Reply stream = service.converse_stream(body);
  EXPECT_EQ(header_of(stream, "content-type"), "application/vnd.amazon.eventstream");
  EXPECT_EQ(text_of_stream(events_of(stream)), text_of_answer(service.converse(body)));
}

TEST(LocalBedrock, RefusesAStreamWithItsStatus) {
  Service service;
  const Reply reply =
      service.converse_stream(user_says("[[simulate: exception ServiceUnavailableException]] x"));
  EXPECT_EQ(reply.status, 503U);
  EXPECT_FALSE(reply.in_steps);
  EXPECT_EQ(message_of(reply), "Bedrock is unable to process your request.");
}

TEST(LocalBedrock, AnswersEveryExceptionOfTheServiceModel) {
  Service service;
  for (const ExceptionShape& exception : service_exceptions()) {
    const Reply reply =
        service.converse(user_says(fmt::format("[[simulate: exception {}]]", exception.name)));
    EXPECT_EQ(reply.status, exception.status) << exception.name;
    EXPECT_THAT(header_of(reply, "x-amzn-errortype"), StartsWith(std::string{exception.name} + ":"));
    EXPECT_NE(message_of(reply), "");
  }
}

TEST(LocalBedrock, StreamsEveryExceptionOfTheStream) {
  Service service;
  for (const char* name : {"internalServerException", "modelStreamErrorException", "validationException",
                           "throttlingException", "serviceUnavailableException"}) {
    const Reply reply =
        service.converse_stream(user_says(fmt::format("[[simulate: exception {} mid]] x", name)));
    EXPECT_EQ(reply.status, 200U);
    EXPECT_EQ(types_of(events_of(reply)).back(), fmt::format("!{}", name));
  }
}

TEST(LocalBedrock, WritesErrorsInEveryForm) {
  Service service;
  const Reply in_headers =
      service.converse(user_says("[[simulate: exception ModelErrorException as headers: broke down]]"));
  EXPECT_EQ(in_headers.body, "{}");
  EXPECT_EQ(header_of(in_headers, "x-amzn-errormessage"), "broke down");
  const Reply capital =
      service.converse(user_says("[[simulate: exception ModelErrorException as Message: broke down]]"));
  EXPECT_EQ(capital.body, R"({"Message":"broke down"})");
  const Reply html =
      service.converse(user_says("[[simulate: exception ServiceUnavailableException as html]]"));
  EXPECT_EQ(html.status, 503U);
  EXPECT_EQ(header_of(html, "content-type"), "text/html");
  EXPECT_EQ(header_of(html, "x-amzn-errortype"), "");
}

TEST(LocalBedrock, ThrottlesAsOftenAsToldAndThenServes) {
  Service service;
  const std::string body = user_says("[[simulate: throttle 2 a]] x");
  std::vector<unsigned> statuses;
  for (int i = 0; i < 4; ++i) statuses.push_back(service.converse(body).status);
  EXPECT_THAT(statuses, ElementsAre(429U, 429U, 200U, 429U));
  EXPECT_EQ(service.converse(user_says("[[simulate: throttle 1 b]] x")).status, 429U);
}

TEST(LocalBedrock, RefusesOnceWithATextSoThatAClientCanLearn) {
  Service service;
  const std::string body = user_says(
      "[[simulate: exception ValidationException times 1 key t: This model doesn't support the stopSequences "
      "field]] x");
  EXPECT_EQ(message_of(service.converse(body)), "This model doesn't support the stopSequences field");
  EXPECT_EQ(service.converse(body).status, 200U);
}

TEST(LocalBedrock, SendsRetryAfterWhereToldTo) {
  Service service;
  const Reply reply =
      service.converse(user_says("[[simulate: exception ThrottlingException retry-after 9]]"));
  EXPECT_EQ(header_of(reply, "retry-after"), "9");
}

TEST(LocalBedrock, BreaksPlainAnswers) {
  Service service;
  const Reply reset = service.converse(user_says("[[simulate: reset]] x"));
  ASSERT_TRUE(reset.in_steps);
  EXPECT_EQ(reset.steps.back().kind, Step::Kind::reset);
  const Reply cut = service.converse(user_says("[[simulate: cut]] x"));
  EXPECT_FALSE(JsonTree::parse(test::bytes_of(cut.steps)).has_value());
  const Reply stall = service.converse(user_says("[[simulate: stall 1]] x"));
  EXPECT_TRUE(JsonTree::parse(test::bytes_of(stall.steps)).has_value());
  EXPECT_EQ(std::ranges::count(stall.steps, Step::Kind::wait, &Step::kind), 1);
}

TEST(LocalBedrock, FailsBeforeTheHeadWhereToldTo) {
  Service service;
  const Reply reset = service.converse_stream(user_says("[[simulate: reset before]] x"));
  ASSERT_EQ(reset.before_head.size(), 1U);
  EXPECT_EQ(reset.before_head[0].kind, Step::Kind::reset);
  const Reply stall = service.converse_stream(user_says("[[simulate: stall 2 before]] x"));
  ASSERT_EQ(stall.before_head.size(), 1U);
  EXPECT_EQ(stall.before_head[0].duration, std::chrono::seconds{2});
  EXPECT_EQ(std::ranges::count(stall.steps, Step::Kind::wait, &Step::kind), 0);
  const Reply cut = service.converse_stream(user_says("[[simulate: cut before]] x"));
  EXPECT_THAT(cut.steps, IsEmpty());
}

TEST(LocalBedrock, FindsDirectivesInToolResults) {
  Service service;
  const Reply reply = service.converse(
      R"({"messages":[{"role":"user","content":[{"text":"x"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"a","name":"f","input":{}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"a","content":[{"text":"[[simulate: exception ModelTimeoutException]]"}]}}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}}]}})");
  EXPECT_EQ(reply.status, 408U);
}

TEST(LocalBedrock, CountsACachedPrefixAsWrittenThenRead) {
  Service service;
  std::string prompt;
  for (int i = 0; i < 1'200; ++i) prompt += "word ";
  const std::string body = user_says(
      "x", fmt::format(R"(,"system":[{{"text":"{}"}},{{"cachePoint":{{"type":"default"}}}}])", prompt));
  const auto usage = [&] {
    const Reply reply = service.converse(body);
    const Document document{reply.body};
    const Json found = *document.root().find("usage");
    return std::pair{*found.find("cacheWriteInputTokens")->integer(),
                     *found.find("cacheReadInputTokens")->integer()};
  };
  const auto [written_first, read_first] = usage();
  const auto [written_then, read_then] = usage();
  EXPECT_GT(written_first, 1'024);
  EXPECT_EQ(read_first, 0);
  EXPECT_EQ(written_then, 0);
  EXPECT_EQ(read_then, written_first);
}

TEST(LocalBedrock, EmbedsByInvokeModel) {
  Service service;
  const Reply reply =
      service.call("POST", "/model/amazon.titan-embed-text-v2%3A0/invoke", R"({"inputText":"hello"})");
  EXPECT_EQ(reply.status, 200U);
  EXPECT_EQ(header_of(reply, "x-amzn-bedrock-input-token-count"), "1");
  EXPECT_EQ(service.call("POST", "/model/amazon.titan-embed-text-v2%3A0/invoke", "{}").status, 400U);
  EXPECT_EQ(service.call("POST", "/model/amazon.nova-lite-v1%3A0/invoke", "{}").status, 400U);
  EXPECT_THAT(service.served.error_message, HasSubstr("use Converse"));
}

TEST(LocalBedrock, ListsAndDescribes) {
  Service service;
  EXPECT_EQ(service.call("GET", "/foundation-models?byOutputModality=EMBEDDING").status, 200U);
  EXPECT_EQ(service.call("GET", "/foundation-models?byOutputModality=SMELL").status, 400U);
  EXPECT_EQ(service.call("GET", "/foundation-models/amazon.nova-lite-v1%3A0").status, 200U);
  EXPECT_EQ(service.call("GET", "/foundation-models/a.nothing-v1").status, 404U);
  EXPECT_EQ(service.call("GET", "/inference-profiles?maxResults=2&type=APPLICATION").status, 200U);
  EXPECT_EQ(service.call("GET", "/inference-profiles?maxResults=0").status, 400U);
  EXPECT_EQ(service.call("GET", "/inference-profiles?type=%zz").status, 400U);
  EXPECT_EQ(service.call("GET", "/inference-profiles/us.amazon.nova-lite-v1%3A0").status, 200U);
  EXPECT_EQ(service.call("GET", "/inference-profiles/us.nothing").status, 404U);
}

TEST(LocalBedrock, ChecksInvokeModelsHeaders) {
  Service service;
  const Reply reply =
      service.send("POST", "/model/amazon.titan-embed-text-v2%3A0/invoke",
                   {{"authorization", "Bearer local-token"}, {"x-amzn-bedrock-trace", "MAYBE"}},
                   R"({"inputText":"hello"})");
  EXPECT_EQ(reply.status, 400U);
}

TEST(Memory, ForgetsTheOldest) {
  Memory memory;
  EXPECT_TRUE(memory.strikes("first", 1));
  for (int i = 0; i < 2'000; ++i) static_cast<void>(memory.has_cached(fmt::format("{}", i)));
  EXPECT_TRUE(memory.strikes("first", 1));  // would have been let pass
  EXPECT_TRUE(memory.has_cached("1999"));
  EXPECT_FALSE(memory.has_cached("0"));
}

}  // namespace
}  // namespace gw::simulator
