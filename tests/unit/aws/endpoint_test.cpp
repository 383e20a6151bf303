#include "aws/endpoint.hpp"

#include <gtest/gtest.h>

#include <string>

#include "aws/partition.hpp"
#include "support/flat_json.hpp"

namespace gw::aws {
namespace {

const base::Region kRegion{"us-west-2"};

EndpointOptions with_override(std::string url) {
  EndpointOptions options;
  options.override_url = std::move(url);
  return options;
}

Endpoint custom(std::string url) {
  return resolve_endpoint(Service::bedrock_runtime, kRegion, with_override(std::move(url))).value();
}

std::string refusal(std::string url) {
  const auto endpoint = resolve_endpoint(Service::bedrock_runtime, kRegion, with_override(std::move(url)));
  return endpoint ? "accepted" : endpoint.error().message;
}

// What botocore's rules answer: data/endpoints.json, written by scripts/generate_vectors/endpoints.py.
TEST(Endpoint, FollowsAwssRulesForEveryRegionPartitionAndVariant) {
  const test::FlatJson json{test::read_file(GW_SOURCE_DIR "/tests/unit/aws/data/endpoints.json")};
  ASSERT_GE(json.size("cases"), 500u);
  for (std::size_t i = 0; i < json.size("cases"); ++i) {
    const std::string at = "cases." + std::to_string(i) + ".";
    SCOPED_TRACE(at + json.text(at + "region"));
    const bool is_runtime = json.text(at + "service") == "bedrock-runtime";
    EndpointOptions options;
    if (json.is_true(at + "fips")) options.fips = FipsEndpoint::on;
    if (json.is_true(at + "dual_stack")) options.dual_stack = DualStackEndpoint::on;
    if (json.has(at + "override")) options.override_url = json.text(at + "override");

    const auto endpoint = resolve_endpoint(is_runtime ? Service::bedrock_runtime : Service::bedrock,
                                           base::Region{json.text(at + "region")}, options);
    if (json.has(at + "error")) {
      ASSERT_FALSE(endpoint.has_value());
      EXPECT_EQ(endpoint.error().message, json.text(at + "error"));
      continue;
    }
    ASSERT_TRUE(endpoint.has_value()) << endpoint.error().message;
    EXPECT_EQ("https://" + host_header(*endpoint), json.text(at + "url"));
    EXPECT_EQ(endpoint->port, 443);
    EXPECT_EQ(endpoint->signing_region.str(), json.text(at + "region"));
    EXPECT_EQ(endpoint->signing_service, "bedrock");
  }
}

TEST(EndpointHost, RefusesWhatThePartitionDoesNotSupport) {
  Partition partition = partition_of("us-east-1");
  partition.supports_fips = Support::no;
  partition.supports_dual_stack = Support::no;
  const auto refusal_of = [&](FipsEndpoint fips, DualStackEndpoint dual_stack) {
    return endpoint_host(Service::bedrock, partition, "us-east-1", fips, dual_stack).error().message;
  };
  EXPECT_EQ(refusal_of(FipsEndpoint::on, DualStackEndpoint::off),
            "FIPS is enabled but this partition does not support FIPS");
  EXPECT_EQ(refusal_of(FipsEndpoint::off, DualStackEndpoint::on),
            "DualStack is enabled but this partition does not support DualStack");
  EXPECT_EQ(refusal_of(FipsEndpoint::on, DualStackEndpoint::on),
            "FIPS and DualStack are enabled, but this partition does not support one or both");
  EXPECT_EQ(
      endpoint_host(Service::bedrock, partition, "us-east-1", FipsEndpoint::off, DualStackEndpoint::off),
      "bedrock.us-east-1.amazonaws.com");
}

TEST(Endpoint, TakesTheOlderNamesOfFipsRegions) {
  for (const char* region : {"fips-us-gov-west-1", "us-gov-west-1-fips"}) {
    const auto endpoint = resolve_endpoint(Service::bedrock_runtime, base::Region{region}, {});
    ASSERT_TRUE(endpoint.has_value());
    EXPECT_EQ(endpoint->host, "bedrock-runtime-fips.us-gov-west-1.amazonaws.com");
    EXPECT_EQ(endpoint->signing_region, base::Region{"us-gov-west-1"});
  }
}

TEST(Endpoint, RefusesARegionThatIsNoHostLabel) {
  for (const char* region :
       {"", "us west 2", "evil.example.com", "evil.example.com/", "-us", "us-", "12", "us\r\nx",
        "us-west-2@evil", "fips-", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
    EXPECT_FALSE(resolve_endpoint(Service::bedrock_runtime, base::Region{region}, {}).has_value()) << region;
  }
}

TEST(OverrideUrl, GivesSchemeHostAndDefaultPort) {
  const Endpoint https = custom("https://VPCE-1.Example.com");
  EXPECT_EQ(https.scheme, Scheme::https);
  EXPECT_EQ(https.host, "vpce-1.example.com");
  EXPECT_EQ(https.port, 443);
  EXPECT_EQ(https.path_prefix, "");
  const Endpoint http = custom("HTTP://localhost/");
  EXPECT_EQ(http.scheme, Scheme::http);
  EXPECT_EQ(http.port, 80);
}

TEST(OverrideUrl, KeepsRegionAndServiceOfTheSignature) {
  const Endpoint endpoint = custom("http://127.0.0.1:9999");
  EXPECT_EQ(endpoint.signing_region, kRegion);
  EXPECT_EQ(endpoint.signing_service, "bedrock");
}

TEST(OverrideUrl, KeepsThePathPrefixWithoutItsTrailingSlash) {
  EXPECT_EQ(custom("https://proxy.example.com/bedrock/v1/").path_prefix, "/bedrock/v1");
  EXPECT_EQ(custom("https://proxy.example.com/a%20b").path_prefix, "/a%20b");
  EXPECT_EQ(custom("https://proxy.example.com//").path_prefix, "");
}

TEST(OverrideUrl, TakesPortsAndAddressLiterals) {
  EXPECT_EQ(custom("http://127.0.0.1:8080").port, 8080);
  EXPECT_EQ(custom("http://127.0.0.1:8080").host, "127.0.0.1");
  const Endpoint ipv6 = custom("https://[2001:DB8::1]:8443/p");
  EXPECT_EQ(ipv6.host, "2001:db8::1");
  EXPECT_EQ(ipv6.port, 8443);
  EXPECT_EQ(ipv6.path_prefix, "/p");
  EXPECT_EQ(custom("http://[::1]").port, 80);
  EXPECT_EQ(custom("http://bedrock_sim:9000").host, "bedrock_sim");
}

TEST(OverrideUrl, CountsAsUnsetWhenEmpty) {
  EXPECT_EQ(custom("").host, "bedrock-runtime.us-west-2.amazonaws.com");
}

TEST(HostHeader, NamesThePortOnlyWhereItIsNotTheSchemesOwn) {
  EXPECT_EQ(host_header(custom("https://h:443")), "h");
  EXPECT_EQ(host_header(custom("http://h:80")), "h");
  EXPECT_EQ(host_header(custom("http://h:443")), "h:443");
  EXPECT_EQ(host_header(custom("https://h:8443")), "h:8443");
}

TEST(HostHeader, PutsBracketsAroundIpv6) {
  EXPECT_EQ(host_header(custom("http://[::1]")), "[::1]");
  EXPECT_EQ(host_header(custom("http://[::1]:8080")), "[::1]:8080");
}

TEST(OverrideUrl, SaysWhatIsWrongInOneLine) {
  EXPECT_EQ(refusal("localhost:8080"),
            "AWS endpoint URL 'localhost:8080': must begin with http:// or https://");
  EXPECT_EQ(refusal("ftp://h"), "AWS endpoint URL 'ftp://h': must begin with http:// or https://");
  EXPECT_EQ(refusal("http://"), "AWS endpoint URL 'http://': has no valid host name");
  EXPECT_EQ(refusal("http:///path"), "AWS endpoint URL 'http:///path': has no valid host name");
  EXPECT_EQ(refusal("http://h:0"),
            "AWS endpoint URL 'http://h:0': the port must be a number from 1 to 65535");
  EXPECT_EQ(refusal("http://h:65536"),
            "AWS endpoint URL 'http://h:65536': the port must be a number from 1 to 65535");
  EXPECT_EQ(refusal("http://h:8o"),
            "AWS endpoint URL 'http://h:8o': the port must be a number from 1 to 65535");
  EXPECT_EQ(refusal("http://h?x=1"), "AWS endpoint URL 'http://h?x=1': must have no query and no fragment");
  EXPECT_EQ(refusal("http://h/p#f"), "AWS endpoint URL 'http://h/p#f': must have no query and no fragment");
  EXPECT_EQ(refusal("http://[::1"),
            "AWS endpoint URL 'http://[::1': the bracket of the IPv6 address is not closed");
  EXPECT_EQ(refusal("http://[1.2.3.4]"),
            "AWS endpoint URL 'http://[1.2.3.4]': not an IPv6 address between the brackets");
  EXPECT_EQ(refusal("http://[::1]x"),
            "AWS endpoint URL 'http://[::1]x': only a port may follow the IPv6 address");
  EXPECT_EQ(refusal("http://h/{id}"),
            "AWS endpoint URL 'http://h/{id}': the path holds characters that must be percent-encoded");
  EXPECT_EQ(refusal("http://h/100%"),
            "AWS endpoint URL 'http://h/100%': the path holds characters that must be percent-encoded");
  EXPECT_EQ(refusal("http://a..b"), "AWS endpoint URL 'http://a..b': has no valid host name");
}

TEST(OverrideUrl, DoesNotShowPasswordsOrControlCharacters) {
  EXPECT_EQ(refusal("https://user:hunter2@h"),
            "AWS endpoint URL (not shown): user names and passwords are not taken");
  EXPECT_EQ(refusal("http://h\r\nX: y"), "AWS endpoint URL (not shown): has no valid host name");
}

}  // namespace
}  // namespace gw::aws
