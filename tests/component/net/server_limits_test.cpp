#include <gtest/gtest.h>
#include <sys/resource.h>

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "exchange_fixture.hpp"
#include "net/sleep.hpp"
#include "support/scripted_peer.hpp"

namespace gw::net {
namespace {

using namespace std::chrono_literals;
using test::Loop;
using test::RawClient;
using test::TestServer;

std::string first_line(const std::string& response) {
  return response.substr(0, response.find("\r\n"));
}

struct Fixture {
  explicit Fixture(ServerLimits limits, Handler handler = test::echo)
      : server(loop, std::move(handler), limits), client(loop, server.port()) {}
  Loop loop;
  TestServer server;
  RawClient client;
};

TEST(ServerLimits, RefusesADeclaredBodyOverTheLimitWithoutReadingIt) {
  ServerLimits limits;
  limits.max_body_bytes = 1'000;
  Fixture f{limits};
  f.client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n\r\n");
  EXPECT_EQ(first_line(f.client.read_to_end()), "HTTP/1.1 413 Content Too Large");
}

TEST(ServerLimits, RefusesChunksOverTheLimitWhileTheyCome) {
  ServerLimits limits;
  limits.max_body_bytes = 100'000;
  Fixture f{limits};
  f.client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'a') + "\r\n";
  f.client.send(chunk);
  f.client.send(chunk);
  EXPECT_EQ(first_line(f.client.read_to_end()), "HTTP/1.1 413 Content Too Large");
  EXPECT_FALSE(f.client.was_reset());
}

TEST(ServerLimits, AnswersBeforeAnOversizedBodyHasCome) {
  ServerLimits limits;
  limits.max_body_bytes = 1'000;
  Fixture f{limits};
  f.client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n" +
                std::string(3'000'000, 'a'));
  EXPECT_EQ(first_line(f.client.read_to_end()), "HTTP/1.1 413 Content Too Large");
}

TEST(ServerLimits, TakesABodyAndAHeadOfExactlyTheLimit) {
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n";
  ServerLimits limits;
  limits.max_body_bytes = 5;
  limits.max_head_bytes = head.size();
  Fixture f{limits};
  f.client.send(head + "hello");
  EXPECT_EQ(first_line(f.client.read_response()), "HTTP/1.1 200 OK");
}

TEST(ServerLimits, RefusesAHeadOverTheLimit) {
  Fixture f{ServerLimits{}};
  f.client.send("GET / HTTP/1.1\r\nHost: x\r\nx: " + std::string(33'000, 'a') + "\r\n\r\n");
  EXPECT_EQ(first_line(f.client.read_to_end()), "HTTP/1.1 431 Request Header Fields Too Large");
}

TEST(ServerLimits, TimesOutASlowHead) {
  ServerLimits limits;
  limits.head_timeout = 20ms;
  Fixture f{limits};
  f.client.send("GET / HTTP/1.1\r\nHo");
  EXPECT_EQ(first_line(f.client.read_to_end()), "HTTP/1.1 408 Request Timeout");
}

TEST(ServerLimits, TimesOutAHeadThatTricklesForEver) {
  ServerLimits limits;
  limits.head_timeout = 30ms;
  Fixture f{limits};
  f.client.send("GET / HTTP/1.1\r\nHost: x\r\nx: ");
  while (!f.client.ended() && f.client.send("a")) {
  }
  EXPECT_EQ(first_line(f.client.read_to_end()), "HTTP/1.1 408 Request Timeout");
}

TEST(ServerLimits, TimesOutASilentBody) {
  ServerLimits limits;
  limits.body_idle_timeout = 20ms;
  Fixture f{limits};
  f.client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhello");
  EXPECT_EQ(first_line(f.client.read_to_end()), "HTTP/1.1 408 Request Timeout");
}

/// Never silent for long, but far below the rate.
TEST(ServerLimits, TimesOutABodyThatTrickles) {
  ServerLimits limits;
  limits.body_idle_timeout = 60ms;
  limits.min_body_bytes_per_second = 1'000'000;
  Fixture f{limits};
  f.client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
  const auto start = std::chrono::steady_clock::now();
  while (!f.client.ended() && std::chrono::steady_clock::now() - start < 5s && f.client.send("a")) {
    f.loop.io().run_one_for(1ms);
  }
  EXPECT_EQ(first_line(f.client.read_to_end()), "HTTP/1.1 408 Request Timeout");
}

TEST(ServerLimits, LetsABodyTakeLongThatKeepsTheRate) {
  ServerLimits limits;
  limits.body_idle_timeout = 50ms;
  limits.min_body_bytes_per_second = 10;
  Fixture f{limits};
  f.client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n");
  for (int i = 0; i < 20; ++i) {
    f.client.send("a");
    f.loop.run(sleep_for(10ms));
  }
  EXPECT_EQ(first_line(f.client.read_response()), "HTTP/1.1 200 OK");
}

TEST(ServerLimits, ClosesAnIdleConnectionWithoutAWord) {
  ServerLimits limits;
  limits.keep_alive_idle = 20ms;
  Fixture f{limits};
  f.client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(first_line(f.client.read_response()), "HTTP/1.1 200 OK");
  EXPECT_EQ(f.client.read_to_end(), "");
  EXPECT_FALSE(f.client.was_reset());
}

TEST(ServerLimits, TurnsAwayConnectionsBeyondTheLimitAndTakesNewOnesLater) {
  ServerLimits limits;
  limits.max_connections = 2;
  Loop loop;
  TestServer server{loop, test::echo, limits};
  RawClient first{loop, server.port()};
  RawClient second{loop, server.port()};
  loop.run_until([&] { return server->open_connections() == 2; });
  RawClient third{loop, server.port()};
  EXPECT_EQ(first_line(third.read_to_end()), "HTTP/1.1 503 Service Unavailable");
  first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(first_line(first.read_response()), "HTTP/1.1 200 OK") << "those inside go on";
  first.close();
  loop.run_until([&] { return server->open_connections() == 1; });
  RawClient fourth{loop, server.port()};
  fourth.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(first_line(fourth.read_response()), "HTTP/1.1 200 OK");
}

/// Takes every descriptor that this process may still open, but `spare`.
class DescriptorHog {
 public:
  explicit DescriptorHog(std::size_t spare) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit low = before_;
    low.rlim_cur = 64;
    ::setrlimit(RLIMIT_NOFILE, &low);
    for (int fd = ::open("/dev/null", O_RDONLY); fd >= 0; fd = ::open("/dev/null", O_RDONLY))
      taken_.push_back(fd);
    for (std::size_t i = 0; i < spare; ++i) give_back();
  }
  ~DescriptorHog() {
    while (!taken_.empty()) give_back();
    ::setrlimit(RLIMIT_NOFILE, &before_);
  }
  void give_back() {
    ::close(taken_.back());
    taken_.pop_back();
  }

 private:
  rlimit before_{};
  std::vector<int> taken_;
};

TEST(ServerLimits, DoesNotSpinWithoutDescriptorsAndRecovers) {
  Loop loop;
  TestServer server{loop, test::echo};
  DescriptorHog hog{2};
  RawClient first{loop, server.port()};
  first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(first_line(first.read_response()), "HTTP/1.1 200 OK");
  hog.give_back();
  RawClient second{loop, server.port()};  // takes the last one: the server has none to accept it with
  EXPECT_EQ(second.read_to_end(), "");

  const auto until = std::chrono::steady_clock::now() + 50ms;
  int wake_ups = 0;
  while (std::chrono::steady_clock::now() < until) wake_ups += static_cast<int>(loop.io().run_one_for(10ms));
  EXPECT_LT(wake_ups, 20);

  hog.give_back();
  hog.give_back();
  RawClient third{loop, server.port()};
  third.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(first_line(third.read_response()), "HTTP/1.1 200 OK");
}

/// What became of a stream that goes on until it is refused.
struct Flood {
  std::size_t written{0};
  bool ended{false};
  base::ErrorKind kind{base::ErrorKind::internal};
};

Task<void> flood(Flood& state, Responder& responder) {
  ResponseHead head;
  auto going = co_await responder.begin_stream(std::move(head));
  const std::string piece(100'000, 'f');
  while (going) {
    going = co_await responder.write(piece);
    if (going) state.written += piece.size();
  }
  state.kind = going.error().kind;
  state.ended = true;
}

TEST(ServerLimits, WaitsForASlowReaderWithBoundedMemoryAndDropsOneThatTakesNothing) {
  ServerLimits limits;
  limits.write_timeout = 200ms;
  Flood state;
  Fixture f{limits, [&](ServerRequest&, Responder& responder) { return flood(state, responder); }};
  f.client.pause_reading();
  f.client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  f.loop.run_until([&] { return state.ended; });
  EXPECT_EQ(state.kind, base::ErrorKind::client_gone);
  EXPECT_LT(state.written, 16'000'000U) << "more than the two kernels' buffers";
  f.client.resume_reading();
  static_cast<void>(f.client.read_to_end());
  EXPECT_TRUE(f.client.was_reset());
}

TEST(ServerLimits, SlowReaderSlowsNobodyElse) {
  ServerLimits limits;
  Flood state;
  Fixture f{limits, [&](ServerRequest& request, Responder& responder) {
              return request.target == "/flood" ? flood(state, responder) : test::echo(request, responder);
            }};
  f.client.pause_reading();
  f.client.send("GET /flood HTTP/1.1\r\nHost: x\r\n\r\n");
  RawClient other{f.loop, f.server.port()};
  for (int i = 0; i < 20; ++i) {
    other.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(first_line(other.read_response()), "HTTP/1.1 200 OK");
  }
}

TEST(ServerLimits, AClientThatReadsSlowlyButReadsGetsEverything) {
  ServerLimits limits;
  limits.write_timeout = 500ms;
  const std::string large(12'000'000, 'b');
  Fixture f{limits, [&](ServerRequest&, Responder& responder) -> Task<void> {
              Response response;
              response.body = large;
              return [](Responder& to, Response what) -> Task<void> {
                const auto sent = co_await to.send(std::move(what));
                static_cast<void>(sent);
              }(responder, std::move(response));
            }};
  f.client.pause_reading();
  f.client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  f.loop.run(sleep_for(50ms));
  f.client.resume_reading();
  const std::string response = f.client.read_response();
  EXPECT_EQ(response.size() - response.find("\r\n\r\n") - 4, large.size());
}

}  // namespace
}  // namespace gw::net
