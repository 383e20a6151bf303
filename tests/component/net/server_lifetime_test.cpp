#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
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

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

std::string first_line(const std::string& response) {
  return response.substr(0, response.find("\r\n"));
}

/// What a handler saw that waits for an upstream.
struct Seen {
  bool started{false};
  bool ended{false};
  std::optional<base::ErrorKind> wait_ended_with;
  CancelReason reason{CancelReason::none};
};

/// Waits for an hour, as for a model's first token.
Task<void> wait_for_upstream(Seen& seen, Responder& responder) {
  seen.started = true;
  const auto waited = co_await sleep_for(1h);
  if (!waited) seen.wait_ended_with = waited.error().kind;
  seen.reason = responder.cancel_reason();
  seen.ended = true;
}

/// The same after the first bytes of a stream.
Task<void> wait_in_mid_stream(Seen& seen, Responder& responder) {
  ResponseHead head;
  auto going = co_await responder.begin_stream(std::move(head));
  going = co_await responder.write("first");
  static_cast<void>(going);
  co_await wait_for_upstream(seen, responder);
}

/// The same; then says so before it ends, if it may.
Task<void> wait_and_say_goodbye(Seen& seen, Responder& responder) {
  co_await wait_in_mid_stream(seen, responder);
  auto said = co_await responder.write("goodbye");
  said = co_await responder.end_stream(AfterStream::close);
  static_cast<void>(said);
}

using Waiter = Task<void> (*)(Seen&, Responder&);

struct Fixture {
  explicit Fixture(Waiter waiter)
      : server(loop,
               [this, waiter](ServerRequest&, Responder& responder) { return waiter(seen, responder); }),
        client(loop, server.port()) {}
  Seen seen;
  Loop loop;
  TestServer server;
  RawClient client;
};

void expect_client_gone(Fixture& f) {
  const auto start = std::chrono::steady_clock::now();
  f.loop.run_until([&] { return f.seen.ended; });
  EXPECT_LT(std::chrono::steady_clock::now() - start, 1s);
  EXPECT_EQ(f.seen.wait_ended_with, base::ErrorKind::client_gone);
  EXPECT_EQ(f.seen.reason, CancelReason::client_gone);
  f.loop.run_until([&] { return f.server->open_connections() == 0; });
}

TEST(ClientGone, CancelsTheHandlerBeforeTheFirstByteOnClose) {
  Fixture f{wait_for_upstream};
  f.client.send(kGet);
  f.loop.run_until([&] { return f.seen.started; });
  f.client.close();
  expect_client_gone(f);
}

TEST(ClientGone, CancelsTheHandlerOnHalfClose) {
  Fixture f{wait_for_upstream};
  f.client.send(kGet);
  f.loop.run_until([&] { return f.seen.started; });
  f.client.half_close();
  expect_client_gone(f);
}

TEST(ClientGone, CancelsTheHandlerOnReset) {
  Fixture f{wait_for_upstream};
  f.client.send(kGet);
  f.loop.run_until([&] { return f.seen.started; });
  f.client.close_with_reset();
  expect_client_gone(f);
}

TEST(ClientGone, CancelsTheHandlerWhenTheEndCameWithTheRequest) {
  Fixture f{wait_for_upstream};
  f.client.send(kGet);
  f.client.half_close();
  expect_client_gone(f);
}

TEST(ClientGone, CancelsTheHandlerInMidStream) {
  Fixture f{wait_in_mid_stream};
  f.client.send(kGet);
  EXPECT_NE(f.client.read_until("first"), "");
  f.client.close();
  expect_client_gone(f);
}

TEST(ClientGone, IsSeenBehindPipelinedBytes) {
  Fixture f{wait_for_upstream};
  f.client.send(kGet);
  f.loop.run_until([&] { return f.seen.started; });
  f.client.send(kGet);
  f.client.send("GET /half");
  f.client.close();
  expect_client_gone(f);
}

TEST(ClientGone, IsNotMistakenForPipelinedBytes) {
  Fixture f{wait_for_upstream};
  f.client.send(kGet);
  f.client.send(std::string(200'000, 'x'));
  f.loop.run(sleep_for(20ms));
  EXPECT_TRUE(f.seen.started);
  EXPECT_FALSE(f.seen.ended);
}

/// Writes until it is told that nobody reads, to a client that stopped reading.
Task<void> write_for_ever(Seen& seen, Responder& responder) {
  ResponseHead head;
  auto going = co_await responder.begin_stream(std::move(head));
  const std::string piece(100'000, 'w');
  seen.started = true;
  while (going) {
    going = co_await responder.write(piece);
  }
  seen.wait_ended_with = going.error().kind;
  seen.reason = responder.cancel_reason();
  seen.ended = true;
}

TEST(ClientGone, EndsAWriteThatWaits) {
  Fixture f{write_for_ever};
  f.client.pause_reading();
  f.client.send(kGet);
  f.loop.run(sleep_for(50ms));
  ASSERT_TRUE(f.seen.started);
  f.client.half_close();
  expect_client_gone(f);
}

TEST(ClientGone, LaterWritesFailAtOnce) {
  Fixture f{wait_and_say_goodbye};
  f.client.send(kGet);
  EXPECT_NE(f.client.read_until("first"), "");
  f.client.half_close();
  expect_client_gone(f);
  EXPECT_EQ(f.client.read_to_end().find("goodbye"), std::string::npos);
}

TEST(ServerStop, ClosesIdleConnectionsAndRefusesNewOnes) {
  Fixture f{wait_for_upstream};
  f.loop.run_until([&] { return f.server->open_connections() == 1; });
  f.loop.run(f.server->stop(10s, 10s));
  EXPECT_EQ(f.client.read_to_end(), "");
  EXPECT_EQ(f.server->open_connections(), 0U);
  EXPECT_THROW(RawClient(f.loop, f.server.port()), std::exception);
}

Task<void> answer_after(std::shared_ptr<Seen> seen, Responder& responder) {
  seen->started = true;
  const auto slept = co_await sleep_for(30ms);
  Response response;
  response.body = slept ? "done" : "cancelled";
  const auto sent = co_await responder.send(std::move(response));
  static_cast<void>(sent);
}

TEST(ServerStop, LetsARunningRequestFinishAndClosesItsConnection) {
  Loop loop;
  const auto seen = std::make_shared<Seen>();
  TestServer server{loop,
                    [seen](ServerRequest&, Responder& responder) { return answer_after(seen, responder); }};
  RawClient client{loop, server.port()};
  client.send(kGet);
  loop.run_until([&] { return seen->started; });
  loop.run(server->stop(10s, 10s));
  const std::string response = client.read_to_end();
  EXPECT_EQ(first_line(response), "HTTP/1.1 200 OK");
  EXPECT_NE(response.find("connection: close\r\n"), std::string::npos);
  EXPECT_NE(response.find("done"), std::string::npos);
  EXPECT_EQ(server->open_connections(), 0U);
}

TEST(ServerStop, TellsAStreamAfterTheGraceAndLetsItSayGoodbye) {
  Fixture f{wait_and_say_goodbye};
  f.client.send(kGet);
  EXPECT_NE(f.client.read_until("first"), "");
  f.loop.run(f.server->stop(20ms, 10s));
  EXPECT_EQ(f.seen.wait_ended_with, base::ErrorKind::client_gone);
  EXPECT_EQ(f.seen.reason, CancelReason::shutting_down);
  const std::string rest = f.client.read_to_end();
  EXPECT_NE(rest.find("goodbye"), std::string::npos);
  EXPECT_TRUE(rest.ends_with("0\r\n\r\n"));
  EXPECT_FALSE(f.client.was_reset());
}

TEST(ServerStop, ClosesAStreamThatCannotSayGoodbye) {
  Fixture f{write_for_ever};
  f.client.pause_reading();
  f.client.send(kGet);
  f.loop.run(sleep_for(50ms));
  const auto start = std::chrono::steady_clock::now();
  f.loop.run(f.server->stop(10ms, 10ms));
  EXPECT_LT(std::chrono::steady_clock::now() - start, 1s);
  EXPECT_EQ(f.server->open_connections(), 0U);
  EXPECT_TRUE(f.seen.ended);
}

/// A client of plain system calls: what it sends is in the server's socket before the loop runs again.
class PlainClient {
 public:
  explicit PlainClient(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~PlainClient() { ::close(descriptor_); }
  PlainClient(const PlainClient&) = delete;
  PlainClient& operator=(const PlainClient&) = delete;

  void send(std::string_view bytes) {
    EXPECT_EQ(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  /// What has come so far.
  [[nodiscard]] std::string take() {
    std::string bytes(100'000, '\0');
    const ssize_t got = ::recv(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
  }

 private:
  int descriptor_;
};

TEST(ServerStop, AnswersARequestThatHadAlreadyArrived) {
  Loop loop;
  TestServer server{loop, test::echo};
  PlainClient client{server.port()};
  loop.run_until([&] { return server->open_connections() == 1; });
  client.send(kGet);
  loop.run(server->stop(10s, 10s));
  const std::string response = client.take();
  EXPECT_EQ(first_line(response), "HTTP/1.1 200 OK");
  EXPECT_NE(response.find("connection: close\r\n"), std::string::npos);
}

TEST(Fairness, AClientThatPipelinesWithoutEndDoesNotKeepTheLoop) {
  Loop loop;
  int greedy_answers = 0;
  TestServer server{loop, [&](ServerRequest& request, Responder& responder) {
                      if (request.target == "/greedy") ++greedy_answers;
                      return test::echo(request, responder);
                    }};
  PlainClient greedy{server.port()};
  PlainClient modest{server.port()};
  loop.run_until([&] { return server->open_connections() == 2; });
  constexpr int kGreedyRequests = 1'000;
  std::string requests;
  for (int i = 0; i < kGreedyRequests; ++i) requests += "GET /greedy HTTP/1.1\r\nHost: x\r\n\r\n";
  greedy.send(requests);
  modest.send(kGet);
  std::string response;
  loop.run_until([&] {
    response += modest.take();
    return !response.empty();
  });
  EXPECT_EQ(first_line(response), "HTTP/1.1 200 OK");
  EXPECT_LT(greedy_answers, kGreedyRequests);
}

TEST(ServerStop, DoesNotWaitForAHalfSentRequestBeyondTheGrace) {
  Fixture f{wait_for_upstream};
  f.client.send("GET / HTTP/1.1\r\nHo");
  f.loop.run_until([&] { return f.server->open_connections() == 1; });
  f.loop.run(f.server->stop(10ms, 10s));
  EXPECT_EQ(f.server->open_connections(), 0U);
}

TEST(ServerEnd, FreesEverythingWhenTheLoopEndsInMidRequest) {
  // LeakSanitizer is the judge: the coroutines of the connection are destroyed where they wait.
  Seen seen;
  Loop loop;
  HttpServer::Hooks hooks{
      [&](ServerRequest&, Responder& responder) { return wait_in_mid_stream(seen, responder); },
      test::plain_error};
  const auto server = HttpServer::listen(loop.io(), "127.0.0.1", 0, ServerLimits{}, std::move(hooks)).value();
  server->start();
  RawClient client{loop, server->port()};
  client.send(kGet);
  EXPECT_NE(client.read_until("first"), "");
  EXPECT_FALSE(seen.ended);
}

}  // namespace
}  // namespace gw::net
