#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "codec/json_value.hpp"

namespace gw::openai {

/// A request of POST /chat/completions, typed and checked. Texts and JSON values are views into the client's
/// body, which must outlive the request. An empty JsonString, and a JsonValue with empty `raw`, mean: absent.
/// `null` always means absent. Source: ChatCompletionCreateParams of openai-node 7.57 and OpenAI's OpenAPI
/// document 2.3.0; field by field in docs/mapping.md.

enum class Role : std::uint8_t { system, developer, user, assistant, tool, function };

/// "user"
[[nodiscard]] std::string_view to_string(Role role) noexcept;

struct TextPart {
  codec::JsonString text;
};
struct ImagePart {
  codec::JsonString url;     ///< a data URL or an http(s) URL
  codec::JsonString detail;  ///< auto, low, high; a hint
};
struct AudioPart {
  codec::JsonString data;  ///< base64
  codec::JsonString format;
};
struct FilePart {
  codec::JsonString data;  ///< a data URL or bare base64
  codec::JsonString filename;
  codec::JsonString id;
};
struct RefusalPart {
  codec::JsonString refusal;
};

/// One part of a content list. `cache_control` (Anthropic's word, sent by opencode and others) and
/// `prompt_cache_breakpoint` (OpenAI's) are kept as they came.
struct ContentPart {
  std::variant<TextPart, ImagePart, AudioPart, FilePart, RefusalPart> part;
  codec::JsonValue cache_control;
  codec::JsonValue prompt_cache_breakpoint;
};

/// Nothing, one text, or a list of parts.
using Content = std::variant<std::monostate, codec::JsonString, std::vector<ContentPart>>;

enum class ToolKind : std::uint8_t { function, custom };

/// A call that the assistant made in an earlier turn.
struct ToolCall {
  ToolKind kind{ToolKind::function};
  codec::JsonString id;
  codec::JsonString name;
  codec::JsonString input;  ///< function: `arguments`, text of a JSON object, whatever the client kept of it
};

struct FunctionCall {
  codec::JsonString name;
  codec::JsonString arguments;
};

struct Message {
  Role role{Role::user};
  Content content;
  codec::JsonString name;  ///< of the speaker; of the function in the `function` role
  std::vector<ToolCall> tool_calls;
  std::optional<FunctionCall> function_call;  ///< the form before tool_calls
  codec::JsonString tool_call_id;
  codec::JsonString refusal;
  codec::JsonString reasoning;  ///< `reasoning_content`, else `reasoning`
  codec::JsonValue reasoning_details;
  codec::JsonValue cache_control;
};

/// A function tool, nested as Chat Completions has it or flat as Responses does.
struct FunctionTool {
  codec::JsonString name;
  codec::JsonString description;
  codec::JsonValue parameters;  ///< an object
  std::optional<bool> strict;
  codec::JsonValue cache_control;
};
struct CustomTool {
  codec::JsonString name;
  codec::JsonString description;
  codec::JsonValue format;
};
/// A tool that OpenAI would run itself ("web_search").
struct HostedTool {
  codec::JsonString type;
};
using Tool = std::variant<FunctionTool, CustomTool, HostedTool>;

enum class ToolChoiceMode : std::uint8_t { none, automatic, required };
struct NamedToolChoice {
  ToolKind kind{ToolKind::function};
  codec::JsonString name;
};
struct AllowedToolsChoice {
  ToolChoiceMode mode{ToolChoiceMode::automatic};
  codec::JsonValue tools;
};
using ToolChoice = std::variant<ToolChoiceMode, NamedToolChoice, AllowedToolsChoice>;

enum class ResponseFormatType : std::uint8_t { text, json_object, json_schema };
struct ResponseFormat {
  ResponseFormatType type{ResponseFormatType::text};
  codec::JsonString name;  ///< this and the rest: of json_schema only
  codec::JsonString description;
  codec::JsonValue schema;
  std::optional<bool> strict;
};

enum class ReasoningEffort : std::uint8_t { none, minimal, low, medium, high, xhigh, max };
enum class ServiceTier : std::uint8_t { automatic, standard, flex, scale, priority, fast };

/// `stream_options.include_usage`: whether a stream ends with a chunk of token counts.
enum class UsageInStream : std::uint8_t { leave_out, include };

/// A member of the body that is not OpenAI's: vendor fields (`thinking`, `top_k`, `extra_body`, …) and what
/// nobody knows.
struct OtherField {
  codec::JsonString key;
  codec::JsonValue value;
};

struct MetadataPair {
  codec::JsonString key;    ///< at most 64 characters
  codec::JsonString value;  ///< at most 512 characters
};

struct ChatRequest {
  codec::JsonString model;
  std::vector<Message> messages;  ///< at least one

  std::optional<std::int64_t> max_completion_tokens;  ///< at least 1
  std::optional<std::int64_t> max_tokens;             ///< at least 1; the older name
  std::optional<double> temperature;                  ///< 0 to 2
  std::optional<double> top_p;                        ///< 0 to 1
  std::vector<codec::JsonString> stop;                ///< at most 4

  bool stream = false;
  UsageInStream usage_in_stream{UsageInStream::leave_out};
  std::int64_t n = 1;  ///< 1 to 128

  std::vector<Tool> tools;  ///< at most 128
  std::optional<ToolChoice> tool_choice;
  std::optional<bool> parallel_tool_calls;
  std::vector<FunctionTool> functions;      ///< the form before tools
  std::optional<ToolChoice> function_call;  ///< the form before tool_choice

  std::optional<ResponseFormat> response_format;
  std::optional<ReasoningEffort> reasoning_effort;
  std::optional<ServiceTier> service_tier;
  std::vector<MetadataPair> metadata;  ///< at most 16

  /// Names of documented fields that are accepted and change nothing in the answer, when they were given
  /// with a value that would (`seed`, `logit_bias`, …): literals, for the warnings.
  std::vector<std::string_view> ignored;
  /// Names of fields whose value means that they are not there (`max_tokens: -1`).
  std::vector<std::string_view> meaning_absent;
  std::vector<OtherField> other;        ///< in order; of two with one name the last
  std::size_t replaced_surrogates = 0;  ///< lone surrogate escapes that became U+FFFD
};

/// Whether the body must name the model: on Azure's paths the URL does.
enum class ModelField : std::uint8_t { required, optional };

/// Checks type, range and enumeration of every documented field, in any order of members; of duplicate keys
/// the last wins; unknown members are accepted and kept in `other`. May patch the body (lone surrogates).
/// Errors: invalid_request with the code and param of docs/errors.md
/// ("messages[0].content[1].image_url.url"), also for fields whose result the client would wait for and that
/// cannot come (`logprobs`, audio output, `web_search_options`). Never another kind, whatever the bytes.
[[nodiscard]] base::Result<ChatRequest> parse_chat_request(std::span<char> body,
                                                           ModelField model = ModelField::required);

}  // namespace gw::openai
