#include <fmt/format.h>

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/build_info.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/process_setup.hpp"
#include "app/report.hpp"
#include "net/tls_context.hpp"

namespace gw::app {
namespace {

int print_version() {
  const gateway::BuildInfo build = build_info();
  fmt::print("bedrock-gateway {} ({})\n", build.version, build.revision);
  return 0;
}

int print_help() {
  fmt::print("{}", help_text());
  return 0;
}

int run(const std::vector<std::string_view>& arguments) {
  set_up_process();
  net::configure_tls_library();
  const base::Result<CommandLine> line = parse_command_line(arguments);
  if (!line) return fail_to_start(line.error());
  switch (line->command) {
    case Command::serve:
      return serve(*line);
    case Command::simulate:
      return simulate(*line);
    case Command::check:
      return check(*line);
    case Command::help:
      return print_help();
    case Command::version:
      return print_version();
  }
  std::unreachable();
}

}  // namespace
}  // namespace gw::app

int main(int argc, char** argv) {
  try {
    return gw::app::run(std::vector<std::string_view>(argv + (argc > 0 ? 1 : 0), argv + argc));
  } catch (const std::exception& failure) {
    gw::app::say(std::string{"bedrock-gateway: "} + failure.what());
    return 1;
  }
}
