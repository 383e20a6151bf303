#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "app/settings_file.hpp"
#include "base/result.hpp"

namespace gw::app {

enum class Command : std::uint8_t { serve, simulate, check, help, version };

/// Which Bedrock `serve` talks to.
enum class UpstreamChoice : std::uint8_t {
  aws,
  local,      ///< --local
  automatic,  ///< --auto: local only if there is no trace of AWS credentials or configuration
};

struct CommandLine {
  Command command{Command::serve};
  UpstreamChoice upstream{UpstreamChoice::aws};
  std::string config_file;  ///< --config FILE
  SettingValues flags;      ///< by the settings' names; of `simulate` its own, in the same form
};

/// `arguments` without the program's name. Errors: invalid_request, one line: an unknown command or flag, a
/// flag without its value, a flag given twice, a flag that the command does not know.
[[nodiscard]] base::Result<CommandLine> parse_command_line(std::span<const std::string_view> arguments);

/// The text of --help.
[[nodiscard]] std::string help_text();

}  // namespace gw::app
