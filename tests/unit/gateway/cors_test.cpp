#include "gateway/cors.hpp"

#include <gtest/gtest.h>

#include "net/http_server.hpp"

namespace gw::gateway {
namespace {

using policy::CorsDecision;

net::ServerRequest a_preflight() {
  net::ServerRequest request;
  request.method = "OPTIONS";
  request.headers.add("Origin", "https://app.example");
  request.headers.add("Access-Control-Request-Method", "POST");
  request.headers.add("Access-Control-Request-Headers", "authorization, x-stainless-os");
  return request;
}

TEST(Preflight, IsOptionsWithOriginAndARequestedMethod) {
  EXPECT_TRUE(is_preflight(a_preflight()));
  net::ServerRequest without_method = a_preflight();
  without_method.headers.remove("access-control-request-method");
  EXPECT_FALSE(is_preflight(without_method));
  net::ServerRequest without_origin = a_preflight();
  without_origin.headers.remove("origin");
  EXPECT_FALSE(is_preflight(without_origin));
  net::ServerRequest post = a_preflight();
  post.method = "POST";
  EXPECT_FALSE(is_preflight(post));
}

TEST(Preflight, EchoesTheRequestedHeaders) {
  const net::Response response = preflight_response(a_preflight(), CorsDecision::allow_any);
  EXPECT_EQ(response.status, 204U);
  EXPECT_EQ(response.headers.find("access-control-allow-headers"), "authorization, x-stainless-os");
  EXPECT_EQ(response.headers.find("access-control-allow-methods"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(response.body, "");
}

TEST(Preflight, AllowsNothingToARefusedOrigin) {
  const net::Response response = preflight_response(a_preflight(), CorsDecision::refuse);
  EXPECT_EQ(response.status, 204U);
  EXPECT_FALSE(response.headers.find("access-control-allow-methods").has_value());
  EXPECT_FALSE(response.headers.find("access-control-allow-headers").has_value());
}

TEST(Preflight, AllowsThePrivateNetworkWhenAskedTo) {
  net::ServerRequest request = a_preflight();
  request.headers.add("Access-Control-Request-Private-Network", "true");
  EXPECT_EQ(preflight_response(request, CorsDecision::allow_this)
                .headers.find("access-control-allow-private-network"),
            "true");
  EXPECT_FALSE(preflight_response(a_preflight(), CorsDecision::allow_this)
                   .headers.find("access-control-allow-private-network")
                   .has_value());
}

TEST(CorsHeaders, NeverJoinAStarWithCredentials) {
  net::HeaderList headers;
  set_cors_headers(headers, "https://app.example", CorsDecision::allow_any);
  EXPECT_EQ(headers.find("access-control-allow-origin"), "*");
  EXPECT_FALSE(headers.find("access-control-allow-credentials").has_value());
}

TEST(CorsHeaders, EchoAListedOriginAndSayThatTheAnswerDependsOnIt) {
  net::HeaderList headers;
  set_cors_headers(headers, "https://app.example", CorsDecision::allow_this);
  EXPECT_EQ(headers.find("access-control-allow-origin"), "https://app.example");
  EXPECT_EQ(headers.find("access-control-allow-credentials"), "true");
  EXPECT_EQ(headers.find("vary"), "origin");
}

TEST(CorsHeaders, LetPagesReadWhatClientsNeed) {
  net::HeaderList headers;
  set_cors_headers(headers, "https://app.example", CorsDecision::allow_any);
  const std::string exposed{headers.find("access-control-expose-headers").value_or("")};
  for (const char* name : {"x-request-id", "retry-after", "x-gateway-warnings", "x-bedrock-model-id"}) {
    EXPECT_NE(exposed.find(name), std::string::npos) << name;
  }
}

TEST(CorsHeaders, AreNoneForARefusedOrigin) {
  net::HeaderList headers;
  set_cors_headers(headers, "https://app.example", CorsDecision::refuse);
  EXPECT_TRUE(headers.empty());
}

}  // namespace
}  // namespace gw::gateway
