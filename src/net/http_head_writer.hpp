#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/http_server.hpp"

namespace gw::net {

/// How the body that follows a response head is delimited.
struct BodyHeader {
  enum class Kind : std::uint8_t { none, content_length, chunked, until_close };
  Kind kind;
  std::uint64_t bytes{0};  ///< for content_length
};

/// Appends status line, date, framing, connection and `headers`, and the empty line.
void append_response_head(std::string& out, unsigned status, const HeaderList& headers, BodyHeader body,
                          bool keep_alive, bool to_http_1_0, std::string_view date);

/// Appends request line, `headers`, content-length (for a body, and for methods that are expected to have
/// one) and the empty line.
void append_request_head(std::string& out, std::string_view method, std::string_view target,
                         const HeaderList& headers, std::size_t body_bytes);

/// "1a\r\n": the line before a chunk of that many bytes.
struct ChunkLine {
  explicit ChunkLine(std::size_t bytes) noexcept;
  [[nodiscard]] std::string_view text() const noexcept { return {text_, size_}; }

 private:
  char text_[2 * sizeof(std::size_t) + 2];
  std::uint8_t size_;
};

[[nodiscard]] std::string_view reason_phrase(unsigned status) noexcept;

/// The value of a Date header (RFC 9110 section 5.6.7) for now, made once a second per thread.
[[nodiscard]] std::string_view http_date_now();

}  // namespace gw::net
