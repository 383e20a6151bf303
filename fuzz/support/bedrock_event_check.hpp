#pragma once

#include "bedrock/converse_stream_event.hpp"

namespace gw::fuzz {

/// Ends the process if a slice of the event is not what its type promises: string content that can be put
/// between quotes, or one JSON value.
void check_bedrock_event(const bedrock::ConverseStreamEvent& event);

}  // namespace gw::fuzz
