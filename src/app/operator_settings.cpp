#include "app/operator_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "app/process_environment.hpp"
#include "app/settings_file.hpp"
#include "app/upstream_setup.hpp"

namespace gw::app {
namespace {

using Environment = std::map<std::string, std::string, std::less<>>;

base::Result<SettingValues> read_named_file(const std::string& name) {
  if (name.empty()) return SettingValues{};
  const auto content = read_file(name);
  if (!content) return base::fail(content.error());
  if (!*content)
    return base::fail(base::ErrorKind::invalid_request, fmt::format("no such file of settings: {}", name));
  return read_settings_file(**content, name);
}

std::string file_name(const CommandLine& line, const Environment& environment) {
  if (!line.config_file.empty()) return line.config_file;
  const auto found = environment.find("GATEWAY_CONFIG");
  return found == environment.end() ? std::string{} : found->second;
}

bool names_a_proxy(const Environment& environment) {
  constexpr std::array<std::string_view, 4> kNames{"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"};
  return std::ranges::any_of(kNames, [&](std::string_view name) {
    const auto found = environment.find(name);
    return found != environment.end() && !found->second.empty();
  });
}

}  // namespace

base::Result<OperatorSettings> read_operator_settings(const CommandLine& line) {
  SettingSources sources;
  sources.environment = read_environment();
  sources.flags = line.flags;
  base::Result<SettingValues> file = read_named_file(file_name(line, sources.environment));
  if (!file) return base::fail(std::move(file.error()));
  sources.file = *std::move(file);

  base::Result<LoadedSettings> loaded = load_settings(sources);
  if (!loaded) return base::fail(std::move(loaded.error()));
  OperatorSettings result;
  result.aws = aws_environment(sources.environment, loaded->aws_variables);
  result.loaded = *std::move(loaded);
  result.proxy_is_set = names_a_proxy(sources.environment);
  return result;
}

}  // namespace gw::app
