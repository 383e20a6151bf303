#include "net/resolver.hpp"

namespace gw::net {

Task<base::Result<std::vector<SocketAddress>>> Resolver::resolve(std::string host, std::uint16_t port,
                                                                 Socket::TimePoint until) {
  static_cast<void>(until);
  std::vector<SocketAddress> addresses;
  if (auto literal = SocketAddress::parse(host == "localhost" ? "127.0.0.1" : host, port)) {
    addresses.push_back(*literal);
    co_return addresses;
  }
  co_return base::fail(base::ErrorKind::upstream_unavailable, "The name " + host + " cannot be resolved.");
}

}  // namespace gw::net
