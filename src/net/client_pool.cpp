#include "net/client_pool.hpp"

#include <algorithm>
#include <utility>

namespace gw::net {

ClientPool::ClientPool(boost::asio::io_context& loop, const ClientLimits& limits)
    : limits_(limits), sweep_(loop, [this] { drop_old(); }) {}

std::unique_ptr<ClientConnection> ClientPool::take(const Origin& origin) {
  drop_old();
  const auto found =
      std::find_if(idle_.begin(), idle_.end(), [&](const auto& c) { return c->origin() == origin; });
  if (found == idle_.end()) return nullptr;
  auto connection = std::move(*found);
  idle_.erase(found);
  note_size();
  connection->wake_up();
  return connection;
}

void ClientPool::put(std::unique_ptr<ClientConnection> connection) {
  const auto same = [&](const auto& c) { return c->origin() == connection->origin(); };
  if (static_cast<std::size_t>(std::count_if(idle_.begin(), idle_.end(), same)) >=
      limits_.max_idle_per_origin)
    return;
  idle_.push_front(std::move(connection));
  const auto place = idle_.begin();
  note_size();
  (*place)->rest([this, place] {
    ClientPool& pool = *this;  // this function goes with the connection
    pool.idle_.erase(place);
    pool.note_size();
  });
  if (idle_.size() == 1) sweep_.set(deadline_after(limits_.pool_idle));
}

void ClientPool::clear() {
  idle_.clear();
  note_size();
  sweep_.cancel();
}

bool ClientPool::is_old(const ClientConnection& connection) const {
  return std::chrono::steady_clock::now() - connection.rests_since() >= limits_.pool_idle;
}

void ClientPool::drop_old() {
  while (!idle_.empty() && is_old(*idle_.back())) idle_.pop_back();
  note_size();
  if (!idle_.empty()) sweep_.set(idle_.back()->rests_since() + limits_.pool_idle);
}

}  // namespace gw::net
