#include "openai/chat_request.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>

#include "openai/body_reader.hpp"
#include "openai/chat_message_reader.hpp"
#include "openai/chat_tool_reader.hpp"
#include "openai/field_errors.hpp"
#include "openai/other_fields.hpp"

namespace gw::openai {
namespace {

using codec::JsonKind;
using codec::JsonString;
using codec::JsonValue;

constexpr std::size_t kMaxStops = 4;
constexpr std::size_t kMaxMetadataPairs = 16;
constexpr std::size_t kMaxMetadataKey = 64;  // characters
constexpr std::size_t kMaxMetadataValue = 512;

constexpr std::array<std::string_view, 7> kEfforts{"none", "minimal", "low", "medium",
                                                   "high", "xhigh",   "max"};
constexpr std::array<std::string_view, 6> kServiceTiers{"auto",  "default",  "flex",
                                                        "scale", "priority", "fast"};
constexpr std::array<std::string_view, 3> kVerbosities{"low", "medium", "high"};
constexpr std::array<std::string_view, 2> kModalities{"text", "audio"};

/// Characters of valid UTF-8: bytes that do not continue one.
std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

void set_listed(std::vector<std::string_view>& names, std::string_view name, bool listed) {
  std::erase(names, name);
  if (listed) names.push_back(name);
}

/// Reads the members of the body. One function per field, or per kind of field; the table below says which
/// field is read by which.
class ChatRequestReader {
 public:
  explicit ChatRequestReader(std::span<char> body) : body_(body) {}

  base::Result<ChatRequest> read(ModelField model);

 private:
  using Read = bool (ChatRequestReader::*)(std::string_view name);
  struct Field {
    std::string_view name;
    Read read;
  };
  static const std::array<Field, 37> kFields;

  bool member(JsonString key);
  bool other(JsonString key);
  /// Of a repeated member the last one counts.
  void note_ignored(std::string_view name, bool would_change_something);

  bool model(std::string_view name);
  bool messages(std::string_view name);
  bool max_tokens(std::string_view name);
  bool temperature(std::string_view name);
  bool top_p(std::string_view name);
  bool stop(std::string_view name);
  bool stream(std::string_view name);
  bool stream_options(std::string_view name);
  bool n(std::string_view name);
  bool tools(std::string_view name);
  bool tool_choice(std::string_view name);
  bool parallel_tool_calls(std::string_view name);
  bool functions(std::string_view name);
  bool function_call(std::string_view name);
  bool response_format(std::string_view name);
  bool reasoning_effort(std::string_view name);
  bool service_tier(std::string_view name);
  bool metadata(std::string_view name);
  bool metadata_pair(const FieldPath& path, JsonString key);

  // Ignored: a hint, on which nothing in the answer depends.
  bool ignored_string(std::string_view name);
  bool ignored_object(std::string_view name);
  bool ignored_penalty(std::string_view name);
  bool seed(std::string_view name);
  bool store(std::string_view name);
  bool verbosity(std::string_view name);
  bool logit_bias(std::string_view name);

  // Refused: the client would wait for a result that cannot come.
  bool refused_object(std::string_view name);
  bool logprobs(std::string_view name);
  bool top_logprobs(std::string_view name);
  bool modalities(std::string_view name);

  BodyReader body_;
  ChatRequest request_;
  std::string scratch_;
};

// Sorted by name. Source: ChatCompletionCreateParams of openai-node 7.57.
const std::array<ChatRequestReader::Field, 37> ChatRequestReader::kFields{{
    {"audio", &ChatRequestReader::refused_object},
    {"frequency_penalty", &ChatRequestReader::ignored_penalty},
    {"function_call", &ChatRequestReader::function_call},
    {"functions", &ChatRequestReader::functions},
    {"logit_bias", &ChatRequestReader::logit_bias},
    {"logprobs", &ChatRequestReader::logprobs},
    {"max_completion_tokens", &ChatRequestReader::max_tokens},
    {"max_tokens", &ChatRequestReader::max_tokens},
    {"messages", &ChatRequestReader::messages},
    {"metadata", &ChatRequestReader::metadata},
    {"modalities", &ChatRequestReader::modalities},
    {"model", &ChatRequestReader::model},
    {"moderation", &ChatRequestReader::refused_object},
    {"n", &ChatRequestReader::n},
    {"parallel_tool_calls", &ChatRequestReader::parallel_tool_calls},
    {"prediction", &ChatRequestReader::ignored_object},
    {"presence_penalty", &ChatRequestReader::ignored_penalty},
    {"prompt_cache_key", &ChatRequestReader::ignored_string},
    {"prompt_cache_options", &ChatRequestReader::ignored_object},
    {"prompt_cache_retention", &ChatRequestReader::ignored_string},
    {"reasoning_effort", &ChatRequestReader::reasoning_effort},
    {"response_format", &ChatRequestReader::response_format},
    {"safety_identifier", &ChatRequestReader::ignored_string},
    {"seed", &ChatRequestReader::seed},
    {"service_tier", &ChatRequestReader::service_tier},
    {"stop", &ChatRequestReader::stop},
    {"store", &ChatRequestReader::store},
    {"stream", &ChatRequestReader::stream},
    {"stream_options", &ChatRequestReader::stream_options},
    {"temperature", &ChatRequestReader::temperature},
    {"tool_choice", &ChatRequestReader::tool_choice},
    {"tools", &ChatRequestReader::tools},
    {"top_logprobs", &ChatRequestReader::top_logprobs},
    {"top_p", &ChatRequestReader::top_p},
    {"user", &ChatRequestReader::ignored_string},
    {"verbosity", &ChatRequestReader::verbosity},
    {"web_search_options", &ChatRequestReader::refused_object},
}};

base::Result<ChatRequest> ChatRequestReader::read(ModelField model_field) {
  const auto whole = body_.read([&](JsonString key) { return member(key); });
  if (!whole) return base::fail(whole.error());
  if (request_.model.empty() && model_field == ModelField::required) return base::fail(missing_model());
  if (request_.messages.empty()) return base::fail(missing_parameter("messages"));
  keep_last_of_each(request_.other);
  request_.replaced_surrogates = body_.patched_surrogates();
  return std::move(request_);
}

bool ChatRequestReader::member(JsonString key) {
  const std::string_view name = plain_key(key, scratch_);
  const auto* const field = std::lower_bound(kFields.begin(), kFields.end(), name,
                                             [](const Field& a, std::string_view b) { return a.name < b; });
  if (field == kFields.end() || field->name != name) return other(key);
  return (this->*field->read)(field->name);
}

bool ChatRequestReader::other(JsonString key) {
  return read_other_field(body_, key, request_.other);
}

void ChatRequestReader::note_ignored(std::string_view name, bool would_change_something) {
  set_listed(request_.ignored, name, would_change_something);
}

bool ChatRequestReader::model(std::string_view name) {
  std::optional<JsonString> text;
  if (!body_.string(FieldPath(name), text)) return false;
  request_.model = text.value_or(JsonString{});
  return true;
}

bool ChatRequestReader::messages(std::string_view name) {
  return read_messages(body_, FieldPath(name), request_.messages);
}

bool ChatRequestReader::max_tokens(std::string_view name) {
  std::optional<std::int64_t>& target =
      name == "max_tokens" ? request_.max_tokens : request_.max_completion_tokens;
  if (!body_.integer(FieldPath(name), IntegerRange{.min = -1}, target)) return false;
  // Some clients say "no limit" with 0 or -1.
  const bool means_unlimited = target && *target < 1;
  if (means_unlimited) target.reset();
  set_listed(request_.meaning_absent, name, means_unlimited);
  return true;
}

bool ChatRequestReader::temperature(std::string_view name) {
  return body_.decimal(FieldPath(name), DecimalRange{0, 2}, request_.temperature);
}

bool ChatRequestReader::top_p(std::string_view name) {
  return body_.decimal(FieldPath(name), DecimalRange{0, 1}, request_.top_p);
}

bool ChatRequestReader::stop(std::string_view name) {
  const FieldPath path(name);
  request_.stop.clear();
  const auto kind = body_.peek();
  if (kind == JsonKind::array) {
    std::size_t count = 0;
    bool present = false;
    const bool read = body_.array(path, present, [&](std::size_t index) {
      const FieldPath at(path, index);
      if (++count > kMaxStops) return body_.skip();
      if (body_.peek() == JsonKind::null) return body_.wrong_kind(at, "a string");
      std::optional<JsonString> text;
      if (!body_.string(at, text)) return false;
      if (text) request_.stop.push_back(*text);
      return true;
    });
    if (read && count > kMaxStops) body_.fail(array_too_long(path.str(), kMaxStops, count));
    return read;
  }
  if (kind != JsonKind::string && kind != JsonKind::null) {
    return body_.wrong_kind(path, "one of a string or an array of strings");
  }
  std::optional<JsonString> text;
  if (!body_.string(path, text)) return false;
  if (text) request_.stop.push_back(*text);
  return true;
}

bool ChatRequestReader::stream(std::string_view name) {
  std::optional<bool> value;
  if (!body_.boolean(FieldPath(name), value)) return false;
  request_.stream = value.value_or(false);
  return true;
}

bool ChatRequestReader::stream_options(std::string_view name) {
  const FieldPath path(name);
  std::optional<bool> include_usage;
  std::optional<bool> include_obfuscation;
  bool present = false;
  std::string scratch;
  const bool read = body_.object(path, present, [&](JsonString key) {
    const std::string_view member_name = plain_key(key, scratch);
    if (member_name == "include_usage") return body_.boolean(FieldPath(path, member_name), include_usage);
    if (member_name == "include_obfuscation") {
      return body_.boolean(FieldPath(path, member_name), include_obfuscation);
    }
    return body_.skip();
  });
  request_.usage_in_stream =
      include_usage.value_or(false) ? UsageInStream::include : UsageInStream::leave_out;
  note_ignored("stream_options.include_obfuscation", include_obfuscation.value_or(false));
  return read;
}

bool ChatRequestReader::n(std::string_view name) {
  std::optional<std::int64_t> value;
  if (!body_.integer(FieldPath(name), IntegerRange{.min = 1, .max = 128}, value)) return false;
  request_.n = value.value_or(1);
  return true;
}

bool ChatRequestReader::tools(std::string_view name) {
  return read_tools(body_, FieldPath(name), request_.tools);
}
bool ChatRequestReader::tool_choice(std::string_view name) {
  return read_tool_choice(body_, FieldPath(name), request_.tool_choice);
}
bool ChatRequestReader::parallel_tool_calls(std::string_view name) {
  return body_.boolean(FieldPath(name), request_.parallel_tool_calls);
}
bool ChatRequestReader::functions(std::string_view name) {
  return read_functions(body_, FieldPath(name), request_.functions);
}
bool ChatRequestReader::function_call(std::string_view name) {
  return read_function_call(body_, FieldPath(name), request_.function_call);
}
bool ChatRequestReader::response_format(std::string_view name) {
  return read_response_format(body_, FieldPath(name), request_.response_format);
}

bool ChatRequestReader::reasoning_effort(std::string_view name) {
  std::optional<std::size_t> value;
  if (!body_.one_of(FieldPath(name), kEfforts, value)) return false;
  request_.reasoning_effort.reset();
  if (value) request_.reasoning_effort = static_cast<ReasoningEffort>(*value);
  return true;
}

bool ChatRequestReader::service_tier(std::string_view name) {
  std::optional<std::size_t> value;
  if (!body_.one_of(FieldPath(name), kServiceTiers, value)) return false;
  request_.service_tier.reset();
  if (value) request_.service_tier = static_cast<ServiceTier>(*value);
  return true;
}

bool ChatRequestReader::metadata(std::string_view name) {
  const FieldPath path(name);
  request_.metadata.clear();
  bool present = false;
  std::size_t count = 0;
  const bool read = body_.object(path, present, [&](JsonString key) {
    return ++count > kMaxMetadataPairs ? body_.skip() : metadata_pair(path, key);
  });
  if (read && count > kMaxMetadataPairs) body_.fail(object_too_large(path.str(), kMaxMetadataPairs, count));
  note_ignored(name, count > 0);
  return read;
}

bool ChatRequestReader::metadata_pair(const FieldPath& path, JsonString key) {
  const std::string key_text = key.decode();
  if (const std::size_t length = count_characters(key_text); length > kMaxMetadataKey) {
    body_.fail(string_too_long(path.str(), kMaxMetadataKey, length));
    return body_.skip();
  }
  const FieldPath at(path, key_text);
  if (body_.peek() == JsonKind::null) return body_.wrong_kind(at, "a string");
  std::optional<JsonString> value;
  if (!body_.string(at, value)) return false;
  if (!value) return true;
  if (const std::size_t length = count_characters(value->decode()); length > kMaxMetadataValue) {
    body_.fail(string_too_long(at.str(), kMaxMetadataValue, length));
  }
  request_.metadata.push_back(MetadataPair{key, *value});
  return true;
}

bool ChatRequestReader::ignored_string(std::string_view name) {
  std::optional<JsonString> value;
  if (!body_.string(FieldPath(name), value)) return false;
  note_ignored(name, value && !value->empty());
  return true;
}

bool ChatRequestReader::ignored_object(std::string_view name) {
  JsonValue value;
  if (!body_.any_of_kind(FieldPath(name), JsonKind::object, value)) return false;
  note_ignored(name, !value.raw.empty());
  return true;
}

bool ChatRequestReader::ignored_penalty(std::string_view name) {
  std::optional<double> value;
  if (!body_.decimal(FieldPath(name), DecimalRange{-2, 2}, value)) return false;
  note_ignored(name, value.value_or(0) != 0);
  return true;
}

bool ChatRequestReader::seed(std::string_view name) {
  std::optional<std::int64_t> value;
  if (!body_.integer(FieldPath(name), IntegerRange{}, value)) return false;
  note_ignored(name, value.has_value());
  return true;
}

bool ChatRequestReader::store(std::string_view name) {
  std::optional<bool> value;
  if (!body_.boolean(FieldPath(name), value)) return false;
  note_ignored(name, value.value_or(false));
  return true;
}

bool ChatRequestReader::verbosity(std::string_view name) {
  std::optional<std::size_t> value;
  if (!body_.one_of(FieldPath(name), kVerbosities, value)) return false;
  note_ignored(name, value && kVerbosities[*value] != "medium");
  return true;
}

bool ChatRequestReader::logit_bias(std::string_view name) {
  const FieldPath path(name);
  bool present = false;
  bool any = false;
  const bool read = body_.object(path, present, [&](JsonString) {
    any = true;
    std::optional<double> bias;
    return body_.decimal(path, DecimalRange{-100, 100}, bias);
  });
  note_ignored(name, any);
  return read;
}

bool ChatRequestReader::refused_object(std::string_view name) {
  JsonValue value;
  if (!body_.any_of_kind(FieldPath(name), JsonKind::object, value)) return false;
  if (!value.raw.empty()) body_.fail(unsupported_parameter(std::string(name)));
  return true;
}

bool ChatRequestReader::logprobs(std::string_view name) {
  std::optional<bool> value;
  if (!body_.boolean(FieldPath(name), value)) return false;
  if (value.value_or(false)) body_.fail(unsupported_parameter(std::string(name)));
  return true;
}

bool ChatRequestReader::top_logprobs(std::string_view name) {
  std::optional<std::int64_t> value;
  if (!body_.integer(FieldPath(name), IntegerRange{.min = 0, .max = 20}, value)) return false;
  if (value.value_or(0) > 0) body_.fail(unsupported_parameter(std::string(name)));
  return true;
}

bool ChatRequestReader::modalities(std::string_view name) {
  const FieldPath path(name);
  bool present = false;
  return body_.array(path, present, [&](std::size_t index) {
    const FieldPath at(path, index);
    if (body_.peek() == JsonKind::null) return body_.wrong_kind(at, "a string");
    std::optional<std::size_t> value;
    if (!body_.one_of(at, kModalities, value)) return false;
    if (value && kModalities[*value] == "audio") body_.fail(unsupported_value(path.str(), "audio"));
    return true;
  });
}

}  // namespace

base::Result<ChatRequest> parse_chat_request(std::span<char> body, ModelField model) {
  return ChatRequestReader(body).read(model);
}

}  // namespace gw::openai
