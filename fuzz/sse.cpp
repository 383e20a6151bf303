// Any bytes as an SSE stream, whole and in pieces (the first byte is their size); what was read, written and
// read again.
#include "codec/sse.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/require.hpp"

namespace {

using gw::fuzz::require;

std::vector<gw::codec::SseEvent> read(std::string_view bytes, std::size_t piece_bytes) {
  gw::codec::SseReader reader;
  std::vector<gw::codec::SseEvent> events;
  for (std::size_t at = 0; at < bytes.size(); at += piece_bytes) {
    reader.feed(bytes.substr(at, piece_bytes));
    while (auto event = reader.next()) events.push_back(std::move(*event));
  }
  return events;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes = gw::fuzz::as_text(data + 1, size - 1);
  const auto events = read(bytes, bytes.size() + 1);
  require(events == read(bytes, std::size_t{data[0]} % 16 + 1), "the pieces read as something else");
  for (const auto& event : events) {
    if (event.data.find_first_of("\r\n") != std::string::npos) continue;  // several lines: the writer has one
    std::string written;
    gw::codec::SseWriter writer(written);
    writer.comment("x");
    event.event.empty() ? writer.data(event.data) : writer.event(event.event, event.data);
    require(read(written, written.size()) == std::vector{event}, "an event changed when it was written");
  }
  return 0;
}
