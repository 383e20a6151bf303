#include "app/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "app/setting_table.hpp"

namespace gw::app {
namespace {

std::unexpected<base::Error> wrong_usage(std::string message) {
  return base::fail(base::ErrorKind::invalid_request, message + " (see bedrock-gateway --help)");
}

std::optional<Command> to_command(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, Command>, 8> kCommands{{{"serve", Command::serve},
                                                                           {"simulate", Command::simulate},
                                                                           {"check", Command::check},
                                                                           {"help", Command::help},
                                                                           {"--help", Command::help},
                                                                           {"-h", Command::help},
                                                                           {"version", Command::version},
                                                                           {"--version", Command::version}}};
  for (const auto& [name, command] : kCommands) {
    if (name == word) return command;
  }
  return std::nullopt;
}

/// `simulate` is no gateway: it knows these flags and no setting.
bool simulate_knows(std::string_view flag) {
  constexpr std::array<std::string_view, 4> kFlags{"--host", "--port", "--tls-certificate", "--tls-key"};
  return std::ranges::find(kFlags, flag) != kFlags.end();
}

/// Reads one command line from left to right.
class Reader {
 public:
  explicit Reader(std::span<const std::string_view> arguments) : rest_(arguments) {}

  base::Result<CommandLine> read() {
    if (!rest_.empty()) {
      if (const auto command = to_command(rest_.front())) {
        line_.command = *command;
        rest_ = rest_.subspan(1);
      }
    }
    while (!rest_.empty()) {
      const std::string_view argument = rest_.front();
      rest_ = rest_.subspan(1);
      const base::Result<void> read = read_argument(argument);
      if (!read) return base::fail(read.error());
      if (line_.command == Command::help || line_.command == Command::version) break;
    }
    return std::move(line_);
  }

 private:
  base::Result<void> read_argument(std::string_view argument) {
    if (argument == "--help" || argument == "-h") return set_command(Command::help);
    if (argument == "--version") return set_command(Command::version);
    if (!argument.starts_with("--")) return wrong_usage(fmt::format("unexpected argument '{}'", argument));
    const std::size_t equals = argument.find('=');
    const std::string_view flag = argument.substr(0, equals);
    const std::optional<std::string_view> value =
        equals == std::string_view::npos ? std::nullopt : std::optional{argument.substr(equals + 1)};
    if (flag == "--local") return set_upstream(UpstreamChoice::local, flag, value);
    if (flag == "--auto") return set_upstream(UpstreamChoice::automatic, flag, value);
    if (flag == "--config") return set_config(value);
    return set_flag(flag, value);
  }

  base::Result<void> set_command(Command command) {
    line_.command = command;
    return {};
  }

  base::Result<void> set_upstream(UpstreamChoice choice, std::string_view flag,
                                  std::optional<std::string_view> value) {
    if (value) return wrong_usage(fmt::format("{} takes no value", flag));
    if (line_.command != Command::serve) return wrong_usage(fmt::format("{} is only for serve", flag));
    if (line_.upstream != UpstreamChoice::aws && line_.upstream != choice) {
      return wrong_usage("--local and --auto exclude each other");
    }
    line_.upstream = choice;
    return {};
  }

  base::Result<void> set_config(std::optional<std::string_view> value) {
    value = value ? value : take_next();
    if (!value || value->empty()) return wrong_usage("--config needs a file name");
    if (!line_.config_file.empty()) return wrong_usage("--config is given twice");
    line_.config_file = *value;
    return {};
  }

  base::Result<void> set_flag(std::string_view flag, std::optional<std::string_view> value) {
    const std::string name = to_setting_name(flag.substr(2));
    const SettingRule* rule = find_setting(name);
    if (line_.command == Command::simulate) {
      if (!simulate_knows(flag)) return wrong_usage(fmt::format("simulate has no flag '{}'", flag));
    } else if (rule == nullptr || to_flag(name) != flag) {
      return wrong_usage(fmt::format("unknown flag '{}'", flag));
    } else if (!value && rule->kind == ValueKind::boolean) {
      value = "true";
    }
    value = value ? value : take_next();
    if (!value) return wrong_usage(fmt::format("{} needs a value", flag));
    if (!line_.flags.emplace(name, *value).second) return wrong_usage(fmt::format("{} is given twice", flag));
    return {};
  }

  std::optional<std::string_view> take_next() {
    if (rest_.empty() || rest_.front().starts_with("--")) return std::nullopt;
    const std::string_view next = rest_.front();
    rest_ = rest_.subspan(1);
    return next;
  }

  std::span<const std::string_view> rest_;
  CommandLine line_;
};

}  // namespace

base::Result<CommandLine> parse_command_line(std::span<const std::string_view> arguments) {
  return Reader{arguments}.read();
}

std::string help_text() {
  std::string text =
      "bedrock-gateway: every Amazon Bedrock model behind the OpenAI API.\n\n"
      "usage: bedrock-gateway [serve] [--local | --auto] [--config FILE] [settings]\n"
      "       bedrock-gateway simulate [--host ADDRESS] [--port N] [--tls-certificate FILE --tls-key FILE]\n"
      "       bedrock-gateway check [--config FILE] [settings]\n"
      "       bedrock-gateway --help | --version\n\n"
      "  serve      the gateway, in front of Amazon Bedrock\n"
      "    --local    in front of the local Bedrock inside this program\n"
      "    --auto     the local Bedrock if there is no trace of AWS credentials or configuration\n"
      "  simulate   the local Bedrock alone, for programs that use an AWS SDK\n"
      "  check      shows the settings in force and tries credentials, region and Bedrock\n\n"
      "Each setting is a flag, an environment variable, or a key of the YAML file (--config FILE or\n"
      "GATEWAY_CONFIG): --keep-alive-seconds 75, KEEP_ALIVE_SECONDS=75, keep_alive_seconds: 75. A flag wins\n"
      "over the environment, the environment over the file.\n\n";
  for (const SettingRule& rule : setting_rules()) {
    const std::string flag = fmt::format("{} {}", to_flag(rule.name), rule.placeholder);
    const std::string by_default = rule.default_text.empty() ? "" : fmt::format(" [{}]", rule.default_text);
    fmt::format_to(std::back_inserter(text), "  {:<48} {}{}\n", flag, rule.help, by_default);
  }
  return text;
}

}  // namespace gw::app
