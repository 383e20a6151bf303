#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "net/chunked_decoder.hpp"
#include "net/http_head.hpp"
#include "net/http_server.hpp"

namespace gw::net {

/// One answer out of bytes, at any split of them. No I/O, no clock. Informational answers (1xx) are skipped.
/// Errors of every call: upstream_protocol; the reader must not be used after one.
class ResponseReader {
 public:
  ResponseReader(std::size_t max_head_bytes, std::string_view request_method)
      : scanner_(max_head_bytes), is_head_request_(request_method == "HEAD") {}

  /// Takes bytes of the head and says how many. Stops after the head.
  [[nodiscard]] base::Result<std::size_t> feed_head(std::string_view bytes);
  /// Takes bytes of the body; its payload is moved to the front of the span.
  [[nodiscard]] base::Result<ChunkedDecoder::Step> feed_body(std::span<char> bytes);
  /// The connection ended: an error unless the answer may end so.
  [[nodiscard]] base::Result<void> feed_end();

  [[nodiscard]] bool begun() const noexcept { return begun_; }
  [[nodiscard]] bool has_head() const noexcept { return has_head_; }
  [[nodiscard]] bool done() const noexcept { return done_; }
  [[nodiscard]] const HeadFacts& facts() const noexcept { return facts_; }
  /// The head, to be taken once.
  [[nodiscard]] ResponseHead take_head() { return std::move(head_); }

 private:
  HeadScanner scanner_;
  std::string partial_head_;
  ResponseHead head_;
  HeadFacts facts_;
  ChunkedDecoder chunks_;
  std::uint64_t left_{0};
  bool is_head_request_;
  bool begun_{false};
  bool has_head_{false};
  bool done_{false};
};

}  // namespace gw::net
