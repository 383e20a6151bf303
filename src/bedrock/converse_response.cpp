#include <utility>

#include "bedrock/converse_stream_event.hpp"
#include "bedrock/wire_reader.hpp"
#include "codec/json_reader.hpp"

namespace gw::bedrock {
namespace {

using codec::JsonReader;
using codec::JsonString;
using codec::JsonValue;
using Events = std::vector<ConverseStreamEvent>;

/// Reads output.message.content and appends what a stream would have sent for each block.
class ContentReader {
 public:
  ContentReader(JsonReader& reader, Events& events) : reader_(reader), events_(events) {}

  [[nodiscard]] bool read_blocks() {
    return reader_.array([this](std::size_t index) {
      index_ = static_cast<std::uint32_t>(index);
      if (!reader_.object([this](JsonString key) { return read_block(key); })) return false;
      events_.push_back(ContentBlockStop{index_});
      return true;
    });
  }

 private:
  bool read_block(JsonString key) {
    if (is(key, "text")) return read_text();
    if (is(key, "toolUse")) return read_tool_use();
    if (is(key, "reasoningContent")) return read_reasoning();
    if (is(key, "citationsContent")) return read_citations();
    events_.push_back(UnknownEvent{key.raw()});
    return skip(reader_);
  }

  bool read_text() {
    JsonString text;
    if (!read_string(reader_, text)) return false;
    events_.push_back(TextDelta{index_, text});
    return true;
  }

  bool read_tool_use() {
    ToolUseStart start{};
    JsonValue input;
    if (!read_tool_use_members(reader_, start, &input)) return false;
    if (start.id.empty() || start.name.empty()) return false;
    start.index = index_;
    events_.push_back(start);
    // A call without arguments has no input at all, as in a stream.
    if (input.raw.empty()) return true;
    if (input.kind != codec::JsonKind::object) return false;
    events_.push_back(ToolInputWhole{index_, input});
    return true;
  }

  bool read_reasoning() {
    return reader_.object([this](JsonString key) {
      if (is(key, "reasoningText")) return read_reasoning_text();
      if (is(key, "redactedContent")) {
        JsonString base64;
        if (!read_string(reader_, base64)) return false;
        events_.push_back(ReasoningRedactedDelta{index_, base64});
        return true;
      }
      events_.push_back(UnknownEvent{key.raw()});
      return skip(reader_);
    });
  }

  bool read_reasoning_text() {
    JsonString text;
    JsonString signature;
    const bool ok = reader_.object([&](JsonString key) {
      if (is(key, "text")) return read_string(reader_, text);
      if (is(key, "signature")) return read_string(reader_, signature);
      return skip(reader_);
    });
    // Newer Claude models withhold the text and sign the block all the same.
    if (!text.empty()) events_.push_back(ReasoningTextDelta{index_, text});
    if (!signature.empty()) events_.push_back(ReasoningSignatureDelta{index_, signature});
    return ok;
  }

  /// {"content": [{"text": "..."}], "citations": [...]}: text first, then its sources, as in a stream.
  bool read_citations() {
    std::vector<JsonValue> citations;
    const bool ok = reader_.object([&](JsonString key) {
      if (is(key, "content")) {
        return reader_.array([this](std::size_t) {
          return reader_.object(
              [this](JsonString name) { return is(name, "text") ? read_text() : skip(reader_); });
        });
      }
      if (is(key, "citations")) {
        return reader_.array([&](std::size_t) { return read_value(reader_, citations.emplace_back()); });
      }
      return skip(reader_);
    });
    for (const JsonValue& citation : citations) events_.push_back(CitationDelta{index_, citation});
    return ok;
  }

  JsonReader& reader_;
  Events& events_;
  std::uint32_t index_ = 0;
};

/// "output": {"message": {"role": "assistant", "content": [...]}}
bool read_output(JsonReader& reader, Events& events, bool& has_content) {
  return reader.object([&](JsonString key) {
    if (!is(key, "message")) return skip(reader);
    return reader.object([&](JsonString name) {
      if (!is(name, "content")) return skip(reader);
      has_content = true;
      return ContentReader(reader, events).read_blocks();
    });
  });
}

}  // namespace

base::Result<Events> parse_converse_response(std::span<char> body) {
  JsonReader reader(body);
  Events events;
  events.reserve(8);
  events.push_back(MessageStart{});
  bool has_content = false;
  MessageStop stop;
  Metadata metadata;
  const bool ok = reader.object([&](JsonString key) {
    if (is(key, "output")) return read_output(reader, events, has_content);
    if (is(key, "stopReason")) return read_string(reader, stop.raw_reason);
    if (is(key, "additionalModelResponseFields")) {
      return read_value(reader, stop.additional_model_response_fields);
    }
    return read_metadata_member(reader, key, metadata);
  });
  if (!ok || !reader.finish() || !has_content || stop.raw_reason.empty()) {
    return base::fail(base::ErrorKind::upstream_protocol,
                      "Amazon Bedrock sent an answer that cannot be understood.");
  }
  auto end = finish_message(stop);
  if (!end) return base::fail(std::move(end.error()));
  events.push_back(*std::move(end));
  events.push_back(metadata);
  return events;
}

}  // namespace gw::bedrock
