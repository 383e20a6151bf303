#include "openai/chat_message_reader.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "openai/field_errors.hpp"

namespace gw::openai {
namespace {

using codec::JsonKind;
using codec::JsonString;
using codec::JsonValue;

constexpr std::array<std::string_view, 6> kRoles{"system",    "developer", "user",
                                                 "assistant", "tool",      "function"};
constexpr std::array<std::string_view, 2> kToolKinds{"function", "custom"};

enum class PartType : std::uint8_t { text, image_url, input_audio, file, refusal };
constexpr std::array<std::string_view, 5> kPartTypes{"text", "image_url", "input_audio", "file", "refusal"};

/// The part types that a role may hold. Source: ChatCompletion*MessageParam of openai-node 7.57; tool results
/// take media too, as Converse does.
std::span<const std::string_view> part_types_of(Role role) {
  static constexpr std::array<std::string_view, 4> kUser{"text", "image_url", "input_audio", "file"};
  static constexpr std::array<std::string_view, 2> kAssistant{"text", "refusal"};
  static constexpr std::array<std::string_view, 3> kTool{"text", "image_url", "file"};
  static constexpr std::array<std::string_view, 1> kText{"text"};
  switch (role) {
    case Role::user:
      return kUser;
    case Role::assistant:
      return kAssistant;
    case Role::tool:
    case Role::function:
      return kTool;
    case Role::system:
    case Role::developer:
      return kText;
  }
  return kText;
}

/// All that a part of any type can hold, before its type is known: members come in any order.
struct LoosePart {
  std::optional<std::size_t> type;
  std::optional<JsonString> text;
  std::optional<JsonString> refusal;
  std::optional<JsonString> image_url;
  std::optional<JsonString> image_detail;
  std::optional<JsonString> audio_data;
  std::optional<JsonString> audio_format;
  bool has_image = false;
  bool has_audio = false;
  bool has_file = false;
  FilePart file;
  JsonValue cache_control;
  JsonValue prompt_cache_breakpoint;
};

void assign(JsonString& to, const std::optional<JsonString>& from) {
  to = from.value_or(JsonString{});
}

/// A string of an extension field, or whatever else a client put there: then it is left alone.
bool read_loose_string(BodyReader& body, JsonString& out) {
  out = {};
  if (body.peek() != JsonKind::string) return body.skip();
  std::optional<JsonString> text;
  if (!body.string(FieldPath(""), text)) return false;
  assign(out, text);
  return true;
}

bool read_image(BodyReader& body, const FieldPath& path, LoosePart& part) {
  // Some clients send the URL itself where OpenAI has an object.
  if (body.peek() == JsonKind::string) {
    part.has_image = true;
    return body.string(path, part.image_url);
  }
  std::string scratch;
  return body.object(path, part.has_image, [&](JsonString key) {
    const std::string_view name = plain_key(key, scratch);
    if (name == "url") return body.string(FieldPath(path, "url"), part.image_url);
    if (name == "detail") return body.string(FieldPath(path, "detail"), part.image_detail);
    return body.skip();
  });
}

bool read_audio(BodyReader& body, const FieldPath& path, LoosePart& part) {
  std::string scratch;
  return body.object(path, part.has_audio, [&](JsonString key) {
    const std::string_view name = plain_key(key, scratch);
    if (name == "data") return body.string(FieldPath(path, "data"), part.audio_data);
    if (name == "format") return body.string(FieldPath(path, "format"), part.audio_format);
    return body.skip();
  });
}

bool read_file(BodyReader& body, const FieldPath& path, LoosePart& part) {
  std::string scratch;
  part.file = {};
  return body.object(path, part.has_file, [&](JsonString key) {
    const std::string_view name = plain_key(key, scratch);
    JsonString* const target = name == "file_data"  ? &part.file.data
                               : name == "filename" ? &part.file.filename
                               : name == "file_id"  ? &part.file.id
                                                    : nullptr;
    if (target == nullptr) return body.skip();
    std::optional<JsonString> text;
    if (!body.string(FieldPath(path, name), text)) return false;
    assign(*target, text);
    return true;
  });
}

bool read_part_member(BodyReader& body, const FieldPath& path, std::string_view name, LoosePart& part) {
  if (name == "type") return body.one_of(FieldPath(path, name), kPartTypes, part.type);
  if (name == "text") return body.string(FieldPath(path, name), part.text);
  if (name == "image_url") return read_image(body, FieldPath(path, name), part);
  if (name == "url" && !part.image_url) return body.string(FieldPath(path, name), part.image_url);
  if (name == "input_audio") return read_audio(body, FieldPath(path, name), part);
  if (name == "file") return read_file(body, FieldPath(path, name), part);
  if (name == "refusal") return body.string(FieldPath(path, name), part.refusal);
  if (name == "cache_control") return body.any(part.cache_control);
  if (name == "prompt_cache_breakpoint") return body.any(part.prompt_cache_breakpoint);
  return body.skip();
}

/// The part, once all its members are known; nothing where it is wrong, which `body` then knows.
std::optional<ContentPart> to_part(BodyReader& body, const FieldPath& path, const LoosePart& loose) {
  const auto missing = [&](const FieldPath& member) {
    body.fail(missing_parameter(member.str()));
    return std::nullopt;
  };
  if (!loose.type) return missing(FieldPath(path, "type"));
  ContentPart part;
  part.cache_control = loose.cache_control;
  part.prompt_cache_breakpoint = loose.prompt_cache_breakpoint;
  switch (static_cast<PartType>(*loose.type)) {
    case PartType::text:
      if (!loose.text) return missing(FieldPath(path, "text"));
      part.part = TextPart{*loose.text};
      return part;
    case PartType::image_url: {
      const FieldPath image(path, "image_url");
      if (!loose.image_url) return loose.has_image ? missing(FieldPath(image, "url")) : missing(image);
      part.part = ImagePart{*loose.image_url, loose.image_detail.value_or(JsonString{})};
      return part;
    }
    case PartType::input_audio: {
      const FieldPath audio(path, "input_audio");
      if (!loose.has_audio) return missing(audio);
      if (!loose.audio_data) return missing(FieldPath(audio, "data"));
      if (!loose.audio_format) return missing(FieldPath(audio, "format"));
      part.part = AudioPart{*loose.audio_data, *loose.audio_format};
      return part;
    }
    case PartType::file:
      if (!loose.has_file) return missing(FieldPath(path, "file"));
      part.part = loose.file;
      return part;
    case PartType::refusal:
      if (!loose.refusal) return missing(FieldPath(path, "refusal"));
      part.part = RefusalPart{*loose.refusal};
      return part;
  }
  return std::nullopt;
}

bool read_parts(BodyReader& body, const FieldPath& path, std::vector<ContentPart>& parts) {
  bool present = false;
  std::string scratch;
  return body.array(path, present, [&](std::size_t index) {
    const FieldPath at(path, index);
    if (!body.admit(path)) return body.skip();
    if (body.peek() == JsonKind::null) return body.wrong_kind(at, "an object");
    LoosePart loose;
    bool is_object = false;
    const bool read = body.object(at, is_object, [&](JsonString key) {
      return read_part_member(body, at, plain_key(key, scratch), loose);
    });
    if (!read) return false;
    if (is_object) {
      if (std::optional<ContentPart> part = to_part(body, at, loose)) parts.push_back(*std::move(part));
    }
    return true;
  });
}

bool read_content(BodyReader& body, const FieldPath& path, Content& content) {
  content = std::monostate{};
  if (body.peek() == JsonKind::array) {
    return read_parts(body, path, content.emplace<std::vector<ContentPart>>());
  }
  if (body.peek() != JsonKind::string && body.peek() != JsonKind::null) {
    return body.wrong_kind(path, "one of a string or array of objects");
  }
  std::optional<JsonString> text;
  if (!body.string(path, text)) return false;
  if (text) content = *text;
  return true;
}

/// {name, arguments} of a function call or {name, input} of a custom one.
struct NamedInput {
  bool present = false;
  std::optional<JsonString> name;
  std::optional<JsonString> input;
};

bool read_named_input(BodyReader& body, const FieldPath& path, std::string_view input_name, NamedInput& out) {
  out = {};
  std::string scratch;
  return body.object(path, out.present, [&](JsonString key) {
    const std::string_view name = plain_key(key, scratch);
    if (name == "name") return body.string(FieldPath(path, name), out.name);
    if (name == input_name) return body.string(FieldPath(path, input_name), out.input);
    return body.skip();
  });
}

bool is_complete(BodyReader& body, const FieldPath& path, std::string_view input_name,
                 const NamedInput& call) {
  if (!call.present) {
    body.fail(missing_parameter(path.str()));
  } else if (!call.name) {
    body.fail(missing_parameter(FieldPath(path, "name").str()));
  } else if (!call.input) {
    body.fail(missing_parameter(FieldPath(path, input_name).str()));
  } else {
    return true;
  }
  return false;
}

bool read_tool_call(BodyReader& body, const FieldPath& path, std::vector<ToolCall>& out) {
  if (body.peek() == JsonKind::null) return body.wrong_kind(path, "an object");
  std::optional<JsonString> id;
  std::optional<std::size_t> kind;
  NamedInput function;
  NamedInput custom;
  std::string scratch;
  bool present = false;
  const bool read = body.object(path, present, [&](JsonString key) {
    const std::string_view name = plain_key(key, scratch);
    if (name == "id") return body.string(FieldPath(path, name), id);
    if (name == "type") return body.one_of(FieldPath(path, name), kToolKinds, kind);
    if (name == "function") return read_named_input(body, FieldPath(path, name), "arguments", function);
    if (name == "custom") return read_named_input(body, FieldPath(path, name), "input", custom);
    return body.skip();
  });
  if (!read || !present) return read;
  // Clients that lose `type` on the way through their own storage still say what they mean by the member.
  const bool is_custom = kind ? *kind == 1 : custom.present && !function.present;
  const NamedInput& call = is_custom ? custom : function;
  const FieldPath call_path(path, is_custom ? "custom" : "function");
  if (!id) {
    body.fail(missing_parameter(FieldPath(path, "id").str()));
  } else if (is_complete(body, call_path, is_custom ? "input" : "arguments", call)) {
    out.push_back(ToolCall{is_custom ? ToolKind::custom : ToolKind::function, *id, *call.name, *call.input});
  }
  return true;
}

bool read_tool_calls(BodyReader& body, const FieldPath& path, std::vector<ToolCall>& out) {
  out.clear();
  bool present = false;
  return body.array(path, present, [&](std::size_t index) {
    if (!body.admit(path)) return body.skip();
    return read_tool_call(body, FieldPath(path, index), out);
  });
}

/// Members whose meaning depends on the role, before it is known.
struct LooseMessage {
  std::optional<std::size_t> role;
  std::optional<JsonString> name;
  std::optional<JsonString> tool_call_id;
  std::optional<JsonString> refusal;
  NamedInput function_call;
  JsonValue audio;
  JsonString reasoning;
};

bool read_message_member(BodyReader& body, const FieldPath& path, std::string_view name, LooseMessage& loose,
                         Message& message) {
  if (name == "role") return body.one_of(FieldPath(path, name), kRoles, loose.role);
  if (name == "content") return read_content(body, FieldPath(path, name), message.content);
  if (name == "tool_calls") return read_tool_calls(body, FieldPath(path, name), message.tool_calls);
  if (name == "tool_call_id") return body.string(FieldPath(path, name), loose.tool_call_id);
  if (name == "name") return body.string(FieldPath(path, name), loose.name);
  if (name == "refusal") return body.string(FieldPath(path, name), loose.refusal);
  if (name == "function_call") {
    return read_named_input(body, FieldPath(path, name), "arguments", loose.function_call);
  }
  if (name == "audio") return body.any(loose.audio);
  if (name == "reasoning_content") return read_loose_string(body, message.reasoning);
  if (name == "reasoning") return read_loose_string(body, loose.reasoning);
  if (name == "reasoning_details") return body.any(message.reasoning_details);
  if (name == "cache_control") return body.any(message.cache_control);
  return body.skip();
}

void check_parts(BodyReader& body, const FieldPath& path, Role role, const std::vector<ContentPart>& parts) {
  const std::span<const std::string_view> allowed = part_types_of(role);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string_view type = kPartTypes[parts[i].part.index()];
    if (std::find(allowed.begin(), allowed.end(), type) == allowed.end()) {
      body.fail(invalid_value(FieldPath(FieldPath(path, i), "type").str(), type, allowed));
      return;
    }
  }
}

void finish_message(BodyReader& body, const FieldPath& path, const LooseMessage& loose, Message& message) {
  if (!loose.role) {
    body.fail(missing_parameter(FieldPath(path, "role").str()));
    return;
  }
  message.role = static_cast<Role>(*loose.role);
  assign(message.name, loose.name);
  assign(message.tool_call_id, loose.tool_call_id);
  assign(message.refusal, loose.refusal);
  if (message.reasoning.empty()) message.reasoning = loose.reasoning;
  if (const auto* parts = std::get_if<std::vector<ContentPart>>(&message.content)) {
    check_parts(body, FieldPath(path, "content"), message.role, *parts);
  }
  if (message.role == Role::tool && !loose.tool_call_id) {
    body.fail(missing_parameter(FieldPath(path, "tool_call_id").str()));
  }
  if (message.role == Role::function && !loose.name) {
    body.fail(missing_parameter(FieldPath(path, "name").str()));
  }
  if (!loose.audio.raw.empty()) body.fail(unsupported_parameter(FieldPath(path, "audio").str()));
  const NamedInput& call = loose.function_call;
  if (call.present && is_complete(body, FieldPath(path, "function_call"), "arguments", call)) {
    message.function_call = FunctionCall{*call.name, *call.input};
  }
}

}  // namespace

std::string_view to_string(Role role) noexcept {
  return kRoles[static_cast<std::size_t>(role)];
}

bool read_messages(BodyReader& body, const FieldPath& path, std::vector<Message>& out) {
  out.clear();
  bool present = false;
  std::string scratch;
  const bool read = body.array(path, present, [&](std::size_t index) {
    const FieldPath at(path, index);
    if (!body.admit(path)) return body.skip();
    if (body.peek() == JsonKind::null) return body.wrong_kind(at, "an object");
    LooseMessage loose;
    Message& message = out.emplace_back();
    bool is_object = false;
    const bool whole = body.object(at, is_object, [&](JsonString key) {
      return read_message_member(body, at, plain_key(key, scratch), loose, message);
    });
    if (whole && is_object) finish_message(body, at, loose, message);
    return whole;
  });
  if (read && present && out.empty()) body.fail(empty_array(path.str()));
  return read;
}

}  // namespace gw::openai
