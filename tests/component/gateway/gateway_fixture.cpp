#include "gateway_fixture.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <utility>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "gateway/chat_flow.hpp"
#include "gateway/embeddings_flow.hpp"
#include "gateway/learned_rules.hpp"
#include "gateway/log.hpp"
#include "gateway/metrics_registry.hpp"
#include "gateway/model_directory.hpp"
#include "gateway/models_flow.hpp"
#include "gateway/policy/admission.hpp"
#include "gateway/policy/api_keys.hpp"
#include "gateway/policy/cors.hpp"
#include "gateway/route_table.hpp"
#include "gateway/router.hpp"
#include "gateway/services.hpp"
#include "net/http_client.hpp"
#include "net/http_server.hpp"
#include "support/bedrock_wire.hpp"
#include "support/fake_credentials.hpp"
#include "support/fake_log.hpp"
#include "support/fixed_sources.hpp"
#include "upstream/bedrock_client.hpp"
#include "upstream/credential_cache.hpp"

namespace gw::test {
namespace {

class SystemClock final : public base::Clock {
 public:
  [[nodiscard]] std::chrono::system_clock::time_point now() const override {
    return std::chrono::system_clock::now();
  }
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::now();
  }
};

constexpr std::string_view kKey = "test-key";

gateway::Settings make_settings(const Gateway::Adjust& adjust) {
  gateway::Settings settings;
  settings.region = base::Region("us-east-1");
  if (adjust) adjust(settings);
  return settings;
}

gateway::policy::KeyRing one_key() {
  gateway::policy::KeyRing ring;
  ring.keys.emplace_back(std::string(kKey));
  return ring;
}

aws::Endpoint fake_endpoint(std::uint16_t port) {
  aws::Endpoint endpoint;
  endpoint.scheme = aws::Scheme::http;
  endpoint.host = "127.0.0.1";
  endpoint.port = port;
  endpoint.signing_region = base::Region("us-east-1");
  endpoint.signing_service = "bedrock";
  return endpoint;
}

std::deque<aws::Identity> or_some_keys(std::deque<aws::Identity> identities) {
  if (identities.empty()) identities.push_back(keys("AKIDEXAMPLE"));
  return identities;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return out;
}

/// Undoes chunks; false if they do not come to their end.
bool unchunk(std::string_view bytes, std::string& body) {
  while (true) {
    const std::size_t line_end = bytes.find("\r\n");
    if (line_end == std::string_view::npos) return false;
    const std::size_t size = std::strtoul(std::string(bytes.substr(0, line_end)).c_str(), nullptr, 16);
    bytes.remove_prefix(line_end + 2);
    if (size == 0) return bytes == "\r\n";
    if (bytes.size() < size + 2) return false;
    body.append(bytes.substr(0, size));
    bytes.remove_prefix(size + 2);
  }
}

}  // namespace

struct Gateway::Parts {
  Parts(std::vector<Script> scripts, const Adjust& adjust, std::deque<aws::Identity> identities)
      : bedrock_peer(loop, std::move(scripts)),
        settings(make_settings(adjust)),
        registry(gateway::MetricsRegistry::create(gateway::BuildInfo{"0.0.0", "test"})),
        http(net::HttpClient::create(loop.io(), net::ClientLimits{}, net::TlsTrust{})),
        credentials(std::make_unique<ListedCredentials>(or_some_keys(std::move(identities))), clock),
        client(*http, credentials, clock,
               upstream::BedrockEndpoints{fake_endpoint(bedrock_peer.port()),
                                          fake_endpoint(bedrock_peer.port())}),
        models(settings, models::CapabilityRecords::embedded(), clock),
        services{settings, clock, random, client, models, learned, registry->add_thread()},
        routes("/api/v1"),
        cors({"https://page.test"}, gateway::policy::DefaultKey::not_in_force),
        admission(one_key(), "127.0.0.1", cors),
        door{routes,
             cors,
             admission,
             log,
             gateway::Flows{gateway::chat_flow, gateway::embeddings_flow, gateway::models_list_flow,
                            gateway::model_get_flow},
             [] { return base::Result<void>{}; },
             [this] { return registry->render(gateway::Gauges{}); }},
        router(door, services) {
    net::HttpServer::Hooks hooks;
    hooks.handler = [this](net::ServerRequest& request, net::Responder& responder) {
      return router.handle(request, responder);
    };
    hooks.on_error = [this](const base::Error& error, std::string_view origin) {
      return router.refuse(error, origin);
    };
    server =
        net::HttpServer::listen(loop.io(), "127.0.0.1", 0, net::ServerLimits{}, std::move(hooks)).value();
    server->start();
  }

  Loop loop;
  ScriptedPeer bedrock_peer;
  SystemClock clock;
  CountingRandom random;
  FakeLog log;
  gateway::Settings settings;
  std::unique_ptr<gateway::MetricsRegistry> registry;
  std::unique_ptr<net::HttpClient> http;
  upstream::CredentialCache credentials;
  upstream::BedrockClient client;
  gateway::ModelDirectory models;
  gateway::LearnedRules learned;
  gateway::Services services;
  gateway::RouteTable routes;
  gateway::policy::CorsRules cors;
  gateway::policy::Admission admission;
  gateway::FrontDoor door;
  gateway::Router router;
  std::unique_ptr<net::HttpServer> server;
};

Gateway::Gateway(std::vector<Script> bedrock, Adjust adjust, std::deque<aws::Identity> identities)
    : parts_(std::make_unique<Parts>(std::move(bedrock), adjust, std::move(identities))) {}

Gateway::~Gateway() {
  parts_->loop.run(parts_->server->stop(std::chrono::milliseconds{0}, std::chrono::milliseconds{0}));
  parts_->http->close_idle();
}

Loop& Gateway::loop() {
  return parts_->loop;
}
ScriptedPeer& Gateway::bedrock() {
  return parts_->bedrock_peer;
}
RawClient Gateway::connect() {
  return RawClient(parts_->loop, parts_->server->port());
}
const std::vector<std::string>& Gateway::log() const {
  return parts_->log.lines;
}
std::size_t Gateway::upstream_in_use() const {
  return parts_->http->pool_size().in_use;
}
std::string Gateway::metrics() {
  return parts_->registry->render(gateway::Gauges{});
}

Answer Gateway::post(std::string_view path, std::string_view body) {
  RawClient client = connect();
  client.send(request_bytes("POST", path, body));
  return parse_answer(client.read_to_end());
}

Answer Gateway::get(std::string_view path) {
  RawClient client = connect();
  client.send(request_bytes("GET", path, ""));
  return parse_answer(client.read_to_end());
}

std::string Gateway::upstream_bytes() {
  std::string all;
  for (std::size_t i = 0; i < bedrock().connections(); ++i) all += bedrock().received(i);
  return all;
}

std::size_t Gateway::upstream_requests() {
  const std::string all = upstream_bytes();
  std::size_t count = 0;
  for (std::size_t at = all.find(" HTTP/1.1\r\n"); at != std::string::npos; ++count) {
    at = all.find(" HTTP/1.1\r\n", at + 1);
  }
  return count;
}

bool Gateway::refresh_models() {
  return parts_->loop.run(parts_->models.refresh(parts_->client)).has_value();
}

void Gateway::begin_shutdown(std::chrono::milliseconds grace) {
  boost::asio::co_spawn(parts_->loop.io().get_executor(),
                        parts_->server->stop(grace, std::chrono::milliseconds{1'000}), boost::asio::detached);
}

std::string Answer::header(std::string_view name) const {
  const std::string wanted = "\r\n" + lower(name) + ": ";
  const std::size_t at = lower(head).find(wanted);
  if (at == std::string::npos) return "(none)";
  const std::size_t begin = at + wanted.size();
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

std::vector<codec::SseEvent> Answer::events() const {
  codec::SseReader reader;
  reader.feed(body);
  std::vector<codec::SseEvent> events;
  while (auto event = reader.next()) events.push_back(std::move(*event));
  return events;
}

std::string Answer::streamed_text() const {
  constexpr std::string_view key = "\"delta\":{\"content\":\"";
  std::string text;
  for (const codec::SseEvent& event : events()) {
    const std::size_t at = event.data.find(key);
    if (at == std::string::npos) continue;
    const std::size_t begin = at + key.size();
    text += event.data.substr(begin, event.data.find('"', begin) - begin);
  }
  return text;
}

std::string request_bytes(std::string_view method, std::string_view path, std::string_view body) {
  std::string bytes;
  bytes.append(method).append(" ").append(path).append(" HTTP/1.1\r\nhost: gateway.test\r\n");
  bytes.append("authorization: Bearer ").append(kKey).append("\r\nconnection: close\r\n");
  if (!body.empty()) bytes.append("content-length: ").append(std::to_string(body.size())).append("\r\n");
  bytes.append("\r\n").append(body);
  return bytes;
}

Answer parse_answer(std::string_view bytes) {
  Answer answer;
  const std::size_t head_end = bytes.find("\r\n\r\n");
  if (head_end == std::string_view::npos) return answer;
  answer.head = bytes.substr(0, head_end + 2);
  const std::string_view rest = bytes.substr(head_end + 4);
  answer.status = static_cast<unsigned>(std::strtoul(answer.head.c_str() + 9, nullptr, 10));
  if (answer.header("transfer-encoding") == "chunked") {
    answer.whole = unchunk(rest, answer.body);
  } else {
    answer.body = rest;
    answer.whole = answer.header("content-length") == std::to_string(rest.size());
  }
  return answer;
}

namespace {

std::string chat_body(std::string_view stream, std::string_view extra_members) {
  std::string body = R"({"model":"anthropic.claude-3-haiku-20240307-v1:0","stream":)";
  body.append(stream).append(R"(,"messages":[{"role":"user","content":"Say hello."}])");
  body.append(extra_members).append("}");
  return body;
}

}  // namespace

std::string streamed_chat(std::string_view extra_members) {
  return chat_body("true", extra_members);
}
std::string plain_chat(std::string_view extra_members) {
  return chat_body("false", extra_members);
}

std::string stream_head() {
  return "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\n"
         "x-amzn-requestid: aws-request-1\r\ntransfer-encoding: chunked\r\n\r\n";
}

std::string chunk(std::string_view bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string size;
  for (std::size_t rest = bytes.size(); rest > 0; rest /= 16) size.insert(size.begin(), digits[rest % 16]);
  return size + "\r\n" + std::string(bytes) + "\r\n";
}

std::string last_chunk() {
  return "0\r\n\r\n";
}

std::string refusal(unsigned status, std::string_view type, std::string_view message) {
  const std::string body = R"({"message":")" + std::string(message) + R"("})";
  std::string bytes = "HTTP/1.1 " + std::to_string(status) + " No\r\ncontent-type: application/json\r\n";
  bytes.append("x-amzn-requestid: aws-request-9\r\nx-amzn-errortype: ").append(type).append("\r\n");
  bytes.append("connection: close\r\ncontent-length: ").append(std::to_string(body.size()));
  return bytes.append("\r\n\r\n").append(body);
}

std::string converse_answer() {
  const std::string body =
      R"({"output":{"message":{"role":"assistant","content":[{"text":"Hello"}]}},"stopReason":"end_turn",)"
      R"("usage":{"inputTokens":5,"outputTokens":2,"totalTokens":7},"metrics":{"latencyMs":12}})";
  std::string bytes =
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-amzn-requestid: aws-request-2\r\n";
  bytes.append("content-length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return bytes.append(body);
}

Script good_stream() {
  return {read_request(),
          send(stream_head()),
          send(chunk(message_start())),
          send(chunk(text_delta("Hel"))),
          send(chunk(text_delta("lo"))),
          send(chunk(block_stop())),
          send(chunk(message_stop())),
          send(chunk(metadata())),
          send(last_chunk())};
}

Script good_converse() {
  return {read_request(), send(converse_answer())};
}

Script refusing(unsigned status, std::string_view type, std::string_view message) {
  return {read_request(), send(refusal(status, type, message)), close()};
}

}  // namespace gw::test
