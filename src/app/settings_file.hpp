#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace gw::app {

/// Settings by name ("PORT"), as texts.
using SettingValues = std::map<std::string, std::string, std::less<>>;

/// Reads a YAML file of settings: one mapping from lower-case names to scalars; API_KEYS and ALLOWED_ORIGINS
/// may be lists. A key without a value counts as absent. `file_name` is for messages only. Errors:
/// invalid_request, one line with file, line and the key: not YAML, an unknown key, a key given twice, a
/// value of another shape.
[[nodiscard]] base::Result<SettingValues> read_settings_file(std::string_view yaml,
                                                             std::string_view file_name);

}  // namespace gw::app
