#include "app/gateway_process.hpp"

#include <unistd.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <thread>
#include <utility>

#include "gateway/access_log.hpp"
#include "net/cpu_count.hpp"
#include "net/descriptor_limit.hpp"

namespace gw::app {
namespace {

net::ServerLimits server_limits(const gateway::ServerSettings& settings, std::size_t connections) {
  net::ServerLimits limits;
  limits.max_body_bytes = settings.max_body_bytes;
  limits.max_head_bytes = settings.max_head_bytes;
  limits.keep_alive_idle = settings.keep_alive;
  limits.head_timeout = settings.head_timeout;
  limits.body_idle_timeout = settings.body_idle_timeout;
  limits.min_body_bytes_per_second = settings.min_body_bytes_per_second;
  limits.write_timeout = settings.client_write_timeout;
  limits.max_connections = connections;
  return limits;
}

}  // namespace

GatewayProcess::~GatewayProcess() = default;

base::Result<std::unique_ptr<GatewayProcess>> GatewayProcess::start(const gateway::Settings& settings,
                                                                    UpstreamSetup upstream) {
  std::unique_ptr<GatewayProcess> process{new GatewayProcess};
  const base::Result<void> listening = process->listen(settings);
  if (!listening) return base::fail(listening.error());

  const gateway::LogLevel lowest = settings.debug ? gateway::LogLevel::debug : gateway::LogLevel::info;
  process->shared_ = std::make_unique<SharedParts>(settings, std::move(upstream),
                                                   gateway::make_descriptor_log(STDOUT_FILENO, lowest));
  process->connect_door();
  for (const auto& worker : process->workers_) worker->assemble(*process->shared_);
  process->signals_.emplace(process->workers_.front()->loop(), [self = process.get()] { self->stop(); });
  return process;
}

base::Result<void> GatewayProcess::listen(const gateway::Settings& settings) {
  const std::size_t threads = settings.server.threads > 0 ? settings.server.threads : net::usable_cpu_count();
  const std::size_t descriptors = net::raise_descriptor_limit();
  const std::size_t connections = settings.server.max_connections > 0
                                      ? (settings.server.max_connections + threads - 1) / threads
                                      : net::default_max_connections(descriptors, threads);
  std::uint16_t port = settings.server.port;
  for (std::size_t i = 0; i < threads; ++i) {
    auto worker = Worker::listen(settings.server.host, port, server_limits(settings.server, connections));
    if (!worker) return base::fail(std::move(worker.error()));
    port = (*worker)->port();
    workers_.push_back(*std::move(worker));
  }
  return {};
}

void GatewayProcess::connect_door() {
  shared_->door.readiness = [this] { return shared_->credentials.status(); };
  shared_->door.metrics_text = [this] { return shared_->metrics->render(gauges()); };
}

gateway::Gauges GatewayProcess::gauges() const {
  gateway::Gauges gauges;
  gauges.lost_log_lines = shared_->log->lost_lines();
  for (const auto& worker : workers_) {
    const net::HttpClient::PoolSize pool = worker->pool_size();
    gauges.open_connections += worker->open_connections();
    gauges.upstream_connections_idle += pool.idle;
    gauges.upstream_connections_in_use += pool.in_use;
  }
  return gauges;
}

void GatewayProcess::run() {
  Worker& first = *workers_.front();
  serving_ = workers_.size();
  auto log_failure = [this](const base::Error& error) {
    if (error.kind == base::ErrorKind::client_gone) return;  // cancelled: the gateway stops
    constexpr gateway::LogLevel kLevel = gateway::LogLevel::warning;
    shared_->log->write(kLevel,
                        gateway::event_line("model_list_failed", error, kLevel, shared_->clock.now()));
  };
  boost::asio::co_spawn(first.loop().get_executor(), shared_->models.keep_fresh(first.bedrock(), log_failure),
                        boost::asio::bind_cancellation_slot(stop_refreshing_.slot(), boost::asio::detached));
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < workers_.size(); ++i) {
    threads.emplace_back([worker = workers_[i].get()] { worker->run(); });
  }
  first.run();
}

void GatewayProcess::stop() {
  stop_refreshing_.emit(boost::asio::cancellation_type::terminal);
  for (const auto& worker : workers_) {
    worker->stop(shared_->settings.server.shutdown_grace, [this, &stopping = *worker] { stopped(stopping); });
  }
}

void GatewayProcess::stopped(Worker& worker) {
  // The first loop runs until all have stopped: it is the one that sees the second signal.
  Worker& first = *workers_.front();
  if (&worker != &first) worker.leave();
  if (serving_.fetch_sub(1) == 1) first.leave();
}

}  // namespace gw::app
