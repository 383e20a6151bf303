#include "net/header_list.hpp"

#include <gtest/gtest.h>

#include <string>

namespace gw::net {
namespace {

TEST(HeaderList, FindsTheFirstFieldOfANameInAnyCase) {
  HeaderList headers;
  headers.add("Content-Type", "text/plain");
  headers.add("x-a", "1");
  headers.add("X-A", "2");
  EXPECT_EQ(headers.find("content-type"), "text/plain");
  EXPECT_EQ(headers.find("X-a"), "1");
  EXPECT_EQ(headers.find("x-b"), std::nullopt);
}

TEST(HeaderList, KeepsOrderAndSpelling) {
  HeaderList headers;
  headers.add("B", "2");
  headers.add("A", "1");
  ASSERT_EQ(headers.size(), 2U);
  EXPECT_EQ(headers[0].name, "B");
  EXPECT_EQ(headers[0].value, "2");
  EXPECT_EQ(headers[1].name, "A");
  EXPECT_EQ(headers[1].value, "1");
}

TEST(HeaderList, SetReplacesEveryFieldOfTheName) {
  HeaderList headers;
  headers.add("x-a", "1");
  headers.add("x-b", "2");
  headers.add("X-A", "3");
  headers.set("x-a", "4");
  ASSERT_EQ(headers.size(), 2U);
  EXPECT_EQ(headers.find("x-a"), "4");
  EXPECT_EQ(headers.find("x-b"), "2");
}

TEST(HeaderList, SetsAFieldToAViewOfItself) {
  HeaderList headers;
  headers.add("x-long", std::string(100, 'v'));
  headers.set("x-long", *headers.find("x-long"));
  EXPECT_EQ(headers.find("x-long"), std::string(100, 'v'));
}

TEST(HeaderList, RemovesEveryFieldOfTheName) {
  HeaderList headers;
  headers.add("x-a", "1");
  headers.add("x-b", "2");
  headers.add("x-a", "3");
  headers.remove("X-A");
  ASSERT_EQ(headers.size(), 1U);
  EXPECT_EQ(headers.find("x-b"), "2");
}

TEST(HeaderList, IsEmptyAfterClearAndRelease) {
  HeaderList headers;
  headers.add("x-a", "1");
  headers.clear();
  EXPECT_TRUE(headers.empty());
  headers.add("x-b", "2");
  headers.release();
  EXPECT_TRUE(headers.empty());
  EXPECT_EQ(headers.find("x-b"), std::nullopt);
}

TEST(HeaderValue, AllowsWhatRfc9110Allows) {
  EXPECT_TRUE(is_valid_header_value(""));
  EXPECT_TRUE(is_valid_header_value("text/plain; charset=utf-8"));
  EXPECT_TRUE(is_valid_header_value("a\tb"));
  EXPECT_TRUE(is_valid_header_value("caf\xc3\xa9"));
}

TEST(HeaderValue, RefusesControlCharacters) {
  using namespace std::string_view_literals;
  for (const std::string_view value : {"a\rb"sv, "a\nb"sv, "a\0b"sv, "\x7f"sv, "\x1b[31m"sv})
    EXPECT_FALSE(is_valid_header_value(value));
}

TEST(HeaderName, IsAToken) {
  EXPECT_TRUE(is_valid_header_name("x-request-id"));
  for (const char* name : {"", "a b", "a:", "a\r\n", "(a)", "caf\xc3\xa9"})
    EXPECT_FALSE(is_valid_header_name(name)) << name;
}

}  // namespace
}  // namespace gw::net
