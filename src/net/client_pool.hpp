#pragma once

#include <atomic>
#include <cstddef>
#include <list>
#include <memory>

#include "net/client_connection.hpp"
#include "net/deadline.hpp"

namespace gw::net {

/// The idle connections of one thread. A connection that its server closes leaves at once, one that nobody
/// wanted for pool_idle soon.
class ClientPool {
 public:
  ClientPool(boost::asio::io_context& loop, const ClientLimits& limits);

  /// The connection to that origin which was used last, or nullptr.
  [[nodiscard]] std::unique_ptr<ClientConnection> take(const Origin& origin);
  void put(std::unique_ptr<ClientConnection> connection);
  void clear();
  /// Safe to call from any thread.
  [[nodiscard]] std::size_t size() const noexcept { return size_.load(std::memory_order_relaxed); }

 private:
  using List = std::list<std::unique_ptr<ClientConnection>>;
  void drop_old();
  void note_size() noexcept { size_.store(idle_.size(), std::memory_order_relaxed); }
  [[nodiscard]] bool is_old(const ClientConnection& connection) const;

  const ClientLimits& limits_;
  List idle_;  // the most recently used first
  std::atomic<std::size_t> size_{0};
  Deadline sweep_;
};

}  // namespace gw::net
