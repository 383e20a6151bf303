#include "app/load_settings.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "app/setting_table.hpp"

namespace gw::app {
namespace {

struct Found {
  std::string value;
  SettingOrigin origin;
};

std::optional<Found> find_in(const SettingValues& values, const SettingRule& rule, SettingOrigin origin) {
  const auto found = values.find(rule.name);
  if (found == values.end()) return std::nullopt;
  if (found->second.empty() && rule.empty == EmptyValue::is_unset && origin != SettingOrigin::flag)
    return std::nullopt;
  return Found{found->second, origin};
}

std::optional<Found> find_value(const SettingSources& sources, const SettingRule& rule) {
  if (auto found = find_in(sources.flags, rule, SettingOrigin::flag)) return found;
  if (auto found = find_in(sources.environment, rule, SettingOrigin::environment)) return found;
  return find_in(sources.file, rule, SettingOrigin::file);
}

/// The setting as the operator wrote it.
std::string written_name(const SettingRule& rule, SettingOrigin origin) {
  return origin == SettingOrigin::flag ? to_flag(rule.name) : std::string{rule.name};
}

SettingInForce in_force(const SettingRule& rule, const std::optional<Found>& found) {
  if (!found) return SettingInForce{rule.name, rule.default_text, SettingOrigin::built_in_default};
  return SettingInForce{rule.name, rule.kind == ValueKind::secret ? "***" : found->value, found->origin};
}

}  // namespace

std::string_view to_string(SettingOrigin origin) noexcept {
  switch (origin) {
    case SettingOrigin::built_in_default:
      return "default";
    case SettingOrigin::file:
      return "file";
    case SettingOrigin::environment:
      return "environment";
    case SettingOrigin::flag:
      return "flag";
  }
  return "default";
}

base::Result<LoadedSettings> load_settings(const SettingSources& sources) {
  SettingsDraft draft;
  LoadedSettings loaded;
  for (const SettingRule& rule : setting_rules()) {
    const std::optional<Found> found = find_value(sources, rule);
    if (found) {
      const base::Result<void> applied = rule.apply(draft, found->value);
      if (!applied) {
        return base::fail(base::ErrorKind::invalid_request,
                          written_name(rule, found->origin) + " " + applied.error().message);
      }
    }
    loaded.in_force.push_back(in_force(rule, found));
  }
  draft.keys.bind_host = draft.settings.server.host;
  base::Result<gateway::policy::KeyRing> ring = gateway::policy::make_key_ring(draft.keys);
  if (!ring) return base::fail(std::move(ring.error()));

  loaded.settings = std::move(draft.settings);
  loaded.settings.keys = *std::move(ring);
  loaded.aws_variables = std::move(draft.aws_variables);
  return loaded;
}

}  // namespace gw::app
