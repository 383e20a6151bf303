#include "simulator/simulator.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <charconv>
#include <vector>

#include "net/http_client.hpp"
#include "support/loop.hpp"
#include "support/manual_clock.hpp"
#include "support/scripted_peer.hpp"
#include "support/test_ca.hpp"
#include "unit/simulator/support.hpp"

namespace gw::simulator {
namespace {

using gw::test::Loop;
using gw::test::ManualClock;
using gw::test::RawClient;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Event;
using test::events_of;
using test::types_of;
using test::user_says;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// The local Bedrock on a port of its own.
class Fixture {
 public:
  explicit Fixture(gw::test::ServerCertificate certificate = {}) {
    SimulatorOptions options;
    options.credentials.push_back(test::credentials());
    options.bearer_token = base::Secret{"local-token"};
    options.clock = &clock_;
    options.random = &random_;
    options.tls_certificate_file = certificate.certificate_file;
    options.tls_key_file = certificate.key_file;
    options.on_request = [this](const ServedRequest& request) { served.push_back(request); };
    simulator = Simulator::listen(loop.io(), "127.0.0.1", 0, std::move(options)).value();
    simulator->start();
  }
  ~Fixture() { stop(seconds{0}); }

  void stop(milliseconds grace) { loop.run(simulator->stop(grace)); }

  Loop loop;
  std::unique_ptr<Simulator> simulator;
  std::vector<ServedRequest> served;

 private:
  ManualClock clock_;
  test::CountingRandom random_;
};

std::string request(std::string_view operation, std::string_view body) {
  return fmt::format(
      "POST /model/us.anthropic.claude-sonnet-4-6/{} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer "
      "local-token\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{}",
      operation, body.size(), body);
}

// Chunks of a chunked body; `ended` is false if its last chunk is missing.
struct Chunks {
  std::vector<std::string> pieces;
  bool ended = false;

  [[nodiscard]] std::string joined() const {
    std::string all;
    for (const std::string& piece : pieces) all += piece;
    return all;
  }
};

Chunks dechunk(std::string_view body) {
  Chunks chunks;
  while (true) {
    const std::size_t line = body.find("\r\n");
    if (line == std::string_view::npos) return chunks;
    std::size_t size = 0;
    std::from_chars(body.data(), body.data() + line, size, 16);
    body.remove_prefix(line + 2);
    if (size == 0) {
      chunks.ended = true;
      return chunks;
    }
    if (body.size() < size + 2) {
      chunks.pieces.emplace_back(body.substr(0, size));
      return chunks;
    }
    chunks.pieces.emplace_back(body.substr(0, size));
    body.remove_prefix(size + 2);
  }
}

// Head and body of the one answer to a stream request, read until its last chunk or the end of the
// connection.
struct StreamAnswer {
  std::string head;
  Chunks chunks;

  [[nodiscard]] std::vector<Event> events() const { return events_of(chunks.joined()); }
};

StreamAnswer converse_stream(RawClient& client, std::string_view text) {
  EXPECT_TRUE(client.send(request("converse-stream", user_says(text))));
  StreamAnswer answer;
  answer.head = client.read_until("\r\n\r\n");
  answer.chunks = dechunk(client.read_until("\r\n0\r\n\r\n"));
  return answer;
}

TEST(Simulator, AnswersOneRequestAfterAnotherOnOneConnection) {
  Fixture f;
  RawClient client{f.loop, f.simulator->port()};
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(client.send(request("converse", user_says("hello"))));
    const std::string answer = client.read_response();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
    EXPECT_THAT(answer, HasSubstr("You wrote: hello"));
    EXPECT_THAT(answer, HasSubstr("content-length: "));
  }
  EXPECT_THAT(converse_stream(client, "hello").head,
              HasSubstr("content-type: application/vnd.amazon.eventstream"));
}

TEST(Simulator, StreamsFramesInWritesThatEndElsewhere) {
  Fixture f;
  RawClient client{f.loop, f.simulator->port()};
  const StreamAnswer answer = converse_stream(client, "hello");
  EXPECT_TRUE(answer.chunks.ended);
  EXPECT_THAT(types_of(answer.events()), ElementsAre("messageStart", "contentBlockDelta", "contentBlockStop",
                                                     "messageStop", "metadata"));
  std::size_t inside = 0;
  std::string so_far;
  for (const std::string& piece : answer.chunks.pieces) {
    so_far += piece;
    const std::vector<Event> events = events_of(so_far);
    if (!events.empty() && events.back().type == "partial") ++inside;
  }
  EXPECT_GT(inside, 3U);
}

TEST(Simulator, TellsWhatItServed) {
  Fixture f;
  RawClient client{f.loop, f.simulator->port()};
  ASSERT_TRUE(client.send(request("converse", R"({"messages":[]})")));
  EXPECT_THAT(client.read_response(), StartsWith("HTTP/1.1 400 "));
  ASSERT_EQ(f.served.size(), 1U);
  EXPECT_EQ(f.served[0].operation, "Converse");
  EXPECT_EQ(f.served[0].status, 400U);
  EXPECT_EQ(f.served[0].error_type, "ValidationException");
}

TEST(Simulator, RefusesAStreamWithItsStatus) {
  Fixture f;
  RawClient client{f.loop, f.simulator->port()};
  ASSERT_TRUE(client.send(request("converse-stream", user_says("[[simulate: throttle 1 a]] x"))));
  const std::string refused = client.read_response();
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 429 "));
  EXPECT_THAT(refused, HasSubstr("x-amzn-errortype: ThrottlingException:"));
  EXPECT_TRUE(converse_stream(client, "[[simulate: throttle 1 a]] x").chunks.ended);
}

TEST(Simulator, EndsACutStreamAsIfNothingWereWrong) {
  Fixture f;
  RawClient client{f.loop, f.simulator->port()};
  const StreamAnswer answer = converse_stream(client, "[[simulate: cut]] hello");
  EXPECT_TRUE(answer.chunks.ended);
  EXPECT_THAT(types_of(answer.events()), Not(::testing::Contains("messageStop")));
  EXPECT_TRUE(converse_stream(client, "again").chunks.ended);  // the connection is good
}

TEST(Simulator, ResetsInMidStream) {
  Fixture f;
  RawClient client{f.loop, f.simulator->port()};
  const StreamAnswer answer = converse_stream(client, "[[simulate: reset]] hello");
  EXPECT_FALSE(answer.chunks.ended);
  EXPECT_TRUE(client.ended());
}

TEST(Simulator, ResetsInPlaceOfAnAnswer) {
  Fixture f;
  RawClient client{f.loop, f.simulator->port()};
  ASSERT_TRUE(client.send(request("converse", user_says("[[simulate: reset before]]"))));
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_TRUE(client.was_reset());
  ASSERT_EQ(f.served.size(), 1U);
  EXPECT_EQ(f.served[0].status, 0U);
}

TEST(Simulator, StreamsAnExceptionAndACorruptFrame) {
  Fixture f;
  RawClient client{f.loop, f.simulator->port()};
  EXPECT_EQ(converse_stream(client, "[[simulate: exception modelStreamErrorException mid]] hello")
                .events()
                .back()
                .type,
            "!modelStreamErrorException");
  EXPECT_EQ(converse_stream(client, "[[simulate: bad-crc]] hello").events().back().type, "corrupt");
}

TEST(Simulator, IsSlowWhenToldTo) {
  Fixture f;
  RawClient client{f.loop, f.simulator->port()};
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(converse_stream(client, "[[simulate: slow 5]][[simulate: say one two three]]").chunks.ended);
  EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds{25});  // five frames
}

TEST(Simulator, EndsAStallWhenTheClientLeaves) {
  Fixture f;
  RawClient client{f.loop, f.simulator->port()};
  ASSERT_TRUE(client.send(request("converse-stream", user_says("[[simulate: stall]] hello"))));
  EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
  client.close();
  const auto start = std::chrono::steady_clock::now();
  f.stop(seconds{15});  // waits for whatever still runs
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds{5});
}

TEST(Simulator, EndsAStallBeforeTheHeadWhenTheClientLeaves) {
  Fixture f;
  RawClient client{f.loop, f.simulator->port()};
  ASSERT_TRUE(client.send(request("converse", user_says("[[simulate: stall before]] hello"))));
  f.loop.run_until([&] { return !f.served.empty(); });
  client.close();
  const auto start = std::chrono::steady_clock::now();
  f.stop(seconds{15});
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds{5});
}

TEST(Simulator, BreaksOffAStallWhenItIsStopped) {
  Fixture f;
  RawClient client{f.loop, f.simulator->port()};
  ASSERT_TRUE(client.send(request("converse-stream", user_says("[[simulate: stall]] hello"))));
  EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
  f.stop(milliseconds{20});
  EXPECT_THAT(client.read_to_end(), Not(HasSubstr("\r\n0\r\n")));
  EXPECT_TRUE(client.ended());
}

TEST(Simulator, AnswersUnreadableRequestsInAwssShape) {
  Fixture f;
  RawClient malformed{f.loop, f.simulator->port()};
  ASSERT_TRUE(malformed.send("GET /foundation-models HTTP/1.1\r\nbad header\r\n\r\n"));
  const std::string answer = malformed.read_response();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(answer, HasSubstr("x-amzn-errortype: SerializationException:"));
  RawClient large{f.loop, f.simulator->port()};
  ASSERT_TRUE(large.send("POST /model/a/converse HTTP/1.1\r\nhost: x\r\ncontent-length: 25000001\r\n\r\n"));
  EXPECT_THAT(large.read_response(), StartsWith("HTTP/1.1 413 "));
}

TEST(Simulator, NamesACertificateThatDoesNotLoad) {
  Loop loop;
  ManualClock clock;
  test::CountingRandom random;
  SimulatorOptions options;
  options.clock = &clock;
  options.random = &random;
  options.tls_certificate_file = "/nonexistent/certificate.pem";
  options.tls_key_file = "/nonexistent/key.pem";
  const auto simulator = Simulator::listen(loop.io(), "127.0.0.1", 0, std::move(options));
  ASSERT_FALSE(simulator.has_value());
  EXPECT_THAT(simulator.error().message, HasSubstr("/nonexistent/certificate.pem"));
}

// A call as the gateway makes it: signed, through net's client.
net::Task<std::string> fetch_models(net::HttpClient& client, net::Origin origin) {
  net::ClientRequest call;
  call.method = "GET";
  call.target = "/foundation-models";
  call.headers.add("host", fmt::format("localhost:{}", origin.port));
  call.headers.add("authorization", "Bearer local-token");
  auto exchange = co_await client.open(std::move(origin), std::move(call));
  if (!exchange) co_return exchange.error().message;
  const auto until = std::chrono::steady_clock::now() + seconds{10};
  const auto head = co_await (*exchange)->read_head(until);
  if (!head) co_return head.error().message;
  auto body = co_await net::read_whole_body(**exchange, 1'000'000, until);
  if (!body) co_return body.error().message;
  co_return *std::move(body);
}

TEST(Simulator, SpeaksTlsWithACertificateOfAPrivateCa) {
  gw::test::TestCa ca;
  Fixture f{ca.issue()};
  net::TlsTrust trust;
  trust.ca_bundle_file = ca.bundle_file();
  const auto client = net::HttpClient::create(f.loop.io(), net::ClientLimits{}, trust);
  net::Origin origin{net::Scheme::https, "localhost", f.simulator->port()};
  EXPECT_THAT(f.loop.run(fetch_models(*client, origin)), StartsWith(R"({"modelSummaries":[)"));
  client->close_idle();
}

}  // namespace
}  // namespace gw::simulator
