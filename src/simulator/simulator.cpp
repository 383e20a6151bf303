#include "simulator/simulator.hpp"

#include <cassert>
#include <utility>

#include "net/http_server.hpp"
#include "net/sleep.hpp"
#include "simulator/embeddings.hpp"
#include "simulator/local_bedrock.hpp"

namespace gw::simulator {
namespace {

// InvokeModel's body has this limit in the service model, and Converse none of its own.
constexpr std::size_t kMaxBodyBytes = 25'000'000;
// AWS lets go of what it serves at once.
constexpr std::chrono::milliseconds kLastWords{200};

net::HeaderList to_headers(const Reply& reply) {
  net::HeaderList headers;
  for (const auto& [name, value] : reply.headers) headers.add(name, value);
  return headers;
}

std::vector<aws::HeaderView> to_views(const net::HeaderList& headers) {
  std::vector<aws::HeaderView> views;
  for (std::size_t i = 0; i < headers.size(); ++i) views.push_back({headers[i].name, headers[i].value});
  return views;
}

ServedRequest to_served(const net::ServerRequest& request, const Reply& reply, Served served) {
  ServedRequest line;
  line.method = request.method;
  line.target = request.target;
  line.operation = std::move(served.operation);
  line.status = reply.status;
  for (const Step& step : reply.before_head) {
    if (step.kind == Step::Kind::reset) line.status = 0;
  }
  line.error_type = std::move(served.error_type);
  line.error_message = std::move(served.error_message);
  return line;
}

// What a request is told that could not be read as one.
AwsError unreadable(const base::Error& error) {
  switch (error.kind) {
    case base::ErrorKind::payload_too_large:
      return make_error("RequestEntityTooLargeException", "Input is too long for requested model.");
    case base::ErrorKind::request_timeout:
      return make_error("RequestTimeoutException", error.message);
    case base::ErrorKind::overloaded:
      return make_error("ServiceUnavailableException", error.message);
    default:
      return make_error("SerializationException", error.message);
  }
}

enum class Outcome : std::uint8_t { go_on, ended };

class LocalSimulator final : public Simulator {
 public:
  explicit LocalSimulator(SimulatorOptions options)
      : clock_(*options.clock),
        bedrock_(access_rules(options), options.region, *options.random),
        on_request_(std::move(options.on_request)) {}

  base::Result<void> listen(boost::asio::io_context& loop, std::string_view host, std::uint16_t port,
                            const net::ServerTls& tls) {
    net::ServerLimits limits;
    limits.max_body_bytes = kMaxBodyBytes;
    net::HttpServer::Hooks hooks;
    hooks.handler = [this](net::ServerRequest& request, net::Responder& responder) {
      return serve(request, responder);
    };
    hooks.on_error = [this](const base::Error& error, std::string_view) {
      Reply reply = bedrock_.refusal(unreadable(error));
      net::Response response;
      response.status = reply.status;
      response.headers = to_headers(reply);
      response.body = std::move(reply.body);
      return response;
    };
    auto server = net::HttpServer::listen(loop, host, port, limits, std::move(hooks), tls);
    if (!server) return base::fail(std::move(server.error()));
    server_ = *std::move(server);
    return {};
  }

  [[nodiscard]] std::uint16_t port() const noexcept override { return server_->port(); }
  void start() override { server_->start(); }
  net::Task<void> stop(std::chrono::milliseconds grace) override { return server_->stop(grace, kLastWords); }

 private:
  static AccessRules access_rules(const SimulatorOptions& options) {
    AccessRules rules;
    rules.credentials = options.credentials;
    rules.bearer_token = options.bearer_token;
    return rules;
  }

  // Decides everything, then says it.
  net::Task<void> serve(net::ServerRequest& request, net::Responder& responder) {
    Reply reply = decide(request);
    const Outcome before = co_await play(std::move(reply.before_head), responder);
    if (before == Outcome::ended) co_return;
    if (!reply.in_steps) {
      net::Response response;
      response.status = reply.status;
      response.headers = to_headers(reply);
      response.body = std::move(reply.body);
      // Nobody is left to tell if this fails.
      static_cast<void>(co_await responder.send(std::move(response)));
      co_return;
    }
    net::ResponseHead head;
    head.status = reply.status;
    head.headers = to_headers(reply);
    const base::Result<void> begun = co_await responder.begin_stream(std::move(head));
    if (!begun) co_return;
    const Outcome body = co_await play(std::move(reply.steps), responder);
    if (body == Outcome::ended) co_return;
    static_cast<void>(co_await responder.end_stream(net::AfterStream::keep_alive));
  }

  Reply decide(const net::ServerRequest& request) {
    const std::vector<aws::HeaderView> headers = to_views(request.headers);
    Request view;
    view.method = request.method;
    view.target = request.target;
    view.headers = headers;
    view.body = request.body;
    Served served;
    Reply reply = bedrock_.handle(view, std::chrono::floor<std::chrono::seconds>(clock_.now()), &served);
    if (on_request_) on_request_(to_served(request, reply, std::move(served)));
    return reply;
  }

  // A wait ends early, and with it the answer, when the client leaves or the server stops.
  static net::Task<Outcome> play(std::vector<Step> steps, net::Responder& responder) {
    for (const Step& step : steps) {
      switch (step.kind) {
        case Step::Kind::write: {
          const base::Result<void> written = co_await responder.write(step.bytes);
          if (!written) co_return Outcome::ended;
          break;
        }
        case Step::Kind::wait: {
          const base::Result<void> waited = co_await net::sleep_for(step.duration);
          if (!waited) {
            responder.reset();
            co_return Outcome::ended;
          }
          break;
        }
        case Step::Kind::reset:
          responder.reset();
          co_return Outcome::ended;
      }
    }
    co_return Outcome::go_on;
  }

  const base::Clock& clock_;
  LocalBedrock bedrock_;
  std::function<void(const ServedRequest&)> on_request_;
  std::unique_ptr<net::HttpServer> server_;  // its connections call serve(): ends before what is above
};

}  // namespace

base::Result<std::unique_ptr<Simulator>> Simulator::listen(boost::asio::io_context& loop,
                                                           std::string_view host, std::uint16_t port,
                                                           SimulatorOptions options) {
  assert(options.clock != nullptr && options.random != nullptr);
  net::ServerTls tls;
  tls.certificate_file = options.tls_certificate_file;
  tls.key_file = options.tls_key_file;
  auto simulator = std::make_unique<LocalSimulator>(std::move(options));
  const base::Result<void> listening = simulator->listen(loop, host, port, tls);
  if (!listening) return base::fail(listening.error());
  return simulator;
}

}  // namespace gw::simulator
