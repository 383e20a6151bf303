#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/strong.hpp"
#include "codec/json_arena.hpp"
#include "codec/json_value.hpp"

namespace gw::bedrock {

/// The hub: Bedrock's own Converse model, typed and lossless. Every client dialect parses into it and renders
/// from it. Texts and JSON values are views into the client's body or into the request's own arena; the body
/// must outlive the request. Source: ConverseRequest in botocore's bedrock-runtime/2023-09-30/service-2.json.

enum class Role : std::uint8_t { user, assistant, system };

struct TextBlock {
  codec::JsonString text;
};

/// Bytes in standard base64, as they go on the wire.
struct InlineBytes {
  std::string_view base64;
};
struct S3Location {
  codec::JsonString uri;
  codec::JsonString bucket_owner;  ///< empty: not sent
};
using MediaSource = std::variant<InlineBytes, S3Location>;

enum class ImageFormat : std::uint8_t { png, jpeg, gif, webp };
struct ImageBlock {
  ImageFormat format{ImageFormat::png};
  MediaSource source;
};

enum class DocumentFormat : std::uint8_t { pdf, csv, doc, docx, xls, xlsx, html, txt, md };
struct DocumentBlock {
  DocumentFormat format{DocumentFormat::txt};
  codec::JsonString name;
  MediaSource source;
  bool citations = false;
};

enum class VideoFormat : std::uint8_t { mkv, mov, mp4, webm, flv, mpeg, mpg, wmv, three_gp };
struct VideoBlock {
  VideoFormat format{VideoFormat::mp4};
  MediaSource source;
};

enum class AudioFormat : std::uint8_t {
  mp3,
  opus,
  wav,
  aac,
  flac,
  mp4,
  ogg,
  mkv,
  webm,
  mpeg,
  mpga,
  m4a,
  mka,
  x_aac,
  pcm
};
struct AudioBlock {
  AudioFormat format{AudioFormat::wav};
  MediaSource source;
};

struct ToolUseBlock {
  codec::JsonString id;
  codec::JsonString name;
  codec::JsonValue input;  ///< always an object
};

struct JsonBlock {
  codec::JsonValue json;  ///< always an object
};
using ToolResultContent = std::variant<TextBlock, JsonBlock, ImageBlock, DocumentBlock, VideoBlock>;
enum class ToolResultStatus : std::uint8_t { unset, success, error };
struct ToolResultBlock {
  codec::JsonString id;
  ToolResultStatus status{ToolResultStatus::unset};
  std::vector<ToolResultContent> content;
};

struct ReasoningTextBlock {
  codec::JsonString text;
  codec::JsonString signature;  ///< empty: not sent
};
struct RedactedReasoningBlock {
  std::string_view base64;
};

enum class CacheTtl : std::uint8_t { unset, five_minutes, one_hour };
struct CachePointBlock {
  CacheTtl ttl{CacheTtl::unset};
};

/// Text or image that a guardrail looks at.
struct GuardContentBlock {
  std::variant<TextBlock, ImageBlock> content;
};

using ContentBlock =
    std::variant<TextBlock, ImageBlock, DocumentBlock, VideoBlock, AudioBlock, ToolUseBlock, ToolResultBlock,
                 ReasoningTextBlock, RedactedReasoningBlock, CachePointBlock, GuardContentBlock>;

struct Message {
  Role role{Role::user};
  std::vector<ContentBlock> content;
};

using SystemBlock = std::variant<TextBlock, CachePointBlock, GuardContentBlock>;

struct InferenceConfig {
  std::optional<std::int64_t> max_tokens;
  std::optional<double> temperature;
  std::optional<double> top_p;
  std::vector<codec::JsonString> stop_sequences;

  [[nodiscard]] bool empty() const noexcept {
    return !max_tokens && !temperature && !top_p && stop_sequences.empty();
  }
};

struct ToolSpec {
  codec::JsonString name;
  codec::JsonString description;  ///< empty: not sent
  codec::JsonValue input_schema;  ///< always an object whose type is object
  std::optional<bool> strict;
};
using ToolEntry = std::variant<ToolSpec, CachePointBlock>;

struct AutoToolChoice {};
struct AnyToolChoice {};
struct NamedToolChoice {
  codec::JsonString name;
};
using ToolChoice = std::variant<AutoToolChoice, AnyToolChoice, NamedToolChoice>;

struct ToolConfig {
  std::vector<ToolEntry> tools;  ///< never empty
  std::optional<ToolChoice> choice;
};

struct GuardrailConfig {
  codec::JsonString identifier;
  codec::JsonString version;
  codec::JsonString trace;                   ///< enabled, disabled, enabled_full; empty: not sent
  codec::JsonString stream_processing_mode;  ///< sync, async; empty: not sent; streams only
};

/// A member whose value was built or checked elsewhere and is written as it is.
struct RawMember {
  std::string_view key;  ///< a literal of the service model
  codec::JsonValue value;
};

struct ConverseRequest {
  base::ModelId model;  ///< goes into the path, not into the body
  std::vector<Message> messages;
  std::vector<SystemBlock> system;
  InferenceConfig inference;
  std::optional<ToolConfig> tools;
  std::optional<GuardrailConfig> guardrail;
  codec::JsonValue additional_model_request_fields;  ///< an object; empty raw: not sent
  std::vector<codec::JsonString> additional_model_response_field_paths;
  std::vector<RawMember>
      extra;               ///< requestMetadata, performanceConfig, serviceTier, outputConfig, promptVariables
  codec::JsonArena arena;  ///< owns what is not a slice of the client's body
};

enum class Operation : std::uint8_t { converse, converse_stream, invoke_model };

/// "/model/{modelId}/converse-stream", the id encoded as one label, as botocore does it. The only place that
/// puts a model id into a path: an id is never able to choose another path.
[[nodiscard]] std::string to_path(const base::ModelId& model, Operation operation);

/// The JSON body, in a fixed member order, so that equal requests have equal bytes (prompt caches).
[[nodiscard]] std::string write_body(const ConverseRequest& request, Operation operation);

}  // namespace gw::bedrock
