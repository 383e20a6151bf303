#pragma once

#include <optional>
#include <string>
#include <utility>

#include "net/http_server.hpp"

namespace gw::test {

/// net::Responder without a socket: keeps what it is given.
class FakeResponder final : public net::Responder {
 public:
  net::Task<base::Result<void>> send(net::Response response) override {
    if (gone) co_return base::fail(base::ErrorKind::client_gone, "gone");
    sent = std::move(response);
    co_return base::Result<void>{};
  }
  net::Task<base::Result<void>> begin_stream(net::ResponseHead stream_head) override {
    head = std::move(stream_head);
    co_return base::Result<void>{};
  }
  net::Task<base::Result<void>> write(std::string_view bytes) override {
    if (gone) co_return base::fail(base::ErrorKind::client_gone, "gone");
    body += bytes;
    co_return base::Result<void>{};
  }
  net::Task<base::Result<void>> end_stream(net::AfterStream after) override {
    ended = after;
    co_return base::Result<void>{};
  }
  void reset() noexcept override {}
  [[nodiscard]] bool head_sent() const noexcept override { return head.has_value() || sent.has_value(); }
  [[nodiscard]] net::CancelReason cancel_reason() const noexcept override { return reason; }
  [[nodiscard]] std::size_t bytes_sent() const noexcept override { return body.size(); }

  bool gone = false;
  net::CancelReason reason{net::CancelReason::none};
  std::optional<net::Response> sent;
  std::optional<net::ResponseHead> head;
  std::string body;
  std::optional<net::AfterStream> ended;
};

}  // namespace gw::test
