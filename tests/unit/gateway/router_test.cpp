#include "gateway/router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "gateway/learned_rules.hpp"
#include "gateway/model_directory.hpp"
#include "gateway/request_context.hpp"
#include "gateway/services.hpp"
#include "gateway/settings.hpp"
#include "net/http_client.hpp"
#include "support/fake_log.hpp"
#include "support/fake_metrics.hpp"
#include "support/fixed_sources.hpp"
#include "support/loop.hpp"
#include "support/recording_responder.hpp"
#include "upstream/bedrock_client.hpp"
#include "upstream/credential_cache.hpp"
#include "upstream/credential_source.hpp"

namespace gw::gateway {
namespace {

using testing::HasSubstr;

/// Stands for every flow: tells which one was called and with what.
net::Task<void> echo(RequestContext& context, std::string flow) {
  net::Response response;
  response.body =
      flow + " " + context.path_parameter + " " + std::string{context.query.find("q").value_or("")};
  base::Result<void> sent = co_await context.responder.send(std::move(response));
  (void)sent;
}
net::Task<void> chat(RequestContext& context, const Services&) {
  return echo(context, "chat");
}
net::Task<void> embeddings(RequestContext& context, const Services&) {
  return echo(context, "embeddings");
}
net::Task<void> models_list(RequestContext& context, const Services&) {
  return echo(context, "models_list");
}
net::Task<void> model_get(RequestContext& context, const Services&) {
  return echo(context, "model_get");
}

net::Task<void> forgets_to_answer(RequestContext&, const Services&) {
  co_return;
}
net::Task<void> throws(RequestContext&, const Services&) {
  throw std::runtime_error("a defect");
  co_return;
}
net::Task<void> breaks_in_mid_stream(RequestContext& context, const Services&) {
  net::ResponseHead head;
  base::Result<void> begun = co_await context.responder.begin_stream(std::move(head));
  (void)begun;
  throw std::runtime_error("a defect");
}

/// A router with everything around it. Change the public parts, then call start().
class Gateway {
 public:
  Gateway() {
    settings.keys.keys.emplace_back("test-key");
    settings.server.host = "0.0.0.0";
  }

  void start() {
    const auto default_key =
        settings.keys.default_key_in_force ? policy::DefaultKey::in_force : policy::DefaultKey::not_in_force;
    routes_.emplace(settings.api_route_prefix);
    cors_.emplace(settings.allowed_origins, default_key);
    admission_.emplace(settings.keys, settings.server.host, *cors_);
    services_.emplace(Services{settings, clock, random_, bedrock_, models_, learned_, metrics});
    door_.emplace(FrontDoor{*routes_, *cors_, *admission_, log, flows, [this] { return readiness; },
                            [] { return std::string{"metrics text\n"}; }});
    router_.emplace(*door_, *services_);
  }

  test::RecordingResponder& ask(net::ServerRequest request) {
    if (!router_) start();
    request_ = std::move(request);
    loop_.run(router_->handle(request_, responder));
    return responder;
  }
  test::RecordingResponder& ask(std::string method, std::string target,
                                std::vector<net::HeaderView> headers = {}) {
    net::ServerRequest request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.peer = "127.0.0.1:50000";
    for (const net::HeaderView& header : headers) request.headers.add(header.name, header.value);
    return ask(std::move(request));
  }
  [[nodiscard]] std::string header(std::string_view name) const {
    return std::string{responder.head->headers.find(name).value_or("absent")};
  }
  [[nodiscard]] Router& router() {
    if (!router_) start();
    return *router_;
  }

  Settings settings;
  Flows flows{chat, embeddings, models_list, model_get};
  base::Result<void> readiness;
  test::FixedClock clock;
  test::FakeMetrics metrics;
  test::FakeLog log;
  test::RecordingResponder responder;

 private:
  test::Loop loop_;
  test::CountingRandom random_;
  // The flows of these tests use none of these.
  std::unique_ptr<net::HttpClient> http_{
      net::HttpClient::create(loop_.io(), net::ClientLimits{}, net::TlsTrust{})};
  upstream::CredentialCache credentials_{nullptr, clock};
  upstream::BedrockClient bedrock_{*http_, credentials_, clock, upstream::BedrockEndpoints{}};
  ModelDirectory models_{settings, models::CapabilityRecords{}, clock};
  LearnedRules learned_;
  std::optional<RouteTable> routes_;
  std::optional<policy::CorsRules> cors_;
  std::optional<policy::Admission> admission_;
  std::optional<Services> services_;
  std::optional<FrontDoor> door_;
  std::optional<Router> router_;
  net::ServerRequest request_;
};

constexpr net::HeaderView kKey{"authorization", "Bearer test-key"};

TEST(Router, CallsTheFlowOfAPath) {
  EXPECT_EQ(Gateway{}.ask("POST", "/v1/chat/completions", {kKey}).body, "chat  ");
  EXPECT_EQ(Gateway{}.ask("POST", "/v1/embeddings", {kKey}).body, "embeddings  ");
  EXPECT_EQ(Gateway{}.ask("GET", "/v1/models", {kKey}).body, "models_list  ");
  EXPECT_EQ(Gateway{}.ask("GET", "/v1/models/a%2Fb:0?q=x%20y", {kKey}).body, "model_get a/b:0 x y");
  EXPECT_EQ(Gateway{}.ask("POST", "/openai/deployments/gpt-4o/chat/completions?api-version=1", {kKey}).body,
            "chat gpt-4o ");
}

TEST(Router, AsksForAKeyOnEveryRouteOfTheApi) {
  for (const auto& [method, path] : {std::pair{"POST", "/v1/chat/completions"},
                                     {"POST", "/v1/embeddings"},
                                     {"GET", "/v1/models"},
                                     {"GET", "/v1/models/x"},
                                     {"GET", "/metrics"}}) {
    Gateway gateway;
    gateway.ask(method, path);
    EXPECT_EQ(gateway.responder.head->status, 401U) << path;
    EXPECT_EQ(gateway.header("www-authenticate"), "Bearer") << path;
    EXPECT_THAT(gateway.responder.body, HasSubstr("\"code\":\"invalid_api_key\"")) << path;
  }
}

TEST(Router, AnswersHealthWithoutAKey) {
  for (const char* path : {"/", "/health", "/healthz"}) {
    for (const char* method : {"GET", "HEAD"}) {
      Gateway gateway;
      gateway.ask(method, path);
      EXPECT_EQ(gateway.responder.head->status, 200U) << method << path;
      EXPECT_EQ(gateway.responder.body, R"({"status":"OK"})");
    }
  }
}

TEST(Router, IsReadyWithoutAKeyOnceItCanServe) {
  Gateway gateway;
  gateway.ask("GET", "/ready");
  EXPECT_EQ(gateway.responder.head->status, 200U);
}

TEST(Router, SaysWhyItIsNotReady) {
  Gateway gateway;
  gateway.readiness = base::fail(base::ErrorKind::upstream_credentials, "no credentials yet");
  gateway.ask("GET", "/ready");
  EXPECT_EQ(gateway.responder.head->status, 503U);
  EXPECT_THAT(gateway.responder.body, HasSubstr("no credentials yet"));
}

TEST(Router, ShowsMetricsWithoutAKeyOnLoopbackOrWhenTheyArePublic) {
  Gateway on_loopback;
  on_loopback.settings.server.host = "127.0.0.1";
  EXPECT_EQ(on_loopback.ask("GET", "/metrics").body, "metrics text\n");
  EXPECT_EQ(on_loopback.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  Gateway made_public;
  made_public.settings.metrics_public = true;
  EXPECT_EQ(made_public.ask("GET", "/metrics").body, "metrics text\n");
  Gateway with_key;
  EXPECT_EQ(with_key.ask("GET", "/metrics", {kKey}).body, "metrics text\n");
}

TEST(Router, AnswersUnknownPathsInTheEnvelope) {
  Gateway gateway;
  gateway.ask("POST", "/v1/responses", {kKey});
  EXPECT_EQ(gateway.responder.head->status, 404U);
  EXPECT_EQ(gateway.responder.body, R"j({"error":{"message":"Invalid URL (POST /v1/responses)",)j"
                                    R"("type":"invalid_request_error","param":null,"code":"unknown_url"}})");
}

TEST(Router, SaysWhichMethodsAreAllowed) {
  Gateway gateway;
  gateway.ask("GET", "/v1/chat/completions", {kKey});
  EXPECT_EQ(gateway.responder.head->status, 405U);
  EXPECT_EQ(gateway.header("allow"), "POST, OPTIONS");
}

TEST(Router, AnswersAPreflightBeforeItAsksForAKey) {
  Gateway gateway;
  gateway.ask("OPTIONS", "/v1/chat/completions",
              {{"origin", "https://app.example"},
               {"access-control-request-method", "POST"},
               {"access-control-request-headers", "authorization,x-stainless-os"}});
  EXPECT_EQ(gateway.responder.head->status, 204U);
  EXPECT_EQ(gateway.header("access-control-allow-origin"), "*");
  EXPECT_EQ(gateway.header("access-control-allow-headers"), "authorization,x-stainless-os");
}

TEST(Router, AnswersOptionsWithoutAnOrigin) {
  Gateway gateway;
  gateway.ask("OPTIONS", "*");
  EXPECT_EQ(gateway.responder.head->status, 204U);
  EXPECT_EQ(gateway.header("allow"), "GET, HEAD, POST, OPTIONS");
}

TEST(Router, LetsPagesReadErrors) {
  Gateway gateway;
  gateway.ask("POST", "/v1/chat/completions", {{"origin", "https://app.example"}});
  EXPECT_EQ(gateway.responder.head->status, 401U);
  EXPECT_EQ(gateway.header("access-control-allow-origin"), "*");
}

TEST(Router, RefusesForeignPagesWhileTheDefaultKeyIsInForce) {
  Gateway gateway;
  gateway.settings.keys.default_key_in_force = true;
  gateway.settings.server.host = "127.0.0.1";
  gateway.ask("POST", "/v1/chat/completions",
              {kKey, {"origin", "https://evil.example"}, {"host", "localhost:8000"}});
  EXPECT_EQ(gateway.responder.head->status, 403U);
  EXPECT_EQ(gateway.header("access-control-allow-origin"), "absent");
}

TEST(Router, RefusesAForeignHostWhileTheDefaultKeyIsInForce) {
  Gateway gateway;
  gateway.settings.keys.default_key_in_force = true;
  gateway.settings.server.host = "127.0.0.1";
  gateway.ask("GET", "/metrics", {{"host", "rebound.example:8000"}});
  EXPECT_EQ(gateway.responder.head->status, 403U);
}

TEST(Router, KeepsTheClientsRequestId) {
  Gateway gateway;
  gateway.ask("GET", "/health", {{"x-request-id", "client-1"}});
  EXPECT_EQ(gateway.header("x-request-id"), "client-1");
}

TEST(Router, GivesARequestIdOfItsOwn) {
  Gateway gateway;
  gateway.ask("GET", "/health");
  EXPECT_EQ(gateway.header("x-request-id"), "req_00000000000000010000000000000002");
}

TEST(Router, SaysThatBedrockIsSimulated) {
  Gateway gateway;
  gateway.settings.local_simulation = true;
  gateway.ask("POST", "/v1/chat/completions");
  EXPECT_EQ(gateway.header("x-gateway-upstream"), "local-simulation");
}

TEST(Router, LogsAndCountsEachRequestOnce) {
  Gateway gateway;
  gateway.ask("POST", "/v1/chat/completions?api-key=secret", {kKey});
  ASSERT_EQ(gateway.log.lines.size(), 1U);
  EXPECT_THAT(gateway.log.lines[0],
              HasSubstr(R"("path":"/v1/chat/completions","route":"chat_completions","status":200)"));
  EXPECT_EQ(gateway.log.lines[0].find("secret"), std::string::npos);
  EXPECT_EQ(gateway.log.lines[0].find("test-key"), std::string::npos);
  EXPECT_THAT(gateway.log.lines[0], HasSubstr(R"("key_index":0)"));
  ASSERT_EQ(gateway.metrics.finished.size(), 1U);
}

TEST(Router, LogsProbesOnlyForDebugging) {
  Gateway gateway;
  gateway.ask("GET", "/health");
  EXPECT_TRUE(gateway.log.lines.empty());
  EXPECT_EQ(gateway.metrics.finished.size(), 1U);
}

TEST(Router, AnswersForAFlowThatForgotTo) {
  Gateway gateway;
  gateway.flows.chat = forgets_to_answer;
  gateway.ask("POST", "/v1/chat/completions", {kKey});
  EXPECT_EQ(gateway.responder.head->status, 500U);
  EXPECT_THAT(gateway.responder.body, HasSubstr("\"type\":\"server_error\""));
}

TEST(Router, AnswersForAFlowThatThrewWithoutTellingTheClientWhat) {
  Gateway gateway;
  gateway.flows.chat = throws;
  gateway.ask("POST", "/v1/chat/completions", {kKey});
  EXPECT_EQ(gateway.responder.head->status, 500U);
  EXPECT_EQ(gateway.responder.body.find("a defect"), std::string::npos);
  EXPECT_THAT(gateway.log.lines.at(0), HasSubstr(R"("error":"internal")"));
}

TEST(Router, BreaksOffAStreamThatAFlowLeftOpen) {
  Gateway gateway;
  gateway.flows.chat = breaks_in_mid_stream;
  gateway.ask("POST", "/v1/chat/completions", {kKey});
  EXPECT_TRUE(gateway.responder.was_reset);
  EXPECT_EQ(gateway.metrics.open_streams, 0);
}

TEST(Router, AsksToComeBackWhenItShutsDownBeforeAnAnswer) {
  Gateway gateway;
  gateway.flows.chat = forgets_to_answer;
  gateway.responder.reason = net::CancelReason::shutting_down;
  gateway.ask("POST", "/v1/chat/completions", {kKey});
  EXPECT_EQ(gateway.responder.head->status, 503U);
  EXPECT_EQ(gateway.header("retry-after"), "1");
}

TEST(Router, AnswersNobodyWhenTheClientIsGone) {
  Gateway gateway;
  gateway.flows.chat = forgets_to_answer;
  gateway.responder.reason = net::CancelReason::client_gone;
  gateway.ask("POST", "/v1/chat/completions", {kKey});
  EXPECT_FALSE(gateway.responder.head.has_value());
  EXPECT_THAT(gateway.log.lines.at(0), HasSubstr(R"("status":499)"));
  EXPECT_THAT(gateway.log.lines.at(0), HasSubstr(R"("client_gone":true)"));
}

TEST(Router, AnswersWhatNeverBecameARequest) {
  Gateway gateway;
  const base::Error error =
      base::make_error(base::ErrorKind::head_too_large, "The request's head is too large.");
  const net::Response response = gateway.router().refuse(error, "https://app.example");
  EXPECT_EQ(response.status, 431U);
  EXPECT_EQ(response.headers.find("access-control-allow-origin"), "*");
  EXPECT_TRUE(response.headers.find("x-request-id").has_value());
  EXPECT_THAT(response.body, HasSubstr("\"error\""));
  EXPECT_EQ(gateway.log.lines.size(), 1U);
  EXPECT_EQ(gateway.metrics.finished.at(0).status, 431U);
}

}  // namespace
}  // namespace gw::gateway
