#pragma once

#include <map>
#include <string>

#include "app/command_line.hpp"
#include "app/load_settings.hpp"
#include "base/result.hpp"
#include "upstream/credential_source_choice.hpp"

namespace gw::app {

/// All that the operator said, read from this process.
struct OperatorSettings {
  LoadedSettings loaded;
  upstream::CredentialEnvironment aws;
  bool proxy_is_set = false;  ///< HTTPS_PROXY or its like: not used yet
};

/// Reads flags, the environment and the file of settings (--config, else GATEWAY_CONFIG). Errors: one line
/// for the operator.
[[nodiscard]] base::Result<OperatorSettings> read_operator_settings(const CommandLine& line);

}  // namespace gw::app
