#include "simulator/converse_writer.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "codec/base64.hpp"
#include "codec/event_stream.hpp"
#include "codec/json_writer.hpp"
#include "simulator/tokens.hpp"

namespace gw::simulator {
namespace {

using codec::JsonWriter;
using std::chrono::milliseconds;

// Bedrock pads every frame's payload with the beginning of this text, so that its length does not tell what
// the model wrote.
constexpr std::string_view kPadding = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::size_t kTokensPerDelta = 3;
constexpr std::size_t kMaxWriteBytes = 400;
// Offset of the prelude's own checksum in a frame (docs/formats.md#event-stream).
constexpr std::size_t kPreludeChecksumOffset = 8;

std::string_view padding(base::RandomSource& random) {
  return kPadding.substr(0, 1 + random.next_bits() % kPadding.size());
}

void write_usage(JsonWriter& json, const Usage& usage) {
  json.key("usage").begin_object();
  if (usage.cache_read_tokens + usage.cache_write_tokens > 0) {
    json.key("cacheReadInputTokens").integer(static_cast<std::int64_t>(usage.cache_read_tokens));
    json.key("cacheWriteInputTokens").integer(static_cast<std::int64_t>(usage.cache_write_tokens));
  }
  json.key("inputTokens").integer(static_cast<std::int64_t>(usage.input_tokens));
  json.key("outputTokens").integer(static_cast<std::int64_t>(usage.output_tokens));
  json.key("totalTokens")
      .integer(static_cast<std::int64_t>(usage.input_tokens + usage.output_tokens + usage.cache_read_tokens +
                                         usage.cache_write_tokens));
  json.end_object();
}

void write_metrics(JsonWriter& json, milliseconds latency) {
  json.key("metrics").begin_object().key("latencyMs").integer(latency.count()).end_object();
}

// What a request asked for and AWS says back.
void write_echoed_settings(JsonWriter& json, const Conversation& conversation) {
  if (conversation.latency) {
    json.key("performanceConfig").begin_object().key("latency").string(*conversation.latency).end_object();
  }
  if (conversation.service_tier) {
    json.key("serviceTier").begin_object().key("type").string(*conversation.service_tier).end_object();
  }
}

void write_block(JsonWriter& json, const AnswerBlock& block) {
  json.begin_object();
  if (const auto* text = std::get_if<TextBlock>(&block)) {
    json.key("text").string(text->text);
  } else if (const auto* call = std::get_if<ToolCallBlock>(&block)) {
    json.key("toolUse").begin_object();
    // A document cannot hold half a value: what was cut off becomes nothing.
    json.key("input").raw(call->truncated ? std::string_view{"{}"} : std::string_view{call->input});
    json.key("name").string(call->name);
    json.key("toolUseId").string(call->id);
    json.end_object();
  } else {
    const auto& reasoning = std::get<ReasoningBlock>(block);
    json.key("reasoningContent").begin_object();
    if (!reasoning.redacted.empty()) {
      json.key("redactedContent").string(codec::encode_base64(reasoning.redacted));
    } else {
      json.key("reasoningText").begin_object();
      if (!reasoning.signature.empty()) json.key("signature").string(reasoning.signature);
      json.key("text").string(reasoning.text);
      json.end_object();
    }
    json.end_object();
  }
  json.end_object();
}

class FrameWriter {
 public:
  explicit FrameWriter(base::RandomSource& random) : random_(random) {}

  template <class WriteMembers>
  StreamFrame event(std::string_view type, WriteMembers&& write_members) {
    StreamFrame frame;
    frame.type = type;
    JsonWriter json{frame.payload};
    json.begin_object();
    write_members(json);
    json.key("p").string(padding(random_));
    json.end_object();
    return frame;
  }

  template <class WriteDelta>
  StreamFrame delta(std::size_t index, WriteDelta&& write_delta) {
    StreamFrame frame = event("contentBlockDelta", [&](JsonWriter& json) {
      json.key("contentBlockIndex").integer(static_cast<std::int64_t>(index));
      json.key("delta").begin_object();
      write_delta(json);
      json.end_object();
    });
    frame.is_delta = true;
    return frame;
  }

  // Frames of one content block.
  std::vector<StreamFrame> block(std::size_t index, const AnswerBlock& block) {
    std::vector<StreamFrame> frames;
    if (const auto* text = std::get_if<TextBlock>(&block)) {
      for (const std::string& piece : pieces_of(text->text)) {
        frames.push_back(delta(index, [&](JsonWriter& json) { json.key("text").string(piece); }));
      }
    } else if (const auto* call = std::get_if<ToolCallBlock>(&block)) {
      add_call(frames, index, *call);
    } else {
      add_reasoning(frames, index, std::get<ReasoningBlock>(block));
    }
    frames.push_back(event("contentBlockStop", [&](JsonWriter& json) {
      json.key("contentBlockIndex").integer(static_cast<std::int64_t>(index));
    }));
    return frames;
  }

 private:
  static std::vector<std::string> pieces_of(std::string_view text) {
    std::vector<std::string> pieces;
    std::size_t count = 0;
    for (const std::string_view token : split_tokens(text)) {
      if (count++ % kTokensPerDelta == 0) pieces.emplace_back();
      pieces.back() += token;
    }
    return pieces;
  }

  void add_call(std::vector<StreamFrame>& frames, std::size_t index, const ToolCallBlock& call) {
    frames.push_back(event("contentBlockStart", [&](JsonWriter& json) {
      json.key("contentBlockIndex").integer(static_cast<std::int64_t>(index));
      json.key("start").begin_object().key("toolUse").begin_object();
      json.key("name").string(call.name);
      json.key("toolUseId").string(call.id);
      json.end_object().end_object();
    }));
    if (call.without_deltas) return;
    for (const std::string& piece : pieces_of(call.input)) {
      frames.push_back(delta(index, [&](JsonWriter& json) {
        json.key("toolUse").begin_object().key("input").string(piece).end_object();
      }));
    }
  }

  void add_reasoning(std::vector<StreamFrame>& frames, std::size_t index, const ReasoningBlock& reasoning) {
    const auto add = [&](std::string_view name, std::string_view value) {
      frames.push_back(delta(index, [&](JsonWriter& json) {
        json.key("reasoningContent").begin_object().key(name).string(value).end_object();
      }));
    };
    if (!reasoning.redacted.empty()) return add("redactedContent", codec::encode_base64(reasoning.redacted));
    for (const std::string& piece : pieces_of(reasoning.text)) add("text", piece);
    if (!reasoning.signature.empty()) add("signature", reasoning.signature);
  }

  base::RandomSource& random_;
};

// One frame of each block in turn, until all are used up.
std::vector<StreamFrame> interleave(std::vector<std::vector<StreamFrame>> blocks) {
  std::vector<StreamFrame> frames;
  for (std::size_t i = 0, added = 1; added > 0; ++i) {
    added = 0;
    for (std::vector<StreamFrame>& block : blocks) {
      if (i >= block.size()) continue;
      frames.push_back(std::move(block[i]));
      ++added;
    }
  }
  return frames;
}

std::string to_bytes(const StreamFrame& frame) {
  const codec::EventStreamHeader headers[] = {
      {frame.is_exception ? ":exception-type" : ":event-type", std::string_view{frame.type}},
      {":content-type", std::string_view{"application/json"}},
      {":message-type", std::string_view{frame.is_exception ? "exception" : "event"}},
  };
  std::string bytes;
  const base::Result<void> appended = codec::append_event_stream_frame(bytes, headers, frame.payload);
  assert(appended && "a frame of the simulation is far below the limits of the format");
  return bytes;
}

// Index of the frame that a fault strikes at.
std::size_t position_of(const Fault& fault, const std::vector<StreamFrame>& frames) {
  if (fault.place == FaultPlace::last) {
    const auto stop = std::ranges::find(frames, "messageStop", &StreamFrame::type);
    return static_cast<std::size_t>(stop - frames.begin());
  }
  if (fault.place != FaultPlace::middle) return 0;
  const auto deltas = static_cast<std::size_t>(std::ranges::count_if(frames, &StreamFrame::is_delta));
  std::size_t seen = 0;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (frames[i].is_delta && ++seen > deltas / 2) return i;
  }
  return frames.size() / 2;
}

// Collects bytes and cuts them into writes of odd lengths, so that frames begin and end inside of them.
class StepMaker {
 public:
  explicit StepMaker(base::RandomSource& random) : random_(random) {}

  void add(std::string_view bytes) { pending_ += bytes; }

  void wait(milliseconds duration) {
    if (duration.count() == 0) return;
    flush();
    steps_.push_back(Step::wait(duration));
  }

  void reset() {
    flush();
    steps_.push_back(Step::reset());
  }

  std::vector<Step> finish() {
    flush();
    return std::move(steps_);
  }

 private:
  void flush() {
    for (std::size_t at = 0; at < pending_.size();) {
      const std::size_t length = 1 + random_.next_bits() % kMaxWriteBytes;
      steps_.push_back(Step::write(pending_.substr(at, length)));
      at += length;
    }
    pending_.clear();
  }

  base::RandomSource& random_;
  std::string pending_;
  std::vector<Step> steps_;
};

StreamFrame exception_frame(const AwsError& error) {
  StreamFrame frame;
  frame.is_exception = true;
  frame.type = without_capital(error.type);
  frame.payload = error_body(error.message);
  return frame;
}

}  // namespace

std::string error_body(std::string_view message) {
  std::string body;
  JsonWriter{body}.begin_object().key("message").string(message).end_object();
  return body;
}

std::string write_converse_body(const Answer& answer, const Conversation& conversation,
                                milliseconds latency) {
  std::string body;
  JsonWriter json{body};
  json.begin_object();
  if (answer.additional_fields) json.key("additionalModelResponseFields").raw(*answer.additional_fields);
  write_metrics(json, latency);
  json.key("output").begin_object().key("message").begin_object();
  json.key("content").begin_array();
  for (const AnswerBlock& block : answer.blocks) write_block(json, block);
  json.end_array();
  json.key("role").string("assistant");
  json.end_object().end_object();
  write_echoed_settings(json, conversation);
  json.key("stopReason").string(answer.stop_reason);
  write_usage(json, answer.usage);
  json.end_object();
  return body;
}

std::vector<StreamFrame> write_converse_frames(const Answer& answer, const Conversation& conversation,
                                               const Directives& directives, base::RandomSource& random) {
  FrameWriter writer{random};
  std::vector<StreamFrame> frames;
  frames.push_back(
      writer.event("messageStart", [](JsonWriter& json) { json.key("role").string("assistant"); }));
  std::vector<std::vector<StreamFrame>> blocks;
  for (std::size_t i = 0; i < answer.blocks.size(); ++i) blocks.push_back(writer.block(i, answer.blocks[i]));
  if (directives.interleaved) blocks = {interleave(std::move(blocks))};
  for (std::vector<StreamFrame>& block : blocks) std::ranges::move(block, std::back_inserter(frames));
  frames.push_back(writer.event("messageStop", [&](JsonWriter& json) {
    if (answer.additional_fields) json.key("additionalModelResponseFields").raw(*answer.additional_fields);
    json.key("stopReason").string(answer.stop_reason);
  }));
  if (directives.without_metadata) return frames;
  const milliseconds latency = directives.frame_interval * static_cast<int>(frames.size());
  frames.push_back(writer.event("metadata", [&](JsonWriter& json) {
    write_metrics(json, latency);
    write_echoed_settings(json, conversation);
    write_usage(json, answer.usage);
  }));
  return frames;
}

std::vector<Step> make_steps(std::vector<StreamFrame> frames, const Directives& directives,
                             const Fault* fault, base::RandomSource& random) {
  StepMaker steps{random};
  const std::size_t strikes_at = fault == nullptr ? frames.size() : position_of(*fault, frames);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    steps.wait(directives.frame_interval);
    std::string bytes = to_bytes(frames[i]);
    if (fault != nullptr && i == strikes_at) {
      switch (fault->kind) {
        case FaultKind::exception:
          steps.add(to_bytes(exception_frame(fault->error)));
          return steps.finish();
        case FaultKind::reset:
          steps.reset();
          return steps.finish();
        case FaultKind::cut:
          return steps.finish();
        case FaultKind::cut_frame:
          steps.add(std::string_view{bytes}.substr(0, bytes.size() / 2));
          return steps.finish();
        case FaultKind::bad_crc:
          bytes.back() = static_cast<char>(~bytes.back());
          break;
        case FaultKind::bad_prelude:
          bytes[kPreludeChecksumOffset] = static_cast<char>(~bytes[kPreludeChecksumOffset]);
          break;
        case FaultKind::stall:
          steps.wait(fault->duration);
          break;
      }
    }
    steps.add(bytes);
  }
  return steps.finish();
}

}  // namespace gw::simulator
