#include "gateway/route_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace gw::gateway {
namespace {

using base::ErrorKind;
using testing::HasSubstr;

struct PathCase {
  const char* method;
  const char* path;
  RouteKind kind;
  const char* parameter;
};

class KnownPaths : public testing::TestWithParam<PathCase> {};

TEST_P(KnownPaths, LeadToTheirRoute) {
  const RouteTable routes{"/api/v1"};
  const auto route = routes.find(GetParam().method, GetParam().path);
  ASSERT_TRUE(route.has_value()) << GetParam().path << ": " << route.error().message;
  EXPECT_STREQ(to_string(route->kind), to_string(GetParam().kind)) << GetParam().path;
  EXPECT_EQ(route->path_parameter, GetParam().parameter) << GetParam().path;
}

constexpr const char* kArn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123";

INSTANTIATE_TEST_SUITE_P(
    Table, KnownPaths,
    testing::Values(
        PathCase{"POST", "/v1/chat/completions", RouteKind::chat_completions, ""},
        PathCase{"POST", "/api/v1/chat/completions", RouteKind::chat_completions, ""},
        PathCase{"POST", "/v1/chat/completions/", RouteKind::chat_completions, ""},
        PathCase{"POST", "//v1///chat//completions//", RouteKind::chat_completions, ""},
        PathCase{"POST", "/v1/embeddings", RouteKind::embeddings, ""},
        PathCase{"POST", "/api/v1/embeddings/", RouteKind::embeddings, ""},
        PathCase{"GET", "/v1/models", RouteKind::models_list, ""},
        PathCase{"HEAD", "/v1/models", RouteKind::models_list, ""},
        PathCase{"GET", "/api/v1/models/", RouteKind::models_list, ""},
        PathCase{"GET", "/v1/models/amazon.nova-pro-v1:0", RouteKind::model_get, "amazon.nova-pro-v1:0"},
        PathCase{"GET", "/v1/models/amazon.nova-pro-v1%3A0", RouteKind::model_get, "amazon.nova-pro-v1:0"},
        PathCase{"GET", "/v1/models/amazon.nova-pro-v1%3a0/", RouteKind::model_get, "amazon.nova-pro-v1:0"},
        PathCase{"GET",
                 "/v1/models/arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123",
                 RouteKind::model_get, kArn},
        PathCase{"GET",
                 "/v1/models/arn:aws:bedrock:us-east-1:123456789012:application-inference-profile%2Fabc123",
                 RouteKind::model_get, kArn},
        PathCase{"GET",
                 "/v1/models/"
                 "arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fabc123",
                 RouteKind::model_get, kArn},
        PathCase{"GET", "/v1/models/chat%20team", RouteKind::model_get, "chat team"},
        PathCase{"GET", "/v1/models/a%252Fb", RouteKind::model_get, "a%2Fb"},
        PathCase{"GET", "/v1/models/models", RouteKind::model_get, "models"},
        PathCase{"POST", "/openai/deployments/gpt-4o/chat/completions", RouteKind::chat_completions,
                 "gpt-4o"},
        PathCase{"POST", "/openai/deployments/us.x.y-v1%3A0/chat/completions/", RouteKind::chat_completions,
                 "us.x.y-v1:0"},
        PathCase{"POST",
                 "/openai/deployments/arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/"
                 "abc123/chat/completions",
                 RouteKind::chat_completions, kArn},
        PathCase{"POST", "/openai/deployments/text-embedding-3-small/embeddings", RouteKind::embeddings,
                 "text-embedding-3-small"},
        PathCase{"GET", "/", RouteKind::health, ""}, PathCase{"HEAD", "/", RouteKind::health, ""},
        PathCase{"GET", "/health", RouteKind::health, ""},
        PathCase{"GET", "/healthz/", RouteKind::health, ""}, PathCase{"GET", "/ready", RouteKind::ready, ""},
        PathCase{"GET", "/metrics", RouteKind::metrics, ""}));

TEST(RouteTable, ServesUnderItsPrefixAndUnderV1) {
  const RouteTable routes{"/llm"};
  EXPECT_TRUE(routes.find("POST", "/llm/chat/completions").has_value());
  EXPECT_TRUE(routes.find("POST", "/v1/chat/completions").has_value());
  EXPECT_FALSE(routes.find("POST", "/api/v1/chat/completions").has_value());
}

TEST(RouteTable, ServesAtTheRootWithAnEmptyPrefix) {
  const RouteTable routes{""};
  EXPECT_EQ(routes.find("POST", "/chat/completions")->kind, RouteKind::chat_completions);
  EXPECT_EQ(routes.find("GET", "/models/a/b")->path_parameter, "a/b");
  EXPECT_EQ(routes.find("GET", "/")->kind, RouteKind::health);
}

class UnknownPaths : public testing::TestWithParam<const char*> {};

TEST_P(UnknownPaths, AreNotFound) {
  const auto route = RouteTable{"/api/v1"}.find("POST", GetParam());
  ASSERT_FALSE(route.has_value()) << GetParam();
  EXPECT_EQ(route.error().kind, ErrorKind::route_not_found);
  EXPECT_EQ(route.error().code, "unknown_url");
  EXPECT_EQ(route.error().message, "Invalid URL (POST " + std::string{GetParam()} + ")");
}

INSTANTIATE_TEST_SUITE_P(
    Table, UnknownPaths,
    testing::Values("/v1", "/v1/", "/api/v1", "/v1/chat", "/v1/chat/completions/x", "/v1/responses",
                    "/v1/messages", "/v1/completions", "/chat/completions", "/V1/chat/completions",
                    "/v1/Chat/Completions", "/v2/chat/completions", "/xv1/chat/completions",
                    "/v1x/chat/completions", "/v1/chat%2Fcompletions", "/v1/../v1/chat/completions",
                    "/api/v1/v1/chat/completions", "/openai/deployments/chat/completions",
                    "/openai/deployments//chat/completions", "/openai/deployments/m",
                    "/openai/deployments/m/completions", "/openai/deployments/embeddings", "/healthzz",
                    "/v1/health", "*", "", "v1/chat/completions"));

TEST(RouteTable, SaysWhichMethodsAPathTakes) {
  const RouteTable routes{"/api/v1"};
  const auto get_chat = routes.find("GET", "/v1/chat/completions");
  ASSERT_FALSE(get_chat.has_value());
  EXPECT_EQ(get_chat.error().kind, ErrorKind::method_not_allowed);
  EXPECT_EQ(get_chat.error().param, "POST, OPTIONS");
  EXPECT_EQ(get_chat.error().message, "Not allowed to GET on /v1/chat/completions");
  EXPECT_EQ(routes.find("DELETE", "/v1/models/x").error().param, "GET, HEAD, OPTIONS");
  EXPECT_EQ(routes.find("POST", "/health").error().kind, ErrorKind::method_not_allowed);
  EXPECT_EQ(routes.find("post", "/v1/chat/completions").error().kind, ErrorKind::method_not_allowed);
}

TEST(RouteTable, RefusesAModelThatIsNotValidlyEncoded) {
  const RouteTable routes{"/api/v1"};
  for (const char* path : {"/v1/models/a%", "/v1/models/a%2", "/v1/models/a%zz", "/v1/models/a%00b",
                           "/v1/models/a%0d%0ab", "/v1/models/%ff%fe"}) {
    const auto route = routes.find("GET", path);
    ASSERT_FALSE(route.has_value()) << path;
    EXPECT_EQ(route.error().kind, ErrorKind::invalid_request);
    EXPECT_EQ(route.error().param, "model");
  }
}

TEST(RouteTable, QuotesNoMoreThanTheBeginningOfALongPath) {
  const auto route = RouteTable{"/api/v1"}.find("GET", "/" + std::string(30'000, 'x'));
  ASSERT_FALSE(route.has_value());
  EXPECT_LT(route.error().message.size(), 300U);
}

TEST(SplitTarget, SeparatesPathAndQuery) {
  EXPECT_EQ(split_target("/v1/models?limit=1").path, "/v1/models");
  EXPECT_EQ(split_target("/v1/models?limit=1").query, "limit=1");
  EXPECT_EQ(split_target("/v1/models").query, "");
  EXPECT_EQ(split_target("/a?b?c").query, "b?c");
}

TEST(SplitTarget, AcceptsTheAbsoluteFormOfProxies) {
  EXPECT_EQ(split_target("http://gateway:8000/v1/models?x").path, "/v1/models");
  EXPECT_EQ(split_target("http://gateway:8000").path, "/");
  EXPECT_EQ(split_target("http://gateway:8000?x=1").query, "x=1");
  EXPECT_EQ(split_target("*").path, "*");
}

TEST(Query, DecodesItsParameters) {
  const Query query = parse_query("api-version=2024-10-21&dry_run=true&name=a%20b+c&flag&=x&&bad=%zz");
  EXPECT_EQ(query.find("api-version"), "2024-10-21");
  EXPECT_EQ(query.find("dry_run"), "true");
  EXPECT_EQ(query.find("name"), "a b c");
  EXPECT_EQ(query.find("flag"), "");
  EXPECT_EQ(query.find("bad"), "%zz");
  EXPECT_FALSE(query.find("missing").has_value());
}

TEST(Query, TakesTheFirstOfTwoParametersWithOneName) {
  EXPECT_EQ(parse_query("a=1&a=2").find("a"), "1");
}

}  // namespace
}  // namespace gw::gateway
