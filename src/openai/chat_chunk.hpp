#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "codec/json_value.hpp"
#include "openai/chat_request.hpp"
#include "openai/finish_reason.hpp"
#include "openai/usage.hpp"

namespace gw::openai {

struct AnswerIdentity;

/// Writes the events of one streamed answer: `data: {chat.completion.chunk}\n\n`. What all chunks share is
/// made once. Knows the form of each chunk, not their order: that is translate's. Appends to the buffer given
/// with each call. Source: ChatCompletionChunk of OpenAI's OpenAPI document 2.3.0.
class ChatChunkWriter {
 public:
  ChatChunkWriter(const AnswerIdentity& identity, std::size_t choice_index, UsageInStream usage);

  void role(std::string& out) const;                               ///< {"role":"assistant","content":""}
  void content(std::string& out, codec::JsonString text) const;    ///< {"content":text}
  void reasoning(std::string& out, codec::JsonString text) const;  ///< both names, same text
  /// First delta of a call: index, id, type, name and empty arguments.
  void call_start(std::string& out, std::size_t ordinal, codec::JsonString id, codec::JsonString name) const;
  /// Any later one: index and arguments only.
  void call_arguments(std::string& out, std::size_t ordinal, codec::JsonString arguments) const;
  /// {} and finish_reason. `bedrock_stop_reason`, if not empty, is added beside it as an extension field.
  void finish(std::string& out, FinishReason reason, codec::JsonString bedrock_stop_reason) const;
  /// choices [] and usage.
  void usage(std::string& out, const Usage& usage) const;
  static void done(std::string& out);  ///< data: [DONE]

 private:
  void begin_delta(std::string& out) const;
  void end_delta(std::string& out) const;

  std::string head_;  // up to and including "choices":[
  std::string choice_;
  std::string tail_;  // from the choice's end to the event's end
  UsageInStream usage_;
};

}  // namespace gw::openai
