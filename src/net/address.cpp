#include "net/address.hpp"

#include <arpa/inet.h>

namespace gw::net {

std::optional<SocketAddress> SocketAddress::parse(std::string_view literal, std::uint16_t port) {
  if (literal.starts_with('[') && literal.ends_with(']')) literal = literal.substr(1, literal.size() - 2);
  const std::string text{literal};  // inet_pton wants a terminated string
  in_addr four{};
  if (::inet_pton(AF_INET, text.c_str(), &four) == 1) return v4(four, port);
  in6_addr six{};
  if (::inet_pton(AF_INET6, text.c_str(), &six) == 1) return v6(six, port);
  return std::nullopt;
}

SocketAddress SocketAddress::v4(const in_addr& address, std::uint16_t port) noexcept {
  SocketAddress result;
  result.any_.v4 = {};
  result.any_.v4.sin_family = AF_INET;
  result.any_.v4.sin_port = htons(port);
  result.any_.v4.sin_addr = address;
  result.size_ = sizeof(sockaddr_in);
  return result;
}

SocketAddress SocketAddress::v6(const in6_addr& address, std::uint16_t port) noexcept {
  SocketAddress result;
  result.any_.v6 = {};
  result.any_.v6.sin6_family = AF_INET6;
  result.any_.v6.sin6_port = htons(port);
  result.any_.v6.sin6_addr = address;
  result.size_ = sizeof(sockaddr_in6);
  return result;
}

std::uint16_t SocketAddress::port() const noexcept {
  return ntohs(family() == AF_INET6 ? any_.v6.sin6_port : any_.v4.sin_port);
}

SocketAddress SocketAddress::with_port(std::uint16_t port) const noexcept {
  return family() == AF_INET6 ? v6(any_.v6.sin6_addr, port) : v4(any_.v4.sin_addr, port);
}

std::string SocketAddress::to_text() const {
  char text[INET6_ADDRSTRLEN] = "";
  if (family() == AF_INET6) {
    ::inet_ntop(AF_INET6, &any_.v6.sin6_addr, text, sizeof text);
    return "[" + std::string{text} + "]:" + std::to_string(port());
  }
  ::inet_ntop(AF_INET, &any_.v4.sin_addr, text, sizeof text);
  return std::string{text} + ":" + std::to_string(port());
}

}  // namespace gw::net
