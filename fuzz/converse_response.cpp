// Any bytes as a whole Converse answer: what is accepted begins and ends as a stream would, and every slice
// of it is valid JSON.
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

#include "bedrock/converse_stream_event.hpp"
#include "support/bedrock_event_check.hpp"
#include "support/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace bedrock = gw::bedrock;
  std::string body(gw::fuzz::as_text(data, size));
  const auto events = bedrock::parse_converse_response(body);
  if (!events) {
    gw::fuzz::require(!events.error().message.empty(), "an error without a message");
    return 0;
  }
  gw::fuzz::require(events->size() >= 3, "an answer without its frame");
  gw::fuzz::require(std::holds_alternative<bedrock::MessageStart>(events->front()), "no start");
  gw::fuzz::require(std::holds_alternative<bedrock::MessageStop>((*events)[events->size() - 2]), "no stop");
  gw::fuzz::require(std::holds_alternative<bedrock::Metadata>(events->back()), "no metadata");
  for (const auto& event : *events) gw::fuzz::check_bedrock_event(event);
  return 0;
}
