#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gw::net {

/// An IPv4 or IPv6 address with a port, in the system's own form.
class SocketAddress {
 public:
  /// Empty, for the system to fill in.
  SocketAddress() = default;

  /// An address literal: "127.0.0.1", "::1", "[::1]". Nothing if it is a name.
  [[nodiscard]] static std::optional<SocketAddress> parse(std::string_view literal, std::uint16_t port);
  [[nodiscard]] static SocketAddress v4(const in_addr& address, std::uint16_t port) noexcept;
  [[nodiscard]] static SocketAddress v6(const in6_addr& address, std::uint16_t port) noexcept;

  [[nodiscard]] int family() const noexcept { return any_.generic.sa_family; }
  [[nodiscard]] std::uint16_t port() const noexcept;
  [[nodiscard]] SocketAddress with_port(std::uint16_t port) const noexcept;
  /// "127.0.0.1:54321", "[::1]:54321".
  [[nodiscard]] std::string to_text() const;

  [[nodiscard]] const sockaddr* data() const noexcept { return &any_.generic; }
  [[nodiscard]] socklen_t size() const noexcept { return size_; }
  /// For calls that fill an address in: the room, and its size in and out.
  [[nodiscard]] sockaddr* room() noexcept {
    size_ = sizeof any_;
    return &any_.generic;
  }
  [[nodiscard]] socklen_t* room_size() noexcept { return &size_; }

 private:
  union Any {
    sockaddr generic;
    sockaddr_in v4;
    sockaddr_in6 v6;
  };
  Any any_{.v6 = {}};
  socklen_t size_{0};
};

}  // namespace gw::net
