#include "aws/shared_config.hpp"

#include <gtest/gtest.h>

#include <string>

namespace gw::aws {
namespace {

SharedConfig files(std::string_view config, std::string_view credentials = "") {
  SharedConfig shared;
  EXPECT_TRUE(shared.add_config_file(config).has_value());
  EXPECT_TRUE(shared.add_credentials_file(credentials).has_value());
  return shared;
}

CredentialKind kind(std::string_view config, std::string_view credentials = "") {
  const SharedConfig shared = files(config, credentials);
  const Profile* profile = shared.find("p");
  if (profile == nullptr) throw std::runtime_error("no profile p");
  return credential_kind(*profile);
}

std::string key_id(const SharedConfig& shared, std::string_view name) {
  return static_keys(*shared.find(name)).access_key_id.str();
}

TEST(SharedConfig, FindsProfilesOfBothFiles) {
  const SharedConfig shared =
      files("[default]\nregion = r1\n[profile dev]\nregion = r2", "[prod]\nregion = r3");
  EXPECT_EQ(shared.find("default")->region, "r1");
  EXPECT_EQ(shared.find("dev")->region, "r2");
  EXPECT_EQ(shared.find("prod")->region, "r3");
  EXPECT_EQ(shared.find("dev")->name, "dev");
  EXPECT_EQ(shared.find("nobody"), nullptr);
}

TEST(SharedConfig, PutsAProfileTogetherFromBothFilesAndTheCredentialsFileWins) {
  const SharedConfig shared =
      files("[profile p]\nregion = config\nrole_arn = role", "[p]\nregion = credentials");
  EXPECT_EQ(shared.find("p")->region, "credentials");
  EXPECT_EQ(shared.find("p")->role_arn, "role");
}

TEST(SharedConfig, SkipsOtherSectionsOfTheConfigFile) {
  const SharedConfig shared =
      files("[dev]\nregion = r\n[preview]\nx = y\n[profiles q]\nx = y\n[profile]\nx = y");
  EXPECT_EQ(shared.find("dev"), nullptr);
  EXPECT_EQ(shared.find("q"), nullptr);
  EXPECT_EQ(shared.find(""), nullptr);
}

TEST(SharedConfig, SkipsProfileSectionsOfTheCredentialsFile) {
  const SharedConfig shared = files("", "[profile dev]\nregion = r");
  EXPECT_EQ(shared.find("dev"), nullptr);
}

TEST(SharedConfig, PrefersProfileDefaultToDefault) {
  const SharedConfig shared = files("[default]\nregion = r1\nrole_arn = x\n[profile default]\nregion = r2");
  EXPECT_EQ(shared.find("default")->region, "r2");
  EXPECT_EQ(shared.find("default")->role_arn, "");
}

TEST(SharedConfig, TakesNamesWithMarksSpacesAndQuotes) {
  const SharedConfig shared = files(
      "[profile some-thing:long/the_one%only.foo@bar+]\nregion=1\n[profile \"my "
      "team\"]\nregion=2\n[profile\t  x]\nregion=3");
  EXPECT_EQ(shared.find("some-thing:long/the_one%only.foo@bar+")->region, "1");
  EXPECT_EQ(shared.find("my team")->region, "2");
  EXPECT_EQ(shared.find("x")->region, "3");
}

TEST(SharedConfig, ReadsTheTokenUnderBothItsNames) {
  const SharedConfig shared =
      files("[profile a]\naws_access_key_id=K\naws_secret_access_key=S\naws_session_token=T1",
            "[b]\naws_access_key_id=K\naws_secret_access_key=S\naws_security_token=T2");
  EXPECT_EQ(static_keys(*shared.find("a")).session_token.reveal(), "T1");
  EXPECT_EQ(static_keys(*shared.find("b")).session_token.reveal(), "T2");
  EXPECT_EQ(static_keys(*shared.find("b")).secret_access_key.reveal(), "S");
}

TEST(SharedConfig, DoesNotPutKeysTogetherFromTwoFiles) {
  const SharedConfig shared =
      files("[profile p]\naws_access_key_id=C\naws_secret_access_key=CS\naws_session_token=CT",
            "[p]\naws_access_key_id=K\naws_secret_access_key=KS");
  EXPECT_EQ(key_id(shared, "p"), "K");
  EXPECT_TRUE(static_keys(*shared.find("p")).session_token.empty());
}

TEST(SharedConfig, SaysTheLineOfAMalformedFile) {
  SharedConfig shared;
  EXPECT_EQ(shared.add_config_file("[default]\n= us-east-1").error().message,
            "line 2: a property without a name");
  EXPECT_EQ(shared.add_credentials_file("x").error().message,
            "line 1: a property stands before the first section");
}

TEST(CredentialKind, IsSeenFromEachWayToConfigureIt) {
  EXPECT_EQ(kind("[profile p]\nregion = r"), CredentialKind::none);
  EXPECT_EQ(kind("[profile p]\naws_access_key_id = K\naws_secret_access_key = S"),
            CredentialKind::static_keys);
  EXPECT_EQ(kind("", "[p]\naws_access_key_id = K\naws_secret_access_key = S"), CredentialKind::static_keys);
  EXPECT_EQ(kind("[profile p]\nrole_arn = r\nsource_profile = q"), CredentialKind::assume_role);
  EXPECT_EQ(kind("[profile p]\nrole_arn = r\nweb_identity_token_file = f"), CredentialKind::web_identity);
  EXPECT_EQ(kind("[profile p]\nsso_account_id = 1\nsso_role_name = r\nsso_session = s"), CredentialKind::sso);
  EXPECT_EQ(kind("[profile p]\nsso_session = s"), CredentialKind::sso);
  EXPECT_EQ(kind("[profile p]\ncredential_process = cat f"), CredentialKind::process);
  EXPECT_EQ(kind("[profile p]\nlogin_session = arn"), CredentialKind::login);
}

TEST(CredentialKind, IsIncompleteWithHalfAKeyPair) {
  EXPECT_EQ(kind("[profile p]\naws_access_key_id = K"), CredentialKind::incomplete_keys);
  EXPECT_EQ(kind("", "[p]\naws_secret_access_key = S"), CredentialKind::incomplete_keys);
  EXPECT_EQ(kind("[profile p]\naws_secret_access_key = S", "[p]\naws_access_key_id = K"),
            CredentialKind::incomplete_keys);
}

TEST(CredentialKind, FollowsBotocoresOrder) {
  const std::string keys = "aws_access_key_id = K\naws_secret_access_key = S\n";
  EXPECT_EQ(kind("[profile p]\nrole_arn = r\nsource_profile = p\n" + keys), CredentialKind::assume_role);
  EXPECT_EQ(kind("[profile p]\nsso_account_id = 1\n", "[p]\n" + keys), CredentialKind::sso);
  EXPECT_EQ(kind("[profile p]\ncredential_process = c\n", "[p]\n" + keys), CredentialKind::static_keys);
  EXPECT_EQ(kind("[profile p]\ncredential_process = c\n" + keys), CredentialKind::process);
  EXPECT_EQ(kind("[profile p]\nlogin_session = c\n" + keys), CredentialKind::login);
}

TEST(SharedConfigEndpointUrl, PrefersTheServicesSectionToTheProfilesOwn) {
  const SharedConfig shared = files(
      "[profile p]\nservices = s\nendpoint_url = http://all\n[services s]\nbedrock_runtime =\n  endpoint_url "
      "= http://runtime\n"
      "[profile q]\nregion = r");
  const Profile& p = *shared.find("p");
  EXPECT_EQ(shared.endpoint_url(p, Service::bedrock_runtime).value(), "http://runtime");
  EXPECT_EQ(shared.endpoint_url(p, Service::bedrock).value(), "http://all");
  EXPECT_EQ(shared.endpoint_url(*shared.find("q"), Service::bedrock).value(), "");
}

TEST(SharedConfigEndpointUrl, FailsWhenTheServicesSectionIsMissing) {
  const SharedConfig shared = files("[profile p]\nservices = s");
  EXPECT_EQ(shared.endpoint_url(*shared.find("p"), Service::bedrock).error().message,
            "profile 'p' names a services section 's' that does not exist");
}

}  // namespace
}  // namespace gw::aws
