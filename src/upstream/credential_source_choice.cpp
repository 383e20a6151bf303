#include "upstream/credential_source_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "aws/shared_config.hpp"
#include "aws/timestamp.hpp"
#include "upstream/credential_source_env.hpp"
#include "upstream/credential_source_profile.hpp"

namespace gw::upstream {
namespace {

using aws::CredentialKind;
using base::ErrorKind;
using base::Result;

constexpr std::string_view kDefaultRegion =
    "us-west-2";  // of the Bedrock Access Gateway, whose users come here
constexpr std::string_view kWhatWorks =
    "set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile with keys";

// HOME first: it is no trace of AWS.
constexpr auto kVariables = std::to_array<std::string_view>({
    "HOME",
    "AWS_BEARER_TOKEN_BEDROCK",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AWS_CONFIG_FILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ROLE_ARN",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
    "AWS_ENDPOINT_URL_BEDROCK",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_USE_DUALSTACK_ENDPOINT",
});

std::unexpected<base::Error> refuse(std::string message) {
  return base::fail(ErrorKind::upstream_credentials, std::move(message));
}

std::string_view value_of(const CredentialEnvironment& environment, std::string_view name) {
  const auto found = environment.variables.find(name);
  return found == environment.variables.end() ? std::string_view{} : std::string_view{found->second};
}

std::string_view first_of(const CredentialEnvironment& environment, std::string_view name,
                          std::string_view second_name) {
  const std::string_view value = value_of(environment, name);
  return value.empty() ? value_of(environment, second_name) : value;
}

SharedFilePaths shared_file_paths(const CredentialEnvironment& environment) {
  const std::string_view home = value_of(environment, "HOME");
  const auto path = [&](std::string_view variable, std::string_view in_home) -> std::string {
    const std::string_view configured = value_of(environment, variable);
    if (configured.starts_with("~/") && !home.empty()) return fmt::format("{}{}", home, configured.substr(1));
    if (!configured.empty()) return std::string{configured};
    return home.empty() ? std::string{} : fmt::format("{}/.aws/{}", home, in_home);
  };
  SharedFilePaths paths;
  paths.config = path("AWS_CONFIG_FILE", "config");
  paths.credentials = path("AWS_SHARED_CREDENTIALS_FILE", "credentials");
  return paths;
}

// The profile in force, with the files it came from.
struct ActiveProfile {
  SharedFilePaths paths;
  aws::SharedConfig shared;
  aws::Profile profile;  // without a word if nobody asked for one and there is no [default]
};

// botocore refuses a profile that is asked for and missing, whatever else is configured: a wrong name must
// not end in other credentials than those meant.
Result<ActiveProfile> load_active_profile(const CredentialEnvironment& environment) {
  ActiveProfile active;
  active.paths = shared_file_paths(environment);
  Result<aws::SharedConfig> shared = load_shared_config(active.paths, environment.read_file);
  if (!shared) return base::fail(std::move(shared.error()));
  active.shared = std::move(*shared);
  const std::string_view asked_for = first_of(environment, "AWS_PROFILE", "AWS_DEFAULT_PROFILE");
  const aws::Profile* const found = active.shared.find(asked_for.empty() ? "default" : asked_for);
  if (found != nullptr) {
    active.profile = *found;
  } else if (!asked_for.empty()) {
    const bool by_first_name = !value_of(environment, "AWS_PROFILE").empty();
    return refuse(
        fmt::format("{} is '{}', but there is no such profile in {} or {}",
                    by_first_name ? "AWS_PROFILE" : "AWS_DEFAULT_PROFILE", asked_for,
                    active.paths.config.empty() ? "a config file" : active.paths.config,
                    active.paths.credentials.empty() ? "a credentials file" : active.paths.credentials));
  }
  return active;
}

ChosenCredentials chosen(std::unique_ptr<CredentialSource> source) {
  ChosenCredentials result;
  result.description = source->description();
  result.source = std::move(source);
  return result;
}

Result<ChosenCredentials> choose_bearer_token(std::string_view token) {
  if (!can_be_sent(token)) {
    return refuse("AWS_BEARER_TOKEN_BEDROCK holds a space, a line end or a character that no key has");
  }
  aws::BearerToken bearer;
  bearer.token = base::Secret{std::string{token}};
  return chosen(std::make_unique<EnvironmentCredentialSource>(aws::Identity{std::move(bearer)}));
}

Result<ChosenCredentials> choose_environment_keys(const CredentialEnvironment& environment) {
  const std::string_view secret = value_of(environment, "AWS_SECRET_ACCESS_KEY");
  if (secret.empty()) return refuse("AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not");
  aws::Credentials keys;
  keys.access_key_id = aws::AccessKeyId{std::string{value_of(environment, "AWS_ACCESS_KEY_ID")}};
  keys.secret_access_key = base::Secret{std::string{secret}};
  keys.session_token =
      base::Secret{std::string{first_of(environment, "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")}};
  if (!can_be_sent(keys.access_key_id.str()) || !can_be_sent(secret) ||
      !can_be_sent(keys.session_token.reveal())) {
    return refuse(
        "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY or AWS_SESSION_TOKEN holds a space, a line end or a "
        "character that no "
        "key has");
  }
  const std::string_view expiration = value_of(environment, "AWS_CREDENTIAL_EXPIRATION");
  if (!expiration.empty()) {
    keys.expiry = aws::parse_expiration(expiration);
    if (!keys.expiry) return refuse("AWS_CREDENTIAL_EXPIRATION is not a time such as 2026-01-31T12:00:00Z");
  }
  return chosen(std::make_unique<EnvironmentCredentialSource>(aws::Identity{std::move(keys)}));
}

std::unexpected<base::Error> not_supported_yet(const aws::Profile& profile, std::string_view kind) {
  return refuse(fmt::format(
      "profile '{}' gets its AWS credentials through {}, which is not supported yet; export them with "
      "`aws configure export-credentials --profile {} --format env`, or {}",
      profile.name, kind, profile.name, kWhatWorks));
}

Result<ChosenCredentials> choose_from_profile(const CredentialEnvironment& environment,
                                              ActiveProfile active) {
  const aws::Profile& profile = active.profile;
  switch (aws::credential_kind(profile)) {
    case CredentialKind::static_keys:
    case CredentialKind::incomplete_keys: {
      const Result<aws::Credentials> keys = keys_of_profile(profile);
      if (!keys) return base::fail(keys.error());
      return chosen(
          std::make_unique<ProfileCredentialSource>(profile.name, active.paths, environment.read_file));
    }
    case CredentialKind::assume_role:
      return not_supported_yet(profile, "an assumed role (role_arn)");
    case CredentialKind::web_identity:
      return not_supported_yet(profile, "web identity (web_identity_token_file)");
    case CredentialKind::sso:
      return not_supported_yet(profile, "SSO (IAM Identity Center)");
    case CredentialKind::process:
      return not_supported_yet(profile, "a process (credential_process)");
    case CredentialKind::login:
      return not_supported_yet(profile, "`aws login` (login_session)");
    case CredentialKind::none:
      break;
  }
  for (const std::string_view name :
       {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"}) {
    if (value_of(environment, name).empty()) continue;
    return refuse(
        fmt::format("{} is set: credentials of a container (ECS, EKS Pod Identity) are not supported yet; {}",
                    name, kWhatWorks));
  }
  if (!value_of(environment, "AWS_SECRET_ACCESS_KEY").empty()) {
    return refuse("AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not");
  }
  return refuse(fmt::format(
      "no AWS credentials found, and those of an EC2 instance (IMDS) are not supported yet; {}", kWhatWorks));
}

Result<bool> parse_switch(std::string_view name, std::string_view value) {
  const auto equals = [value](std::string_view word) {
    return std::ranges::equal(value, word, {},
                              [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  };
  if (equals("true")) return true;
  if (value.empty() || equals("false")) return false;
  return refuse(fmt::format("{} must be true or false", name));
}

// A switch that the environment sets, else the profile.
Result<bool> switch_of(const CredentialEnvironment& environment, std::string_view variable,
                       const std::string& in_profile, std::string_view property) {
  const std::string_view value = value_of(environment, variable);
  return value.empty() ? parse_switch(property, in_profile) : parse_switch(variable, value);
}

// botocore's order: the environment's for the service, the environment's, the profile's.
Result<std::string> override_url(const CredentialEnvironment& environment, const ActiveProfile& active,
                                 aws::Service service) {
  const bool is_runtime = service == aws::Service::bedrock_runtime;
  const std::string_view url =
      first_of(environment, is_runtime ? "AWS_ENDPOINT_URL_BEDROCK_RUNTIME" : "AWS_ENDPOINT_URL_BEDROCK",
               "AWS_ENDPOINT_URL");
  if (!url.empty()) return std::string{url};
  return active.shared.endpoint_url(active.profile, service);
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

std::span<const std::string_view> credential_variables() noexcept {
  return kVariables;
}

Result<ChosenCredentials> choose_credentials(const CredentialEnvironment& environment) {
  Result<ActiveProfile> active = load_active_profile(environment);
  const bool profile_asked_for = !first_of(environment, "AWS_PROFILE", "AWS_DEFAULT_PROFILE").empty();
  if (!active && profile_asked_for) return base::fail(std::move(active.error()));

  const std::string_view bearer_token = value_of(environment, "AWS_BEARER_TOKEN_BEDROCK");
  if (!bearer_token.empty()) return choose_bearer_token(bearer_token);
  if (!value_of(environment, "AWS_ACCESS_KEY_ID").empty()) return choose_environment_keys(environment);

  if (!active) return base::fail(std::move(active.error()));
  if (aws::credential_kind(active->profile) != CredentialKind::assume_role &&
      !value_of(environment, "AWS_WEB_IDENTITY_TOKEN_FILE").empty()) {
    return refuse(
        fmt::format("AWS_WEB_IDENTITY_TOKEN_FILE is set: credentials by web identity (EKS, AWS_ROLE_ARN) are "
                    "not supported yet; {}",
                    kWhatWorks));
  }
  return choose_from_profile(environment, *active);
}

std::optional<std::string> find_aws_trace(const CredentialEnvironment& environment) {
  for (const std::string_view name : kVariables) {
    if (name != "HOME" && !value_of(environment, name).empty()) return std::string{name};
  }
  const SharedFilePaths paths = shared_file_paths(environment);
  for (const std::string& path : {paths.credentials, paths.config}) {
    if (path.empty()) continue;
    const Result<std::optional<std::string>> text = environment.read_file(path);
    const bool is_trace = !text || (*text && !is_blank(**text));
    if (is_trace) return path;
  }
  return std::nullopt;
}

Result<ChosenRegion> choose_region(const CredentialEnvironment& environment) {
  const auto from = [](std::string_view region, RegionOrigin origin) {
    ChosenRegion result;
    result.region = base::Region{std::string{region}};
    result.origin = origin;
    return result;
  };
  const std::string_view region = value_of(environment, "AWS_REGION");
  if (!region.empty()) return from(region, RegionOrigin::aws_region);
  const std::string_view default_region = value_of(environment, "AWS_DEFAULT_REGION");
  if (!default_region.empty()) return from(default_region, RegionOrigin::aws_default_region);
  const Result<ActiveProfile> active = load_active_profile(environment);
  if (!active) return base::fail(active.error());
  if (!active->profile.region.empty()) return from(active->profile.region, RegionOrigin::profile);
  return from(kDefaultRegion, RegionOrigin::built_in_default);
}

Result<aws::EndpointOptions> choose_endpoint_options(const CredentialEnvironment& environment,
                                                     aws::Service service) {
  const Result<ActiveProfile> active = load_active_profile(environment);
  if (!active) return base::fail(active.error());
  const aws::Profile& profile = active->profile;
  const Result<bool> fips =
      switch_of(environment, "AWS_USE_FIPS_ENDPOINT", profile.use_fips_endpoint, "use_fips_endpoint");
  const Result<bool> dual_stack = switch_of(environment, "AWS_USE_DUALSTACK_ENDPOINT",
                                            profile.use_dualstack_endpoint, "use_dualstack_endpoint");
  const Result<bool> ignore_urls =
      switch_of(environment, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", profile.ignore_configured_endpoint_urls,
                "ignore_configured_endpoint_urls");
  for (const Result<bool>* each : {&fips, &dual_stack, &ignore_urls}) {
    if (!*each) return base::fail(each->error());
  }
  aws::EndpointOptions options;
  if (*fips) options.fips = aws::FipsEndpoint::on;
  if (*dual_stack) options.dual_stack = aws::DualStackEndpoint::on;
  if (*ignore_urls) return options;
  Result<std::string> url = override_url(environment, *active, service);
  if (!url) return base::fail(std::move(url.error()));
  if (!url->empty()) options.override_url = std::move(*url);
  return options;
}

}  // namespace gw::upstream
