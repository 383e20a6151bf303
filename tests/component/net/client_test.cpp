#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/this_coro.hpp>

#include <string>
#include <vector>

#include "exchange_fixture.hpp"
#include "net/sleep.hpp"
#include "support/scripted_peer.hpp"

namespace gw::net {
namespace {

using namespace std::chrono_literals;
using base::ErrorKind;
using test::close;
using test::Exchanged;
using test::hang;
using test::Loop;
using test::ok_response;
using test::read_request;
using test::reset;
using test::Script;
using test::ScriptedPeer;
using test::send;
using test::send_in_pieces;

using Clock = std::chrono::steady_clock;

const std::string kChunked =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";

struct Fixture {
  explicit Fixture(std::vector<Script> scripts, ClientLimits limits = {})
      : peer(loop, std::move(scripts)), client(HttpClient::create(loop.io(), limits, TlsTrust{})) {}

  [[nodiscard]] Origin origin() const { return {Scheme::http, "127.0.0.1", peer.port()}; }
  [[nodiscard]] base::Result<Exchanged> fetch(const std::string& body = "ping") {
    return loop.run(test::fetch(*client, origin(), "POST", body));
  }
  /// "200 body", or the error.
  [[nodiscard]] std::string outcome(const std::string& body = "ping") {
    const auto got = fetch(body);
    if (!got) return base::to_string(got.error().kind) + std::string{": "} + got.error().message;
    return std::to_string(got->status) + " " + got->body;
  }

  Loop loop;
  ScriptedPeer peer;
  std::unique_ptr<HttpClient> client;
};

TEST(HttpClient, SendsTheRequestAsItWasGiven) {
  Fixture f{{{read_request(), send(ok_response("hi"))}}};
  EXPECT_EQ(f.outcome("body"), "200 hi");
  EXPECT_EQ(f.peer.received(0), "POST /echo HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 4\r\n\r\nbody");
}

TEST(HttpClient, ReadsAnAnswerThatComesByteByByte) {
  Fixture f{{{read_request(), send_in_pieces(kChunked, 1), read_request(),
              send_in_pieces(ok_response("again"), 1)}}};
  EXPECT_EQ(f.outcome(), "200 hello");
  EXPECT_EQ(f.outcome(), "200 again");
  EXPECT_EQ(f.peer.connections(), 1U);
}

TEST(HttpClient, ReadsAnAnswerUntilTheConnectionEnds) {
  Fixture f{{{read_request(), send("HTTP/1.1 200 OK\r\n\r\nto the end"), close()}}};
  EXPECT_EQ(f.outcome(), "200 to the end");
  EXPECT_EQ(f.client->pool_size().idle, 0U);
}

TEST(HttpClient, SkipsInformationalAnswers) {
  Fixture f{{{read_request(),
              send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + ok_response("real"))}}};
  EXPECT_EQ(f.outcome(), "200 real");
}

TEST(HttpClient, DoesNotReuseAConnectionThatIsToBeClosed) {
  Fixture f{{{read_request(), send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi")}}};
  EXPECT_EQ(f.outcome(), "200 hi");
  EXPECT_EQ(f.client->pool_size().idle, 0U);
}

TEST(HttpClient, DoesNotReuseAConnectionWithBytesBehindTheAnswer) {
  Fixture f{{{read_request(), send(ok_response("hi") + "HTTP/1.1 200 OK\r\n\r\nsmuggled")}}};
  EXPECT_EQ(f.outcome(), "200 hi");
  EXPECT_EQ(f.client->pool_size().idle, 0U);
}

TEST(HttpClient, DropsAPooledConnectionThatItsServerCloses) {
  Fixture f{{{read_request(), send(ok_response("hi")), close()}}};
  EXPECT_EQ(f.outcome(), "200 hi");
  f.loop.run_until([&] { return f.client->pool_size().idle == 0; });
}

TEST(HttpClient, DropsAPooledConnectionThatNobodyWanted) {
  ClientLimits limits;
  limits.pool_idle = 20ms;
  Fixture f{{{read_request(), send(ok_response("hi"))}}, limits};
  EXPECT_EQ(f.outcome(), "200 hi");
  EXPECT_EQ(f.client->pool_size().idle, 1U);
  f.loop.run_until([&] { return f.client->pool_size().idle == 0; });
  f.loop.run_until([&] { return f.peer.was_closed(0); });
}

TEST(HttpClient, KeepsNoMoreIdleConnectionsThanTold) {
  ClientLimits limits;
  limits.max_idle_per_origin = 0;
  Fixture f{{{read_request(), send(ok_response("hi"))}}, limits};
  EXPECT_EQ(f.outcome(), "200 hi");
  EXPECT_EQ(f.client->pool_size().idle, 0U);
}

TEST(HttpClient, ClosesIdleConnectionsOnDemand) {
  Fixture f{{{read_request(), send(ok_response("hi"))}}};
  EXPECT_EQ(f.outcome(), "200 hi");
  f.client->close_idle();
  EXPECT_EQ(f.client->pool_size().idle, 0U);
  f.loop.run_until([&] { return f.peer.was_closed(0); });
}

/// The idle-close race: the server closed while our next request was on its way.
TEST(IdleCloseRace, ReplacesAReusedConnectionOnce) {
  for (const test::Step& failure : {close(), reset()}) {
    Fixture f{{{read_request(), send(ok_response("first")), read_request(), failure},
               {read_request(), send(ok_response("second"))}}};
    EXPECT_EQ(f.outcome(), "200 first");
    EXPECT_EQ(f.outcome("again"), "200 second");
    EXPECT_EQ(f.peer.connections(), 2U);
    EXPECT_TRUE(f.peer.received(1).ends_with("again"));
    EXPECT_EQ(f.client->pool_size().idle, 1U);
  }
}

TEST(IdleCloseRace, ReplacesNoSecondTime) {
  Fixture f{
      {{read_request(), send(ok_response("first")), read_request(), close()}, {read_request(), close()}}};
  EXPECT_EQ(f.outcome(), "200 first");
  EXPECT_EQ(f.outcome(), "upstream_protocol: The connection to the upstream broke before it answered.");
  EXPECT_EQ(f.peer.connections(), 2U);
}

TEST(IdleCloseRace, DoesNotReplaceAFreshConnection) {
  for (const test::Step& failure : {close(), reset()}) {
    Fixture f{{{read_request(), failure}, {read_request(), send(ok_response("never"))}}};
    EXPECT_EQ(f.outcome(), "upstream_protocol: The connection to the upstream broke before it answered.");
    EXPECT_EQ(f.peer.connections(), 1U) << "the model may be running";
  }
}

TEST(IdleCloseRace, DoesNotReplaceOnceAByteOfTheAnswerIsThere) {
  Fixture f{{{read_request(), send(ok_response("first")), read_request(), send("H"), close()},
             {read_request(), send(ok_response("never"))}}};
  EXPECT_EQ(f.outcome(), "200 first");
  EXPECT_EQ(f.outcome(), "upstream_protocol: The connection to the upstream broke before it answered.");
  EXPECT_EQ(f.peer.connections(), 1U);
}

TEST(IdleCloseRace, SaysSoWhenTheReplacementCannotBeHad) {
  Fixture f{{}};
  auto peer = std::make_unique<ScriptedPeer>(
      f.loop, std::vector<Script>{{read_request(), send(ok_response("first")), read_request(), close()}});
  const Origin origin{Scheme::http, "127.0.0.1", peer->port()};
  ASSERT_TRUE(f.loop.run(test::fetch(*f.client, origin, "POST", "")).has_value());
  peer.reset();  // the listener is gone, the connection stays
  const auto got = f.loop.run(test::fetch(*f.client, origin, "POST", ""));
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().message, "cannot connect to the upstream: Connection refused");
}

/// Every exchange, broken at every step, by a close and by a reset: always an error, never a short answer
/// that looks whole, never a hang, and the next request works.
TEST(HttpClient, FailsCleanlyWhereverTheConnectionBreaks) {
  const std::vector<Script> exchanges = {
      {read_request(), send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"), send("\r\nhel"), send("lo")},
      {read_request(), send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), send("5\r\nhello\r\n"),
       send("0\r\n"), send("\r\n")},
      {read_request(), send("HTTP/1.1 100 Continue\r\n\r\n"), send(ok_response("hello"))},
  };
  for (const Script& exchange : exchanges) {
    for (const test::Step& failure : {close(), reset()}) {
      for (const Script& broken : failing_at_every_step(exchange, failure)) {
        SCOPED_TRACE(broken.size());
        Fixture f{{broken, {read_request(), send(ok_response("next"))}}};
        const auto got = f.fetch();
        ASSERT_FALSE(got.has_value()) << got->body;
        EXPECT_EQ(got.error().kind, ErrorKind::upstream_protocol);
        EXPECT_EQ(f.client->pool_size().idle, 0U);
        EXPECT_EQ(f.client->pool_size().in_use, 0U);
        EXPECT_EQ(f.outcome(), "200 next");
      }
    }
  }
}

TEST(HttpClient, RefusesAnAnswerThatMakesNoSense) {
  for (const char* answer :
       {"SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"}) {
    Fixture f{{{read_request(), send(answer)}}};
    const auto got = f.fetch();
    ASSERT_FALSE(got.has_value()) << answer;
    EXPECT_EQ(got.error().kind, ErrorKind::upstream_protocol);
    EXPECT_EQ(f.client->pool_size().idle, 0U);
  }
}

TEST(HttpClient, SaysThatNobodyListens) {
  Fixture f{{}};
  auto closed = std::make_unique<ScriptedPeer>(f.loop, std::vector<Script>{});
  const Origin origin{Scheme::http, "127.0.0.1", closed->port()};
  closed.reset();
  const auto got = f.loop.run(test::fetch(*f.client, origin, "GET", ""));
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().kind, ErrorKind::upstream_unavailable);
  EXPECT_EQ(got.error().message, "cannot connect to the upstream: Connection refused");
}

TEST(HttpClient, TakesAnAnswerThatComesBeforeTheRequestWasSent) {
  // A server that refuses a large body says so at once, and reads no further.
  Fixture f{
      {{test::read_until("\r\n\r\n"), send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig"),
        test::read_until("never")}}};
  EXPECT_EQ(f.outcome(std::string(20'000'000, 'x')), "413 big");
  EXPECT_EQ(f.client->pool_size().idle, 0U) << "a half-sent request leaves no usable connection";
}

TEST(HttpClient, GivesUpOnAPeerThatTakesNothing) {
  ClientLimits limits;
  limits.write_timeout = 30ms;
  Fixture f{{}, limits};
  boost::asio::ip::tcp::acceptor deaf{f.loop.io(), {boost::asio::ip::address_v4::loopback(), 0}};
  const Origin origin{Scheme::http, "127.0.0.1", deaf.local_endpoint().port()};
  const auto got = f.loop.run(test::fetch(*f.client, origin, "POST", std::string(20'000'000, 'x')));
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().message, "The connection to the upstream broke while the request was sent.");
}

/// Opens an exchange; its head is expected later.
Task<base::Result<std::unique_ptr<ClientExchange>>> open(HttpClient& client, Origin origin) {
  ClientRequest request;
  request.method = "GET";
  request.target = "/";
  auto exchange = co_await client.open(std::move(origin), std::move(request));
  co_return exchange;
}

TEST(Exchange, ReturnsAtTheDeadlineAndLosesNothing) {
  Fixture f{{{read_request(), send_in_pieces(kChunked, 1, 3ms)}}};
  auto exchange = f.loop.run(open(*f.client, f.origin())).value();
  std::optional<ResponseHead> head;
  int waits = 0;
  while (!head) {
    head = f.loop.run(exchange->read_head(Clock::now() + 5ms)).value();
    ++waits;
  }
  EXPECT_GT(waits, 3);
  std::string body;
  for (bool ended = false; !ended;) {
    const auto some = f.loop.run(exchange->read_some(Clock::now() + 5ms)).value();
    if (!some) continue;
    ended = some->empty();
    body.append(some->begin(), some->end());
  }
  EXPECT_EQ(body, "hello");
}

TEST(Exchange, GivesItsConnectionBackWithTheLastByte) {
  Fixture f{{{read_request(), send(ok_response("hello"))}}};
  auto exchange = f.loop.run(open(*f.client, f.origin())).value();
  ASSERT_TRUE(f.loop.run(exchange->read_head(Clock::now() + 5s)).value().has_value());
  EXPECT_EQ(f.client->pool_size().in_use, 1U);
  EXPECT_EQ(f.loop.run(exchange->read_some(Clock::now() + 5s)).value()->size(), 5U);
  EXPECT_EQ(f.client->pool_size().in_use, 0U);
  EXPECT_EQ(f.client->pool_size().idle, 1U);
  EXPECT_TRUE(f.loop.run(exchange->read_some(Clock::now() + 5s)).value()->empty());
}

TEST(Exchange, ClosesItsConnectionWhenItIsDestroyedEarly) {
  Fixture f{{{read_request(), send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
              hang()}}};
  auto exchange = f.loop.run(open(*f.client, f.origin())).value();
  ASSERT_TRUE(f.loop.run(exchange->read_head(Clock::now() + 5s)).value().has_value());
  exchange.reset();
  EXPECT_EQ(f.client->pool_size().in_use, 0U);
  EXPECT_EQ(f.client->pool_size().idle, 0U);
  f.loop.run_until([&] { return f.peer.was_closed(0); });
}

TEST(WholeBody, StopsAtItsLimitAndItsDeadline) {
  Fixture large{{{read_request(), send(ok_response(std::string(1'000, 'x')))}}};
  auto exchange = large.loop.run(open(*large.client, large.origin())).value();
  ASSERT_TRUE(large.loop.run(exchange->read_head(Clock::now() + 5s)).value().has_value());
  const auto too_large = large.loop.run(read_whole_body(*exchange, 999, Clock::now() + 5s));
  ASSERT_FALSE(too_large.has_value());
  EXPECT_EQ(too_large.error().kind, ErrorKind::upstream_protocol);

  Fixture slow{{{read_request(), send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"), hang()}}};
  auto other = slow.loop.run(open(*slow.client, slow.origin())).value();
  ASSERT_TRUE(slow.loop.run(other->read_head(Clock::now() + 5s)).value().has_value());
  const auto late = slow.loop.run(read_whole_body(*other, 999, Clock::now() + 10ms));
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().kind, ErrorKind::upstream_timeout);
}

/// Runs a fetch and cancels it once `ready()`.
template <class Predicate>
base::Result<Exchanged> cancelled_fetch(Fixture& f, Origin origin, std::string body, Predicate ready) {
  boost::asio::cancellation_signal signal;
  std::optional<base::Result<Exchanged>> result;
  const auto task = [](HttpClient& client, Origin to, std::string what,
                       std::optional<base::Result<Exchanged>>& out) -> Task<void> {
    co_await boost::asio::this_coro::throw_if_cancelled(false);
    out = co_await test::fetch(client, std::move(to), "POST", std::move(what));
  };
  boost::asio::co_spawn(f.loop.io().get_executor(),
                        task(*f.client, std::move(origin), std::move(body), result),
                        boost::asio::bind_cancellation_slot(signal.slot(), [](std::exception_ptr) {}));
  f.loop.run_until(ready);
  signal.emit(boost::asio::cancellation_type::terminal);
  f.loop.run_until([&] { return result.has_value(); });
  return *result;
}

TEST(Cancellation, EndsTheWaitForAHead) {
  Fixture f{{{read_request(), hang()}}};
  const auto got = cancelled_fetch(f, f.origin(), "x",
                                   [&] { return f.peer.connections() == 1 && f.peer.steps_done(0) == 1; });
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().kind, ErrorKind::client_gone);
  f.loop.run_until([&] { return f.peer.was_closed(0); });
}

TEST(Cancellation, EndsTheWaitForABody) {
  Fixture f{{{read_request(), send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"), hang()}}};
  const auto got = cancelled_fetch(f, f.origin(), "x",
                                   [&] { return f.peer.connections() == 1 && f.peer.steps_done(0) == 2; });
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().kind, ErrorKind::client_gone);
  f.loop.run_until([&] { return f.peer.was_closed(0); });
}

TEST(Cancellation, EndsASend) {
  Fixture f{{}};
  boost::asio::ip::tcp::acceptor deaf{f.loop.io(), {boost::asio::ip::address_v4::loopback(), 0}};
  const Origin origin{Scheme::http, "127.0.0.1", deaf.local_endpoint().port()};
  const auto start = Clock::now();
  const auto got =
      cancelled_fetch(f, origin, std::string(20'000'000, 'x'), [&] { return Clock::now() - start > 20ms; });
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().kind, ErrorKind::client_gone);
}

}  // namespace
}  // namespace gw::net
