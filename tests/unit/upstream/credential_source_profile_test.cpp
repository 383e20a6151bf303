#include "upstream/credential_source_profile.hpp"

#include <gtest/gtest.h>

#include <variant>

#include "unit/upstream/credential_fetch.hpp"
#include "unit/upstream/credential_files.hpp"

namespace gw::upstream {
namespace {

constexpr const char* kCredentials = "/h/.aws/credentials";

class ProfileSource : public ::testing::Test {
 protected:
  ProfileSource() {
    files_.put(kCredentials, "[dev]\naws_access_key_id = AKID1\naws_secret_access_key = SECRET1\n");
  }

  ProfileCredentialSource source() {
    SharedFilePaths paths;
    paths.config = "/h/.aws/config";
    paths.credentials = kCredentials;
    return ProfileCredentialSource{"dev", paths, files_.reader()};
  }

  MemoryFiles files_;
};

TEST_F(ProfileSource, GivesTheKeysWithoutAnExpiry) {
  ProfileCredentialSource dev = source();
  const auto keys = std::get<aws::Credentials>(fetch_now(dev).value());
  EXPECT_EQ(keys.access_key_id.str(), "AKID1");
  EXPECT_EQ(keys.secret_access_key.reveal(), "SECRET1");
  EXPECT_TRUE(keys.session_token.empty());
  EXPECT_EQ(keys.expiry, std::nullopt);
}

TEST_F(ProfileSource, ReadsTheFilesAgainAtEachFetch) {
  ProfileCredentialSource dev = source();
  ASSERT_TRUE(fetch_now(dev).has_value());
  files_.put(kCredentials,
             "[dev]\naws_access_key_id = AKID2\naws_secret_access_key = S\naws_session_token = T\n");
  const auto keys = std::get<aws::Credentials>(fetch_now(dev).value());
  EXPECT_EQ(keys.access_key_id.str(), "AKID2");
  EXPECT_EQ(keys.session_token.reveal(), "T");
}

TEST_F(ProfileSource, FailsWhenTheKeysAreGone) {
  ProfileCredentialSource dev = source();
  files_.remove(kCredentials);
  const auto fetched = fetch_now(dev);
  ASSERT_FALSE(fetched.has_value());
  EXPECT_EQ(fetched.error().kind, base::ErrorKind::upstream_credentials);
  EXPECT_EQ(fetched.error().message, "profile 'dev' no longer has AWS keys in /h/.aws/credentials");
}

TEST_F(ProfileSource, NamesFileAndLineWhenAFileIsMalformed) {
  ProfileCredentialSource dev = source();
  files_.put(kCredentials, "[dev]\nSECRET1\n");
  EXPECT_EQ(fetch_now(dev).error().message,
            "/h/.aws/credentials, line 2: neither a section, nor a property with '='");
}

TEST_F(ProfileSource, DescribesItselfByItsName) {
  EXPECT_EQ(source().description(), "profile 'dev'");
}

}  // namespace
}  // namespace gw::upstream
