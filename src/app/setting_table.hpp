#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "gateway/policy/api_keys.hpp"
#include "gateway/settings.hpp"

namespace gw::app {

/// Settings while they are read, one name after the other.
struct SettingsDraft {
  gateway::Settings settings;
  gateway::policy::KeyConfiguration keys;
  /// AWS's own names that were set by flag or file; they take their place among the environment's.
  std::map<std::string, std::string, std::less<>> aws_variables;
};

enum class ValueKind : std::uint8_t {
  plain,
  boolean,  ///< the flag alone means true
  secret,   ///< never shown
};

/// An empty environment variable means "not set", as containers and templates pass blanks; not so where empty
/// has a meaning of its own.
enum class EmptyValue : std::uint8_t { is_unset, is_a_value };

/// One setting: environment variable NAME, flag --name, file key `name`.
struct SettingRule {
  std::string_view name;         ///< "KEEP_ALIVE_SECONDS"
  std::string_view placeholder;  ///< "SECONDS"
  std::string default_text;      ///< applying it changes nothing; empty where there is no such text
  std::string_view help;
  ValueKind kind{ValueKind::plain};
  EmptyValue empty{EmptyValue::is_unset};
  /// Errors: invalid_request, a text that says what the value must be and follows the setting's name: "must
  /// be a whole number from 0 to 65535".
  std::function<base::Result<void>(SettingsDraft&, std::string_view value)> apply;
};

/// All settings, in the order of the documentation.
[[nodiscard]] std::span<const SettingRule> setting_rules();

/// Null if there is no such setting.
[[nodiscard]] const SettingRule* find_setting(std::string_view name);

/// "KEEP_ALIVE_SECONDS" for "keep-alive-seconds" and "keep_alive_seconds".
[[nodiscard]] std::string to_setting_name(std::string_view flag_or_key);
/// "--keep-alive-seconds"
[[nodiscard]] std::string to_flag(std::string_view setting_name);

}  // namespace gw::app
