#include "aws/shared_config.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

#include "aws/ini_file.hpp"

namespace gw::aws {
namespace {

using base::Result;

constexpr bool is_space(char c) noexcept {
  return c == ' ' || c == '\t';
}

std::string_view unquoted(std::string_view name) {
  const bool quoted =
      name.size() >= 2 && name.front() == name.back() && (name.front() == '"' || name.front() == '\'');
  return quoted ? name.substr(1, name.size() - 2) : name;
}

// NAME of "type NAME", or nothing if the section is of another type.
std::optional<std::string> name_after(std::string_view type, std::string_view section) {
  if (!section.starts_with(type) || section.size() == type.size() || !is_space(section[type.size()])) {
    return std::nullopt;
  }
  section.remove_prefix(type.size());
  while (is_space(section.front()))
    section.remove_prefix(1);  // a section's name is trimmed: never gets empty
  return std::string{unquoted(section)};
}

std::string_view value_of(const IniProperties& properties, std::string_view name) {
  const auto found = properties.find(name);
  return found == properties.end() ? std::string_view{} : std::string_view{found->second};
}

ProfileKeys keys_of(const IniProperties& properties) {
  ProfileKeys keys;
  keys.access_key_id = AccessKeyId{std::string{value_of(properties, "aws_access_key_id")}};
  keys.secret_access_key = base::Secret{std::string{value_of(properties, "aws_secret_access_key")}};
  std::string_view token = value_of(properties, "aws_session_token");
  if (token.empty()) token = value_of(properties, "aws_security_token");  // botocore's older name
  keys.session_token = base::Secret{std::string{token}};
  return keys;
}

// Takes over what the section says, and keeps what it does not mention.
void take_over(Profile& profile, const IniProperties& properties) {
  static constexpr std::pair<std::string_view, std::string Profile::*> kFields[] = {
      {"role_arn", &Profile::role_arn},
      {"source_profile", &Profile::source_profile},
      {"credential_source", &Profile::credential_source},
      {"web_identity_token_file", &Profile::web_identity_token_file},
      {"sso_session", &Profile::sso_session},
      {"sso_start_url", &Profile::sso_start_url},
      {"sso_account_id", &Profile::sso_account_id},
      {"sso_role_name", &Profile::sso_role_name},
      {"credential_process", &Profile::credential_process},
      {"login_session", &Profile::login_session},
      {"region", &Profile::region},
      {"endpoint_url", &Profile::endpoint_url},
      {"services", &Profile::services},
      {"ignore_configured_endpoint_urls", &Profile::ignore_configured_endpoint_urls},
      {"use_fips_endpoint", &Profile::use_fips_endpoint},
      {"use_dualstack_endpoint", &Profile::use_dualstack_endpoint},
  };
  for (const auto& [name, field] : kFields) {
    const std::string_view value = value_of(properties, name);
    if (!value.empty()) profile.*field = value;
  }
}

bool any(const ProfileKeys& keys) {
  return !keys.access_key_id.empty() || !keys.secret_access_key.empty();
}

CredentialKind kind_of(const ProfileKeys& keys) {
  const bool whole = !keys.access_key_id.empty() && !keys.secret_access_key.empty();
  return whole ? CredentialKind::static_keys : CredentialKind::incomplete_keys;
}

}  // namespace

CredentialKind credential_kind(const Profile& profile) {
  if (!profile.web_identity_token_file.empty()) return CredentialKind::web_identity;
  if (!profile.role_arn.empty()) return CredentialKind::assume_role;
  if (!profile.sso_account_id.empty() || !profile.sso_role_name.empty()) return CredentialKind::sso;
  if (any(profile.credentials_file_keys)) return kind_of(profile.credentials_file_keys);
  if (!profile.login_session.empty()) return CredentialKind::login;
  if (!profile.credential_process.empty()) return CredentialKind::process;
  if (any(profile.config_file_keys)) return kind_of(profile.config_file_keys);
  // botocore goes on to other sources here; a profile that names an SSO session means SSO.
  if (!profile.sso_session.empty() || !profile.sso_start_url.empty()) return CredentialKind::sso;
  return CredentialKind::none;
}

const ProfileKeys& static_keys(const Profile& profile) {
  return any(profile.credentials_file_keys) ? profile.credentials_file_keys : profile.config_file_keys;
}

Result<void> SharedConfig::add_config_file(std::string_view text) {
  Result<std::vector<IniSection>> sections = parse_ini(text);
  if (!sections) return base::fail(std::move(sections.error()));
  bool explicit_default = false;
  for (const IniSection& section : *sections) {
    if (name_after("profile", section.name) == "default") explicit_default = true;
  }
  for (IniSection& section : *sections) {
    std::optional<std::string> name = name_after("profile", section.name);
    if (section.name == "default" && !explicit_default) name = section.name;
    if (name) {
      Profile& profile = profiles_[*name];
      profile.name = *name;
      if (any(keys_of(section.properties))) profile.config_file_keys = keys_of(section.properties);
      take_over(profile, section.properties);
    } else if (const auto services = name_after("services", section.name)) {
      services_[*services] = std::move(section.properties);
    }
  }
  return {};
}

Result<void> SharedConfig::add_credentials_file(std::string_view text) {
  Result<std::vector<IniSection>> sections = parse_ini(text);
  if (!sections) return base::fail(std::move(sections.error()));
  for (const IniSection& section : *sections) {
    if (name_after("profile", section.name)) continue;
    Profile& profile = profiles_[section.name];
    profile.name = section.name;
    profile.credentials_file_keys = keys_of(section.properties);
    take_over(profile, section.properties);
  }
  return {};
}

const Profile* SharedConfig::find(std::string_view name) const {
  const auto found = profiles_.find(name);
  return found == profiles_.end() ? nullptr : &found->second;
}

Result<std::string> SharedConfig::endpoint_url(const Profile& profile, Service service) const {
  if (!profile.services.empty()) {
    const auto section = services_.find(profile.services);
    if (section == services_.end()) {
      return base::fail(base::ErrorKind::upstream_credentials,
                        fmt::format("profile '{}' names a services section '{}' that does not exist",
                                    profile.name, profile.services));
    }
    const auto name =
        service == Service::bedrock_runtime ? "bedrock_runtime.endpoint_url" : "bedrock.endpoint_url";
    const auto url = section->second.find(name);
    if (url != section->second.end() && !url->second.empty()) return url->second;
  }
  return profile.endpoint_url;
}

}  // namespace gw::aws
