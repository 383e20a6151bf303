// Any bytes as the answer on one connection, which then ends: read whole and in pieces (the first byte is
// their size) it must be the same answer, and it must never be taken for whole when it is cut.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "net/response_reader.hpp"
#include "support/require.hpp"

namespace {

using gw::fuzz::require;
using gw::net::ResponseReader;

struct Outcome {
  bool whole{false};  ///< head and body complete, with or without the end of the connection
  bool by_end{false};
  unsigned status{0};
  std::string body;
  std::size_t used{0};
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome read(std::string bytes, std::size_t piece_bytes) {
  ResponseReader reader{4'096, "GET"};
  Outcome outcome;
  std::size_t at = 0;
  while (at < bytes.size() && !reader.done()) {
    const std::size_t piece_end = std::min(bytes.size(), at + piece_bytes);
    while (at < piece_end && !reader.done()) {
      if (!reader.has_head()) {
        const auto used = reader.feed_head({bytes.data() + at, piece_end - at});
        if (!used) return outcome;
        at += *used;
        continue;
      }
      const auto step = reader.feed_body({bytes.data() + at, piece_end - at});
      if (!step) return Outcome{};
      outcome.body.append(bytes.data() + at, step->produced);
      at += step->consumed;
    }
  }
  if (!reader.done()) {
    if (!reader.feed_end()) return Outcome{};
    outcome.by_end = true;
  }
  outcome.whole = true;
  outcome.status = reader.take_head().status;
  outcome.used = at;
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes{gw::fuzz::as_text(data + 1, size - 1)};
  const Outcome whole = read(bytes, bytes.size() + 1);
  require(whole == read(bytes, std::size_t{data[0]} % 32 + 1), "the pieces read as something else");
  if (whole.whole && !whole.by_end && whole.used > 0) {
    const Outcome cut = read(bytes.substr(0, whole.used - 1), bytes.size() + 1);
    require(!cut.whole, "a cut answer was taken for whole");
  }
  return 0;
}
