#include "net/resolver.hpp"

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/this_coro.hpp>

#include <array>
#include <map>
#include <string>

#include "exchange_fixture.hpp"
#include "net/sleep.hpp"
#include "support/scripted_peer.hpp"

namespace gw::net {
namespace {

using namespace std::chrono_literals;
using base::ErrorKind;
using boost::asio::ip::udp;
using test::Loop;
using Clock = std::chrono::steady_clock;

/// A DNS server on 127.0.0.1 (RFC 1035 section 4) that knows IPv4 addresses of a few names, or says nothing.
class FakeDns {
 public:
  explicit FakeDns(Loop& loop) : socket_(loop.io(), {boost::asio::ip::address_v4::loopback(), 0}) {
    receive();
  }

  void know(const std::string& name, std::vector<std::array<unsigned char, 4>> addresses) {
    names_[name] = std::move(addresses);
  }
  void be_silent() { silent_ = true; }
  [[nodiscard]] int queries() const { return queries_; }
  [[nodiscard]] NameSettings settings() const {
    NameSettings settings;
    settings.servers = "127.0.0.1:" + std::to_string(socket_.local_endpoint().port());
    settings.query_timeout = 200ms;
    return settings;
  }
  std::uint32_t ttl{60};

 private:
  void receive() {
    socket_.async_receive_from(boost::asio::buffer(buffer_), client_,
                               [this](const boost::system::error_code& error, std::size_t size) {
                                 if (error) return;
                                 answer(size);
                                 receive();
                               });
  }

  void answer(std::size_t size) {
    std::string name;
    std::size_t at = 12;
    while (at < size && buffer_[at] != 0) {
      if (!name.empty()) name += '.';
      name.append(&buffer_[at + 1], static_cast<std::size_t>(buffer_[at]));
      at += 1U + static_cast<std::size_t>(buffer_[at]);
    }
    const bool wants_v4 = buffer_[at + 2] == 1;
    if (wants_v4) ++queries_;
    if (silent_) return;
    const auto found = names_.find(name);
    std::string reply{buffer_.data(), at + 5};
    reply[2] = static_cast<char>(0x81);
    reply[3] = static_cast<char>(found == names_.end() ? 0x83 : 0x80);  // NXDOMAIN, or no error
    for (std::size_t i = 6; i < 12; ++i) reply[i] = 0;
    if (found != names_.end() && wants_v4) {
      reply[7] = static_cast<char>(found->second.size());
      for (const auto& address : found->second) {
        reply.append("\xc0\x0c\x00\x01\x00\x01", 6);
        for (int shift = 24; shift >= 0; shift -= 8) reply += static_cast<char>(ttl >> shift & 0xffU);
        reply.append("\x00\x04", 2).append(reinterpret_cast<const char*>(address.data()), 4);
      }
    }
    socket_.send_to(boost::asio::buffer(reply), client_);
  }

  udp::socket socket_;
  udp::endpoint client_;
  std::array<char, 512> buffer_{};
  std::map<std::string, std::vector<std::array<unsigned char, 4>>> names_;
  int queries_{0};
  bool silent_{false};
};

struct Fixture {
  [[nodiscard]] std::string resolve(const std::string& host, std::chrono::milliseconds within = 5s) {
    const auto found = loop.run(resolver().resolve(host, 80, Clock::now() + within));
    if (!found) return base::to_string(found.error().kind) + std::string{": "} + found.error().message;
    std::string text;
    for (const SocketAddress& address : *found) text += (text.empty() ? "" : " ") + address.to_text();
    return text;
  }
  Resolver& resolver() {
    if (!resolver_) resolver_ = std::make_unique<Resolver>(loop.io(), dns.settings());
    return *resolver_;
  }
  Loop loop;
  FakeDns dns{loop};
  std::unique_ptr<Resolver> resolver_;
};

TEST(Resolver, NeedsNoQueryForLiteralsAndLocalhost) {
  Fixture f;
  EXPECT_EQ(f.resolve("10.1.2.3"), "10.1.2.3:80");
  EXPECT_EQ(f.resolve("[::1]"), "[::1]:80");
  EXPECT_EQ(f.resolve("localhost"), "127.0.0.1:80 [::1]:80");
  EXPECT_EQ(f.resolve("api.localhost"), "127.0.0.1:80 [::1]:80");
  EXPECT_EQ(f.dns.queries(), 0);
}

TEST(Resolver, FindsEveryAddressOfAName) {
  Fixture f;
  f.dns.know("bedrock.test", {{127, 0, 0, 1}, {127, 0, 0, 2}});
  const std::string found = f.resolve("bedrock.test");
  EXPECT_NE(found.find("127.0.0.1:80"), std::string::npos) << found;
  EXPECT_NE(found.find("127.0.0.2:80"), std::string::npos) << found;
}

TEST(Resolver, KeepsAnAnswerForItsTimeToLive) {
  Fixture f;
  f.dns.know("bedrock.test", {{127, 0, 0, 1}});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(f.resolve("bedrock.test"), "127.0.0.1:80");
  EXPECT_EQ(f.dns.queries(), 1);
}

TEST(Resolver, AsksAgainAfterTheTimeToLive) {
  Fixture f;
  f.dns.ttl = 1;
  f.dns.know("bedrock.test", {{127, 0, 0, 1}});
  EXPECT_EQ(f.resolve("bedrock.test"), "127.0.0.1:80");
  f.dns.know("bedrock.test", {{127, 0, 0, 9}});
  f.loop.run(sleep_for(1'050ms));
  EXPECT_EQ(f.resolve("bedrock.test"), "127.0.0.9:80");
}

TEST(Resolver, SaysThatThereIsNoSuchNameAndAsksAgainNextTime) {
  Fixture f;
  EXPECT_EQ(f.resolve("nowhere.test"),
            "upstream_unavailable: the upstream's name cannot be resolved: Domain name not found");
  f.dns.know("nowhere.test", {{127, 0, 0, 1}});
  EXPECT_EQ(f.resolve("nowhere.test"), "127.0.0.1:80");
}

TEST(Resolver, SharesOneQueryAmongThoseWhoAskAtOnce) {
  Fixture f;
  f.dns.know("bedrock.test", {{127, 0, 0, 1}});
  int done = 0;
  for (int i = 0; i < 5; ++i) {
    boost::asio::co_spawn(f.loop.io().get_executor(),
                          f.resolver().resolve("bedrock.test", 80, Clock::now() + 5s),
                          [&](std::exception_ptr, const base::Result<std::vector<SocketAddress>>& found) {
                            done += found.has_value() ? 1 : 0;
                          });
  }
  f.loop.run_until([&] { return done == 5; });
  EXPECT_EQ(f.dns.queries(), 1);
}

TEST(Resolver, ReturnsAtTheDeadlineOfAQueryThatHangs) {
  Fixture f;
  f.dns.be_silent();
  const auto start = Clock::now();
  EXPECT_EQ(f.resolve("bedrock.test", 30ms),
            "upstream_unavailable: the upstream's name cannot be resolved: Connection timed out");
  EXPECT_LT(Clock::now() - start, 1s);
}

TEST(Resolver, GivesUpAfterItsTries) {
  Fixture f;
  f.dns.be_silent();
  EXPECT_EQ(
      f.resolve("bedrock.test", 10s),
      "upstream_unavailable: the upstream's name cannot be resolved: Timeout while contacting DNS servers");
  EXPECT_GT(f.dns.queries(), 1);
}

TEST(Resolver, IsEndedByCancellationAndByItsOwner) {
  Fixture f;
  f.dns.be_silent();
  boost::asio::cancellation_signal signal;
  std::optional<ErrorKind> cancelled;
  std::optional<std::string> ended;
  const auto ask = [&](auto finished) {
    return boost::asio::bind_cancellation_slot(
        signal.slot(), [finished](std::exception_ptr, const base::Result<std::vector<SocketAddress>>& found) {
          finished(found.error());
        });
  };
  boost::asio::co_spawn(f.loop.io().get_executor(), f.resolver().resolve("a.test", 80, Clock::now() + 1h),
                        ask([&](const base::Error& e) { cancelled = e.kind; }));
  boost::asio::co_spawn(f.loop.io().get_executor(), f.resolver().resolve("b.test", 80, Clock::now() + 1h),
                        [&](std::exception_ptr, const base::Result<std::vector<SocketAddress>>& found) {
                          ended = found.error().message;
                        });
  f.loop.run_until([&] { return f.dns.queries() == 2; });
  signal.emit(boost::asio::cancellation_type::terminal);
  f.loop.run_until([&] { return cancelled.has_value(); });
  EXPECT_EQ(cancelled, ErrorKind::client_gone);
  f.resolver().cancel_all();
  f.loop.run_until([&] { return ended.has_value(); });
  EXPECT_EQ(ended, "the upstream's name cannot be resolved: DNS query cancelled");
}

TEST(Resolver, LeavesNothingBehindWhenTheLoopEndsInMidQuery) {
  // AddressSanitizer and LeakSanitizer are the judges.
  Fixture f;
  f.dns.be_silent();
  boost::asio::co_spawn(f.loop.io().get_executor(), f.resolver().resolve("a.test", 80, Clock::now() + 1h),
                        [](std::exception_ptr, const base::Result<std::vector<SocketAddress>>&) {});
  f.loop.run_until([&] { return f.dns.queries() == 1; });
}

TEST(HttpClient, ConnectsByNameAndTriesTheNextAddress) {
  Fixture f;
  // Nobody listens on the first address's port: a connection to it is refused at once.
  f.dns.know("bedrock.test", {{127, 0, 0, 2}, {127, 0, 0, 1}});
  const test::ScriptedPeer peer{f.loop, {{test::read_request(), test::send(test::ok_response("hi"))}}};
  const auto client = HttpClient::create(f.loop.io(), ClientLimits{}, TlsTrust{}, f.dns.settings());
  Origin origin{Scheme::http, "bedrock.test", peer.port()};
  const auto got = f.loop.run(test::fetch(*client, std::move(origin), "GET", ""));
  ASSERT_TRUE(got.has_value()) << got.error().message;
  EXPECT_EQ(got->body, "hi");
}

TEST(HttpClient, KeepsTheConnectTimeoutThoughTheLookUpHangs) {
  Fixture f;
  f.dns.be_silent();
  ClientLimits limits;
  limits.connect_timeout = 30ms;
  const auto client = HttpClient::create(f.loop.io(), limits, TlsTrust{}, f.dns.settings());
  Origin origin{Scheme::https, "bedrock.test", 443};
  const auto start = Clock::now();
  const auto got = f.loop.run(test::fetch(*client, std::move(origin), "GET", ""));
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().kind, ErrorKind::upstream_unavailable);
  EXPECT_LT(Clock::now() - start, 1s);
}

TEST(HttpClient, LetsTheLoopEndThoughALookUpHangs) {
  Fixture f;
  f.dns.be_silent();
  ClientLimits limits;
  limits.connect_timeout = 10ms;
  boost::asio::io_context loop;
  const auto client = HttpClient::create(loop, limits, TlsTrust{}, f.dns.settings());
  bool done = false;
  Origin origin{Scheme::http, "bedrock.test", 80};
  boost::asio::co_spawn(loop.get_executor(), test::fetch(*client, std::move(origin), "GET", ""),
                        [&](std::exception_ptr, const base::Result<test::Exchanged>&) {
                          done = true;
                          client->close_idle();
                        });
  loop.run_for(5s);
  EXPECT_TRUE(done);
  EXPECT_TRUE(loop.stopped()) << "the query still holds the loop";
}

}  // namespace
}  // namespace gw::net
