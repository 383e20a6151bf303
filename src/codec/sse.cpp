#include "codec/sse.hpp"

#include <cassert>
#include <utility>

namespace gw::codec {
namespace {

[[maybe_unused]] bool is_one_line(std::string_view text) noexcept {
  return text.find_first_of("\r\n") == std::string_view::npos;
}

}  // namespace

void SseWriter::data(std::string_view line) {
  assert(is_one_line(line));
  begin_data();
  out_.append(line);
  end_data();
}

void SseWriter::event(std::string_view name, std::string_view line) {
  assert(is_one_line(name));
  out_.append("event: ");
  out_.append(name);
  out_.push_back('\n');
  data(line);
}

void SseWriter::comment(std::string_view text) {
  assert(is_one_line(text));
  out_.append(": ");
  out_.append(text);
  out_.append("\n\n");
}

void SseWriter::begin_data() {
  out_.append("data: ");
}
void SseWriter::end_data() {
  out_.append("\n\n");
}

void SseReader::feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (std::exchange(after_carriage_return_, false) && c == '\n') continue;  // CR LF is one line ending
    if (c != '\r' && c != '\n') {
      line_.push_back(c);
      continue;
    }
    after_carriage_return_ = c == '\r';
    end_line();
    line_.clear();
  }
}

void SseReader::end_line() {
  std::string_view line = line_;
  if (std::exchange(at_start_, false) && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  if (line.empty()) return end_event();
  const std::size_t colon = line.find(':');
  const std::string_view field = line.substr(0, colon);
  std::string_view value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (field == "event") {
    current_.event = value;
  } else if (field == "data") {
    if (has_data_) current_.data.push_back('\n');
    current_.data.append(value);
    has_data_ = true;
  }
}

void SseReader::end_event() {
  if (has_data_) ready_.push_back(std::move(current_));
  current_ = {};
  has_data_ = false;
}

std::optional<SseEvent> SseReader::next() {
  if (ready_.empty()) return std::nullopt;
  SseEvent event = std::move(ready_.front());
  ready_.pop_front();
  return event;
}

}  // namespace gw::codec
