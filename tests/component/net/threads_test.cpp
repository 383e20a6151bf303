#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "exchange_fixture.hpp"
#include "support/test_ca.hpp"

namespace gw::net {
namespace {

using namespace std::chrono_literals;

constexpr int kThreads = 3;
constexpr int kRequestsPerThread = 40;

/// What one thread of a gateway has: a loop, a listener on the shared port, and a client of its own.
struct Worker {
  boost::asio::io_context loop{1};
  std::unique_ptr<HttpServer> server;
  std::unique_ptr<HttpClient> client;
  std::atomic<int> answered{0};
  std::thread thread;
};

Task<void> ask_and_stop(Worker& worker, std::uint16_t port) {
  for (int i = 0; i < kRequestsPerThread; ++i) {
    Origin origin{Scheme::https, "localhost", port};
    const auto got = co_await test::fetch(*worker.client, std::move(origin), "POST", "hello");
    if (got && got->body == "POST /echo hello") ++worker.answered;
    // A fresh connection now and then, so that the kernel spreads them over the listeners.
    if (i % 4 == 3) worker.client->close_idle();
  }
  worker.client->close_idle();
}

TEST(Threads, ShareAPortAndNothingElse) {
  test::TestCa ca;
  const auto certificate = ca.issue();
  std::vector<std::unique_ptr<Worker>> workers;
  std::uint16_t port = 0;
  for (int i = 0; i < kThreads; ++i) {
    auto worker = std::make_unique<Worker>();
    HttpServer::Hooks hooks{test::echo, test::plain_error};
    const ServerTls tls{certificate.certificate_file, certificate.key_file};
    auto listening =
        HttpServer::listen(worker->loop, "127.0.0.1", port, ServerLimits{}, std::move(hooks), tls);
    ASSERT_TRUE(listening.has_value()) << listening.error().message;
    worker->server = std::move(*listening);
    port = worker->server->port();
    TlsTrust trust;
    trust.ca_bundle_file = ca.bundle_file();
    worker->client = HttpClient::create(worker->loop, ClientLimits{}, trust);
    workers.push_back(std::move(worker));
  }
  std::atomic<int> asking{kThreads};
  for (auto& worker : workers) {
    worker->server->start();
    boost::asio::co_spawn(worker->loop.get_executor(), ask_and_stop(*worker, port),
                          [&](std::exception_ptr) { --asking; });
    worker->thread = std::thread{[&loop = worker->loop] { loop.run_for(30s); }};
  }
  while (asking > 0) std::this_thread::yield();
  for (auto& worker : workers) {
    boost::asio::post(worker->loop, [w = worker.get()] {
      boost::asio::co_spawn(w->loop.get_executor(), w->server->stop(0ms, 0ms), [](std::exception_ptr) {});
    });
  }
  for (auto& worker : workers) worker->thread.join();
  for (auto& worker : workers) {
    EXPECT_EQ(worker->answered, kRequestsPerThread);
    EXPECT_EQ(worker->server->open_connections(), 0U);
  }
}

}  // namespace
}  // namespace gw::net
