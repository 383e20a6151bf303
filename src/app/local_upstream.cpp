#include "app/local_upstream.hpp"

#include <fmt/format.h>

#include <utility>

#include "simulator/simulator.hpp"

namespace gw::app {

LocalUpstream::LocalUpstream() {
  credentials_.access_key_id = aws::AccessKeyId{"LOCALSIMULATION"};
  const auto high = random_.next_bits();
  const auto low = random_.next_bits();
  credentials_.secret_access_key = base::Secret{fmt::format("{:016x}{:016x}", high, low)};
}

LocalUpstream::~LocalUpstream() {
  loop_.stop();
  if (thread_.joinable()) thread_.join();
  // Coroutines that still wait hold parts of the simulator.
  simulator_.reset();
  loop_.restart();
  loop_.poll();
}

base::Result<std::unique_ptr<LocalUpstream>> LocalUpstream::start() {
  std::unique_ptr<LocalUpstream> upstream{new LocalUpstream};
  simulator::SimulatorOptions options;
  options.credentials.push_back(upstream->credentials_);
  options.clock = &upstream->clock_;
  options.random = &upstream->random_;
  auto simulator = simulator::Simulator::listen(upstream->loop_, "127.0.0.1", 0, std::move(options));
  if (!simulator) return base::fail(std::move(simulator.error()));
  upstream->simulator_ = *std::move(simulator);
  upstream->simulator_->start();
  upstream->thread_ = std::jthread{[&loop = upstream->loop_] { loop.run(); }};
  return upstream;
}

std::uint16_t LocalUpstream::port() const noexcept {
  return simulator_->port();
}

}  // namespace gw::app
