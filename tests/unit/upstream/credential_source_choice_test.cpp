#include "upstream/credential_source_choice.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>
#include <variant>

#include "unit/upstream/credential_fetch.hpp"
#include "unit/upstream/credential_files.hpp"

namespace gw::upstream {
namespace {

constexpr const char* kConfig = "/home/me/.aws/config";
constexpr const char* kCredentials = "/home/me/.aws/credentials";
const std::string kWhatWorks =
    "set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile with keys";

using Variables = std::initializer_list<std::pair<const std::string, std::string>>;

// Environment of a process whose HOME is /home/me.
CredentialEnvironment environment(Variables variables, const std::string& config = "",
                                  const std::string& credentials = "") {
  MemoryFiles files;
  if (!config.empty()) files.put(kConfig, config);
  if (!credentials.empty()) files.put(kCredentials, credentials);
  CredentialEnvironment result;
  result.variables.insert(variables.begin(), variables.end());
  result.variables.emplace("HOME", "/home/me");
  result.read_file = files.reader();
  return result;
}

aws::Identity identity_of(const CredentialEnvironment& env) {
  const auto chosen = choose_credentials(env);
  if (!chosen) throw std::runtime_error(chosen.error().message);
  return fetch_now(*chosen->source).value();
}

aws::Credentials keys_of(const CredentialEnvironment& env) {
  return std::get<aws::Credentials>(identity_of(env));
}

std::string refusal(const CredentialEnvironment& env) {
  const auto chosen = choose_credentials(env);
  if (chosen) return "chose " + chosen->description;
  EXPECT_EQ(chosen.error().kind, base::ErrorKind::upstream_credentials);
  EXPECT_EQ(std::ranges::count(chosen.error().message, '\n'), 0);
  return chosen.error().message;
}

const Variables kKeys{{"AWS_ACCESS_KEY_ID", "AKIDENV"}, {"AWS_SECRET_ACCESS_KEY", "SECRETENV"}};
const std::string kDefaultKeys =
    "[default]\naws_access_key_id = AKIDFILE\naws_secret_access_key = SECRETFILE\n";

TEST(ChooseCredentials, TakesKeysFromTheEnvironment) {
  const aws::Credentials keys = keys_of(environment(kKeys));
  EXPECT_EQ(keys.access_key_id.str(), "AKIDENV");
  EXPECT_EQ(keys.secret_access_key.reveal(), "SECRETENV");
  EXPECT_TRUE(keys.session_token.empty());
  EXPECT_EQ(keys.expiry, std::nullopt);
  EXPECT_EQ(choose_credentials(environment(kKeys))->description, "environment (AWS_ACCESS_KEY_ID)");
}

TEST(ChooseCredentials, TakesTokenAndExpiryFromTheEnvironment) {
  const aws::Credentials keys =
      keys_of(environment({{"AWS_ACCESS_KEY_ID", "A"},
                           {"AWS_SECRET_ACCESS_KEY", "S"},
                           {"AWS_SESSION_TOKEN", "T"},
                           {"AWS_CREDENTIAL_EXPIRATION", "2026-01-31T12:00:00+00:00"}}));
  EXPECT_EQ(keys.session_token.reveal(), "T");
  using namespace std::chrono_literals;
  EXPECT_EQ(keys.expiry, std::chrono::sys_days{2026y / 1 / 31} + 12h);
}

TEST(ChooseCredentials, TakesTheTokenUnderItsOlderName) {
  EXPECT_EQ(
      keys_of(environment(
                  {{"AWS_ACCESS_KEY_ID", "A"}, {"AWS_SECRET_ACCESS_KEY", "S"}, {"AWS_SECURITY_TOKEN", "T"}}))
          .session_token.reveal(),
      "T");
}

TEST(ChooseCredentials, PrefersABearerTokenToKeys) {
  const CredentialEnvironment env = environment({{"AWS_BEARER_TOKEN_BEDROCK", "bedrock-api-key-x"},
                                                 {"AWS_ACCESS_KEY_ID", "A"},
                                                 {"AWS_SECRET_ACCESS_KEY", "S"}},
                                                "", kDefaultKeys);
  EXPECT_EQ(std::get<aws::BearerToken>(identity_of(env)).token.reveal(), "bedrock-api-key-x");
  EXPECT_EQ(choose_credentials(env)->description, "environment (AWS_BEARER_TOKEN_BEDROCK)");
}

TEST(ChooseCredentials, PrefersTheEnvironmentToTheProfile) {
  EXPECT_EQ(keys_of(environment(kKeys, "", kDefaultKeys)).access_key_id.str(), "AKIDENV");
}

TEST(ChooseCredentials, TakesTheDefaultProfileOfEitherFile) {
  EXPECT_EQ(keys_of(environment({}, "", kDefaultKeys)).access_key_id.str(), "AKIDFILE");
  EXPECT_EQ(keys_of(environment({}, kDefaultKeys)).access_key_id.str(), "AKIDFILE");
  EXPECT_EQ(choose_credentials(environment({}, kDefaultKeys))->description, "profile 'default'");
}

TEST(ChooseCredentials, TakesTheProfileThatIsAskedFor) {
  const std::string dev = "[dev]\naws_access_key_id = AKIDDEV\naws_secret_access_key = S\n";
  EXPECT_EQ(keys_of(environment({{"AWS_PROFILE", "dev"}}, "", kDefaultKeys + dev)).access_key_id.str(),
            "AKIDDEV");
  EXPECT_EQ(
      keys_of(environment({{"AWS_DEFAULT_PROFILE", "dev"}}, "", kDefaultKeys + dev)).access_key_id.str(),
      "AKIDDEV");
}

TEST(ChooseCredentials, FindsTheFilesWhereTheEnvironmentSays) {
  MemoryFiles files;
  files.put("/etc/aws/config", "[profile a]\nregion = r\n");
  files.put("/home/me/keys", "[a]\naws_access_key_id = AKIDA\naws_secret_access_key = S\n");
  CredentialEnvironment env = environment({{"AWS_PROFILE", "a"},
                                           {"AWS_CONFIG_FILE", "/etc/aws/config"},
                                           {"AWS_SHARED_CREDENTIALS_FILE", "~/keys"}});
  env.read_file = files.reader();
  EXPECT_EQ(keys_of(env).access_key_id.str(), "AKIDA");
  EXPECT_EQ(choose_region(env)->region.str(), "r");
}

TEST(ChooseCredentials, CountsEmptyVariablesAsUnset) {
  EXPECT_EQ(
      keys_of(environment({{"AWS_BEARER_TOKEN_BEDROCK", ""}, {"AWS_ACCESS_KEY_ID", ""}, {"AWS_PROFILE", ""}},
                          "", kDefaultKeys))
          .access_key_id.str(),
      "AKIDFILE");
}

TEST(ChooseCredentials, RefusesAProfileThatDoesNotExist) {
  const std::string message =
      "AWS_PROFILE is 'nobody', but there is no such profile in /home/me/.aws/config or "
      "/home/me/.aws/credentials";
  EXPECT_EQ(refusal(environment({{"AWS_PROFILE", "nobody"}}, "", kDefaultKeys)), message);
  EXPECT_EQ(refusal(environment(
                {{"AWS_PROFILE", "nobody"}, {"AWS_ACCESS_KEY_ID", "A"}, {"AWS_SECRET_ACCESS_KEY", "S"}})),
            message);
  EXPECT_EQ(refusal(environment({{"AWS_PROFILE", "nobody"}, {"AWS_BEARER_TOKEN_BEDROCK", "b"}})), message);
}

TEST(ChooseCredentials, NamesTheVariableThatAsksForTheProfile) {
  EXPECT_EQ(refusal(environment({{"AWS_DEFAULT_PROFILE", "nobody"}})),
            "AWS_DEFAULT_PROFILE is 'nobody', but there is no such profile in /home/me/.aws/config or "
            "/home/me/.aws/credentials");
  CredentialEnvironment homeless = environment({{"AWS_PROFILE", "nobody"}});
  homeless.variables.erase("HOME");
  EXPECT_EQ(refusal(homeless),
            "AWS_PROFILE is 'nobody', but there is no such profile in a config file or a credentials file");
}

TEST(ChooseCredentials, NamesKindsThatAreNotSupportedYet) {
  const auto message = [](const std::string& kind) {
    return "profile 'default' gets its AWS credentials through " + kind +
           ", which is not supported yet; export them with `aws configure export-credentials --profile "
           "default --format "
           "env`, or " +
           kWhatWorks;
  };
  EXPECT_EQ(refusal(environment({}, "[default]\nrole_arn = r\nsource_profile = s\n")),
            message("an assumed role (role_arn)"));
  EXPECT_EQ(refusal(environment({}, "[default]\nrole_arn = r\nweb_identity_token_file = f\n")),
            message("web identity (web_identity_token_file)"));
  EXPECT_EQ(refusal(environment({}, "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n")),
            message("SSO (IAM Identity Center)"));
  EXPECT_EQ(refusal(environment({}, "[default]\ncredential_process = c\n")),
            message("a process (credential_process)"));
  EXPECT_EQ(refusal(environment({}, "[default]\nlogin_session = l\n")),
            message("`aws login` (login_session)"));
}

TEST(ChooseCredentials, NamesSourcesOfTheEnvironmentThatAreNotSupportedYet) {
  EXPECT_EQ(
      refusal(environment({{"AWS_WEB_IDENTITY_TOKEN_FILE", "/t"}, {"AWS_ROLE_ARN", "r"}}, "", kDefaultKeys)),
      "AWS_WEB_IDENTITY_TOKEN_FILE is set: credentials by web identity (EKS, AWS_ROLE_ARN) are not supported "
      "yet; " +
          kWhatWorks);
  EXPECT_EQ(refusal(environment({{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2"}})),
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is set: credentials of a container (ECS, EKS Pod "
            "Identity) are not "
            "supported yet; " +
                kWhatWorks);
  EXPECT_EQ(refusal(environment({{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://x"}})),
            "AWS_CONTAINER_CREDENTIALS_FULL_URI is set: credentials of a container (ECS, EKS Pod Identity) "
            "are not supported "
            "yet; " +
                kWhatWorks);
}

TEST(ChooseCredentials, PrefersTheProfilesKeysToTheContainers) {
  EXPECT_EQ(keys_of(environment({{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://x"}}, "", kDefaultKeys))
                .access_key_id.str(),
            "AKIDFILE");
}

TEST(ChooseCredentials, SaysThatThereAreNone) {
  const std::string message =
      "no AWS credentials found, and those of an EC2 instance (IMDS) are not supported yet; " + kWhatWorks;
  EXPECT_EQ(refusal(environment({})), message);
  EXPECT_EQ(refusal(environment({}, "[default]\nregion = us-east-1\n")), message);
}

TEST(ChooseCredentials, RefusesHalfAKeyPair) {
  EXPECT_EQ(refusal(environment({{"AWS_ACCESS_KEY_ID", "A"}})),
            "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not");
  EXPECT_EQ(refusal(environment({{"AWS_SECRET_ACCESS_KEY", "S"}})),
            "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not");
  EXPECT_EQ(refusal(environment({}, "", "[default]\naws_access_key_id = A\n")),
            "profile 'default' has no aws_secret_access_key");
  EXPECT_EQ(refusal(environment({}, "", "[default]\naws_secret_access_key = S\n")),
            "profile 'default' has no aws_access_key_id");
}

TEST(ChooseCredentials, RefusesKeysThatCannotBeSentWithoutShowingThem) {
  for (const std::string bad : {"KEY ", "KEY\n", "KEY\r\nx-evil: 1", "K\xC3\xA9Y", "K\tY"}) {
    EXPECT_EQ(refusal(environment({{"AWS_BEARER_TOKEN_BEDROCK", bad}})),
              "AWS_BEARER_TOKEN_BEDROCK holds a space, a line end or a character that no key has");
    EXPECT_EQ(refusal(environment({{"AWS_ACCESS_KEY_ID", "A"}, {"AWS_SECRET_ACCESS_KEY", bad}})),
              "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY or AWS_SESSION_TOKEN holds a space, a line end or a "
              "character that "
              "no key has");
  }
  EXPECT_EQ(
      refusal(environment({}, "", "[default]\naws_access_key_id = A\n  B\naws_secret_access_key = S\n")),
      "the AWS keys of profile 'default' hold a space, a line end or a character that no key has");
}

TEST(ChooseCredentials, RefusesAnExpirationThatIsNoTime) {
  EXPECT_EQ(refusal(environment({{"AWS_ACCESS_KEY_ID", "A"},
                                 {"AWS_SECRET_ACCESS_KEY", "S"},
                                 {"AWS_CREDENTIAL_EXPIRATION", "soon"}})),
            "AWS_CREDENTIAL_EXPIRATION is not a time such as 2026-01-31T12:00:00Z");
}

TEST(ChooseCredentials, NamesFileAndLineWhenAFileIsMalformed) {
  EXPECT_EQ(refusal(environment({}, "[default]\n= us-east-1\n")),
            "/home/me/.aws/config, line 2: a property without a name");
}

TEST(ChooseCredentials, DoesNotNeedTheFilesWhenTheEnvironmentHasKeys) {
  EXPECT_EQ(keys_of(environment(kKeys, "malformed")).access_key_id.str(), "AKIDENV");
}

TEST(ChooseCredentials, PassesOnThatAFileCannotBeRead) {
  CredentialEnvironment env = environment({});
  env.read_file = [](const std::string& path) -> base::Result<std::optional<std::string>> {
    return base::fail(base::ErrorKind::internal, "cannot read " + path);
  };
  EXPECT_EQ(choose_credentials(env).error().message, "cannot read /home/me/.aws/config");
}

TEST(ChooseCredentials, LooksForNoFilesWithoutHome) {
  CredentialEnvironment env;
  env.read_file = [](const std::string&) -> base::Result<std::optional<std::string>> {
    return base::fail(base::ErrorKind::internal, "no file should be read");
  };
  EXPECT_TRUE(refusal(env).starts_with("no AWS credentials found"));
}

TEST(FindAwsTrace, FindsNothingOnAnUntouchedMachine) {
  EXPECT_EQ(find_aws_trace(environment({})), std::nullopt);
  EXPECT_EQ(find_aws_trace(environment({{"AWS_PROFILE", ""}}, "\n \n", "\n")), std::nullopt);
}

TEST(FindAwsTrace, SeesEveryVariableAndBothFiles) {
  for (const std::string_view name : credential_variables()) {
    if (name == "HOME") continue;
    EXPECT_EQ(find_aws_trace(environment({{std::string{name}, "x"}})), std::string{name});
  }
  EXPECT_EQ(find_aws_trace(environment({}, "[profile a]\n")), kConfig);
  EXPECT_EQ(find_aws_trace(environment({}, "", "[a]\n")), kCredentials);
}

TEST(FindAwsTrace, CountsAFileThatCannotBeRead) {
  CredentialEnvironment env = environment({});
  env.read_file = [](const std::string& path) -> base::Result<std::optional<std::string>> {
    return base::fail(base::ErrorKind::internal, "cannot read " + path);
  };
  EXPECT_EQ(find_aws_trace(env), kCredentials);
}

TEST(ChooseRegion, GoesThroughItsSourcesInOrder) {
  const std::string config = "[default]\nregion = eu-west-3\n[profile dev]\nregion = eu-north-1\n";
  const auto all =
      choose_region(environment({{"AWS_REGION", "us-east-1"}, {"AWS_DEFAULT_REGION", "us-east-2"}}, config));
  EXPECT_EQ(all->region.str(), "us-east-1");
  EXPECT_EQ(all->origin, RegionOrigin::aws_region);
  const auto second =
      choose_region(environment({{"AWS_REGION", ""}, {"AWS_DEFAULT_REGION", "us-east-2"}}, config));
  EXPECT_EQ(second->region.str(), "us-east-2");
  EXPECT_EQ(second->origin, RegionOrigin::aws_default_region);
  const auto third = choose_region(environment({{"AWS_PROFILE", "dev"}}, config));
  EXPECT_EQ(third->region.str(), "eu-north-1");
  EXPECT_EQ(third->origin, RegionOrigin::profile);
  const auto last = choose_region(environment({}));
  EXPECT_EQ(last->region.str(), "us-west-2");
  EXPECT_EQ(last->origin, RegionOrigin::built_in_default);
}

TEST(ChooseRegion, RefusesAProfileThatDoesNotExist) {
  EXPECT_FALSE(choose_region(environment({{"AWS_PROFILE", "nobody"}})).has_value());
}

TEST(ChooseEndpointOptions, IsPlainByDefault) {
  const auto options = choose_endpoint_options(environment({}), aws::Service::bedrock);
  ASSERT_TRUE(options.has_value());
  EXPECT_EQ(options->fips, aws::FipsEndpoint::off);
  EXPECT_EQ(options->dual_stack, aws::DualStackEndpoint::off);
  EXPECT_EQ(options->override_url, std::nullopt);
}

TEST(ChooseEndpointOptions, PrefersTheServicesVariableToTheGeneralOne) {
  const CredentialEnvironment env = environment(
      {{"AWS_ENDPOINT_URL", "http://all"}, {"AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://runtime"}},
      "[default]\nendpoint_url = http://profile\n");
  EXPECT_EQ(choose_endpoint_options(env, aws::Service::bedrock_runtime)->override_url, "http://runtime");
  EXPECT_EQ(choose_endpoint_options(env, aws::Service::bedrock)->override_url, "http://all");
  const CredentialEnvironment control = environment({{"AWS_ENDPOINT_URL_BEDROCK", "http://control"}});
  EXPECT_EQ(choose_endpoint_options(control, aws::Service::bedrock)->override_url, "http://control");
  EXPECT_EQ(choose_endpoint_options(control, aws::Service::bedrock_runtime)->override_url, std::nullopt);
}

TEST(ChooseEndpointOptions, TakesTheProfilesUrlWhenTheEnvironmentHasNone) {
  const CredentialEnvironment env =
      environment({},
                  "[default]\nservices = s\nendpoint_url = http://all\n[services s]\nbedrock =\n  "
                  "endpoint_url = http://control\n");
  EXPECT_EQ(choose_endpoint_options(env, aws::Service::bedrock)->override_url, "http://control");
  EXPECT_EQ(choose_endpoint_options(env, aws::Service::bedrock_runtime)->override_url, "http://all");
}

TEST(ChooseEndpointOptions, IgnoresUrlsWhenToldTo) {
  EXPECT_EQ(choose_endpoint_options(environment({{"AWS_ENDPOINT_URL", "http://all"},
                                                 {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "True"}}),
                                    aws::Service::bedrock)
                ->override_url,
            std::nullopt);
}

TEST(ChooseEndpointOptions, ReadsTheSwitchesOfEnvironmentAndProfile) {
  const std::string config = "[default]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = TRUE\n";
  const auto profile = choose_endpoint_options(environment({}, config), aws::Service::bedrock);
  EXPECT_EQ(profile->fips, aws::FipsEndpoint::on);
  EXPECT_EQ(profile->dual_stack, aws::DualStackEndpoint::on);
  const auto both = choose_endpoint_options(
      environment({{"AWS_USE_FIPS_ENDPOINT", "false"}, {"AWS_USE_DUALSTACK_ENDPOINT", "true"}}, config),
      aws::Service::bedrock);
  EXPECT_EQ(both->fips, aws::FipsEndpoint::off);
  EXPECT_EQ(both->dual_stack, aws::DualStackEndpoint::on);
}

TEST(ChooseEndpointOptions,
     RefusesASwitchThatIsNeitherTrueNorFalse) {  // "1" must not silently mean: without FIPS
  EXPECT_EQ(choose_endpoint_options(environment({{"AWS_USE_FIPS_ENDPOINT", "1"}}), aws::Service::bedrock)
                .error()
                .message,
            "AWS_USE_FIPS_ENDPOINT must be true or false");
  EXPECT_EQ(choose_endpoint_options(environment({}, "[default]\nuse_dualstack_endpoint = yes\n"),
                                    aws::Service::bedrock)
                .error()
                .message,
            "use_dualstack_endpoint must be true or false");
}

TEST(ChooseEndpointOptions, PassesOnThatAServicesSectionIsMissing) {
  EXPECT_FALSE(choose_endpoint_options(environment({}, "[default]\nservices = s\n"), aws::Service::bedrock)
                   .has_value());
}

}  // namespace
}  // namespace gw::upstream
