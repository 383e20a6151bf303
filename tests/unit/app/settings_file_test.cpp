#include "app/settings_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gw::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::StartsWith;

std::string refusal(std::string_view yaml) {
  const auto result = read_settings_file(yaml, "gateway.yaml");
  return result ? "accepted" : result.error().message;
}

TEST(SettingsFile, ReadsScalarsAsTexts) {
  const auto values = read_settings_file(
      "# a comment\nport: 9000\ndebug: true\ndefault_model: \"us.amazon.nova-pro-v1:0\"\n", "f");
  ASSERT_TRUE(values.has_value());
  EXPECT_THAT(*values, ElementsAre(Pair("DEBUG", "true"), Pair("DEFAULT_MODEL", "us.amazon.nova-pro-v1:0"),
                                   Pair("PORT", "9000")));
}

TEST(SettingsFile, ReadsListsWhereTheSettingIsAList) {
  const auto values = read_settings_file(
      "api_keys: [one, two]\nallowed_origins:\n  - https://a.example\n  - https://b.example\n", "f");
  ASSERT_TRUE(values.has_value());
  EXPECT_THAT(*values, ElementsAre(Pair("ALLOWED_ORIGINS", "https://a.example,https://b.example"),
                                   Pair("API_KEYS", "one,two")));
}

TEST(SettingsFile, TakesAKeyWithoutAValueAsAbsent) {
  const auto values = read_settings_file("api_key:\nport: ~\n", "f");
  ASSERT_TRUE(values.has_value());
  EXPECT_THAT(*values, IsEmpty());
}

TEST(SettingsFile, MayBeEmpty) {
  EXPECT_THAT(read_settings_file("", "f").value(), IsEmpty());
  EXPECT_THAT(read_settings_file("# nothing\n", "f").value(), IsEmpty());
}

TEST(SettingsFile, NamesFileLineAndKeyOfWhatItDoesNotKnow) {
  EXPECT_EQ(refusal("port: 1\nprot: 2\n"), "gateway.yaml:2: unknown setting 'prot'");
  EXPECT_EQ(refusal("PORT: 1\n"), "gateway.yaml:1: unknown setting 'PORT'");
  EXPECT_EQ(refusal("keep-alive-seconds: 1\n"), "gateway.yaml:1: unknown setting 'keep-alive-seconds'");
}

TEST(SettingsFile, RefusesAKeyThatIsGivenTwice) {
  EXPECT_EQ(refusal("port: 1\nport: 2\n"), "gateway.yaml:2: 'port' is given twice");
}

TEST(SettingsFile, RefusesValuesOfAnotherShape) {
  EXPECT_THAT(refusal("port: [1, 2]\n"), HasSubstr("'port' must be a single value"));
  EXPECT_THAT(refusal("api_keys:\n  a: b\n"), HasSubstr("'api_keys' must be a single value"));
  EXPECT_THAT(refusal("api_keys: [[a]]\n"), HasSubstr("'api_keys' must be a single value"));
  EXPECT_THAT(refusal("- port\n"), HasSubstr("a mapping of settings is expected"));
  EXPECT_THAT(refusal("just text\n"), HasSubstr("a mapping of settings is expected"));
}

TEST(SettingsFile, NamesTheLineWhereTheYamlBreaks) {
  EXPECT_THAT(refusal("port: 1\n  broken: [\n"), StartsWith("gateway.yaml:"));
  EXPECT_NE(refusal("\"unterminated\n"), "accepted");
  EXPECT_NE(refusal("a: b: c\n"), "accepted");
}

}  // namespace
}  // namespace gw::app
