#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "aws/credentials.hpp"
#include "aws/endpoint.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

namespace gw::aws {

/// How a profile says that credentials are to be got.
enum class CredentialKind : std::uint8_t {
  none,             ///< the profile says nothing about credentials
  static_keys,      ///< aws_access_key_id and aws_secret_access_key
  incomplete_keys,  ///< one of the two is missing
  assume_role,      ///< role_arn, with source_profile or credential_source
  web_identity,     ///< web_identity_token_file, with role_arn
  sso,              ///< sso_session, or sso_account_id and sso_role_name
  process,          ///< credential_process
  login,            ///< login_session, of `aws login`
};

/// A key pair as one of the two files holds it; fields that are missing are empty.
struct ProfileKeys {
  AccessKeyId access_key_id;
  base::Secret secret_access_key;
  base::Secret session_token;
};

/// What a profile says, from both files together; the credentials file wins. Fields that are missing are
/// empty.
struct Profile {
  std::string name;
  ProfileKeys credentials_file_keys;
  ProfileKeys config_file_keys;

  std::string role_arn;
  std::string source_profile;
  std::string credential_source;
  std::string web_identity_token_file;
  std::string sso_session;
  std::string sso_start_url;
  std::string sso_account_id;
  std::string sso_role_name;
  std::string credential_process;
  std::string login_session;

  std::string region;
  std::string endpoint_url;
  std::string services;  ///< name of a `services` section
  std::string ignore_configured_endpoint_urls;
  std::string use_fips_endpoint;
  std::string use_dualstack_endpoint;
};

/// The kind by botocore's order: role, web identity, SSO, keys of the credentials file, login, process, keys
/// of the config file. Keys are never put together from two files.
[[nodiscard]] CredentialKind credential_kind(const Profile& profile);

/// The keys that CredentialKind::static_keys means.
[[nodiscard]] const ProfileKeys& static_keys(const Profile& profile);

/// The shared config and credentials files (~/.aws/config, ~/.aws/credentials) as one set of profiles.
/// Rules: docs.aws.amazon.com/sdkref/latest/guide/file-format.html; where it is silent, botocore's.
///  - the config file's sections are [default], [profile NAME], [sso-session NAME] and [services NAME],
///  others are
///    skipped; [profile default] hides [default]. The credentials file's sections are the bare names of
///    profiles; [profile NAME] is skipped there.
///  - sections that come twice are merged, of properties that come twice the last holds.
///  - '#' and ';' begin a comment at the start of a line, and after white space.
///  - a line indented more than its property continues it; under a property without a value it is a property
///  of its own.
class SharedConfig {
 public:
  /// Adds a file's text. Errors: upstream_credentials, "line 3: …"; never quotes the file, which holds
  /// secrets.
  [[nodiscard]] base::Result<void> add_config_file(std::string_view text);
  [[nodiscard]] base::Result<void> add_credentials_file(std::string_view text);

  /// The profile of that name, or nullptr. Valid until the next add or the end of this object.
  [[nodiscard]] const Profile* find(std::string_view name) const;

  /// Override URL that the profile configures for a service: its services section's first, then its
  /// endpoint_url; empty if there is none. Errors: upstream_credentials if the profile names a services
  /// section that does not exist.
  [[nodiscard]] base::Result<std::string> endpoint_url(const Profile& profile, Service service) const;

 private:
  using Properties = std::map<std::string, std::string, std::less<>>;

  std::map<std::string, Profile, std::less<>> profiles_;
  std::map<std::string, Properties, std::less<>> services_;
};

}  // namespace gw::aws
