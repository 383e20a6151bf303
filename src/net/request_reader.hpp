#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/result.hpp"
#include "net/chunked_decoder.hpp"
#include "net/http_head.hpp"
#include "net/http_server.hpp"

namespace gw::net {

/// One request out of bytes, at any split of them. No I/O, no clock.
///
/// feed() until state() is done; what feed() did not consume belongs to the next request. begin() starts
/// over.
class RequestReader {
 public:
  enum class State : std::uint8_t {
    nothing,  ///< no byte of a head yet
    head,     ///< inside a head
    body,     ///< the head is in facts() and request()
    done,
  };

  RequestReader(std::size_t max_head_bytes, std::size_t max_body_bytes)
      : scanner_(max_head_bytes), max_body_bytes_(max_body_bytes) {}

  void begin();
  /// Takes bytes from the front and says how many; the span may be overwritten (chunks are decoded in place).
  /// Stops after the head once, so that the caller can answer Expect before it takes the body. Errors:
  /// invalid_request, head_too_large, payload_too_large; the reader must not be fed after one.
  [[nodiscard]] base::Result<std::size_t> feed(std::span<char> bytes);

  /// Room for the rest of a body of known length, to read into without a copy; empty if the body is of
  /// another kind. At most what is missing, and memory grows only as bytes come: a declared length is not
  /// trusted.
  [[nodiscard]] std::span<char> body_room();
  /// Says how many bytes were put into body_room(), 0 included; must follow it before anything else.
  void body_filled(std::size_t bytes);

  [[nodiscard]] State state() const noexcept { return state_; }
  [[nodiscard]] const HeadFacts& facts() const noexcept { return facts_; }
  [[nodiscard]] ServerRequest& request() noexcept { return request_; }

 private:
  [[nodiscard]] base::Result<std::size_t> feed_head(std::string_view bytes);
  [[nodiscard]] base::Result<void> take_head(std::string_view head);
  [[nodiscard]] base::Result<std::size_t> feed_body(std::span<char> bytes);
  [[nodiscard]] std::unexpected<base::Error> body_too_large() const;
  void append_body(std::string_view bytes);
  void grow_body(std::size_t bytes);

  HeadScanner scanner_;
  std::size_t max_body_bytes_;
  State state_{State::nothing};
  std::string partial_head_;
  HeadFacts facts_;
  ChunkedDecoder chunks_;
  std::size_t body_bytes_{0};
  ServerRequest request_;
};

}  // namespace gw::net
