#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "net/address.hpp"
#include "net/socket.hpp"

namespace gw::net {

/// Names to addresses on the loop of one thread.
class Resolver {
 public:
  explicit Resolver(boost::asio::io_context& loop) : loop_(loop) {}
  /// Errors: upstream_unavailable (no such name, no answer before `until`), client_gone (cancelled).
  [[nodiscard]] Task<base::Result<std::vector<SocketAddress>>> resolve(std::string host, std::uint16_t port,
                                                                       Socket::TimePoint until);

 private:
  boost::asio::io_context& loop_;
};

}  // namespace gw::net
