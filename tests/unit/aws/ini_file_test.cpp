#include "aws/ini_file.hpp"

#include <gtest/gtest.h>

#include <string>

namespace gw::aws {
namespace {

// "name{property=value|...}" of each section, in order.
std::string parsed(std::string_view text) {
  const auto sections = parse_ini(text);
  if (!sections) return sections.error().message;
  std::string shown;
  for (const IniSection& section : *sections) {
    shown += section.name + "{";
    for (const auto& [name, value] : section.properties) shown += name + "=" + value + "|";
    shown += "}";
  }
  return shown;
}

TEST(IniFile, GivesSectionsAndProperties) {
  EXPECT_EQ(parsed("[a]\nx = 1\ny=2\n[profile b]\nz =3"), "a{x=1|y=2|}profile b{z=3|}");
}

TEST(IniFile, IsEmptyForAnEmptyText) {
  EXPECT_EQ(parsed(""), "");
}

TEST(IniFile, AcceptsByteOrderMarkAndCrlf) {
  EXPECT_EQ(parsed("\xEF\xBB\xBF[a]\r\nx = 1\r\n"), "a{x=1|}");
}

TEST(IniFile, TrimsNamesAndValues) {
  EXPECT_EQ(parsed("[ \t a \t ]\nx\t =\t 1 2 \t\n"), "a{x=1 2|}");
}

TEST(IniFile, LowersNamesOfProperties) {
  EXPECT_EQ(parsed("[A]\nAWS_Access_Key_ID = K"), "A{aws_access_key_id=K|}");
}

TEST(IniFile, KeepsDelimitersInsideValues) {
  EXPECT_EQ(parsed("[a]\nx = b==:=\ny: c=d"), "a{x=b==:=|y=c=d|}");
}

TEST(IniFile, SkipsBlankLinesAndComments) {
  EXPECT_EQ(parsed("# one\n[a] ; two\n\n  ; three\nx = 1\n#\n"), "a{x=1|}");
}

TEST(IniFile, CutsCommentsThatFollowWhiteSpace) {
  EXPECT_EQ(parsed("[a]\nx = 1 # c\ny = 2\t; c\nz = # c"), "a{x=1|y=2|z=|}");
}

TEST(IniFile, KeepsHashAndSemicolonInsideValues) {
  EXPECT_EQ(parsed("[a]\nx = 1#2;3"), "a{x=1#2;3|}");
}

TEST(IniFile, MergesSectionsThatComeTwiceAndTheLastValueHolds) {
  EXPECT_EQ(parsed("[a]\nx = 1\ny = 1\n[b]\n[a]\nx = 2\n"), "a{x=2|y=1|}b{}");
}

TEST(IniFile, JoinsContinuedLines) {
  EXPECT_EQ(parsed("[a]\nx = 1\n  2 ; c\n\n\t3\ny = 4"), "a{x=1\n2\n3|y=4|}");
}

TEST(IniFile, NestsPropertiesUnderOneWithoutAValue) {
  EXPECT_EQ(
      parsed("[services s]\nbedrock_runtime =\n  Endpoint_URL = http://h:1\n  x = y\nbedrock =\n"),
      "services s{bedrock=|bedrock_runtime=|bedrock_runtime.endpoint_url=http://h:1|bedrock_runtime.x=y|}");
}

TEST(IniFile, TakesEvenlyIndentedPropertiesAsProperties) {  // botocore does, and people write them so
  EXPECT_EQ(parsed("[a]\n  x = 1\n  y = 2\n[b]\n\tz = 3"), "a{x=1|y=2|}b{z=3|}");
}

TEST(IniFile, SaysTheLineThatIsWrong) {
  EXPECT_EQ(parsed("[a]\n= us-east-1\n"), "line 2: a property without a name");
  EXPECT_EQ(parsed("[a\n"), "line 1: a section name is not closed by ']'");
  EXPECT_EQ(parsed("\n[]\n"), "line 2: a section without a name");
  EXPECT_EQ(parsed("[a] x = 1\n"), "line 1: there is text after the section name");
  EXPECT_EQ(parsed("x = 1\n"), "line 1: a property stands before the first section");
  EXPECT_EQ(parsed("[a]\n\nnonsense\n"), "line 3: neither a section, nor a property with '='");
  EXPECT_EQ(parsed("[a]\ns3 =\n  nonsense\n"), "line 3: a nested property without '='");
  EXPECT_EQ(parsed("[a]\ns3 =\n  = x\n"), "line 3: a nested property without a name");
}

TEST(IniFile, DoesNotQuoteTheTextInErrors) {
  EXPECT_EQ(parsed("[a]\naws_secret_access_key wJalrXUtnFEMI\n").find("wJalr"), std::string::npos);
}

}  // namespace
}  // namespace gw::aws
