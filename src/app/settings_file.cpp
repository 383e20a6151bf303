#include "app/settings_file.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>

#include "app/setting_table.hpp"

namespace gw::app {
namespace {

std::unexpected<base::Error> broken(std::string_view file_name, const YAML::Mark& mark,
                                    std::string_view what) {
  return base::fail(base::ErrorKind::invalid_request,
                    fmt::format("{}:{}: {}", file_name, mark.line + 1, what));
}

bool may_be_a_list(std::string_view name) {
  constexpr std::array<std::string_view, 2> kLists{"API_KEYS", "ALLOWED_ORIGINS"};
  return std::ranges::find(kLists, name) != kLists.end();
}

/// The items of a list, joined as an environment variable would hold them; nothing if it is no list of
/// scalars.
std::optional<std::string> join(const YAML::Node& list) {
  std::string joined;
  for (const YAML::Node& item : list) {
    if (!item.IsScalar() || item.Scalar().find(',') != std::string::npos) return std::nullopt;
    if (!joined.empty()) joined += ',';
    joined += item.Scalar();
  }
  return joined;
}

bool is_lower_case_name(std::string_view key) {
  return std::ranges::all_of(key, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

base::Result<SettingValues> read_mapping(const YAML::Node& root, std::string_view file_name) {
  SettingValues values;
  if (root.IsNull()) return values;
  if (!root.IsMap())
    return broken(file_name, root.Mark(), "a mapping of settings is expected, such as `port: 8000`");
  for (const auto& entry : root) {
    const YAML::Node& key = entry.first;
    const YAML::Node& value = entry.second;
    const std::string text = key.IsScalar() ? key.Scalar() : std::string{};
    const std::string name = is_lower_case_name(text) ? to_setting_name(text) : std::string{};
    if (find_setting(name) == nullptr)
      return broken(file_name, key.Mark(), fmt::format("unknown setting '{}'", text));
    if (values.contains(name)) return broken(file_name, key.Mark(), fmt::format("'{}' is given twice", text));
    if (value.IsNull()) continue;
    if (value.IsScalar()) {
      values.emplace(name, value.Scalar());
      continue;
    }
    const std::optional<std::string> joined =
        value.IsSequence() && may_be_a_list(name) ? join(value) : std::nullopt;
    if (!joined) return broken(file_name, value.Mark(), fmt::format("'{}' must be a single value", text));
    values.emplace(name, *joined);
  }
  return values;
}

}  // namespace

base::Result<SettingValues> read_settings_file(std::string_view yaml, std::string_view file_name) {
  try {
    return read_mapping(YAML::Load(std::string{yaml}), file_name);
  } catch (const YAML::Exception& error) {
    return broken(file_name, error.mark, error.msg);
  }
}

}  // namespace gw::app
