#include "openai/chat_response.hpp"

#include "codec/json_writer.hpp"
#include "openai/answer_identity.hpp"

namespace gw::openai {
namespace {

void write_escaped(codec::JsonWriter& json, const std::string& escaped) {
  json.string(codec::JsonString::from_escaped(escaped, true));
}

void write_call(codec::JsonWriter& json, const AnsweredCall& call) {
  json.begin_object();
  write_escaped(json.key("id"), call.id);
  json.key("type").string("function");
  json.key("function").begin_object();
  write_escaped(json.key("name"), call.name);
  write_escaped(json.key("arguments"), call.arguments);
  json.end_object().end_object();
}

void write_message(codec::JsonWriter& json, const Choice& choice) {
  json.begin_object();
  json.key("role").string("assistant");
  json.key("content");
  if (choice.content.empty() && !choice.calls.empty()) {
    json.null();
  } else {
    write_escaped(json, choice.content);
  }
  json.key("refusal").null();
  if (!choice.reasoning.empty()) {
    write_escaped(json.key("reasoning_content"), choice.reasoning);
    write_escaped(json.key("reasoning"), choice.reasoning);
  }
  if (!choice.calls.empty()) {
    json.key("tool_calls").begin_array();
    for (const AnsweredCall& call : choice.calls) write_call(json, call);
    json.end_array();
  }
  json.end_object();
}

void write_choice(codec::JsonWriter& json, const Choice& choice, std::size_t index) {
  json.begin_object();
  json.key("index").integer(static_cast<std::int64_t>(index));
  json.key("message");
  write_message(json, choice);
  json.key("logprobs").null();
  json.key("finish_reason").string(to_string(choice.finish_reason));
  if (!choice.bedrock_stop_reason.empty()) {
    write_escaped(json.key("bedrock_stop_reason"), choice.bedrock_stop_reason);
  }
  json.end_object();
}

}  // namespace

std::string write_chat_response(const AnswerIdentity& identity, std::span<const Choice> choices,
                                const std::optional<Usage>& usage) {
  std::string out;
  codec::JsonWriter json(out);
  json.begin_object();
  json.key("id").string(identity.id);
  json.key("object").string("chat.completion");
  json.key("created").integer(identity.created.time_since_epoch().count());
  json.key("model").string(identity.model.str());
  json.key("choices").begin_array();
  for (std::size_t i = 0; i < choices.size(); ++i) write_choice(json, choices[i], i);
  json.end_array();
  if (usage) {
    json.key("usage");
    write_usage(json, *usage);
  }
  json.end_object();
  return out;
}

}  // namespace gw::openai
