#include "upstream/credential_source_profile.hpp"

#include <fmt/format.h>

#include <utility>

namespace gw::upstream {

using base::Result;

ProfileCredentialSource::ProfileCredentialSource(std::string profile, SharedFilePaths paths,
                                                 ReadFile read_file)
    : profile_(std::move(profile)), paths_(std::move(paths)), read_file_(std::move(read_file)) {}

net::Task<Result<aws::Identity>> ProfileCredentialSource::fetch() {
  Result<aws::Identity> identity = read();  // two small local files: not worth a thread
  co_return identity;
}

std::string ProfileCredentialSource::description() const {
  return fmt::format("profile '{}'", profile_);
}

Result<aws::Identity> ProfileCredentialSource::read() const {
  const Result<aws::SharedConfig> shared = load_shared_config(paths_, read_file_);
  if (!shared) return base::fail(shared.error());
  const aws::Profile* const profile = shared->find(profile_);
  if (profile == nullptr || aws::credential_kind(*profile) != aws::CredentialKind::static_keys) {
    return base::fail(base::ErrorKind::upstream_credentials,
                      fmt::format("profile '{}' no longer has AWS keys in {}", profile_, paths_.credentials));
  }
  Result<aws::Credentials> keys = keys_of_profile(*profile);
  if (!keys) return base::fail(std::move(keys.error()));
  return aws::Identity{std::move(*keys)};
}

}  // namespace gw::upstream
