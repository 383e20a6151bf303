#include "app/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "app/setting_table.hpp"

namespace gw::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

base::Result<CommandLine> parse(std::vector<std::string_view> arguments) {
  return parse_command_line(arguments);
}

std::string refusal(std::vector<std::string_view> arguments) {
  const auto line = parse(std::move(arguments));
  return line ? "accepted" : line.error().message;
}

TEST(CommandLine, ServesAwsWithoutArguments) {
  const auto line = parse({});
  ASSERT_TRUE(line.has_value());
  EXPECT_EQ(line->command, Command::serve);
  EXPECT_EQ(line->upstream, UpstreamChoice::aws);
}

TEST(CommandLine, ReadsTheCommands) {
  EXPECT_EQ(parse({"serve"})->command, Command::serve);
  EXPECT_EQ(parse({"simulate"})->command, Command::simulate);
  EXPECT_EQ(parse({"check"})->command, Command::check);
  EXPECT_EQ(parse({"--help"})->command, Command::help);
  EXPECT_EQ(parse({"-h"})->command, Command::help);
  EXPECT_EQ(parse({"serve", "--help"})->command, Command::help);
  EXPECT_EQ(parse({"--version"})->command, Command::version);
}

TEST(CommandLine, ReadsSettingsInBothForms) {
  const auto line = parse({"serve", "--port", "9000", "--default-model=x.y", "--keep-alive-seconds", "80"});
  ASSERT_TRUE(line.has_value());
  EXPECT_THAT(line->flags, ElementsAre(Pair("DEFAULT_MODEL", "x.y"), Pair("KEEP_ALIVE_SECONDS", "80"),
                                       Pair("PORT", "9000")));
}

TEST(CommandLine, TakesABooleanFlagAloneAsTrue) {
  const auto line = parse({"--debug", "--metrics-public=false"});
  ASSERT_TRUE(line.has_value());
  EXPECT_THAT(line->flags, ElementsAre(Pair("DEBUG", "true"), Pair("METRICS_PUBLIC", "false")));
}

TEST(CommandLine, ChoosesTheUpstream) {
  EXPECT_EQ(parse({"serve", "--local"})->upstream, UpstreamChoice::local);
  EXPECT_EQ(parse({"--auto"})->upstream, UpstreamChoice::automatic);
  EXPECT_THAT(refusal({"--auto", "--local"}), HasSubstr("exclude each other"));
  EXPECT_THAT(refusal({"check", "--local"}), HasSubstr("only for serve"));
}

TEST(CommandLine, NamesTheFileOfSettings) {
  EXPECT_EQ(parse({"--config", "a.yaml"})->config_file, "a.yaml");
  EXPECT_EQ(parse({"--config=a.yaml"})->config_file, "a.yaml");
}

struct BadLine {
  std::vector<std::string_view> arguments;
  const char* said;
};

class BadCommandLines : public testing::TestWithParam<BadLine> {};

TEST_P(BadCommandLines, AreRefusedInOneLine) {
  EXPECT_THAT(refusal(GetParam().arguments),
              testing::AllOf(HasSubstr(GetParam().said), HasSubstr("--help"), testing::Not(HasSubstr("\n"))));
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadCommandLines,
    testing::Values(BadLine{{"--prot", "1"}, "unknown flag '--prot'"},
                    BadLine{{"--PORT", "1"}, "unknown flag '--PORT'"},
                    BadLine{{"--keep_alive_seconds", "1"}, "unknown flag '--keep_alive_seconds'"},
                    BadLine{{"--"}, "unknown flag '--'"}, BadLine{{"-p", "1"}, "unexpected argument '-p'"},
                    BadLine{{"run"}, "unexpected argument 'run'"},
                    BadLine{{"serve", "check"}, "unexpected argument 'check'"},
                    BadLine{{"--debug", "false"}, "unexpected argument 'false'"},
                    BadLine{{"--port"}, "--port needs a value"},
                    BadLine{{"--port", "--debug"}, "--port needs a value"},
                    BadLine{{"--port", "1", "--port", "2"}, "--port is given twice"},
                    BadLine{{"--config"}, "--config needs a file name"},
                    BadLine{{"--config="}, "--config needs a file name"},
                    BadLine{{"--config", "a", "--config", "b"}, "--config is given twice"},
                    BadLine{{"--local=yes"}, "--local takes no value"},
                    BadLine{{"simulate", "--api-key", "x"}, "simulate has no flag '--api-key'"}));

TEST(CommandLine, NamesEverySettingInItsHelp) {
  const std::string help = help_text();
  for (const SettingRule& rule : setting_rules()) EXPECT_THAT(help, HasSubstr(to_flag(rule.name) + " "));
}

}  // namespace
}  // namespace gw::app
