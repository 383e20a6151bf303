#pragma once

#include <functional>
#include <optional>
#include <string>

#include "aws/credentials.hpp"
#include "aws/shared_config.hpp"
#include "base/result.hpp"

namespace gw::upstream {

/// Content of a file; nothing if there is none that this process may see (no such file, or in a folder that
/// is closed to it: so does botocore). Errors: internal, naming a file that is there and cannot be read. May
/// be called from any thread, and again at every refresh.
using ReadFile = std::function<base::Result<std::optional<std::string>>(const std::string& path)>;

/// Where the shared files are; empty paths where HOME is not known.
struct SharedFilePaths {
  std::string config;       ///< AWS_CONFIG_FILE, else ~/.aws/config
  std::string credentials;  ///< AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/credentials
};

/// Both files, as far as they exist. Errors: upstream_credentials ("/home/me/.aws/config, line 3: …"), and
/// those of `read_file`.
[[nodiscard]] base::Result<aws::SharedConfig> load_shared_config(const SharedFilePaths& paths,
                                                                 const ReadFile& read_file);

/// The profile's static keys. Errors: upstream_credentials if one of the two is missing, or a character
/// cannot be sent.
[[nodiscard]] base::Result<aws::Credentials> keys_of_profile(const aws::Profile& profile);

/// Whether a key or token may stand in a header: visible ASCII without spaces. A line end copied along with a
/// key is the usual cause of one that may not.
[[nodiscard]] bool can_be_sent(std::string_view key) noexcept;

}  // namespace gw::upstream
