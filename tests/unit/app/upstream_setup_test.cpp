#include "app/upstream_setup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "aws/credentials.hpp"

namespace gw::app {
namespace {

using testing::HasSubstr;
using Variables = std::map<std::string, std::string, std::less<>>;

/// An environment with these variables and no files at all.
upstream::CredentialEnvironment only(Variables variables, const Variables& overrides = {}) {
  upstream::CredentialEnvironment environment = aws_environment(variables, overrides);
  environment.read_file = [](const std::string&) -> base::Result<std::optional<std::string>> {
    return std::optional<std::string>{};
  };
  return environment;
}

Variables with_keys(Variables more = {}) {
  more.insert({"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"});
  more.insert({"AWS_SECRET_ACCESS_KEY", "secret"});
  return more;
}

TEST(AwsEnvironment, TakesOnlyWhatAwsRulesLookAt) {
  const auto environment =
      aws_environment({{"AWS_REGION", "eu-west-1"}, {"PATH", "/bin"}, {"API_KEY", "k"}}, {});
  EXPECT_EQ(environment.variables.at("AWS_REGION"), "eu-west-1");
  EXPECT_FALSE(environment.variables.contains("PATH"));
  EXPECT_FALSE(environment.variables.contains("API_KEY"));
}

TEST(AwsEnvironment, PutsTheOperatorsSettingsOverTheEnvironment) {
  const auto environment = aws_environment({{"AWS_REGION", "eu-west-1"}}, {{"AWS_REGION", "ap-southeast-2"}});
  EXPECT_EQ(environment.variables.at("AWS_REGION"), "ap-southeast-2");
}

TEST(SetUpAws, SaysRegionAndCredentialsAndWhereTheyCameFrom) {
  const auto setup = set_up_aws(only(with_keys({{"AWS_REGION", "eu-west-1"}})));
  ASSERT_TRUE(setup.has_value()) << setup.error().message;
  EXPECT_EQ(setup->description,
            "Amazon Bedrock in eu-west-1 (AWS_REGION), credentials: environment (AWS_ACCESS_KEY_ID)");
  EXPECT_EQ(setup->endpoints.runtime.host, "bedrock-runtime.eu-west-1.amazonaws.com");
  EXPECT_EQ(setup->endpoints.control_plane.host, "bedrock.eu-west-1.amazonaws.com");
  EXPECT_EQ(setup->region.str(), "eu-west-1");
  EXPECT_FALSE(setup->local_simulation);
}

TEST(SetUpAws, SaysThatItTookTheDefaultRegion) {
  const auto setup = set_up_aws(only(with_keys()));
  ASSERT_TRUE(setup.has_value());
  EXPECT_THAT(setup->description, HasSubstr("in us-west-2 (default region)"));
}

TEST(SetUpAws, SaysThatRequestsGoElsewhere) {
  const auto setup =
      set_up_aws(only(with_keys({{"AWS_ENDPOINT_URL", "https://bedrock.corp.example:8443/aws"}})));
  ASSERT_TRUE(setup.has_value());
  EXPECT_THAT(setup->description, HasSubstr("at bedrock.corp.example:8443"));
  EXPECT_EQ(setup->endpoints.runtime.path_prefix, "/aws");
}

TEST(SetUpAws, RefusesToGoOnWithoutCredentials) {
  const auto setup = set_up_aws(only({}));
  ASSERT_FALSE(setup.has_value());
  EXPECT_THAT(setup.error().message, HasSubstr("no AWS credentials"));
}

TEST(SetUpAws, RefusesWhatIsNoRegion) {
  EXPECT_FALSE(set_up_aws(only(with_keys({{"AWS_REGION", "x/y"}}))).has_value());
}

TEST(SetUpAws, RefusesACaBundleThatDoesNotLoad) {
  for (const char* variable : {"AWS_CA_BUNDLE", "SSL_CERT_FILE"}) {
    const auto setup = set_up_aws(only(with_keys({{variable, "/no/such.pem"}})));
    ASSERT_FALSE(setup.has_value());
    EXPECT_THAT(setup.error().message, HasSubstr("/no/such.pem"));
  }
}

TEST(SetUpLocal, TalksPlainHttpToAPortOfThisMachineAndIsMarked) {
  const UpstreamSetup setup = set_up_local(43'210, aws::Credentials{}, base::Region{"eu-west-1"});
  EXPECT_TRUE(setup.local_simulation);
  EXPECT_EQ(aws::host_header(setup.endpoints.runtime), "127.0.0.1:43210");
  EXPECT_EQ(setup.endpoints.control_plane, setup.endpoints.runtime);
  EXPECT_THAT(setup.description, HasSubstr("local simulation"));
}

TEST(RegionOrDefault, FollowsTheEnvironment) {
  EXPECT_EQ(region_or_default(only({{"AWS_REGION", "a"}, {"AWS_DEFAULT_REGION", "b"}})).str(), "a");
  EXPECT_EQ(region_or_default(only({{"AWS_REGION", ""}, {"AWS_DEFAULT_REGION", "b"}})).str(), "b");
  EXPECT_EQ(region_or_default(only({})).str(), "us-west-2");
}

}  // namespace
}  // namespace gw::app
