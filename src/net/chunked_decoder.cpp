#include "net/chunked_decoder.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>

#include "net/header_list.hpp"

namespace gw::net {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_text(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return c == '\t' || (byte >= 0x20 && byte != 0x7f);
}

}  // namespace

base::Result<ChunkedDecoder::Step> ChunkedDecoder::decode(std::span<char> bytes) {
  Step done_so_far{0, 0};
  while (done_so_far.consumed < bytes.size() && state_ != State::done) {
    if (state_ == State::data) {
      const auto left_here = bytes.size() - done_so_far.consumed;
      const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(left_, left_here));
      std::memmove(bytes.data() + done_so_far.produced, bytes.data() + done_so_far.consumed, take);
      done_so_far.consumed += take;
      done_so_far.produced += take;
      left_ -= take;
      if (left_ == 0) state_ = State::data_return;
      continue;
    }
    if (const char* defect = step(bytes[done_so_far.consumed++])) {
      return base::fail(base::ErrorKind::invalid_request,
                        std::string{"The chunked body has "} + defect + ".");
    }
  }
  return done_so_far;
}

const char* ChunkedDecoder::end_of_size() {
  overhead_ = 0;
  state_ = left_ == 0 ? State::trailer_start : State::data;
  return nullptr;
}

const char* ChunkedDecoder::step(char c) {
  switch (state_) {
    case State::size_first:
    case State::size: {
      const int digit = hex_value(c);
      if (digit >= 0) {
        if (left_ > std::numeric_limits<std::uint64_t>::max() >> 4U) return "a chunk size that overflows";
        if (++overhead_ > kMaxOverheadBytes) return "a chunk size that is too long";
        left_ = left_ << 4U | static_cast<std::uint64_t>(digit);
        state_ = State::size;
        return nullptr;
      }
      if (state_ == State::size_first) return "a chunk without a size";
      if (c == '\r') {
        state_ = State::size_newline;
        return nullptr;
      }
      if (c != ';') return "a malformed chunk size";
      state_ = State::extension;
      return nullptr;
    }
    case State::extension:
      if (c == '\r') {
        state_ = State::size_newline;
        return nullptr;
      }
      if (!is_text(c)) return "a control character in a chunk extension";
      return ++overhead_ > kMaxOverheadBytes ? "chunk extensions that are too long" : nullptr;
    case State::size_newline:
      return c == '\n' ? end_of_size() : "a line that does not end in CR LF";
    case State::data_return:
      if (c != '\r') return "a chunk longer than its size";
      state_ = State::data_newline;
      return nullptr;
    case State::data_newline:
      if (c != '\n') return "a chunk longer than its size";
      state_ = State::size_first;
      return nullptr;
    case State::trailer_start:
      if (c == '\r') {
        state_ = State::last_newline;
        return nullptr;
      }
      if (!is_token_character(c)) return "a malformed trailer";
      state_ = State::trailer;
      return ++overhead_ > kMaxOverheadBytes ? "trailers that are too long" : nullptr;
    case State::trailer:
      if (c == '\r') {
        state_ = State::trailer_newline;
        return nullptr;
      }
      if (!is_text(c)) return "a control character in a trailer";
      return ++overhead_ > kMaxOverheadBytes ? "trailers that are too long" : nullptr;
    case State::trailer_newline:
      if (c != '\n') return "a line that does not end in CR LF";
      state_ = State::trailer_start;
      return nullptr;
    case State::last_newline:
      if (c != '\n') return "a line that does not end in CR LF";
      state_ = State::done;
      return nullptr;
    case State::data:
    case State::done:
      break;
  }
  return "bytes after its end";
}

}  // namespace gw::net
