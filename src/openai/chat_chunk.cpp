#include "openai/chat_chunk.hpp"

#include <fmt/format.h>

#include <iterator>

#include "codec/json_writer.hpp"
#include "openai/answer_identity.hpp"
#include "openai/usage.hpp"

namespace gw::openai {
namespace {

// OpenAI sends `"usage":null` in all chunks but the last when usage was asked for, and no such key otherwise.
constexpr std::string_view kEventEnd = "}\n\n";
constexpr std::string_view kEventEndWithUsage = ",\"usage\":null}\n\n";
constexpr std::string_view kDeltaEnd = "},\"finish_reason\":null}]}\n\n";
constexpr std::string_view kDeltaEndWithUsage = "},\"finish_reason\":null}],\"usage\":null}\n\n";

void append_quoted(std::string& out, codec::JsonString text) {
  out.push_back('"');
  out.append(text.raw());
  out.push_back('"');
}

void append_number(std::string& out, std::size_t number) {
  fmt::format_to(std::back_inserter(out), "{}", number);
}

}  // namespace

ChatChunkWriter::ChatChunkWriter(const AnswerIdentity& identity, UsageInStream usage,
                                 std::size_t choice_index)
    : delta_end_(usage == UsageInStream::include ? kDeltaEndWithUsage : kDeltaEnd),
      event_end_(usage == UsageInStream::include ? kEventEndWithUsage : kEventEnd) {
  std::string& head = delta_begin_;
  head = "data: ";
  codec::JsonWriter json(head);
  json.begin_object();
  json.key("id").string(identity.id);
  json.key("object").string("chat.completion.chunk");
  json.key("created").integer(identity.created.time_since_epoch().count());
  json.key("model").string(identity.model.str());
  json.key("choices").begin_array();
  choices_begin_ = head.size();
  fmt::format_to(std::back_inserter(head), "{{\"index\":{},\"delta\":{{", choice_index);
}

void ChatChunkWriter::begin_delta(std::string& out) const {
  out.append(delta_begin_);
}
void ChatChunkWriter::end_delta(std::string& out) const {
  out.append(delta_end_);
}

void ChatChunkWriter::role(std::string& out) const {
  begin_delta(out);
  out.append("\"role\":\"assistant\",\"content\":\"\"");
  end_delta(out);
}

void ChatChunkWriter::content(std::string& out, codec::JsonString text) const {
  begin_delta(out);
  out.append("\"content\":");
  append_quoted(out, text);
  end_delta(out);
}

void ChatChunkWriter::reasoning(std::string& out, codec::JsonString text) const {
  begin_delta(out);
  out.append("\"reasoning_content\":");
  append_quoted(out, text);
  out.append(",\"reasoning\":");
  append_quoted(out, text);
  end_delta(out);
}

void ChatChunkWriter::call_start(std::string& out, std::size_t ordinal, codec::JsonString id,
                                 codec::JsonString name) const {
  begin_delta(out);
  out.append("\"tool_calls\":[{\"index\":");
  append_number(out, ordinal);
  out.append(",\"id\":");
  append_quoted(out, id);
  out.append(",\"type\":\"function\",\"function\":{\"name\":");
  append_quoted(out, name);
  out.append(",\"arguments\":\"\"}}]");
  end_delta(out);
}

void ChatChunkWriter::call_arguments(std::string& out, std::size_t ordinal,
                                     codec::JsonString arguments) const {
  begin_delta(out);
  out.append("\"tool_calls\":[{\"index\":");
  append_number(out, ordinal);
  out.append(",\"function\":{\"arguments\":");
  append_quoted(out, arguments);
  out.append("}}]");
  end_delta(out);
}

void ChatChunkWriter::finish(std::string& out, FinishReason reason,
                             codec::JsonString bedrock_stop_reason) const {
  begin_delta(out);
  out.append("},\"finish_reason\":\"");
  out.append(to_string(reason));
  out.push_back('"');
  if (!bedrock_stop_reason.empty()) {
    out.append(",\"bedrock_stop_reason\":");
    append_quoted(out, bedrock_stop_reason);
  }
  out.append("}]");
  out.append(event_end_);
}

void ChatChunkWriter::usage(std::string& out, const Usage& usage) const {
  out.append(delta_begin_, 0, choices_begin_);
  out.append("],\"usage\":");
  codec::JsonWriter json(out);
  write_usage(json, usage);
  out.append(kEventEnd);
}

void ChatChunkWriter::done(std::string& out) {
  out.append("data: [DONE]\n\n");
}

}  // namespace gw::openai
