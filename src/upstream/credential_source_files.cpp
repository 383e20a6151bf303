#include "upstream/credential_source_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace gw::upstream {
namespace {

using base::ErrorKind;
using base::Result;

using AddFile = Result<void> (aws::SharedConfig::*)(std::string_view);

Result<void> add_file(aws::SharedConfig& shared, AddFile add, const std::string& path,
                      const ReadFile& read_file) {
  if (path.empty()) return {};
  Result<std::optional<std::string>> text = read_file(path);
  if (!text) return base::fail(std::move(text.error()));
  const std::optional<std::string>& content = *text;
  if (!content) return {};
  Result<void> added = (shared.*add)(*content);
  if (!added) added.error().message = fmt::format("{}, {}", path, added.error().message);
  return added;
}

}  // namespace

Result<aws::SharedConfig> load_shared_config(const SharedFilePaths& paths, const ReadFile& read_file) {
  aws::SharedConfig shared;
  Result<void> config = add_file(shared, &aws::SharedConfig::add_config_file, paths.config, read_file);
  if (!config) return base::fail(std::move(config.error()));
  Result<void> credentials =
      add_file(shared, &aws::SharedConfig::add_credentials_file, paths.credentials, read_file);
  if (!credentials) return base::fail(std::move(credentials.error()));
  return shared;
}

Result<aws::Credentials> keys_of_profile(const aws::Profile& profile) {
  const aws::ProfileKeys& keys = aws::static_keys(profile);
  if (keys.access_key_id.empty() || keys.secret_access_key.empty()) {
    return base::fail(
        ErrorKind::upstream_credentials,
        fmt::format("profile '{}' has no {}", profile.name,
                    keys.access_key_id.empty() ? "aws_access_key_id" : "aws_secret_access_key"));
  }
  if (!can_be_sent(keys.access_key_id.str()) || !can_be_sent(keys.secret_access_key.reveal()) ||
      !can_be_sent(keys.session_token.reveal())) {
    return base::fail(
        ErrorKind::upstream_credentials,
        fmt::format("the AWS keys of profile '{}' hold a space, a line end or a character that no key has",
                    profile.name));
  }
  aws::Credentials credentials;
  credentials.access_key_id = keys.access_key_id;
  credentials.secret_access_key = keys.secret_access_key;
  credentials.session_token = keys.session_token;
  return credentials;
}

bool can_be_sent(std::string_view key) noexcept {
  return std::ranges::all_of(key, [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace gw::upstream
