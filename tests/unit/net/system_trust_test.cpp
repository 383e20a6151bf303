#include <gtest/gtest.h>

#include "net/tls_context.hpp"
#include "support/test_ca.hpp"

namespace gw::net {
namespace {

using test::TemporaryFolder;

TEST(SystemTrust, PrefersADirectoryWithHashedNames) {
  const TemporaryFolder folder;
  const std::string bundle = folder.write("ca-certificates.crt", "x");
  static_cast<void>(folder.write("5ed36f99.0", "x"));
  const SystemTrust trust = find_system_trust({folder.path()}, {bundle});
  EXPECT_EQ(trust.hashed_directory, folder.path().string());
  EXPECT_EQ(trust.bundle_file, "");
}

TEST(SystemTrust, TakesABundleWhereTheDirectoryHasNoHashedNames) {
  const TemporaryFolder folder;
  const std::string bundle = folder.write("ca-certificates.crt", "x");
  static_cast<void>(folder.write("Amazon_Root_CA_1.pem", "x"));
  static_cast<void>(folder.write("5ed36f99.crt", "x"));
  const SystemTrust trust = find_system_trust({folder.path()}, {"/nowhere/a.pem", bundle});
  EXPECT_EQ(trust.hashed_directory, "");
  EXPECT_EQ(trust.bundle_file, bundle);
}

TEST(SystemTrust, IsEmptyInAnEmptyImage) {
  const SystemTrust trust = find_system_trust({"/nowhere/certs"}, {"/nowhere/a.pem"});
  EXPECT_EQ(trust.hashed_directory, "");
  EXPECT_EQ(trust.bundle_file, "");
}

TEST(TlsContext, LoadsWithTheEmbeddedRoots) {
  const auto context = TlsClientContext::create(TlsTrust{});
  EXPECT_TRUE(context.has_value());
}

}  // namespace
}  // namespace gw::net
