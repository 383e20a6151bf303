#include "net/response_reader.hpp"

#include <algorithm>
#include <utility>

namespace gw::net {

using base::ErrorKind;
using base::fail;
using base::Result;

Result<std::size_t> ResponseReader::feed_head(std::string_view bytes) {
  std::size_t used = 0;
  while (!has_head_ && used < bytes.size()) {
    begun_ = true;
    const std::size_t before = partial_head_.size();
    const std::string_view fresh = bytes.substr(used);
    if (before > 0) partial_head_.append(fresh);
    const std::string_view text = before > 0 ? std::string_view{partial_head_} : fresh;
    const auto end = scanner_.find_end(text);
    if (!end) return fail(ErrorKind::upstream_protocol, "The head of the answer is malformed or too large.");
    if (*end == 0) {
      if (before == 0) partial_head_.assign(fresh);
      return bytes.size();
    }
    ResponseHead head;
    const auto facts = parse_response_head(text.substr(0, *end), is_head_request_ ? "HEAD" : "", head);
    if (!facts) return std::unexpected(facts.error());
    used += *end - before;
    std::string{}.swap(partial_head_);
    scanner_.reset();
    if (head.status == 101)
      return fail(ErrorKind::upstream_protocol, "The answer switches protocols unasked.");
    if (head.status < 200) continue;
    head_ = std::move(head);
    facts_ = *facts;
    left_ = facts_.content_length;
    has_head_ = true;
    done_ = facts_.framing == BodyFraming::none;
  }
  return used;
}

Result<ChunkedDecoder::Step> ResponseReader::feed_body(std::span<char> bytes) {
  ChunkedDecoder::Step step{0, 0};
  switch (facts_.framing) {
    case BodyFraming::none:
      break;
    case BodyFraming::until_close:
      step.consumed = step.produced = bytes.size();
      break;
    case BodyFraming::content_length:
      step.consumed = step.produced = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
      left_ -= step.consumed;
      done_ = left_ == 0;
      break;
    case BodyFraming::chunked: {
      const auto decoded = chunks_.decode(bytes);
      if (!decoded) return fail(ErrorKind::upstream_protocol, decoded.error().message);
      step = *decoded;
      done_ = chunks_.done();
      break;
    }
  }
  return step;
}

Result<void> ResponseReader::feed_end() {
  if (!has_head_)
    return fail(ErrorKind::upstream_protocol,
                "The connection was closed before the answer's head was complete.");
  if (facts_.framing == BodyFraming::until_close) done_ = true;
  if (!done_)
    return fail(ErrorKind::upstream_protocol, "The connection was closed before the answer was complete.");
  return {};
}

}  // namespace gw::net
