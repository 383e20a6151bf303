// Sends the same request over keep-alive connections and checks every answer before counting it:
//   load PORT PATH BODY-FILE CONNECTIONS REQUESTS EXPECT [HEADER...]
// EXPECT is `length:N`, `contains:TEXT` or `end:TEXT` of the decoded body; status must be 200. REQUESTS 0
// holds one open stream per connection: it prints `held N` when each has its first body bytes, then waits
// until its standard input ends. Prints one JSON line.
#include <boost/asio.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "http_piece.hpp"

namespace asio = boost::asio;
using asio::ip::tcp;
constexpr auto kToken = asio::as_tuple(asio::use_awaitable);

namespace {

struct Plan {
  std::uint16_t port = 0;
  std::string request;
  std::string expect_kind;
  std::string expect;
  long left = 0;
  bool hold = false;
};
struct Tally {
  long good = 0;
  long bad = 0;
  long held = 0;
  std::string first_bad;
};

bool as_expected(const Plan& plan, int status, const std::string& body) {
  if (status != 200) return false;
  if (plan.expect_kind == "length") return body.size() == std::stoul(plan.expect);
  if (plan.expect_kind == "end") return body.ends_with(plan.expect);
  return body.find(plan.expect) != std::string::npos;
}

void count_bad(Tally& tally, const std::string& what) {
  tally.bad += 1;
  if (tally.first_bad.empty()) tally.first_bad = what.substr(0, 300);
}

asio::awaitable<void> drive(Plan& plan, Tally& tally) {
  const auto executor = co_await asio::this_coro::executor;
  tcp::socket socket(executor);
  const tcp::endpoint peer(asio::ip::address_v4::loopback(), plan.port);
  auto [connected] = co_await socket.async_connect(peer, kToken);
  if (connected) {
    count_bad(tally, "connect: " + connected.message());
    co_return;
  }
  socket.set_option(tcp::no_delay(true));
  std::vector<char> piece(64 * 1024);
  std::string data;
  while (plan.hold || plan.left-- > 0) {
    auto [sent, bytes] = co_await asio::async_write(socket, asio::buffer(plan.request), kToken);
    if (sent) {
      count_bad(tally, "write: " + sent.message());
      co_return;
    }
    data.clear();
    std::string body;
    std::optional<gw::bench::Head> head;
    int status = 0;
    bool counted = false;
    for (;;) {
      auto [ec, n] = co_await socket.async_read_some(asio::buffer(piece), kToken);
      if (ec) {
        count_bad(tally, "read: " + ec.message() + " after " + body);
        co_return;
      }
      data.append(piece.data(), n);
      if (!head) {
        head = gw::bench::parse_head(data);
        if (!head) continue;
        status = head->status;
        data.erase(0, head->bytes);
      }
      if (plan.hold) {
        if (!data.empty() && !counted) {
          counted = true;
          if (status == 200)
            tally.held += 1;
          else
            count_bad(tally, data);
        }
        continue;
      }
      if (head->chunked ? gw::bench::take_chunks(data, body)
                        : data.size() >= head->content_length.value_or(0))
        break;
    }
    if (!head->chunked) body = data;
    if (as_expected(plan, status, body))
      tally.good += 1;
    else
      count_bad(tally, std::to_string(status) + " " + body);
  }
}

asio::awaitable<void> report_held(const Plan& plan, Tally& tally, int connections) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  while (tally.held + tally.bad < connections) {
    timer.expires_after(std::chrono::milliseconds(20));
    co_await timer.async_wait(kToken);
  }
  std::printf("held %ld\n", tally.held);
  if (tally.bad) std::fprintf(stderr, "load: %s\n", tally.first_bad.c_str());
  std::fflush(stdout);
  (void)plan;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 7) {
    std::fprintf(
        stderr,
        "usage: load PORT PATH BODY-FILE CONNECTIONS REQUESTS length:N|contains:TEXT|end:TEXT [HEADER...]\n");
    return 2;
  }
  Plan plan;
  plan.port = static_cast<std::uint16_t>(std::atoi(argv[1]));
  std::ifstream file(argv[3], std::ios::binary);
  const std::string body{std::istreambuf_iterator<char>(file), {}};
  const int connections = std::atoi(argv[4]);
  plan.left = std::atol(argv[5]);
  plan.hold = plan.left == 0;
  const std::string expect = argv[6];
  plan.expect_kind = expect.substr(0, expect.find(':'));
  for (std::size_t i = expect.find(':') + 1; i < expect.size(); ++i) {
    if (expect.compare(i, 2, "\\n") == 0) {
      plan.expect += '\n';
      ++i;
    } else {
      plan.expect += expect[i];
    }
  }
  plan.request = std::string("POST ") + argv[2] + " HTTP/1.1\r\nhost: 127.0.0.1:" + argv[1] +
                 "\r\ncontent-type: application/json\r\ncontent-length: " + std::to_string(body.size()) +
                 "\r\n";
  for (int i = 7; i < argc; ++i) plan.request += std::string(argv[i]) + "\r\n";
  plan.request += "\r\n" + body;

  asio::io_context loop(1);
  Tally tally;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < connections; ++i) asio::co_spawn(loop, drive(plan, tally), asio::detached);
  asio::posix::stream_descriptor input(loop);
  char byte = 0;
  if (plan.hold) {
    asio::co_spawn(loop, report_held(plan, tally, connections), asio::detached);
    input.assign(0);
    input.async_read_some(asio::buffer(&byte, 1), [&](auto, auto) { loop.stop(); });
  }
  loop.run_for(std::chrono::minutes(5));
  if (plan.hold) input.release();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("{\"good\": %ld, \"bad\": %ld, \"held\": %ld, \"seconds\": %.3f}\n", tally.good, tally.bad,
              tally.held, seconds);
  if (tally.bad) std::fprintf(stderr, "load: %s\n", tally.first_bad.c_str());
  return tally.bad ? 1 : 0;
}
