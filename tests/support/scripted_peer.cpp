#include "support/scripted_peer.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace gw::test {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Socket = asio::basic_stream_socket<tcp, net::Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, net::Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, net::Executor>;
constexpr asio::as_tuple_t<asio::use_awaitable_t<net::Executor>> kToken{};

Step make_step(Step::Kind kind, std::string bytes = {}) {
  Step step{};
  step.kind = kind;
  step.bytes = std::move(bytes);
  return step;
}

/// Bytes of the first whole message (head and Content-Length body) in `text`, or 0.
std::size_t whole_message(std::string_view text) {
  const std::size_t head = text.find("\r\n\r\n");
  if (head == std::string_view::npos) return 0;
  std::string lower{text.substr(0, head)};
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::size_t field = lower.find("\r\ncontent-length:");
  const std::size_t body =
      field == std::string::npos ? 0 : std::strtoul(lower.c_str() + field + 17, nullptr, 10);
  return text.size() >= head + 4 + body ? head + 4 + body : 0;
}

}  // namespace

Step read_until(std::string text) {
  return make_step(Step::Kind::read_until, std::move(text));
}
Step read_request() {
  return make_step(Step::Kind::read_request);
}
Step send(std::string bytes) {
  return make_step(Step::Kind::send, std::move(bytes));
}
Step send_in_pieces(std::string bytes, std::size_t piece_bytes, std::chrono::milliseconds gap) {
  Step step = make_step(Step::Kind::send_in_pieces, std::move(bytes));
  step.piece_bytes = piece_bytes;
  step.gap = gap;
  return step;
}
Step close() {
  return make_step(Step::Kind::close);
}
Step reset() {
  return make_step(Step::Kind::reset);
}
Step hang() {
  return make_step(Step::Kind::hang);
}

std::string ok_response(std::string_view body, std::string_view content_type) {
  std::string response = "HTTP/1.1 200 OK\r\ncontent-type: ";
  response.append(content_type)
      .append("\r\ncontent-length: ")
      .append(std::to_string(body.size()))
      .append("\r\n\r\n")
      .append(body);
  return response;
}

std::vector<Script> failing_at_every_step(const Script& script, const Step& failure) {
  std::vector<Script> all;
  for (std::size_t i = 0; i < script.size(); ++i) {
    Script cut{script.begin(), script.begin() + static_cast<std::ptrdiff_t>(i)};
    Script half = cut;
    cut.push_back(failure);
    all.push_back(std::move(cut));
    const Step& step = script[i];
    if ((step.kind != Step::Kind::send && step.kind != Step::Kind::send_in_pieces) || step.bytes.size() < 2)
      continue;
    half.push_back(send(step.bytes.substr(0, step.bytes.size() / 2)));
    half.push_back(failure);
    all.push_back(std::move(half));
  }
  return all;
}

struct ScriptedPeer::State {
  struct Connection {
    std::string received;
    bool closed{false};
    std::size_t steps_done{0};
  };

  State(asio::io_context& io, std::vector<Script> all)
      : acceptor(io.get_executor(), tcp::endpoint{asio::ip::address_v4::loopback(), 0}),
        scripts(std::move(all)) {}

  Acceptor acceptor;
  std::vector<Script> scripts;
  std::vector<std::unique_ptr<Connection>> connections;
};

namespace {

/// Plays one script. Parameters are owned by the State, which the caller's shared_ptr keeps.
template <class State>
net::Task<void> play(std::shared_ptr<State> state, Socket socket, std::size_t index) {
  auto& connection = *state->connections[index];
  Script script;
  if (index < state->scripts.size()) {
    script = state->scripts[index];
    script.push_back(hang());
  } else {
    script.push_back(close());
  }
  std::size_t taken = 0;  // of what was received, by earlier steps
  for (const Step& step : script) {
    std::array<char, 16 * 1024> buffer;
    switch (step.kind) {
      case Step::Kind::read_until:
      case Step::Kind::read_request:
      case Step::Kind::hang:
        for (;;) {
          const std::string_view fresh = std::string_view{connection.received}.substr(taken);
          std::size_t whole = 0;
          if (step.kind == Step::Kind::read_request) whole = whole_message(fresh);
          if (step.kind == Step::Kind::read_until && fresh.find(step.bytes) != std::string_view::npos) {
            whole = fresh.find(step.bytes) + step.bytes.size();
          }
          if (whole > 0) {
            taken += whole;
            break;
          }
          const auto [error, got] = co_await socket.async_read_some(asio::buffer(buffer), kToken);
          connection.received.append(buffer.data(), got);
          if (error) {
            connection.closed = true;
            co_return;
          }
        }
        break;
      case Step::Kind::send: {
        const auto [error, sent] = co_await asio::async_write(socket, asio::buffer(step.bytes), kToken);
        if (error || sent != step.bytes.size()) co_return;
        break;
      }
      case Step::Kind::send_in_pieces:
        for (std::size_t at = 0; at < step.bytes.size(); at += step.piece_bytes) {
          const std::string piece = step.bytes.substr(at, step.piece_bytes);
          const auto [error, sent] = co_await asio::async_write(socket, asio::buffer(piece), kToken);
          if (error || sent != piece.size()) co_return;
          Timer timer{socket.get_executor(), step.gap};
          const auto [late] = co_await timer.async_wait(kToken);
          if (late) co_return;
        }
        break;
      case Step::Kind::close: {
        boost::system::error_code ignored;
        socket.shutdown(tcp::socket::shutdown_both, ignored);
        ++connection.steps_done;
        co_return;
      }
      case Step::Kind::reset:
        socket.set_option(asio::socket_base::linger{true, 0});
        ++connection.steps_done;
        co_return;
    }
    ++connection.steps_done;
  }
}

template <class State>
net::Task<void> accept_all(std::shared_ptr<State> state) {
  for (;;) {
    auto [error, socket] = co_await state->acceptor.async_accept(kToken);
    if (error) co_return;
    socket.set_option(tcp::no_delay{true});
    state->connections.push_back(std::make_unique<typename State::Connection>());
    const net::Executor executor = state->acceptor.get_executor();
    asio::co_spawn(executor, play(state, std::move(socket), state->connections.size() - 1), asio::detached);
  }
}

}  // namespace

ScriptedPeer::ScriptedPeer(Loop& loop, std::vector<Script> scripts)
    : state_(std::make_shared<State>(loop.io(), std::move(scripts))) {
  asio::co_spawn(loop.io().get_executor(), accept_all(state_), asio::detached);
}

ScriptedPeer::~ScriptedPeer() {
  boost::system::error_code ignored;
  state_->acceptor.close(ignored);
}

std::uint16_t ScriptedPeer::port() const {
  return state_->acceptor.local_endpoint().port();
}
std::size_t ScriptedPeer::connections() const {
  return state_->connections.size();
}
const std::string& ScriptedPeer::received(std::size_t connection) const {
  return state_->connections.at(connection)->received;
}
bool ScriptedPeer::was_closed(std::size_t connection) const {
  return state_->connections.at(connection)->closed;
}
std::size_t ScriptedPeer::steps_done(std::size_t connection) const {
  return state_->connections.at(connection)->steps_done;
}

struct RawClient::State : std::enable_shared_from_this<RawClient::State> {
  explicit State(asio::io_context& io) : socket(io.get_executor()) {}

  void read() {
    if (paused || reading || ended) return;
    reading = true;
    socket.async_read_some(
        asio::buffer(buffer),
        [self = shared_from_this()](const boost::system::error_code& error, std::size_t got) {
          self->reading = false;
          self->received.append(self->buffer.data(), got);
          self->total += got;
          if (error) {
            self->ended = true;
            self->was_reset = error == asio::error::connection_reset;
          }
          self->read();
        });
  }

  Socket socket;
  std::array<char, 64 * 1024> buffer{};
  std::string received;
  std::size_t total{0};
  bool paused{false};
  bool reading{false};
  bool ended{false};
  bool was_reset{false};
};

RawClient::RawClient(Loop& loop, std::uint16_t port)
    : loop_(loop), state_(std::make_shared<State>(loop.io())) {
  state_->socket.connect(tcp::endpoint{asio::ip::address_v4::loopback(), port});
  state_->socket.set_option(tcp::no_delay{true});
  state_->read();
}

RawClient::~RawClient() {
  close();
}

bool RawClient::send(std::string_view bytes) {
  const auto outcome = std::make_shared<std::pair<bool, bool>>(false, false);  // done, failed
  const auto copy = std::make_shared<std::string>(bytes);
  asio::async_write(state_->socket, asio::buffer(*copy),
                    [outcome, copy](const boost::system::error_code& error, std::size_t) {
                      *outcome = {true, static_cast<bool>(error)};
                    });
  loop_.run_until([&] { return outcome->first; });
  return !outcome->second;
}

std::string RawClient::read_until(std::string_view text) {
  loop_.run_until([&] { return state_->ended || state_->received.find(text) != std::string::npos; });
  const std::size_t found = state_->received.find(text);
  if (found == std::string::npos) return std::exchange(state_->received, std::string{});
  std::string taken = state_->received.substr(0, found + text.size());
  state_->received.erase(0, taken.size());
  return taken;
}

std::string RawClient::read_to_end() {
  loop_.run_until([&] { return state_->ended; });
  return std::exchange(state_->received, std::string{});
}

std::string RawClient::read_response() {
  loop_.run_until([&] { return state_->ended || whole_message(state_->received) > 0; });
  const std::size_t whole = whole_message(state_->received);
  std::string taken = state_->received.substr(0, whole == 0 ? std::string::npos : whole);
  state_->received.erase(0, taken.size());
  return taken;
}

void RawClient::half_close() {
  boost::system::error_code ignored;
  state_->socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void RawClient::close() {
  boost::system::error_code ignored;
  state_->socket.close(ignored);
}

void RawClient::close_with_reset() {
  boost::system::error_code ignored;
  state_->socket.set_option(asio::socket_base::linger{true, 0}, ignored);
  close();
}

void RawClient::pause_reading() {
  state_->paused = true;
  boost::system::error_code ignored;
  state_->socket.cancel(ignored);
  loop_.run_until([&] { return !state_->reading; });
  state_->ended = false;
}

void RawClient::resume_reading() {
  state_->paused = false;
  state_->read();
}

bool RawClient::ended() const {
  return state_->ended;
}
bool RawClient::was_reset() const {
  return state_->was_reset;
}
std::size_t RawClient::bytes_received() const {
  return state_->total;
}

}  // namespace gw::test
