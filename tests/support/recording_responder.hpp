#pragma once

#include <optional>
#include <string>
#include <utility>

#include "net/http_server.hpp"

namespace gw::test {

/// Keeps what a handler answers. Every call completes at once, unless `fail_writes` is set: then with
/// client_gone.
class RecordingResponder final : public net::Responder {
 public:
  net::Task<base::Result<void>> send(net::Response response) override {
    head = net::ResponseHead{response.status, std::move(response.headers)};
    body = std::move(response.body);
    whole = true;
    co_return outcome();
  }
  net::Task<base::Result<void>> begin_stream(net::ResponseHead stream_head) override {
    head = std::move(stream_head);
    co_return outcome();
  }
  net::Task<base::Result<void>> write(std::string_view bytes) override {
    body += bytes;
    co_return outcome();
  }
  net::Task<base::Result<void>> end_stream(net::AfterStream after) override {
    ended = after;
    co_return outcome();
  }
  void reset() noexcept override { was_reset = true; }

  [[nodiscard]] bool head_sent() const noexcept override { return head.has_value(); }
  [[nodiscard]] net::CancelReason cancel_reason() const noexcept override { return reason; }
  [[nodiscard]] std::size_t bytes_sent() const noexcept override { return body.size(); }

  std::optional<net::ResponseHead> head;
  std::string body;
  bool whole = false;
  bool was_reset = false;
  bool fail_writes = false;
  std::optional<net::AfterStream> ended;
  net::CancelReason reason{net::CancelReason::none};

 private:
  [[nodiscard]] base::Result<void> outcome() const {
    if (fail_writes) return base::fail(base::ErrorKind::client_gone, "gone");
    return {};
  }
};

}  // namespace gw::test
