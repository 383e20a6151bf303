#pragma once

#include "base/result.hpp"
#include "net/task.hpp"
#include "upstream/converse_stream.hpp"

namespace gw::gateway {

class AnswerWait;

/// Waits for the stream's next events, or its end; never Fill::not_yet. Errors: as ConverseStream::fill and
/// AnswerWait::go_on.
net::Task<base::Result<upstream::Fill>> fill(upstream::ConverseStream& stream, AnswerWait& wait);

}  // namespace gw::gateway
