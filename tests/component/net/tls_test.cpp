#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "exchange_fixture.hpp"
#include "support/scripted_peer.hpp"
#include "support/test_ca.hpp"
#include "support/tls_peer.hpp"

namespace gw::net {
namespace {

using test::CertificateRequest;
using test::Loop;
using test::TestCa;
using test::TestServer;

ServerTls tls_of(const test::ServerCertificate& files) {
  return {files.certificate_file, files.key_file};
}

struct Fixture {
  explicit Fixture(CertificateRequest request = {}, Handler handler = test::echo)
      : server(loop, std::move(handler), {}, tls_of(ca.issue(request))),
        client(new_client(ca.bundle_file())) {}

  [[nodiscard]] std::unique_ptr<HttpClient> new_client(const std::string& bundle) {
    TlsTrust trust;
    trust.ca_bundle_file = bundle;
    return HttpClient::create(loop.io(), ClientLimits{}, trust);
  }
  [[nodiscard]] base::Result<test::Exchanged> fetch(const std::string& host, const std::string& body) {
    Origin origin{Scheme::https, host, server.port()};
    return loop.run(test::fetch(*client, std::move(origin), "POST", body));
  }
  TestCa ca;
  Loop loop;
  TestServer server;
  std::unique_ptr<HttpClient> client;
};

TEST(Tls, CarriesRequestsOverOneConnection) {
  Fixture f;
  for (int i = 0; i < 3; ++i) {
    const auto got = f.fetch("localhost", "hello");
    ASSERT_TRUE(got.has_value()) << got.error().message;
    EXPECT_EQ(got->body, "POST /echo hello");
  }
  EXPECT_EQ(f.server->open_connections(), 1U);
  EXPECT_EQ(f.client->pool_size().idle, 1U);
}

TEST(Tls, CarriesLargeBodiesBothWays) {
  Fixture f;
  const std::string large(5'000'000, 'x');
  const auto got = f.fetch("localhost", large);
  ASSERT_TRUE(got.has_value()) << got.error().message;
  EXPECT_EQ(got->body.size(), large.size() + 11);
  EXPECT_EQ(got->body.substr(0, 20), "POST /echo xxxxxxxxx");
}

TEST(Tls, ChecksAnAddressAgainstTheCertificatesAddresses) {
  Fixture f;
  const auto got = f.fetch("127.0.0.1", "hello");
  ASSERT_TRUE(got.has_value()) << got.error().message;
}

TEST(Tls, RefusesAnotherHostsCertificate) {
  CertificateRequest request;
  request.subject_alt_names = "DNS:elsewhere.example";
  Fixture f{request};
  const auto got = f.fetch("localhost", "hello");
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().kind, base::ErrorKind::upstream_unavailable);
  EXPECT_EQ(got.error().message, "TLS handshake: certificate not trusted, hostname mismatch");
}

TEST(Tls, RefusesAnExpiredCertificate) {
  CertificateRequest request;
  request.valid_from_seconds = -7'200;
  request.valid_to_seconds = -3'600;
  Fixture f{request};
  const auto got = f.fetch("localhost", "hello");
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().message, "TLS handshake: certificate not trusted, certificate has expired");
}

TEST(Tls, RefusesACertificateOfAnUnknownAuthority) {
  Fixture f;
  const TestCa other;
  f.client = f.new_client(other.bundle_file());
  const auto got = f.fetch("localhost", "hello");
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().kind, base::ErrorKind::upstream_unavailable);
  EXPECT_EQ(got.error().message,
            "TLS handshake: certificate not trusted, unable to get local issuer certificate");
}

TEST(Tls, NamesABundleThatDoesNotLoad) {
  Fixture f;
  f.client = f.new_client("/nowhere/ca.pem");
  const auto got = f.fetch("localhost", "hello");
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().kind, base::ErrorKind::internal);
  EXPECT_EQ(got.error().message, "cannot load the CA bundle /nowhere/ca.pem: No such file or directory");
}

/// Against OpenSSL itself.
struct PeerFixture {
  explicit PeerFixture(test::TlsPeerSettings settings)
      : peer(ca.issue(), std::move(settings)), client(new_client(ca.bundle_file())) {}

  [[nodiscard]] std::unique_ptr<HttpClient> new_client(const std::string& bundle) {
    TlsTrust trust;
    trust.ca_bundle_file = bundle;
    return HttpClient::create(loop.io(), ClientLimits{}, trust);
  }
  /// "200 body", or the error.
  [[nodiscard]] std::string outcome(const std::string& host = "localhost") {
    Origin origin{Scheme::https, host, peer.port()};
    const auto got = loop.run(test::fetch(*client, std::move(origin), "GET", ""));
    if (!got) return base::to_string(got.error().kind) + std::string{": "} + got.error().message;
    return std::to_string(got->status) + " " + got->body;
  }
  TestCa ca;
  Loop loop;
  test::TlsPeer peer;
  std::unique_ptr<HttpClient> client;
};

test::TlsPeerSettings answering(std::string answer) {
  test::TlsPeerSettings settings;
  settings.answer = std::move(answer);
  return settings;
}

TEST(TlsClient, SpeaksVersion13AndNamesTheServer) {
  PeerFixture f{answering(test::ok_response("hi"))};
  EXPECT_EQ(f.outcome(), "200 hi");
  const auto seen = f.peer.connections();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].version, "TLSv1.3");
  EXPECT_EQ(seen[0].server_name, "localhost");
}

TEST(TlsClient, SendsNoServerNameForAnAddress) {
  PeerFixture f{answering(test::ok_response("hi"))};
  EXPECT_EQ(f.outcome("127.0.0.1"), "200 hi");
  EXPECT_EQ(f.peer.connections().at(0).server_name, "");
}

TEST(TlsClient, SpeaksVersion12) {
  test::TlsPeerSettings settings = answering(test::ok_response("hi"));
  settings.newest_version = TLS1_2_VERSION;
  PeerFixture f{settings};
  EXPECT_EQ(f.outcome(), "200 hi");
  EXPECT_EQ(f.peer.connections().at(0).version, "TLSv1.2");
}

TEST(TlsClient, SpeaksNothingOlder) {
  test::TlsPeerSettings settings = answering(test::ok_response("hi"));
  settings.newest_version = TLS1_1_VERSION;
  PeerFixture f{settings};
  EXPECT_EQ(f.outcome().substr(0, 35), "upstream_unavailable: TLS handshake");
}

TEST(TlsClient, ResumesItsSessionOnTheNextConnection) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    test::TlsPeerSettings settings = answering(test::ok_response("hi"));
    settings.newest_version = version;
    PeerFixture f{settings};
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(f.outcome(), "200 hi");
      f.client->close_idle();
    }
    const auto seen = f.peer.connections();
    ASSERT_EQ(seen.size(), 3U);
    EXPECT_FALSE(seen[0].resumed);
    EXPECT_TRUE(seen[1].resumed) << seen[1].version;
    EXPECT_TRUE(seen[2].resumed) << seen[2].version;
  }
}

TEST(TlsClient, ResumesNoSessionOfAnotherHost) {
  PeerFixture f{answering(test::ok_response("hi"))};
  EXPECT_EQ(f.outcome("localhost"), "200 hi");
  f.client->close_idle();
  EXPECT_EQ(f.outcome("127.0.0.1"), "200 hi");
  EXPECT_FALSE(f.peer.connections().at(1).resumed);
}

TEST(TlsClient, ReplacesAPooledConnectionThatItsServerClosed) {
  PeerFixture f{answering(test::ok_response("hi"))};
  EXPECT_EQ(f.outcome(), "200 hi");
  EXPECT_EQ(f.outcome(), "200 hi");
  EXPECT_EQ(f.peer.connections().size(), 2U);
}

TEST(TlsClient, KeepsAPooledConnectionThroughSessionTickets) {
  test::TlsPeerSettings settings = answering(test::ok_response("hi"));
  settings.requests_per_connection = 3;
  PeerFixture f{settings};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(f.outcome(), "200 hi");
  EXPECT_EQ(f.peer.connections().size(), 1U);
}

TEST(TlsClient, TakesAnAnswerThatEndsWithAGoodbye) {
  PeerFixture f{answering("HTTP/1.1 200 OK\r\n\r\nto the end")};
  EXPECT_EQ(f.outcome(), "200 to the end");
}

TEST(TlsClient, RefusesAnAnswerThatJustStops) {
  // Anyone on the way can end a TCP connection; only the peer can say that this was all.
  test::TlsPeerSettings settings = answering("HTTP/1.1 200 OK\r\n\r\nto the e");
  settings.says_goodbye = false;
  PeerFixture f{settings};
  EXPECT_EQ(f.outcome(), "upstream_protocol: The connection to the upstream broke inside its answer.");
}

TEST(TlsClient, SaysSoWhenThePeerSpeaksNoTls) {
  PeerFixture f{answering("")};
  const test::ScriptedPeer plain{f.loop, {{test::send("HTTP/1.1 400 Bad Request\r\n\r\n")}}};
  Origin origin{Scheme::https, "localhost", plain.port()};
  const auto got = f.loop.run(test::fetch(*f.client, std::move(origin), "GET", ""));
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().kind, base::ErrorKind::upstream_unavailable);
  EXPECT_EQ(got.error().message, "TLS handshake: wrong version number");
}

TEST(TlsClient, TimesOutAHandshakeThatHangs) {
  PeerFixture f{answering("")};
  const test::ScriptedPeer silent{f.loop, {{}}};
  ClientLimits limits;
  limits.connect_timeout = std::chrono::milliseconds{30};
  f.client = HttpClient::create(f.loop.io(), limits, TlsTrust{});
  Origin origin{Scheme::https, "localhost", silent.port()};
  const auto got = f.loop.run(test::fetch(*f.client, std::move(origin), "GET", ""));
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().kind, base::ErrorKind::upstream_unavailable);
  EXPECT_EQ(got.error().message, "TLS handshake: Connection timed out");
}

TEST(TlsClient, SaysSoWhenAHandshakeIsCutOff) {
  PeerFixture f{answering("")};
  const test::ScriptedPeer rude{f.loop, {{test::close()}}};
  Origin origin{Scheme::https, "localhost", rude.port()};
  const auto got = f.loop.run(test::fetch(*f.client, std::move(origin), "GET", ""));
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().kind, base::ErrorKind::upstream_unavailable);
}

TEST(TlsServer, NamesACertificateThatDoesNotLoad) {
  Loop loop;
  HttpServer::Hooks hooks{test::echo, test::plain_error};
  const ServerTls tls{"/nowhere/server.pem", "/nowhere/server.key"};
  const auto server = HttpServer::listen(loop.io(), "127.0.0.1", 0, ServerLimits{}, std::move(hooks), tls);
  ASSERT_FALSE(server.has_value());
  EXPECT_EQ(server.error().message,
            "cannot load the certificate /nowhere/server.pem: No such file or directory");
}

}  // namespace
}  // namespace gw::net
