// AWS's own cases of the credential chain (smithy-rs, aws-config/test-data): an environment, a file system
// and what is to come out. They are data of that project and not part of this repository: the tests say so
// and skip where they are absent.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "support/flat_json.hpp"
#include "support/shared_vectors.hpp"
#include "unit/upstream/credential_fetch.hpp"
#include "upstream/credential_source_choice.hpp"

namespace gw::upstream {
namespace {

namespace fs = std::filesystem;

// Cases of the kinds that are built; every other one must end in an error that says what is not supported, or
// what is wrong.
const std::vector<std::string> kBuilt{"environment_variables", "prefer_environment", "profile_name",
                                      "profile_static_keys"};
// What the error of the others must hold.
const std::map<std::string, std::string> kRefused{
    {"assume_role_override_global_env_url", "an assumed role (role_arn), which is not supported yet"},
    {"assume_role_override_global_profile_url", "an assumed role (role_arn), which is not supported yet"},
    {"assume_role_override_service_env_url", "an assumed role (role_arn), which is not supported yet"},
    {"credential_process", "a process (credential_process), which is not supported yet"},
    {"credential_process_account_id_fallback", "a process (credential_process), which is not supported yet"},
    {"credential_process_failure", "a process (credential_process), which is not supported yet"},
    {"e2e_assume_role", "an assumed role (role_arn), which is not supported yet"},
    {"e2e_fips_and_dual_stack_sso", "SSO (IAM Identity Center), which is not supported yet"},
    {"ecs_credentials", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is set: credentials of a container"},
    {"ecs_credentials_invalid_profile",
     "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is set: credentials of a container"},
    {"eks_pod_identity_credentials", "AWS_CONTAINER_CREDENTIALS_FULL_URI is set: credentials of a container"},
    {"empty_config", "no AWS credentials found"},
    {"imds_assume_role", "an assumed role (role_arn), which is not supported yet"},
    {"imds_config_with_no_creds", "EC2 instance (IMDS) are not supported yet"},
    {"imds_default_chain_error", "EC2 instance (IMDS) are not supported yet"},
    {"imds_default_chain_success", "EC2 instance (IMDS) are not supported yet"},
    {"imds_disabled", "no AWS credentials found"},
    {"imds_token_fail", "an assumed role (role_arn), which is not supported yet"},
    {"invalid_config", "/home/.aws/config, line 2: a property without a name"},
    {"sso_credentials", "SSO (IAM Identity Center), which is not supported yet"},
    {"sso_no_token_file", "SSO (IAM Identity Center), which is not supported yet"},
    {"sso_override_global_env_url", "SSO (IAM Identity Center), which is not supported yet"},
    {"sso_server_error", "SSO (IAM Identity Center), which is not supported yet"},
    {"sso_token", "SSO (IAM Identity Center), which is not supported yet"},
    {"web_identity_source_profile_no_env", "an assumed role (role_arn), which is not supported yet"},
    {"web_identity_token_env", "AWS_WEB_IDENTITY_TOKEN_FILE is set: credentials by web identity"},
    {"web_identity_token_invalid_jwt", "an assumed role (role_arn), which is not supported yet"},
    {"web_identity_token_profile", "web identity (web_identity_token_file), which is not supported yet"},
};

class CredentialChain : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto root = test::shared_vectors("credential-chain");
    if (!root) GTEST_SKIP() << "AWS's cases of the credential chain are not there";
    for (const char* group : {"default-chain", "profile"}) {
      for (const auto& entry : fs::directory_iterator(fs::path{*root} / group))
        folders_.push_back(entry.path());
    }
    std::ranges::sort(folders_);
    ASSERT_EQ(folders_.size(), kBuilt.size() + kRefused.size());
  }

  static CredentialEnvironment environment_of(const fs::path& folder) {
    const test::FlatJson json{test::read_file((folder / "env.json").string())};
    CredentialEnvironment environment;
    environment.variables.insert(json.scalars().begin(), json.scalars().end());
    if (folder.parent_path().filename() == "profile") {  // these test the profile by itself
      environment.variables.erase("AWS_ACCESS_KEY_ID");
      environment.variables.erase("AWS_SECRET_ACCESS_KEY");
    }
    environment.read_file =
        [root = folder / "fs"](const std::string& path) -> base::Result<std::optional<std::string>> {
      const fs::path file = root / fs::path{path}.relative_path();
      if (!fs::is_regular_file(file)) return std::nullopt;
      return test::read_file(file.string());
    };
    return environment;
  }

  std::vector<fs::path> folders_;
};

TEST_F(CredentialChain, GivesTheExpectedKeysForTheKindsThatAreBuilt) {
  for (const fs::path& folder : folders_) {
    const std::string name = folder.filename().string();
    if (std::ranges::find(kBuilt, name) == kBuilt.end()) continue;
    SCOPED_TRACE(name);
    const test::FlatJson expected{test::read_file((folder / "test-case.json").string())};
    const auto chosen = choose_credentials(environment_of(folder));
    ASSERT_TRUE(chosen.has_value()) << chosen.error().message;
    const auto keys = std::get<aws::Credentials>(fetch_now(*chosen->source).value());
    EXPECT_EQ(keys.access_key_id.str(), expected.text("result.Ok.access_key_id"));
    EXPECT_EQ(keys.secret_access_key.reveal(), expected.text("result.Ok.secret_access_key"));
    EXPECT_EQ(keys.session_token.reveal(), expected.text_or("result.Ok.session_token", ""));
  }
}

TEST_F(CredentialChain, RefusesEveryOtherCaseAndNamesTheReason) {
  for (const fs::path& folder : folders_) {
    const std::string name = folder.filename().string();
    const auto refused = kRefused.find(name);
    if (refused == kRefused.end()) continue;
    SCOPED_TRACE(name);
    const auto chosen = choose_credentials(environment_of(folder));
    ASSERT_FALSE(chosen.has_value());
    EXPECT_NE(chosen.error().message.find(refused->second), std::string::npos) << chosen.error().message;
    EXPECT_EQ(chosen.error().message.find('\n'), std::string::npos);
  }
}

}  // namespace
}  // namespace gw::upstream
