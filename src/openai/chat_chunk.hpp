#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "codec/json_value.hpp"
#include "openai/chat_request.hpp"
#include "openai/finish_reason.hpp"

namespace gw::openai {

struct AnswerIdentity;
struct Usage;

/// Writes the events of one streamed answer: `data: {chat.completion.chunk}\n\n`. What all chunks share is
/// made once. Knows the form of each chunk, not their order: that is translate's. Appends to the buffer given
/// with each call. Source: ChatCompletionChunk of OpenAI's OpenAPI document 2.3.0.
class ChatChunkWriter {
 public:
  ChatChunkWriter(const AnswerIdentity& identity, UsageInStream usage, std::size_t choice_index = 0);

  /// {"role":"assistant","content":""}
  void role(std::string& out) const;
  /// {"content":text}
  void content(std::string& out, codec::JsonString text) const;
  /// Both names that clients read, with the same text.
  void reasoning(std::string& out, codec::JsonString text) const;
  /// First delta of a call: index, id, type, name and empty arguments.
  void call_start(std::string& out, std::size_t ordinal, codec::JsonString id, codec::JsonString name) const;
  /// Any later one: index and arguments only.
  void call_arguments(std::string& out, std::size_t ordinal, codec::JsonString arguments) const;
  /// {} and finish_reason. `bedrock_stop_reason`, unless empty, stands beside it as an extension field.
  void finish(std::string& out, FinishReason reason, codec::JsonString bedrock_stop_reason) const;
  /// choices [] and usage.
  void usage(std::string& out, const Usage& usage) const;
  /// data: [DONE]
  static void done(std::string& out);

 private:
  void begin_delta(std::string& out) const;
  void end_delta(std::string& out) const;

  std::string delta_begin_;    // from "data: " to the delta's opening brace
  std::size_t choices_begin_;  // length of the part of delta_begin_ that ends with "choices":[
  std::string_view delta_end_;
  std::string_view event_end_;
};

}  // namespace gw::openai
