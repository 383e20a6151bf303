#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "net/http_client.hpp"

namespace gw::test {

/// One answer of FakeHttp.
struct FakeAnswer {
  std::optional<base::Error> refused_connection;  ///< open() fails with it
  unsigned status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<std::string> pieces;  ///< of the body, one for each read; an empty one: `until` came first
  bool head_is_late = false;        ///< the first wait for the head ends with nothing
  bool breaks = false;              ///< the connection breaks after the last piece
};

/// What was sent.
struct SentRequest {
  net::Origin origin;
  std::string method;
  std::string target;
  net::HeaderList headers;
  std::string body;

  [[nodiscard]] std::string header(std::string_view name) const {
    return std::string(headers.find(name).value_or("(none)"));
  }
};

/// net::HttpClient without a network: gives its answers in order, and keeps what it was asked.
class FakeHttp final : public net::HttpClient {
 public:
  explicit FakeHttp(std::deque<FakeAnswer> answers) : answers_(std::move(answers)) {}

  net::Task<base::Result<std::unique_ptr<net::ClientExchange>>> open(net::Origin origin,
                                                                     net::ClientRequest request) override {
    SentRequest& kept = sent.emplace_back();
    kept.origin = std::move(origin);
    kept.method = request.method;
    kept.target = request.target;
    kept.headers = std::move(request.headers);
    kept.body = request.body;
    FakeAnswer answer = std::move(answers_.at(0));
    answers_.pop_front();
    if (answer.refused_connection) co_return base::fail(std::move(*answer.refused_connection));
    co_return std::make_unique<Exchange>(*this, std::move(answer));
  }
  [[nodiscard]] PoolSize pool_size() const noexcept override { return PoolSize{0, open_exchanges}; }
  void close_idle() override {}

  std::deque<SentRequest> sent;
  std::size_t open_exchanges = 0;

 private:
  class Exchange final : public net::ClientExchange {
   public:
    Exchange(FakeHttp& http, FakeAnswer answer) : http_(http), answer_(std::move(answer)) {
      ++http_.open_exchanges;
    }
    ~Exchange() override { --http_.open_exchanges; }

    net::Task<base::Result<std::optional<net::ResponseHead>>> read_head(
        std::chrono::steady_clock::time_point) override {
      if (std::exchange(answer_.head_is_late, false)) co_return std::optional<net::ResponseHead>{};
      net::ResponseHead head;
      head.status = answer_.status;
      for (const auto& [name, value] : answer_.headers) head.headers.add(name, value);
      co_return std::optional<net::ResponseHead>(std::move(head));
    }

    net::Task<base::Result<std::optional<std::span<char>>>> read_some(
        std::chrono::steady_clock::time_point) override {
      if (next_ == answer_.pieces.size()) {
        if (answer_.breaks) co_return base::fail(base::ErrorKind::upstream_protocol, "broke");
        co_return std::optional<std::span<char>>(std::span<char>());
      }
      std::string& piece = answer_.pieces[next_++];
      if (piece.empty()) co_return std::optional<std::span<char>>{};
      // One buffer for all reads, as in net/: what was read is gone with the next read.
      scratch_ = piece;
      co_return std::optional<std::span<char>>(std::span<char>(scratch_));
    }

   private:
    FakeHttp& http_;
    FakeAnswer answer_;
    std::size_t next_ = 0;
    std::string scratch_;
  };

  std::deque<FakeAnswer> answers_;
};

}  // namespace gw::test
