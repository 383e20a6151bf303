#pragma once

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "gateway/router.hpp"
#include "gateway/services.hpp"
#include "net/http_client.hpp"
#include "net/http_server.hpp"
#include "upstream/bedrock_client.hpp"

namespace gw::app {

struct SharedParts;

/// One thread's share of the gateway: its loop, its listener, its connections to Bedrock, its router.
class Worker {
 public:
  /// Listens at once; answers nobody before assemble() and run(). Errors: one line for the operator, such as
  /// a port that is in use.
  [[nodiscard]] static base::Result<std::unique_ptr<Worker>> listen(const std::string& host,
                                                                    std::uint16_t port,
                                                                    const net::ServerLimits& limits);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Puts everything behind the listener together. `shared` must outlive the worker.
  void assemble(SharedParts& shared);

  /// Serves on the calling thread until leave().
  void run();
  /// From any thread: stops accepting, lets requests finish for `grace`, then ends them and calls
  /// `on_stopped` on the worker's thread.
  void stop(std::chrono::milliseconds grace, std::function<void()> on_stopped);
  /// From any thread: ends run().
  void leave() { loop_.stop(); }

  [[nodiscard]] std::uint16_t port() const noexcept { return server_->port(); }
  [[nodiscard]] std::size_t open_connections() const noexcept { return server_->open_connections(); }
  [[nodiscard]] net::HttpClient::PoolSize pool_size() const noexcept { return http_->pool_size(); }
  [[nodiscard]] boost::asio::io_context& loop() noexcept { return loop_; }
  [[nodiscard]] upstream::BedrockClient& bedrock() noexcept { return *bedrock_; }

 private:
  Worker();
  net::Task<void> stop_serving(std::chrono::milliseconds grace, std::function<void()> on_stopped);

  boost::asio::io_context loop_{1};
  std::unique_ptr<net::HttpClient> http_;
  std::unique_ptr<upstream::BedrockClient> bedrock_;
  std::optional<gateway::Services> services_;
  std::optional<gateway::Router> router_;
  std::unique_ptr<net::HttpServer> server_;
};

}  // namespace gw::app
