#include "net/resolver.hpp"

#include <ares.h>
#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include <algorithm>
#include <list>
#include <utility>

#include "net/deadline.hpp"
#include "net/net_error.hpp"
#include "net/wakeup.hpp"

namespace gw::net {

using base::ErrorKind;
using base::fail;
using base::Result;
using Clock = std::chrono::steady_clock;

namespace {

/// A channel this old is made anew before the next query, if none is under way: resolv.conf may have changed.
constexpr std::chrono::seconds kChannelAge{60};

/// localhost and its subdomains never leave the machine (RFC 6761 section 6.3).
bool is_localhost(std::string_view host) {
  return host == "localhost" || host.ends_with(".localhost");
}

std::vector<SocketAddress> loopback(std::uint16_t port) {
  in_addr four{};
  four.s_addr = htonl(INADDR_LOOPBACK);
  return {SocketAddress::v4(four, port), SocketAddress::v6(in6addr_loopback, port)};
}

std::vector<SocketAddress> addresses_of(const ares_addrinfo& info, std::chrono::seconds& ttl) {
  std::vector<SocketAddress> addresses;
  for (const ares_addrinfo_node* node = info.nodes; node != nullptr; node = node->ai_next) {
    if (node->ai_family == AF_INET) {
      addresses.push_back(
          SocketAddress::v4(reinterpret_cast<const sockaddr_in*>(node->ai_addr)->sin_addr, 0));
    } else if (node->ai_family == AF_INET6) {
      addresses.push_back(
          SocketAddress::v6(reinterpret_cast<const sockaddr_in6*>(node->ai_addr)->sin6_addr, 0));
    }
    ttl = std::min(ttl, std::chrono::seconds{node->ai_ttl});
  }
  return addresses;
}

}  // namespace

/// A name's addresses, or the query for them.
struct Resolver::Lookup {
  std::vector<SocketAddress> addresses;
  std::string failure;
  Clock::time_point valid_until{};
  bool pending{false};
  std::list<Wakeup*> waiters;

  void finish() {
    pending = false;
    for (Wakeup* waiter : waiters) waiter->wake_soon(Wake::ready);
  }
};

/// c-ares, driven by the loop.
class Resolver::Channel {
 public:
  Channel(boost::asio::io_context& loop, const NameSettings& settings)
      : loop_(loop),
        made_(Clock::now()),
        timer_(loop, [this] { process(ARES_SOCKET_BAD, ARES_SOCKET_BAD); }) {
    static const int initialised = ares_library_init(ARES_LIB_INIT_ALL);
    static_cast<void>(initialised);
    ares_options options{};
    options.sock_state_cb = on_socket_state;
    options.sock_state_cb_data = this;
    options.timeout = static_cast<int>(settings.query_timeout.count());
    options.tries = settings.tries;
    char lookups[] = "fb";  // hosts file first
    options.lookups = lookups;
    const int mask = ARES_OPT_SOCK_STATE_CB | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS;
    if (ares_init_options(&channel_, &options, mask) != ARES_SUCCESS) {
      channel_ = nullptr;
    } else if (!settings.servers.empty()) {
      ares_set_servers_ports_csv(channel_, settings.servers.c_str());
    }
  }

  ~Channel() {
    if (channel_ != nullptr) ares_destroy(channel_);
  }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  [[nodiscard]] bool is_idle() const noexcept { return queries_ == 0; }
  [[nodiscard]] bool is_worn() const noexcept {
    return failed_ || channel_ == nullptr || Clock::now() - made_ > kChannelAge;
  }

  void query(const std::string& host, std::shared_ptr<Lookup> lookup) {
    if (channel_ == nullptr) {
      lookup->failure = "the resolver cannot be set up";
      return lookup->finish();
    }
    ++queries_;
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    auto query = std::make_unique<Query>(*this, std::move(lookup));
    // c-ares calls back exactly once, if need be before it returns.
    ares_getaddrinfo(channel_, host.c_str(), nullptr, &hints, on_answer, query.release());
    set_timer();
  }

  void cancel() {
    if (channel_ != nullptr) ares_cancel(channel_);
  }

 private:
  struct Query {
    Query(Channel& owner, std::shared_ptr<Lookup> target) : channel(owner), lookup(std::move(target)) {}
    Channel& channel;
    std::shared_ptr<Lookup> lookup;
  };

  /// A descriptor of c-ares; ours only to watch. Shared with the waits under way.
  struct Watched : std::enable_shared_from_this<Watched> {
    Watched(Channel& owner, int descriptor)
        : channel(owner), number(descriptor), handle(owner.loop_.get_executor(), descriptor) {}
    using Handle = boost::asio::posix::basic_stream_descriptor<Executor>;

    void arm() {
      if (wants_read && !reading) {
        reading = true;
        handle.async_wait(Handle::wait_read, [self = shared_from_this()](const boost::system::error_code&) {
          self->reading = false;
          if (self->alive) self->channel.process(self->number, ARES_SOCKET_BAD);
          if (self->alive) self->arm();
        });
      }
      if (wants_write && !writing) {
        writing = true;
        handle.async_wait(Handle::wait_write, [self = shared_from_this()](const boost::system::error_code&) {
          self->writing = false;
          if (self->alive) self->channel.process(ARES_SOCKET_BAD, self->number);
          if (self->alive) self->arm();
        });
      }
    }

    Channel& channel;
    int number;
    Handle handle;
    bool alive{true};
    bool wants_read{false};
    bool wants_write{false};
    bool reading{false};
    bool writing{false};
  };

  static void on_socket_state(void* data, ares_socket_t number, int readable, int writable) {
    auto& self = *static_cast<Channel*>(data);
    const auto found = self.watched_.find(number);
    if (readable == 0 && writable == 0) {
      if (found == self.watched_.end()) return;
      // c-ares closes it next: the loop must forget it first.
      found->second->alive = false;
      found->second->handle.release();
      self.watched_.erase(found);
      return;
    }
    auto& watched = found != self.watched_.end() ? found->second : self.watched_[number];
    if (!watched) watched = std::make_shared<Watched>(self, number);
    watched->wants_read = readable != 0;
    watched->wants_write = writable != 0;
    watched->arm();
  }

  static void on_answer(void* data, int status, int, ares_addrinfo* info) {
    const std::unique_ptr<Query> query{static_cast<Query*>(data)};
    Lookup& lookup = *query->lookup;
    --query->channel.queries_;
    if (status == ARES_SUCCESS && info != nullptr) {
      std::chrono::seconds ttl = kLongestTtl;
      lookup.addresses = addresses_of(*info, ttl);
      lookup.valid_until = Clock::now() + std::max(ttl, kShortestTtl);
    }
    if (info != nullptr) ares_freeaddrinfo(info);
    if (lookup.addresses.empty())
      lookup.failure = status == ARES_SUCCESS ? "it has no address" : ares_strerror(status);
    query->channel.failed_ |= status != ARES_SUCCESS;
    lookup.finish();
  }

  void process(ares_socket_t readable, ares_socket_t writable) {
    ares_process_fd(channel_, readable, writable);
    set_timer();
  }

  void set_timer() {
    timeval left{};
    if (ares_timeout(channel_, nullptr, &left) == nullptr) return timer_.cancel();
    timer_.set(Clock::now() + std::chrono::seconds{left.tv_sec} + std::chrono::microseconds{left.tv_usec});
  }

  boost::asio::io_context& loop_;
  Clock::time_point made_;
  Deadline timer_;
  ares_channel channel_{nullptr};
  std::map<ares_socket_t, std::shared_ptr<Watched>> watched_;
  std::size_t queries_{0};
  bool failed_{false};
};

Resolver::Resolver(boost::asio::io_context& loop, NameSettings settings)
    : loop_(loop), settings_(std::move(settings)) {}

Resolver::~Resolver() = default;

Task<Result<std::vector<SocketAddress>>> Resolver::resolve(std::string host, std::uint16_t port,
                                                           Clock::time_point until) {
  if (const auto literal = SocketAddress::parse(host, port)) co_return std::vector<SocketAddress>{*literal};
  if (is_localhost(host)) co_return loopback(port);
  const auto state = co_await boost::asio::this_coro::cancellation_state;
  if (state.cancelled() != boost::asio::cancellation_type::none) co_return fail(cancelled_error());

  const std::shared_ptr<Lookup> lookup = look_up(host);
  if (lookup->pending) {
    Wakeup wakeup{loop_};
    Deadline deadline{loop_, [&wakeup] { wakeup.wake_now(Wake::deadline); }};
    deadline.set(until);
    // Taken off also when this coroutine is destroyed while it waits.
    struct Registration {
      Registration(std::list<Wakeup*>& all, Wakeup& mine) : list(all), place(all.insert(all.end(), &mine)) {}
      ~Registration() { list.erase(place); }
      Registration(const Registration&) = delete;
      Registration& operator=(const Registration&) = delete;
      std::list<Wakeup*>& list;
      std::list<Wakeup*>::iterator place;
    };
    const Registration registration{lookup->waiters, wakeup};
    const Wake wake = co_await wakeup.wait(OnCancel::wake);
    if (wake == Wake::cancelled) co_return fail(cancelled_error());
    if (wake == Wake::deadline)
      co_return fail(
          to_error(ErrorKind::upstream_unavailable, "the upstream's name cannot be resolved", ETIMEDOUT));
  }
  if (lookup->addresses.empty()) {
    co_return fail(ErrorKind::upstream_unavailable,
                   "the upstream's name cannot be resolved: " + lookup->failure);
  }
  std::vector<SocketAddress> addresses = lookup->addresses;
  for (SocketAddress& address : addresses) address = address.with_port(port);
  co_return addresses;
}

std::shared_ptr<Resolver::Lookup> Resolver::look_up(const std::string& host) {
  if (const auto found = names_.find(host); found != names_.end()) {
    Lookup& known = *found->second;
    if (known.pending || (!known.addresses.empty() && Clock::now() < known.valid_until)) return found->second;
  }
  forget_some();
  auto lookup = std::make_shared<Lookup>();
  lookup->pending = true;
  names_.insert_or_assign(host, lookup);
  if (channel_ && channel_->is_idle() && channel_->is_worn()) channel_.reset();
  if (!channel_) channel_ = std::make_unique<Channel>(loop_, settings_);
  channel_->query(host, lookup);
  return lookup;
}

void Resolver::forget_some() {
  if (names_.size() < kMaxNames) return;
  const auto now = Clock::now();
  std::erase_if(names_,
                [&](const auto& name) { return !name.second->pending && name.second->valid_until <= now; });
  // All fresh: whoever asks for this many names at once gets no cache.
  if (names_.size() >= kMaxNames)
    std::erase_if(names_, [](const auto& name) { return !name.second->pending; });
}

void Resolver::cancel_all() {
  if (channel_) channel_->cancel();
}

}  // namespace gw::net
