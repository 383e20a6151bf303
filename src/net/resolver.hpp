#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "net/address.hpp"
#include "net/http_client.hpp"
#include "net/task.hpp"

namespace gw::net {

/// Names to addresses, on the loop of one thread: literals and localhost at once, everything else through
/// c-ares (hosts file, then DNS) on descriptors of this loop. (Asio's own resolver queues look-ups on one
/// thread where none can be cancelled, and a static glibc may load the host's NSS modules.)
///
/// Look-ups of the same name share one query. Answers are kept for their TTL, within kShortestTtl and
/// kLongestTtl; failures are not kept.
class Resolver {
 public:
  static constexpr std::chrono::seconds kShortestTtl{1};
  static constexpr std::chrono::seconds kLongestTtl{300};
  static constexpr std::size_t kMaxNames = 256;

  /// Reads no file before the first query.
  Resolver(boost::asio::io_context& loop, NameSettings settings);
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  /// The addresses in the order in which they are to be tried (RFC 6724), at least one. A query that hangs
  /// ends this wait at `until`, and goes on for whoever asks next. Errors: upstream_unavailable (no such
  /// name, no answer in time), client_gone (cancelled). Must not outlive the resolver.
  [[nodiscard]] Task<base::Result<std::vector<SocketAddress>>> resolve(
      std::string host, std::uint16_t port, std::chrono::steady_clock::time_point until);

  /// Ends every query under way; those who wait get upstream_unavailable. For shutdown.
  void cancel_all();

 private:
  class Channel;
  struct Lookup;

  [[nodiscard]] std::shared_ptr<Lookup> look_up(const std::string& host);
  void forget_some();

  boost::asio::io_context& loop_;
  NameSettings settings_;
  std::map<std::string, std::shared_ptr<Lookup>> names_;  // shared with queries under way
  std::unique_ptr<Channel> channel_;
};

}  // namespace gw::net
