#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings_file.hpp"
#include "base/result.hpp"
#include "gateway/settings.hpp"

namespace gw::app {

enum class SettingOrigin : std::uint8_t { built_in_default, file, environment, flag };

/// "environment"
[[nodiscard]] std::string_view to_string(SettingOrigin origin) noexcept;

/// One line of what is in force, for `check`.
struct SettingInForce {
  std::string_view name;
  std::string shown_value;  ///< "***" for a key
  SettingOrigin origin{SettingOrigin::built_in_default};
};

struct SettingSources {
  SettingValues flags;
  std::map<std::string, std::string, std::less<>> environment;  ///< all of it
  SettingValues file;
};

struct LoadedSettings {
  gateway::Settings settings;  ///< without region and local_simulation: those are found out later
  /// AWS's names set by flag or file, to be laid over the environment's.
  std::map<std::string, std::string, std::less<>> aws_variables;
  std::vector<SettingInForce> in_force;
};

/// Brings the sources together: a flag wins over the environment, the environment over the file. Pure.
/// Errors: invalid_request, one line that names the setting as it was written and says what it must be.
[[nodiscard]] base::Result<LoadedSettings> load_settings(const SettingSources& sources);

}  // namespace gw::app
