#include "net/address.hpp"

#include <gtest/gtest.h>

namespace gw::net {
namespace {

TEST(SocketAddress, ReadsLiteralsOfBothFamilies) {
  EXPECT_EQ(SocketAddress::parse("127.0.0.1", 80)->to_text(), "127.0.0.1:80");
  EXPECT_EQ(SocketAddress::parse("::1", 443)->to_text(), "[::1]:443");
  EXPECT_EQ(SocketAddress::parse("[2001:db8::7]", 8000)->to_text(), "[2001:db8::7]:8000");
}

TEST(SocketAddress, TakesNoNameForAnAddress) {
  for (const char* name : {"localhost", "example.com", "1.2.3", "1.2.3.4.5", "", "[::1", "0x7f.1"}) {
    EXPECT_FALSE(SocketAddress::parse(name, 80).has_value()) << name;
  }
}

TEST(SocketAddress, ChangesItsPortOnly) {
  EXPECT_EQ(SocketAddress::parse("10.1.2.3", 0)->with_port(8443).to_text(), "10.1.2.3:8443");
  EXPECT_EQ(SocketAddress::parse("fe80::2", 0)->with_port(8443).to_text(), "[fe80::2]:8443");
}

}  // namespace
}  // namespace gw::net
