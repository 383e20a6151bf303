#include "net/http_server.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "net/address.hpp"
#include "net/deadline.hpp"
#include "net/http_connection.hpp"
#include "net/net_error.hpp"
#include "net/server_core.hpp"
#include "net/socket.hpp"

namespace gw::net {

using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

/// Connections that are being told that there is no room; beyond this many they are closed without a word.
constexpr std::size_t kMaxTurnedAway = 64;
/// Connections taken at one wake-up, before the loop turns to other work.
constexpr int kMaxAcceptsAtOnce = 64;
/// After running out of descriptors or memory: how long nobody is accepted.
constexpr std::chrono::milliseconds kAcceptPause{100};
/// Unsent bytes that the kernel holds for a client that reads slowly.
constexpr int kUnsentBytesInKernel = 128 * 1024;

/// Closes a descriptor unless it was handed on.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int get() const noexcept { return value_; }
  [[nodiscard]] int release() noexcept { return std::exchange(value_, -1); }
  void close() noexcept {
    if (value_ >= 0) ::close(value_);
    value_ = -1;
  }
  void replace(int value) noexcept {
    close();
    value_ = value;
  }

 private:
  int value_;
};

/// Ports that listeners of this process hold. SO_REUSEPORT lets one listener per thread share a port, and
/// would let a second process of the same user join unseen: so the first listener of a port checks that
/// nobody else has it.
class PortsOfThisProcess {
 public:
  bool holds(std::uint16_t port) {
    const std::lock_guard lock{mutex_};
    return ports_.contains(port);
  }
  void add(std::uint16_t port) {
    const std::lock_guard lock{mutex_};
    ports_.insert(port);
  }
  void remove(std::uint16_t port) {
    const std::lock_guard lock{mutex_};
    if (const auto found = ports_.find(port); found != ports_.end()) ports_.erase(found);
  }

 private:
  std::mutex mutex_;
  std::multiset<std::uint16_t> ports_;
};

PortsOfThisProcess& ports_of_this_process() {
  static PortsOfThisProcess ports;
  return ports;
}

int open_listening_socket(int family, bool shared) {
  const int descriptor = ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
  if (descriptor < 0) return descriptor;
  const int on = 1;
  const int off = 0;
  ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (shared) ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  if (family == AF_INET6) ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  // Accepted sockets inherit both.
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsentBytesInKernel,
               sizeof kUnsentBytesInKernel);
  return descriptor;
}

class HttpServerImpl final : public HttpServer, private Socket::Watcher {
 public:
  HttpServerImpl(boost::asio::io_context& loop, std::shared_ptr<Socket> listener,
                 const SocketAddress& address, ServerLimits limits, Hooks hooks,
                 std::unique_ptr<TlsServerContext> tls)
      : core_(std::make_shared<ServerCore>(loop, limits, std::move(hooks))),
        listener_(std::move(listener)),
        family_(address.family()),
        port_(address.port()),
        reserve_(::open("/dev/null", O_RDONLY | O_CLOEXEC)),
        pause_(loop, [this] { listener_->watch(*this); }),
        grace_(loop, [this] { core_->drained.wake_now(Wake::deadline); }) {
    core_->tls = std::move(tls);
    ports_of_this_process().add(port_);
  }

  ~HttpServerImpl() override {
    stop_accepting();
    for (HttpConnection* connection : all_connections()) connection->abort();
  }

  [[nodiscard]] std::uint16_t port() const noexcept override { return port_; }
  void start() override { listener_->watch(*this); }
  [[nodiscard]] std::size_t open_connections() const noexcept override {
    return core_->open.load(std::memory_order_relaxed);
  }

  Task<void> stop(std::chrono::milliseconds grace, std::chrono::milliseconds last_words) override {
    const auto core = core_;
    stop_accepting();
    core->stopping = true;
    for (HttpConnection* connection : all_connections()) connection->finish_soon();
    co_await wait_until_drained(grace);
    for (HttpConnection* connection : all_connections()) connection->shut_down();
    co_await wait_until_drained(last_words);
    for (HttpConnection* connection : all_connections()) connection->abort();
    // Handlers were cancelled and their sockets are closed: they only have to return.
    co_await wait_until_drained(kHandlersReturn);
  }

 private:
  static constexpr std::chrono::milliseconds kHandlersReturn{2'000};

  Task<void> wait_until_drained(std::chrono::milliseconds at_most) {
    if (core_->connections.empty()) co_return;
    grace_.set(deadline_after(at_most));
    [[maybe_unused]] const Wake wake = co_await core_->drained.wait(OnCancel::keep_waiting);
    grace_.cancel();
  }

  /// A copy: what is done to a connection may take it off the list.
  [[nodiscard]] std::vector<HttpConnection*> all_connections() const {
    std::vector<HttpConnection*> all{core_->connections.begin(), core_->connections.end()};
    all.insert(all.end(), core_->turned_away.begin(), core_->turned_away.end());
    return all;
  }

  void stop_accepting() {
    if (!listener_->is_open()) return;
    pause_.cancel();
    listener_->close();
    ports_of_this_process().remove(port_);
  }

  void on_readable() override {
    for (int i = 0; i < kMaxAcceptsAtOnce; ++i) {
      SocketAddress peer;
      const int descriptor =
          ::accept4(listener_->descriptor(), peer.room(), peer.room_size(), SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (descriptor >= 0) {
        take(descriptor, peer);
        continue;
      }
      if (errno == EAGAIN) break;
      if (errno == EMFILE || errno == ENFILE) return out_of_descriptors();
      if (errno == ENOBUFS || errno == ENOMEM) return pause_.set(deadline_after(kAcceptPause));
      // Everything else is the failure of one connection, reported by accept (accept(2), "Error handling").
    }
    listener_->watch(*this);
  }

  void take(int descriptor, const SocketAddress& peer) {
    const auto socket = Socket::adopt(core_->loop, family_, descriptor);
    if (core_->connections.size() < core_->limits.max_connections) {
      HttpConnection::serve(core_, socket, peer.to_text());
    } else if (core_->turned_away.size() < kMaxTurnedAway && !core_->tls) {
      HttpConnection::turn_away(core_, socket);
    } else {
      socket->close_with_reset();
    }
  }

  /// Without this the connection would stay in the queue and wake the loop again and again. The spare
  /// descriptor makes room to accept and close it.
  void out_of_descriptors() {
    reserve_.close();
    Descriptor refused{::accept4(listener_->descriptor(), nullptr, nullptr, SOCK_CLOEXEC)};
    refused.close();
    reserve_.replace(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    pause_.set(deadline_after(kAcceptPause));
  }

  std::shared_ptr<ServerCore> core_;
  std::shared_ptr<Socket> listener_;
  int family_;
  std::uint16_t port_;
  Descriptor reserve_;
  Deadline pause_;
  Deadline grace_;
};

Result<std::unique_ptr<HttpServer>> cannot_listen(std::string_view host, std::uint16_t port,
                                                  int error_number) {
  const std::string place = "port " + std::to_string(port) + " on " + std::string{host};
  if (error_number == EADDRINUSE) return fail(ErrorKind::internal, place + " is in use");
  return fail(to_error(ErrorKind::internal, "cannot listen to " + place, error_number));
}

}  // namespace

ServerCore::ServerCore(boost::asio::io_context& io, ServerLimits server_limits,
                       HttpServer::Hooks server_hooks)
    : loop(io), limits(server_limits), hooks(std::move(server_hooks)), drained(io) {}

ServerCore::~ServerCore() = default;

void ServerCore::add(HttpConnection& connection) {
  connections.insert(&connection);
  open.store(connections.size(), std::memory_order_relaxed);
}

void ServerCore::add_turned_away(HttpConnection& connection) {
  turned_away.insert(&connection);
}

void ServerCore::remove(HttpConnection& connection) {
  turned_away.erase(&connection);
  if (connections.erase(&connection) == 0) return;
  open.store(connections.size(), std::memory_order_relaxed);
  if (connections.empty()) drained.wake_soon(Wake::ready);
}

Result<std::unique_ptr<HttpServer>> HttpServer::listen(boost::asio::io_context& loop, std::string_view host,
                                                       std::uint16_t port, ServerLimits limits, Hooks hooks,
                                                       const ServerTls& tls) {
  const auto parsed = SocketAddress::parse(host == "localhost" ? "127.0.0.1" : host, port);
  if (!parsed)
    return fail(ErrorKind::internal, "\"" + std::string{host} + "\" is not an address to listen on");
  SocketAddress address = *parsed;
  if (port != 0 && !ports_of_this_process().holds(port)) {
    const Descriptor probe{open_listening_socket(address.family(), false)};
    if (probe.get() < 0 || ::bind(probe.get(), address.data(), address.size()) != 0)
      return cannot_listen(host, port, errno);
  }
  Descriptor descriptor{open_listening_socket(address.family(), true)};
  if (descriptor.get() < 0 || ::bind(descriptor.get(), address.data(), address.size()) != 0 ||
      ::listen(descriptor.get(), SOMAXCONN) != 0) {
    return cannot_listen(host, port, errno);
  }
  ::getsockname(descriptor.get(), address.room(), address.room_size());
  std::unique_ptr<TlsServerContext> context;
  if (!tls.certificate_file.empty()) {
    auto made = TlsServerContext::create(tls.certificate_file, tls.key_file);
    if (!made) return std::unexpected(std::move(made.error()));
    context = std::move(*made);
  }
  auto socket = Socket::adopt(loop, address.family(), descriptor.release());
  return std::make_unique<HttpServerImpl>(loop, std::move(socket), address, limits, std::move(hooks),
                                          std::move(context));
}

}  // namespace gw::net
