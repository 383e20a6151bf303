#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "net/http_server.hpp"

namespace gw::net {

/// How the end of a body is found (RFC 9112 section 6.3).
enum class BodyFraming : std::uint8_t { none, content_length, chunked, until_close };

/// What a head says about its connection and its body, beyond its fields.
struct HeadFacts {
  BodyFraming framing{BodyFraming::none};
  std::uint64_t content_length{0};
  bool keep_alive{true};  ///< the peer is willing to go on after this message
  bool http_1_0{false};
  bool expects_continue{false};  ///< requests only
};

/// Finds the end of a head as its bytes come in. Remembers how far it looked, so that a head that arrives
/// byte by byte costs no more than one that arrives at once.
class HeadScanner {
 public:
  explicit HeadScanner(std::size_t max_head_bytes) : max_head_bytes_(max_head_bytes) {}

  /// `bytes` is the head from its first byte, always the same bytes and maybe more. Returns the head's length
  /// with the empty line at its end, or 0 while that has not come. Errors: head_too_large; invalid_request
  /// for a line that does not end in CR LF (RFC 9112 section 2.2 lets a server take a bare LF; peers that
  /// differ in that open the door to request smuggling, so it is refused).
  [[nodiscard]] base::Result<std::size_t> find_end(std::string_view bytes);
  void reset() noexcept { scanned_ = line_start_ = 0; }

 private:
  std::size_t max_head_bytes_;
  std::size_t scanned_{0};
  std::size_t line_start_{0};
};

/// Parses a whole request head, which ends in an empty line. Fills method, target (absolute-form is reduced
/// to origin-form), headers and http_1_0. Errors: invalid_request for everything that RFC 9112 does not
/// allow, without the latitude it gives: white space before a colon, folded lines, control characters,
/// repeated or listed Content-Length, Content-Length beside Transfer-Encoding, any transfer coding but one
/// `chunked`, Transfer-Encoding in HTTP/1.0, no or several Host in HTTP/1.1.
[[nodiscard]] base::Result<HeadFacts> parse_request_head(std::string_view head, ServerRequest& request);

/// Parses a whole response head to a request of `request_method`. Errors: upstream_protocol, as strict as for
/// requests where framing is concerned.
[[nodiscard]] base::Result<HeadFacts> parse_response_head(std::string_view head,
                                                          std::string_view request_method,
                                                          ResponseHead& response);

}  // namespace gw::net
