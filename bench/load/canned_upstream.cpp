// A canned Bedrock over TLS: `canned_upstream CERTIFICATE KEY`. Prints its port. The model label of the path
// chooses the answer:
//   …/plain/…  the Converse answer of the file PLAIN          …/burst/… the event stream of the file STREAM,
//   at once …/paced/…  the same, one frame every 3 ms                 …/idle/…  its first two frames, then
//   silence
// It reads nothing of the request but its length, so that it costs the same for every proxy in front of it.
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "http_piece.hpp"

namespace asio = boost::asio;
using asio::ip::tcp;
using TlsStream = asio::ssl::stream<tcp::socket>;
constexpr auto kToken = asio::as_tuple(asio::use_awaitable);

namespace {

struct Answers {
  std::string plain;
  std::string stream;
  std::vector<std::string> frames;
};

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "cannot read %s\n", path);
    std::exit(2);
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> split_frames(const std::string& stream) {
  std::vector<std::string> frames;
  for (std::size_t at = 0; at + 4 <= stream.size();) {
    const auto byte = [&](std::size_t i) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(stream[at + i]));
    };
    const std::size_t size = (byte(0) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3);
    frames.push_back(stream.substr(at, size));
    at += size;
  }
  return frames;
}

std::string chunk(const std::string& bytes) {
  char size[32];
  const int n = std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
  return std::string(size, static_cast<std::size_t>(n)) + bytes + "\r\n";
}

asio::awaitable<bool> write(TlsStream& tls, const std::string& bytes) {
  auto [ec, n] = co_await asio::async_write(tls, asio::buffer(bytes), kToken);
  co_return !ec && n == bytes.size();
}

asio::awaitable<bool> answer(TlsStream& tls, std::string target, const Answers& answers) {
  static const std::string kStreamHead =
      "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\nx-amzn-requestid: "
      "00000000-0000-4000-8000-000000000000\r\n"
      "transfer-encoding: chunked\r\n\r\n";
  bool ok = false;
  if (target.find("/burst/") != std::string::npos) {
    const std::string all = kStreamHead + chunk(answers.stream) + "0\r\n\r\n";
    ok = co_await write(tls, all);
  } else if (target.find("/paced/") != std::string::npos) {
    ok = co_await write(tls, kStreamHead);
    asio::steady_timer timer(co_await asio::this_coro::executor);
    auto due = std::chrono::steady_clock::now();
    for (const auto& frame : answers.frames) {
      due += std::chrono::milliseconds(3);
      timer.expires_at(due);
      co_await timer.async_wait(kToken);
      const std::string piece = chunk(frame);
      ok = co_await write(tls, piece);
      if (!ok) co_return false;
    }
    const std::string last = "0\r\n\r\n";
    ok = co_await write(tls, last);
  } else if (target.find("/idle/") != std::string::npos) {
    const std::string begin = kStreamHead + chunk(answers.frames[0] + answers.frames[1]);
    ok = co_await write(tls, begin);
  } else {
    const std::string all =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-amzn-requestid: "
        "00000000-0000-4000-8000-000000000000\r\ncontent-length: " +
        std::to_string(answers.plain.size()) + "\r\n\r\n" + answers.plain;
    ok = co_await write(tls, all);
  }
  co_return ok;
}

asio::awaitable<void> serve(tcp::socket socket, asio::ssl::context& context, const Answers& answers) {
  socket.set_option(tcp::no_delay(true));
  TlsStream tls(std::move(socket), context);
  auto [handshake] = co_await tls.async_handshake(asio::ssl::stream_base::server, kToken);
  if (handshake) co_return;
  std::string data;
  std::vector<char> piece(32 * 1024);
  for (;;) {
    auto head = gw::bench::parse_head(data);
    if (head && data.size() >= head->bytes + head->content_length.value_or(0)) {
      std::string target{head->target};
      data.erase(0, head->bytes + head->content_length.value_or(0));
      const bool ok = co_await answer(tls, std::move(target), answers);
      if (!ok) co_return;
      continue;
    }
    auto [ec, n] = co_await tls.async_read_some(asio::buffer(piece), kToken);
    if (ec) co_return;
    data.append(piece.data(), n);
  }
}

asio::awaitable<void> accept(tcp::acceptor& acceptor, asio::ssl::context& context, const Answers& answers) {
  for (;;) {
    auto [ec, socket] = co_await acceptor.async_accept(kToken);
    if (ec) continue;
    asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), context, answers), asio::detached);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: canned_upstream CERTIFICATE KEY PLAIN STREAM\n");
    return 2;
  }
  Answers answers{.plain = read_file(argv[3]), .stream = read_file(argv[4]), .frames = {}};
  answers.frames = split_frames(answers.stream);
  asio::io_context loop(1);
  asio::ssl::context context(asio::ssl::context::tls_server);
  context.use_certificate_chain_file(argv[1]);
  context.use_private_key_file(argv[2], asio::ssl::context::pem);
  SSL_CTX_set_session_id_context(context.native_handle(), reinterpret_cast<const unsigned char*>("gw"), 2);
  SSL_CTX_set_mode(context.native_handle(), SSL_MODE_RELEASE_BUFFERS);
  tcp::acceptor acceptor(loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  acceptor.listen(4096);
  std::printf("%d\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  asio::co_spawn(loop, accept(acceptor, context, answers), asio::detached);
  // A bench that died must not leave this process behind.
  asio::steady_timer limit(loop, std::chrono::minutes(30));
  limit.async_wait([](auto) { std::_Exit(3); });
  loop.run();
}
