#pragma once

#include <string>

#include "base/result.hpp"
#include "net/task.hpp"

namespace gw::translate {
class ConverseStreamToChunks;
}
namespace gw::upstream {
class ConverseStream;
}

namespace gw::gateway {

class AnswerWait;
class StreamedAnswer;

/// Hands Bedrock's events on to the client as they come, all events of one read in one write. `stream` has
/// its first events read and not yet taken. Gives the closing events, [DONE] among them, of an answer that is
/// whole. Errors: what went wrong on either side; what came before it was written.
net::Task<base::Result<std::string>> relay(upstream::ConverseStream& stream,
                                           translate::ConverseStreamToChunks& chunks, AnswerWait& wait,
                                           StreamedAnswer& client);

}  // namespace gw::gateway
