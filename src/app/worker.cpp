#include "app/worker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <utility>

#include "app/shared_parts.hpp"

namespace gw::app {
namespace {

/// Time for open streams to get their error event out once the grace period is over.
constexpr std::chrono::milliseconds kLastWords{2'000};

net::ClientLimits client_limits(const gateway::Settings& settings) {
  net::ClientLimits limits;
  limits.connect_timeout = settings.upstream.connect_timeout;
  return limits;
}

}  // namespace

Worker::Worker() = default;
Worker::~Worker() {
  // Coroutines that were cancelled are waiting for the loop to tell them so; they hold what is destroyed
  // next.
  server_.reset();
  loop_.restart();
  loop_.poll();
}

base::Result<std::unique_ptr<Worker>> Worker::listen(const std::string& host, std::uint16_t port,
                                                     const net::ServerLimits& limits) {
  std::unique_ptr<Worker> worker{new Worker};
  Worker& self = *worker;
  net::HttpServer::Hooks hooks;
  hooks.handler = [&self](net::ServerRequest& request, net::Responder& responder) {
    return self.router_->handle(request, responder);
  };
  hooks.on_error = [&self](const base::Error& error, std::string_view origin) {
    return self.router_->refuse(error, origin);
  };
  auto server = net::HttpServer::listen(worker->loop_, host, port, limits, std::move(hooks));
  if (!server) return base::fail(std::move(server.error()));
  worker->server_ = *std::move(server);
  return worker;
}

void Worker::assemble(SharedParts& shared) {
  http_ =
      net::HttpClient::create(loop_, client_limits(shared.settings), net::TlsTrust{shared.ca_bundle_file});
  bedrock_ =
      std::make_unique<upstream::BedrockClient>(*http_, shared.credentials, shared.clock, shared.endpoints);
  services_.emplace(gateway::Services{.settings = shared.settings,
                                      .clock = shared.clock,
                                      .random = shared.random,
                                      .bedrock = *bedrock_,
                                      .models = shared.models,
                                      .learned = shared.learned,
                                      .metrics = shared.metrics->add_thread()});
  router_.emplace(shared.door, *services_);
}

void Worker::run() {
  server_->start();
  loop_.run();
}

void Worker::stop(std::chrono::milliseconds grace, std::function<void()> on_stopped) {
  boost::asio::co_spawn(loop_.get_executor(), stop_serving(grace, std::move(on_stopped)),
                        boost::asio::detached);
}

net::Task<void> Worker::stop_serving(std::chrono::milliseconds grace, std::function<void()> on_stopped) {
  co_await server_->stop(grace, kLastWords);
  http_->close_idle();
  on_stopped();
}

}  // namespace gw::app
