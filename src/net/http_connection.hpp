#pragma once

#include <boost/asio/cancellation_signal.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "net/http_head_writer.hpp"
#include "net/http_server.hpp"
#include "net/request_reader.hpp"
#include "net/server_core.hpp"
#include "net/stream.hpp"

namespace gw::net {

/// One client's connection: reads requests, runs the handler for each in turn, writes the answers.
///
/// Owned by its coroutine. While a handler runs the socket is watched: pipelined bytes are kept up to
/// kMaxPipelinedBytes, and the client's end, a half-close included, cancels the handler.
class HttpConnection final : public Responder,
                             private Socket::Watcher,
                             public std::enable_shared_from_this<HttpConnection> {
 public:
  static constexpr std::size_t kMaxPipelinedBytes = 64 * 1024;

  /// Spawns the coroutine of a connection just accepted.
  static void serve(std::shared_ptr<ServerCore> core, const std::shared_ptr<Socket>& socket,
                    std::string peer);
  /// The same for one that there is no room for: it is answered and closed.
  static void turn_away(std::shared_ptr<ServerCore> core, const std::shared_ptr<Socket>& socket);

  HttpConnection(std::shared_ptr<ServerCore> core, const std::shared_ptr<Socket>& socket, std::string peer);
  ~HttpConnection();

  /// The server stops accepting: close if no request is under way, else after its answer.
  void finish_soon();
  /// The grace period is over: cancels the handler, which may still write.
  void shut_down();
  /// Closes now.
  void abort();

  Task<base::Result<void>> send(Response response) override;
  Task<base::Result<void>> begin_stream(ResponseHead head) override;
  Task<base::Result<void>> write(std::string_view bytes) override;
  Task<base::Result<void>> end_stream(AfterStream after) override;
  void reset() noexcept override;
  [[nodiscard]] bool head_sent() const noexcept override { return answer_ != Answer::none; }
  [[nodiscard]] CancelReason cancel_reason() const noexcept override { return cancel_reason_; }
  [[nodiscard]] std::size_t bytes_sent() const noexcept override { return body_bytes_sent_; }

 private:
  enum class Arrival : std::uint8_t { request, refused, closed };
  enum class Answer : std::uint8_t { none, streaming, ended };
  enum class Phase : std::uint8_t { idle, receiving, handling, closing };
  /// Up to four pieces on their way out; trivially destructible, see the coroutine rules.
  using Pieces = std::array<std::string_view, 4>;
  enum class Sent : std::uint8_t { all, some, failed };

  static Task<void> run(std::shared_ptr<HttpConnection> self);
  static Task<void> run_turned_away(std::shared_ptr<HttpConnection> self);
  static void spawn(std::shared_ptr<HttpConnection> connection, Task<void> task);

  [[nodiscard]] Task<void> serve_requests();
  [[nodiscard]] Task<Arrival> receive();
  [[nodiscard]] Task<void> answer_refusal();
  [[nodiscard]] Task<void> linger();
  [[nodiscard]] IoResult read_more(std::optional<base::Error>& error);
  [[nodiscard]] std::optional<base::Error> take(std::span<char> bytes);
  [[nodiscard]] std::optional<base::Error> take_pipelined();
  void note_progress();
  [[nodiscard]] Socket::TimePoint receive_deadline(Socket::TimePoint idle_until) const;

  [[nodiscard]] bool may_keep_alive() const;
  [[nodiscard]] Sent try_transmit(Pieces& pieces);
  [[nodiscard]] Task<base::Result<void>> transmit(Pieces pieces);
  void flush_head();
  [[nodiscard]] base::Result<void> gone();
  void on_readable() override;
  void cancel(CancelReason reason);

  std::shared_ptr<ServerCore> core_;
  Stream stream_;
  std::string peer_;
  boost::asio::cancellation_signal cancellation_;
  RequestReader reader_;
  std::string inbox_;   // bytes behind the request that is being answered
  std::string outbox_;  // head of an answer, until it is sent
  std::optional<base::Error> refusal_;
  Socket::TimePoint phase_start_{};
  Socket::TimePoint last_arrival_{};
  std::size_t body_bytes_received_{0};
  std::size_t body_bytes_sent_{0};
  Phase phase_{Phase::idle};
  Answer answer_{Answer::none};
  CancelReason cancel_reason_{CancelReason::none};
  bool keep_alive_{false};
  bool chunked_{false};
  bool bodiless_{false};
  bool transmitting_{false};
  std::uint8_t turns_{0};  // of the receiving loop, since it last let others run
};

}  // namespace gw::net
