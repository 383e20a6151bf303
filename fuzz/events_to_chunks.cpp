// Lines of `<event type> <payload>` as a Converse stream: the chunks are valid and end with [DONE] or not at
// all, and the plain answer from the same events succeeds and fails with them.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bedrock/converse_stream_event.hpp"
#include "codec/json_reader.hpp"
#include "codec/sse.hpp"
#include "openai/answer_identity.hpp"
#include "support/require.hpp"
#include "translate/converse_stream_to_chunks.hpp"
#include "translate/converse_to_chat.hpp"

namespace {

using gw::fuzz::require;

void require_json(std::string_view json) {
  gw::codec::JsonReader reader(json);
  require(reader.value() && reader.finish(), "this is no JSON: " + std::string(json));
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

/// Events as far as they can be read. Views into `lines`.
std::vector<gw::bedrock::ConverseStreamEvent> events_of(std::vector<std::string>& lines) {
  std::vector<gw::bedrock::ConverseStreamEvent> events;
  for (std::string& line : lines) {
    const std::size_t space = line.find(' ');
    if (space == std::string::npos) continue;
    gw::codec::EventStreamFrame frame;
    frame.headers.push_back({":message-type", std::string_view("event")});
    frame.headers.push_back({":event-type", std::string_view(line).substr(0, space)});
    frame.payload = std::span<char>(line).subspan(space + 1);
    if (auto event = gw::bedrock::parse_stream_event(frame)) events.push_back(*event);
  }
  return events;
}

void require_chunks(const std::string& bytes, bool complete) {
  gw::codec::SseReader reader;
  reader.feed(bytes);
  bool done = false;
  while (const auto event = reader.next()) {
    require(!done, "an event after [DONE]");
    done = event->data == "[DONE]";
    if (!done) require_json(event->data);
  }
  require(done == complete, "[DONE] belongs to a complete answer, and only to one");
  require(complete || bytes.find("\"finish_reason\":\"") == std::string::npos,
          "a failed answer that looks finished");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::string> lines = lines_of(gw::fuzz::as_text(data, size));
  const auto events = events_of(lines);
  const gw::openai::AnswerIdentity identity{.id = "i", .model = gw::base::ModelName("m"), .created = {}};
  gw::translate::ConverseStreamToChunks chunks(identity, {}, gw::openai::UsageInStream::include);
  std::string bytes;
  bool complete = true;
  for (const auto& event : events) complete = complete && chunks.on(event, bytes).has_value();
  complete = complete && chunks.finish(bytes).has_value();
  require_chunks(bytes, complete);
  const auto plain = gw::translate::converse_to_chat(events, identity, {});
  require(plain.has_value() == complete, "the plain answer and the stream disagree");
  if (plain) require_json(plain->body);
  return 0;
}
