#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/result.hpp"

namespace gw::net {

/// Decodes the chunked transfer coding (RFC 9112 section 7.1) in place, at any split of its bytes. Chunk
/// extensions and trailer fields are checked and dropped.
class ChunkedDecoder {
 public:
  struct Step {
    std::size_t consumed;  ///< bytes taken from the front; fewer than given only once the body is done
    std::size_t produced;  ///< payload bytes, moved to the front of the span
  };

  /// Errors: invalid_request (the caller knows whose bytes these were) for a malformed size, a line that does
  /// not end in CR LF, a control character, or extensions and trailers beyond kMaxOverheadBytes. After an
  /// error the decoder must not be used.
  [[nodiscard]] base::Result<Step> decode(std::span<char> bytes);
  [[nodiscard]] bool done() const noexcept { return state_ == State::done; }

  /// Of one chunk's extensions, and of all trailer fields together.
  static constexpr std::size_t kMaxOverheadBytes = 8 * 1024;

 private:
  enum class State : std::uint8_t {
    size_first,
    size,
    extension,
    size_newline,
    data,
    data_return,
    data_newline,
    trailer_start,
    trailer,
    trailer_newline,
    last_newline,
    done,
  };
  [[nodiscard]] const char* step(char c);
  [[nodiscard]] const char* end_of_size();

  State state_{State::size_first};
  std::uint64_t left_{0};
  std::size_t overhead_{0};
};

}  // namespace gw::net
