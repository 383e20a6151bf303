// Any bytes as an event stream. The first byte is the size of a piece.
#include <cstddef>
#include <cstdint>

#include "support/event_stream_check.hpp"
#include "support/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  gw::fuzz::check_event_stream(gw::fuzz::as_text(data + 1, size - 1), std::size_t{data[0]} + 1);
  return 0;
}
