#include <gtest/gtest.h>

#include "exchange_fixture.hpp"
#include "support/test_ca.hpp"

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

}  // namespace
}  // namespace gw::net
