// Any bytes as the payload of a ConverseStream frame, whose type is chosen by the first byte.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "bedrock/converse_stream_event.hpp"
#include "support/bedrock_event_check.hpp"
#include "support/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using std::string_view;
  if (size == 0) return 0;
  constexpr std::array<string_view, 7> types = {"messageStart",     "contentBlockStart", "contentBlockDelta",
                                                "contentBlockStop", "messageStop",       "metadata",
                                                "newEvent"};
  std::string payload(gw::fuzz::as_text(data + 1, size - 1));
  gw::codec::EventStreamFrame frame;
  frame.payload = payload;
  if (data[0] % 8 == 7) {
    frame.headers = {{":message-type", string_view("exception")},
                     {":exception-type", string_view("throttlingException")}};
  } else {
    frame.headers = {{":message-type", string_view("event")}, {":event-type", types[data[0] % 8]}};
  }
  const auto event = gw::bedrock::parse_stream_event(frame);
  if (event) {
    gw::fuzz::check_bedrock_event(*event);
  } else {
    gw::fuzz::require(!event.error().message.empty(), "an error without a message");
  }
  return 0;
}
