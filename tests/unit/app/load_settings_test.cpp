#include "app/load_settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "app/setting_table.hpp"

namespace gw::app {
namespace {

using std::chrono::seconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

gateway::Settings loaded(SettingSources sources) {
  auto result = load_settings(sources);
  EXPECT_TRUE(result.has_value()) << result.error().message;
  return result ? result->settings : gateway::Settings{};
}

gateway::Settings from_environment(SettingValues environment) {
  return loaded(SettingSources{.flags = {}, .environment = std::move(environment), .file = {}});
}

std::string refusal(SettingValues environment) {
  const auto result =
      load_settings(SettingSources{.flags = {}, .environment = std::move(environment), .file = {}});
  return result ? "accepted" : result.error().message;
}

TEST(LoadSettings, GivesTheDocumentedDefaultsForNothing) {
  const gateway::Settings settings = loaded(SettingSources{});
  EXPECT_EQ(settings.server.host, "127.0.0.1");
  EXPECT_EQ(settings.server.port, 8000);
  EXPECT_EQ(settings.server.max_body_bytes, 67'108'864U);
  EXPECT_EQ(settings.server.max_head_bytes, 32'768U);
  EXPECT_EQ(settings.server.keep_alive, seconds{75});
  EXPECT_EQ(settings.server.client_write_timeout, seconds{60});
  EXPECT_EQ(settings.server.shutdown_grace, seconds{25});
  EXPECT_EQ(settings.upstream.connect_timeout, seconds{5});
  EXPECT_EQ(settings.upstream.first_byte_timeout, seconds{280});
  EXPECT_EQ(settings.upstream.response_timeout, seconds{590});
  EXPECT_EQ(settings.upstream.idle_timeout, seconds{120});
  EXPECT_EQ(settings.upstream.retry_budget, seconds{20});
  EXPECT_EQ(settings.stream_keepalive, seconds{15});
  EXPECT_EQ(settings.api_route_prefix, "/api/v1");
  EXPECT_EQ(settings.default_model.str(), "anthropic.claude-sonnet-4-6");
  EXPECT_EQ(settings.default_embedding_model.str(), "cohere.embed-multilingual-v3");
  EXPECT_TRUE(settings.cross_region_inference);
  EXPECT_TRUE(settings.application_inference_profiles);
  EXPECT_FALSE(settings.debug);
  EXPECT_TRUE(settings.keys.default_key_in_force);
}

TEST(LoadSettings, ShowsAsDefaultWhatTheDefaultIs) {
  const gateway::Settings untouched = loaded(SettingSources{});
  for (const SettingRule& rule : setting_rules()) {
    if (rule.default_text.empty()) continue;
    SCOPED_TRACE(rule.name);
    EXPECT_EQ(from_environment({{std::string{rule.name}, rule.default_text}}), untouched);
  }
}

TEST(LoadSettings, TakesAFlagBeforeTheEnvironmentAndTheEnvironmentBeforeTheFile) {
  SettingSources sources;
  sources.file = {{"PORT", "1001"}, {"DEFAULT_MODEL", "from.file"}, {"HOST", "127.0.0.3"}};
  sources.environment = {{"PORT", "1002"}, {"DEFAULT_MODEL", "from.environment"}};
  sources.flags = {{"PORT", "1003"}};
  const gateway::Settings settings = loaded(sources);
  EXPECT_EQ(settings.server.port, 1003);
  EXPECT_EQ(settings.default_model.str(), "from.environment");
  EXPECT_EQ(settings.server.host, "127.0.0.3");
}

TEST(LoadSettings, TakesAnEmptyVariableAsNotSet) {
  for (const SettingRule& rule : setting_rules()) {
    if (rule.empty == EmptyValue::is_a_value) continue;
    SCOPED_TRACE(rule.name);
    EXPECT_EQ(from_environment({{std::string{rule.name}, ""}}), loaded(SettingSources{}));
  }
}

TEST(LoadSettings, TakesAnEmptyPrefixAsTheRoot) {
  // aws-samples/bedrock-access-gateway mounts its routes at the root then.
  EXPECT_EQ(from_environment({{"API_ROUTE_PREFIX", ""}}).api_route_prefix, "");
  EXPECT_EQ(from_environment({{"API_ROUTE_PREFIX", "/"}}).api_route_prefix, "");
  EXPECT_EQ(from_environment({{"API_ROUTE_PREFIX", "/llm/v1/"}}).api_route_prefix, "/llm/v1");
}

struct BadValue {
  const char* name;
  const char* value;
  const char* said;
};

class BadValues : public testing::TestWithParam<BadValue> {};

TEST_P(BadValues, AreRefusedInOneLineThatNamesTheSetting) {
  const std::string message = refusal({{GetParam().name, GetParam().value}});
  EXPECT_THAT(message, StartsWith(GetParam().name));
  EXPECT_THAT(message, HasSubstr(GetParam().said));
  EXPECT_THAT(message, Not(HasSubstr("\n")));
}

constexpr const char* kNumber = "must be a whole number";
constexpr const char* kBoolean = "must be true or false";

INSTANTIATE_TEST_SUITE_P(
    Table, BadValues,
    testing::Values(
        BadValue{"HOST", "example.com", "must be an address"},
        BadValue{"HOST", "127.0.0.1:80", "must be an address"},
        BadValue{"HOST", "256.0.0.1", "must be an address"}, BadValue{"PORT", "80x", kNumber},
        BadValue{"PORT", "-1", kNumber}, BadValue{"PORT", "65536", "from 0 to 65535, not \"65536\""},
        BadValue{"PORT", "8000 ", kNumber}, BadValue{"PORT", "99999999999999999999999", kNumber},
        BadValue{"API_ROUTE_PREFIX", "api/v1", "must be a path"},
        BadValue{"API_ROUTE_PREFIX", "/a//b", "must be a path"},
        BadValue{"API_ROUTE_PREFIX", "/a b", "must be a path"},
        BadValue{"API_ROUTE_PREFIX", "/a?b", "must be a path"},
        BadValue{"ALLOW_DEFAULT_API_KEY", "maybe", kBoolean}, BadValue{"METRICS_PUBLIC", "2", kBoolean},
        BadValue{"DEBUG", "verbose", kBoolean}, BadValue{"THREADS", "two", kNumber},
        BadValue{"THREADS", "1025", kNumber}, BadValue{"ALLOWED_ORIGINS", "example.com", "list of origins"},
        BadValue{"ALLOWED_ORIGINS", "https://a.example/path", "list of origins"},
        BadValue{"ALLOWED_ORIGINS", "https://*.example", "list of origins"},
        BadValue{"AWS_REGION", "us\teast", "us\\x09east"},
        BadValue{"AWS_PROFILE", "my\nprofile", "control characters"},
        BadValue{"AWS_ENDPOINT_URL", "http://a\rb", "control characters"},
        BadValue{"AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "\t", "control characters"},
        BadValue{"AWS_ENDPOINT_URL_BEDROCK", "\x7f", "control characters"},
        BadValue{"AWS_CA_BUNDLE", "\n", "control characters"},
        BadValue{"AWS_USE_FIPS_ENDPOINT", "\v", "control characters"},
        BadValue{"AWS_USE_DUALSTACK_ENDPOINT", "\v", "control characters"},
        BadValue{"DEFAULT_MODEL", "two words", "must be visible ASCII"},
        BadValue{"DEFAULT_EMBEDDING_MODEL", "caf\xc3\xa9", "must be visible ASCII"},
        BadValue{"ENABLE_CROSS_REGION_INFERENCE", "yep", kBoolean},
        BadValue{"ENABLE_APPLICATION_INFERENCE_PROFILES", "truee", kBoolean},
        BadValue{"ENABLE_PROMPT_CACHING", "sometimes", "must be false, true or auto"},
        BadValue{"ENABLE_PROMPT_CACHING", "true", "not built yet"},
        BadValue{"ENABLE_PROMPT_CACHING", "auto", "not built yet"},
        BadValue{"API_KEY_PARAM_NAME", "/bedrock/key", "not built yet: set API_KEY"},
        BadValue{"API_KEY_SECRET_ARN", "arn:aws:secretsmanager:us-east-1:1:secret:x",
                 "not built yet: set API_KEY"},
        BadValue{"API_KEY", " spaced", "no client can send"},
        BadValue{"API_KEYS", "good,caf\xc3\xa9", "no client can send"},
        BadValue{"DEFAULT_MAX_TOKENS", "0", kNumber}, BadValue{"DEFAULT_MAX_TOKENS", "1e3", kNumber},
        BadValue{"MAX_BODY_BYTES", "64M", kNumber}, BadValue{"MAX_BODY_BYTES", "0", kNumber},
        BadValue{"MAX_HEAD_BYTES", "100", kNumber}, BadValue{"MAX_CONNECTIONS", "lots", kNumber},
        BadValue{"KEEP_ALIVE_SECONDS", "0", kNumber}, BadValue{"HEAD_TIMEOUT_SECONDS", "1.5", kNumber},
        BadValue{"BODY_IDLE_TIMEOUT_SECONDS", "soon", kNumber},
        BadValue{"MIN_BODY_BYTES_PER_SECOND", "+1", kNumber},
        BadValue{"CLIENT_WRITE_TIMEOUT_SECONDS", "60s", kNumber},
        BadValue{"SHUTDOWN_GRACE_SECONDS", "-5", kNumber},
        BadValue{"STREAM_KEEPALIVE_SECONDS", "86401", kNumber},
        BadValue{"UPSTREAM_CONNECT_TIMEOUT_SECONDS", "0", kNumber},
        BadValue{"UPSTREAM_FIRST_BYTE_TIMEOUT_SECONDS", "0x10", kNumber},
        BadValue{"UPSTREAM_RESPONSE_TIMEOUT_SECONDS", "ten", kNumber},
        BadValue{"UPSTREAM_IDLE_TIMEOUT_SECONDS", "0", kNumber},
        BadValue{"RETRY_BUDGET_SECONDS", "20,5", kNumber}));

TEST(BadValues, CoverEverySetting) {
  // Fails when a setting is added without a line in the table above.
  std::vector<std::string_view> covered{"HOST",
                                        "PORT",
                                        "API_KEY",
                                        "API_KEYS",
                                        "ALLOW_DEFAULT_API_KEY",
                                        "API_ROUTE_PREFIX",
                                        "ALLOWED_ORIGINS",
                                        "METRICS_PUBLIC",
                                        "DEBUG",
                                        "THREADS",
                                        "AWS_REGION",
                                        "AWS_PROFILE",
                                        "AWS_ENDPOINT_URL",
                                        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
                                        "AWS_ENDPOINT_URL_BEDROCK",
                                        "AWS_USE_FIPS_ENDPOINT",
                                        "AWS_USE_DUALSTACK_ENDPOINT",
                                        "AWS_CA_BUNDLE",
                                        "DEFAULT_MODEL",
                                        "DEFAULT_EMBEDDING_MODEL",
                                        "ENABLE_CROSS_REGION_INFERENCE",
                                        "ENABLE_APPLICATION_INFERENCE_PROFILES",
                                        "ENABLE_PROMPT_CACHING",
                                        "DEFAULT_MAX_TOKENS",
                                        "API_KEY_PARAM_NAME",
                                        "API_KEY_SECRET_ARN",
                                        "MAX_BODY_BYTES",
                                        "MAX_HEAD_BYTES",
                                        "MAX_CONNECTIONS",
                                        "KEEP_ALIVE_SECONDS",
                                        "HEAD_TIMEOUT_SECONDS",
                                        "BODY_IDLE_TIMEOUT_SECONDS",
                                        "MIN_BODY_BYTES_PER_SECOND",
                                        "CLIENT_WRITE_TIMEOUT_SECONDS",
                                        "SHUTDOWN_GRACE_SECONDS",
                                        "STREAM_KEEPALIVE_SECONDS",
                                        "UPSTREAM_CONNECT_TIMEOUT_SECONDS",
                                        "UPSTREAM_FIRST_BYTE_TIMEOUT_SECONDS",
                                        "UPSTREAM_RESPONSE_TIMEOUT_SECONDS",
                                        "UPSTREAM_IDLE_TIMEOUT_SECONDS",
                                        "RETRY_BUDGET_SECONDS"};
  std::vector<std::string_view> known;
  for (const SettingRule& rule : setting_rules()) known.push_back(rule.name);
  EXPECT_THAT(known, testing::ElementsAreArray(covered));
}

TEST(LoadSettings, NamesAFlagAsItWasWritten) {
  const auto result = load_settings(SettingSources{.flags = {{"PORT", "x"}}, .environment = {}, .file = {}});
  ASSERT_FALSE(result.has_value());
  EXPECT_THAT(result.error().message, StartsWith("--port must be"));
}

TEST(LoadSettings, RefusesAnEmptyFlag) {
  const auto result = load_settings(SettingSources{.flags = {{"PORT", ""}}, .environment = {}, .file = {}});
  ASSERT_FALSE(result.has_value());
}

TEST(LoadSettings, TakesOneKeyVerbatimAndAList) {
  const gateway::Settings settings =
      from_environment({{"API_KEY", "a,b"}, {"API_KEYS", " c , d,,"}, {"HOST", "0.0.0.0"}});
  ASSERT_EQ(settings.keys.keys.size(), 3U);
  EXPECT_EQ(settings.keys.keys[0].reveal(), "a,b");
  EXPECT_EQ(settings.keys.keys[1].reveal(), "c");
  EXPECT_EQ(settings.keys.keys[2].reveal(), "d");
  EXPECT_FALSE(settings.keys.default_key_in_force);
}

TEST(LoadSettings, RefusesTheDefaultKeyOnAnAddressOfTheNetwork) {
  EXPECT_THAT(refusal({{"HOST", "0.0.0.0"}}), AllOf(HasSubstr("API_KEY"), HasSubstr("HOST=0.0.0.0")));
  EXPECT_TRUE(
      from_environment({{"HOST", "0.0.0.0"}, {"ALLOW_DEFAULT_API_KEY", "true"}}).keys.default_key_in_force);
}

TEST(LoadSettings, ReadsOrigins) {
  EXPECT_THAT(
      from_environment({{"ALLOWED_ORIGINS", "https://a.example, app://obsidian.md,http://localhost:3000"}})
          .allowed_origins,
      testing::ElementsAre("https://a.example", "app://obsidian.md", "http://localhost:3000"));
}

TEST(LoadSettings, KeepsAwsNamesOfFlagsForTheCodeThatKnowsAwsRules) {
  const auto result =
      load_settings(SettingSources{.flags = {{"AWS_REGION", "eu-west-1"}}, .environment = {}, .file = {}});
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->aws_variables.at("AWS_REGION"), "eu-west-1");
}

TEST(LoadSettings, ShowsWhatIsInForceAndWhereItCameFromButNoKey) {
  SettingSources sources;
  sources.flags = {{"PORT", "9000"}};
  sources.environment = {{"API_KEY", "sk-very-secret"}};
  const auto result = load_settings(sources);
  ASSERT_TRUE(result.has_value());
  const auto line = [&](std::string_view name) {
    return *std::ranges::find(result->in_force, name, &SettingInForce::name);
  };
  EXPECT_EQ(line("PORT").shown_value, "9000");
  EXPECT_EQ(line("PORT").origin, SettingOrigin::flag);
  EXPECT_EQ(line("API_KEY").shown_value, "***");
  EXPECT_EQ(line("API_KEY").origin, SettingOrigin::environment);
  EXPECT_EQ(line("HOST").origin, SettingOrigin::built_in_default);
}

}  // namespace
}  // namespace gw::app
