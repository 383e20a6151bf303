#include "translate/warnings.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace gw::translate {
namespace {

TEST(Warnings, AreOneCodeAndFieldEach) {
  Warnings warnings;
  EXPECT_TRUE(warnings.empty());
  EXPECT_EQ(warnings.header_value(), "");
  warnings.add(WarningCode::ignored, "seed");
  warnings.add(WarningCode::clamped, "messages[2].content");
  EXPECT_EQ(warnings.header_value(), "ignored:seed, clamped:messages[2].content");
  EXPECT_EQ(warnings.count(), 2U);
}

TEST(Warnings, SayTheSameThingOnce) {
  Warnings warnings;
  warnings.add(WarningCode::ignored, "seed");
  warnings.add(WarningCode::ignored, "seed");
  warnings.add(WarningCode::dropped, "seed");
  EXPECT_EQ(warnings.header_value(), "ignored:seed, dropped:seed");
}

TEST(Warnings, AreBounded) {
  Warnings warnings;
  for (int i = 0; i < 1000; ++i)
    warnings.add(WarningCode::unknown, std::string(1000, 'x') + std::to_string(i));
  EXPECT_EQ(warnings.list().size(), 1U) << "equal up to the bound";
  for (int i = 0; i < 1000; ++i) warnings.add(WarningCode::unknown, std::to_string(i));
  EXPECT_EQ(warnings.list().size(), Warnings::kMax);
  EXPECT_EQ(warnings.count(), 1001U);
  EXPECT_TRUE(warnings.header_value().ends_with(", more:977"));
  EXPECT_LT(warnings.header_value().size(), 2500U);
}

TEST(Warnings, PutNoBytesOfAClientIntoAHeaderThatDoNotBelongThere) {
  Warnings warnings;
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>(byte));
  for (std::size_t i = 0; i < bytes.size(); i += 32) warnings.add(WarningCode::unknown, bytes.substr(i, 32));
  for (const char c : warnings.header_value()) EXPECT_TRUE(c >= ' ' && c < '\x7F');
  EXPECT_EQ(warnings.list().at(1).field, "_!\"#$%&'()*+_-./0123456789_;<=>?");
}

TEST(Warnings, AreAllInTheDocumentation) {
  std::ifstream in(std::string(GW_SOURCE_DIR) + "/docs/mapping.md");
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  for (std::size_t code = 0; code < kWarningCodes; ++code) {
    const std::string name(to_string(static_cast<WarningCode>(code)));
    EXPECT_NE(page.find("| `" + name + "` |"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace gw::translate
