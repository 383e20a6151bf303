#pragma once

#include <cstddef>
#include <string_view>

namespace gw::fuzz {

/// Decodes `bytes` whole and in pieces of `piece_bytes`; requires that both say the same, that a frame is
/// what the encoder would write (where it would write it), and that what is left over is reported.
void check_event_stream(std::string_view bytes, std::size_t piece_bytes);

}  // namespace gw::fuzz
