#include "bedrock/converse_request.hpp"

#include <cstddef>
#include <utility>

#include "bedrock/wire_words.hpp"
#include "codec/json_writer.hpp"
#include "codec/percent_encoding.hpp"

namespace gw::bedrock {
namespace {

using codec::JsonWriter;

/// Writes the members of a body in the order of the service model.
class BodyWriter {
 public:
  explicit BodyWriter(std::string& out) : json_(out) {}

  void write(const ConverseRequest& request, Operation operation) {
    json_.begin_object();
    write_messages(request.messages);
    write_system(request.system);
    write_inference(request.inference);
    if (request.tools) write_tools(*request.tools);
    if (request.guardrail) write_guardrail(*request.guardrail, operation);
    if (!request.additional_model_request_fields.raw.empty()) {
      json_.key("additionalModelRequestFields").value(request.additional_model_request_fields);
    }
    write_texts("additionalModelResponseFieldPaths", request.additional_model_response_field_paths);
    for (const RawMember& member : request.extra) json_.key(member.key).value(member.value);
    json_.end_object();
  }

 private:
  void write_messages(const std::vector<Message>& messages) {
    if (messages.empty()) return;
    json_.key("messages").begin_array();
    for (const Message& message : messages) {
      json_.begin_object().key("role").string(to_word(message.role)).key("content").begin_array();
      for (const ContentBlock& block : message.content) write_union(block);
      json_.end_array().end_object();
    }
    json_.end_array();
  }

  void write_system(const std::vector<SystemBlock>& system) {
    if (system.empty()) return;
    json_.key("system").begin_array();
    for (const SystemBlock& block : system) write_union(block);
    json_.end_array();
  }

  void write_inference(const InferenceConfig& inference) {
    if (inference.empty()) return;
    json_.key("inferenceConfig").begin_object();
    if (inference.max_tokens) json_.key("maxTokens").integer(*inference.max_tokens);
    if (inference.temperature) json_.key("temperature").number(*inference.temperature);
    if (inference.top_p) json_.key("topP").number(*inference.top_p);
    write_texts("stopSequences", inference.stop_sequences);
    json_.end_object();
  }

  void write_tools(const ToolConfig& config) {
    json_.key("toolConfig").begin_object().key("tools").begin_array();
    for (const ToolEntry& tool : config.tools) write_union(tool);
    json_.end_array();
    if (config.choice) {
      json_.key("toolChoice");
      write_union(*config.choice);
    }
    json_.end_object();
  }

  void write_guardrail(const GuardrailConfig& guardrail, Operation operation) {
    json_.key("guardrailConfig").begin_object();
    json_.key("guardrailIdentifier").string(guardrail.identifier);
    json_.key("guardrailVersion").string(guardrail.version);
    write_text_unless_empty("trace", guardrail.trace);
    // Converse has no such member and would refuse it.
    if (operation == Operation::converse_stream) {
      write_text_unless_empty("streamProcessingMode", guardrail.stream_processing_mode);
    }
    json_.end_object();
  }

  /// A union of the service model: an object with the one member that the alternative writes.
  template <class Union>
  void write_union(const Union& alternatives) {
    json_.begin_object();
    std::visit([this](const auto& alternative) { this->write_member(alternative); }, alternatives);
    json_.end_object();
  }

  void write_member(const TextBlock& block) { json_.key("text").string(block.text); }

  void write_member(const ImageBlock& block) {
    json_.key("image");
    write_media(to_word(block.format), block.source);
  }

  void write_member(const VideoBlock& block) {
    json_.key("video");
    write_media(to_word(block.format), block.source);
  }

  void write_member(const AudioBlock& block) {
    json_.key("audio");
    write_media(to_word(block.format), block.source);
  }

  void write_member(const DocumentBlock& block) {
    json_.key("document").begin_object();
    json_.key("format").string(to_word(block.format)).key("name").string(block.name).key("source");
    write_union(block.source);
    if (block.citations) json_.key("citations").begin_object().key("enabled").boolean(true).end_object();
    json_.end_object();
  }

  void write_member(const ToolUseBlock& block) {
    json_.key("toolUse").begin_object();
    json_.key("toolUseId").string(block.id).key("name").string(block.name).key("input").value(block.input);
    json_.end_object();
  }

  void write_member(const ToolResultBlock& block) {
    json_.key("toolResult").begin_object().key("toolUseId").string(block.id).key("content").begin_array();
    for (const ToolResultContent& content : block.content) write_union(content);
    json_.end_array();
    switch (block.status) {
      case ToolResultStatus::unset:
        break;
      case ToolResultStatus::success:
        json_.key("status").string("success");
        break;
      case ToolResultStatus::error:
        json_.key("status").string("error");
        break;
    }
    json_.end_object();
  }

  void write_member(const JsonBlock& block) { json_.key("json").value(block.json); }

  void write_member(const ReasoningTextBlock& block) {
    // The text is written even when it is empty: newer Claude models sign reasoning whose text they withhold,
    // and refuse the block without the member.
    json_.key("reasoningContent").begin_object().key("reasoningText").begin_object();
    json_.key("text").string(block.text);
    write_text_unless_empty("signature", block.signature);
    json_.end_object().end_object();
  }

  void write_member(const RedactedReasoningBlock& block) {
    json_.key("reasoningContent").begin_object().key("redactedContent");
    write_base64(block.base64);
    json_.end_object();
  }

  void write_member(const CachePointBlock& block) {
    json_.key("cachePoint").begin_object().key("type").string("default");
    switch (block.ttl) {
      case CacheTtl::unset:
        break;
      case CacheTtl::five_minutes:
        json_.key("ttl").string("5m");
        break;
      case CacheTtl::one_hour:
        json_.key("ttl").string("1h");
        break;
    }
    json_.end_object();
  }

  void write_member(const GuardContentBlock& block) {
    json_.key("guardContent").begin_object();
    if (const auto* text = std::get_if<TextBlock>(&block.content)) {
      json_.key("text").begin_object().key("text").string(text->text).end_object();
    } else {
      write_member(std::get<ImageBlock>(block.content));
    }
    json_.end_object();
  }

  void write_member(const InlineBytes& source) {
    json_.key("bytes");
    write_base64(source.base64);
  }

  void write_member(const S3Location& source) {
    json_.key("s3Location").begin_object().key("uri").string(source.uri);
    write_text_unless_empty("bucketOwner", source.bucket_owner);
    json_.end_object();
  }

  void write_member(const ToolSpec& tool) {
    json_.key("toolSpec").begin_object().key("name").string(tool.name);
    write_text_unless_empty("description", tool.description);
    json_.key("inputSchema").begin_object().key("json").value(tool.input_schema).end_object();
    if (tool.strict) json_.key("strict").boolean(*tool.strict);
    json_.end_object();
  }

  void write_member(const AutoToolChoice&) { json_.key("auto").begin_object().end_object(); }
  void write_member(const AnyToolChoice&) { json_.key("any").begin_object().end_object(); }
  void write_member(const NamedToolChoice& choice) {
    json_.key("tool").begin_object().key("name").string(choice.name).end_object();
  }

  void write_media(std::string_view format, const MediaSource& source) {
    json_.begin_object().key("format").string(format).key("source");
    write_union(source);
    json_.end_object();
  }

  // Base64 needs no escaping; megabytes of it are not looked at again.
  void write_base64(std::string_view base64) { json_.string(codec::JsonString::from_escaped(base64, false)); }

  void write_text_unless_empty(std::string_view name, codec::JsonString text) {
    if (!text.empty()) json_.key(name).string(text);
  }

  void write_texts(std::string_view name, const std::vector<codec::JsonString>& texts) {
    if (texts.empty()) return;
    json_.key(name).begin_array();
    for (const codec::JsonString& text : texts) json_.string(text);
    json_.end_array();
  }

  JsonWriter json_;
};

/// Lower bound of the body's size that is near enough to save most regrowth: what is long in a request is
/// text and media.
class SizeEstimate {
 public:
  explicit SizeEstimate(const ConverseRequest& request) {
    for (const Message& message : request.messages) {
      for (const ContentBlock& block : message.content) add_any(block);
    }
    for (const SystemBlock& block : request.system) add_any(block);
    if (request.tools) {
      for (const ToolEntry& tool : request.tools->tools) add_any(tool);
    }
    bytes_ += request.additional_model_request_fields.raw.size();
    for (const RawMember& member : request.extra) bytes_ += member.value.raw.size();
  }

  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  template <class Union>
  void add_any(const Union& alternatives) {
    bytes_ += 64;  // keys, braces and quotes of one block
    std::visit([this](const auto& alternative) { this->add(alternative); }, alternatives);
  }

  void add(const TextBlock& block) { bytes_ += block.text.raw().size(); }
  void add(const ImageBlock& block) { add_any(block.source); }
  void add(const VideoBlock& block) { add_any(block.source); }
  void add(const AudioBlock& block) { add_any(block.source); }
  void add(const DocumentBlock& block) { add_any(block.source); }
  void add(const InlineBytes& source) { bytes_ += source.base64.size(); }
  void add(const S3Location& source) { bytes_ += source.uri.raw().size(); }
  void add(const ToolUseBlock& block) { bytes_ += block.input.raw.size(); }
  void add(const JsonBlock& block) { bytes_ += block.json.raw.size(); }
  void add(const ToolResultBlock& block) {
    for (const ToolResultContent& content : block.content) add_any(content);
  }
  void add(const ReasoningTextBlock& block) {
    bytes_ += block.text.raw().size() + block.signature.raw().size();
  }
  void add(const RedactedReasoningBlock& block) { bytes_ += block.base64.size(); }
  void add(const CachePointBlock&) {}
  void add(const GuardContentBlock& block) { add_any(block.content); }
  void add(const ToolSpec& tool) { bytes_ += tool.description.raw().size() + tool.input_schema.raw.size(); }

  std::size_t bytes_ = 512;
};

}  // namespace

std::string to_path(const base::ModelId& model, Operation operation) {
  std::string label = codec::encode_path_label(model.str());
  // Dots need no encoding in a label, but as a whole segment they would walk up the path.
  if (label == "." || label == "..") label = label.size() == 1 ? "%2E" : "%2E%2E";
  std::string path = "/model/" + label;
  switch (operation) {
    case Operation::converse:
      return path += "/converse";
    case Operation::converse_stream:
      return path += "/converse-stream";
    case Operation::invoke_model:
      return path += "/invoke";
  }
  std::unreachable();
}

std::string write_body(const ConverseRequest& request, Operation operation) {
  std::string body;
  body.reserve(SizeEstimate(request).bytes());
  BodyWriter(body).write(request, operation);
  return body;
}

}  // namespace gw::bedrock
