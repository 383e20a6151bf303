#include <gtest/gtest.h>

#include "exchange_fixture.hpp"

namespace gw::net {
namespace {

using test::Loop;
using test::TestServer;

struct Fixture {
  explicit Fixture(Handler handler)
      : server(loop, std::move(handler)), client(HttpClient::create(loop.io(), ClientLimits{}, TlsTrust{})) {}
  [[nodiscard]] base::Result<test::Exchanged> fetch(const std::string& body,
                                                    const std::string& method = "POST") {
    Origin origin{Scheme::http, "127.0.0.1", server.port()};
    return loop.run(test::fetch(*client, std::move(origin), method, body));
  }
  Loop loop;
  TestServer server;
  std::unique_ptr<HttpClient> client;
};

TEST(Exchange, AnswersOverOneConnectionAgainAndAgain) {
  Fixture f{test::echo};
  for (int i = 0; i < 5; ++i) {
    const auto got = f.fetch("hello");
    ASSERT_TRUE(got.has_value()) << got.error().message;
    EXPECT_EQ(got->status, 200U);
    EXPECT_EQ(got->body, "POST /echo hello");
  }
  EXPECT_EQ(f.server->open_connections(), 1U);
  EXPECT_EQ(f.client->pool_size().idle, 1U);
  EXPECT_EQ(f.client->pool_size().in_use, 0U);
}

TEST(Exchange, CarriesLargeBodiesBothWays) {
  Fixture f{test::echo};
  const std::string large(20'000'000, 'x');
  const auto got = f.fetch(large);
  ASSERT_TRUE(got.has_value()) << got.error().message;
  EXPECT_EQ(got->body, "POST /echo " + large);
}

TEST(Exchange, StreamsInChunks) {
  Fixture f{test::stream_three};
  const auto got = f.fetch("data: 1\n\n");
  ASSERT_TRUE(got.has_value()) << got.error().message;
  EXPECT_EQ(got->headers.find("transfer-encoding"), "chunked");
  EXPECT_EQ(got->body, "data: 1\n\ndata: 1\n\ndata: 1\n\n");
  EXPECT_EQ(f.client->pool_size().idle, 1U);
}

TEST(Exchange, CountsTheBodyOfAHeadAnswerAndSendsNone) {
  Fixture f{test::echo};
  const auto got = f.fetch("", "HEAD");
  ASSERT_TRUE(got.has_value()) << got.error().message;
  EXPECT_EQ(got->headers.find("content-length"), "11");
  EXPECT_EQ(got->body, "");
  EXPECT_EQ(f.client->pool_size().idle, 1U);
}

}  // namespace
}  // namespace gw::net
