// Written by scripts/generate_vectors/bedrock_shapes.py from botocore 1.44.8. Do not edit.
#include "simulator/shape.hpp"

namespace gw::simulator {
namespace {

constexpr Member kMembers0[] = {
    {"modelId", 1, true, MemberLocation::uri, "modelId"},
    {"messages", 2, false, MemberLocation::body, "messages"},
    {"system", 90, false, MemberLocation::body, "system"},
    {"inferenceConfig", 93, false, MemberLocation::body, "inferenceConfig"},
    {"toolConfig", 98, false, MemberLocation::body, "toolConfig"},
    {"guardrailConfig", 108, false, MemberLocation::body, "guardrailConfig"},
    {"projectIdentifier", 112, false, MemberLocation::body, "projectIdentifier"},
    {"additionalModelRequestFields", 36, false, MemberLocation::body, "additionalModelRequestFields"},
    {"promptVariables", 113, false, MemberLocation::body, "promptVariables"},
    {"additionalModelResponseFieldPaths", 115, false, MemberLocation::body,
     "additionalModelResponseFieldPaths"},
    {"requestMetadata", 117, false, MemberLocation::body, "requestMetadata"},
    {"performanceConfig", 120, false, MemberLocation::body, "performanceConfig"},
    {"serviceTier", 122, false, MemberLocation::body, "serviceTier"},
    {"outputConfig", 124, false, MemberLocation::body, "outputConfig"},
};
constexpr ShapeIndex kInner2[] = {3};
constexpr Member kMembers3[] = {
    {"role", 4, true, MemberLocation::body, "role"},
    {"content", 5, true, MemberLocation::body, "content"},
};
constexpr std::string_view kValues4[] = {"user", "assistant", "system"};
constexpr ShapeIndex kInner5[] = {6};
constexpr Member kMembers6[] = {
    {"text", 7, false, MemberLocation::body, "text"},
    {"image", 8, false, MemberLocation::body, "image"},
    {"document", 16, false, MemberLocation::body, "document"},
    {"video", 25, false, MemberLocation::body, "video"},
    {"audio", 29, false, MemberLocation::body, "audio"},
    {"toolUse", 33, false, MemberLocation::body, "toolUse"},
    {"toolResult", 38, false, MemberLocation::body, "toolResult"},
    {"guardContent", 45, false, MemberLocation::body, "guardContent"},
    {"cachePoint", 53, false, MemberLocation::body, "cachePoint"},
    {"reasoningContent", 56, false, MemberLocation::body, "reasoningContent"},
    {"citationsContent", 59, false, MemberLocation::body, "citationsContent"},
    {"searchResult", 41, false, MemberLocation::body, "searchResult"},
    {"toolAddition", 84, false, MemberLocation::body, "toolAddition"},
    {"toolRemoval", 89, false, MemberLocation::body, "toolRemoval"},
};
constexpr Member kMembers8[] = {
    {"format", 9, true, MemberLocation::body, "format"},
    {"source", 10, true, MemberLocation::body, "source"},
    {"error", 15, false, MemberLocation::body, "error"},
};
constexpr std::string_view kValues9[] = {"png", "jpeg", "gif", "webp"};
constexpr Member kMembers10[] = {
    {"bytes", 11, false, MemberLocation::body, "bytes"},
    {"s3Location", 12, false, MemberLocation::body, "s3Location"},
};
constexpr Member kMembers12[] = {
    {"uri", 13, true, MemberLocation::body, "uri"},
    {"bucketOwner", 14, false, MemberLocation::body, "bucketOwner"},
};
constexpr Member kMembers15[] = {
    {"message", 7, false, MemberLocation::body, "message"},
};
constexpr Member kMembers16[] = {
    {"format", 17, false, MemberLocation::body, "format"},
    {"name", 18, true, MemberLocation::body, "name"},
    {"source", 19, true, MemberLocation::body, "source"},
    {"context", 7, false, MemberLocation::body, "context"},
    {"citations", 23, false, MemberLocation::body, "citations"},
};
constexpr std::string_view kValues17[] = {"pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"};
constexpr Member kMembers19[] = {
    {"bytes", 20, false, MemberLocation::body, "bytes"},
    {"s3Location", 12, false, MemberLocation::body, "s3Location"},
    {"text", 7, false, MemberLocation::body, "text"},
    {"content", 21, false, MemberLocation::body, "content"},
};
constexpr ShapeIndex kInner21[] = {22};
constexpr Member kMembers22[] = {
    {"text", 7, false, MemberLocation::body, "text"},
};
constexpr Member kMembers23[] = {
    {"enabled", 24, true, MemberLocation::body, "enabled"},
};
constexpr Member kMembers25[] = {
    {"format", 26, true, MemberLocation::body, "format"},
    {"source", 27, true, MemberLocation::body, "source"},
};
constexpr std::string_view kValues26[] = {"mkv",  "mov", "mp4", "webm",    "flv",
                                          "mpeg", "mpg", "wmv", "three_gp"};
constexpr Member kMembers27[] = {
    {"bytes", 28, false, MemberLocation::body, "bytes"},
    {"s3Location", 12, false, MemberLocation::body, "s3Location"},
};
constexpr Member kMembers29[] = {
    {"format", 30, true, MemberLocation::body, "format"},
    {"source", 31, true, MemberLocation::body, "source"},
    {"error", 15, false, MemberLocation::body, "error"},
};
constexpr std::string_view kValues30[] = {"mp3", "opus",  "wav", "aac",  "flac", "mp4", "ogg", "mkv",
                                          "mka", "x-aac", "m4a", "mpeg", "mpga", "pcm", "webm"};
constexpr Member kMembers31[] = {
    {"bytes", 32, false, MemberLocation::body, "bytes"},
    {"s3Location", 12, false, MemberLocation::body, "s3Location"},
};
constexpr Member kMembers33[] = {
    {"toolUseId", 34, true, MemberLocation::body, "toolUseId"},
    {"name", 35, true, MemberLocation::body, "name"},
    {"input", 36, true, MemberLocation::body, "input"},
    {"type", 37, false, MemberLocation::body, "type"},
};
constexpr std::string_view kValues37[] = {"server_tool_use"};
constexpr Member kMembers38[] = {
    {"toolUseId", 34, true, MemberLocation::body, "toolUseId"},
    {"content", 39, true, MemberLocation::body, "content"},
    {"status", 44, false, MemberLocation::body, "status"},
    {"type", 7, false, MemberLocation::body, "type"},
};
constexpr ShapeIndex kInner39[] = {40};
constexpr Member kMembers40[] = {
    {"json", 36, false, MemberLocation::body, "json"},
    {"text", 7, false, MemberLocation::body, "text"},
    {"image", 8, false, MemberLocation::body, "image"},
    {"document", 16, false, MemberLocation::body, "document"},
    {"video", 25, false, MemberLocation::body, "video"},
    {"searchResult", 41, false, MemberLocation::body, "searchResult"},
};
constexpr Member kMembers41[] = {
    {"source", 7, true, MemberLocation::body, "source"},
    {"title", 7, true, MemberLocation::body, "title"},
    {"content", 42, true, MemberLocation::body, "content"},
    {"citations", 23, false, MemberLocation::body, "citations"},
};
constexpr ShapeIndex kInner42[] = {43};
constexpr Member kMembers43[] = {
    {"text", 7, true, MemberLocation::body, "text"},
};
constexpr std::string_view kValues44[] = {"success", "error"};
constexpr Member kMembers45[] = {
    {"text", 46, false, MemberLocation::body, "text"},
    {"image", 49, false, MemberLocation::body, "image"},
};
constexpr Member kMembers46[] = {
    {"text", 7, true, MemberLocation::body, "text"},
    {"qualifiers", 47, false, MemberLocation::body, "qualifiers"},
};
constexpr ShapeIndex kInner47[] = {48};
constexpr std::string_view kValues48[] = {"grounding_source", "query", "guard_content"};
constexpr Member kMembers49[] = {
    {"format", 50, true, MemberLocation::body, "format"},
    {"source", 51, true, MemberLocation::body, "source"},
};
constexpr std::string_view kValues50[] = {"png", "jpeg"};
constexpr Member kMembers51[] = {
    {"bytes", 52, false, MemberLocation::body, "bytes"},
};
constexpr Member kMembers53[] = {
    {"type", 54, true, MemberLocation::body, "type"},
    {"ttl", 55, false, MemberLocation::body, "ttl"},
};
constexpr std::string_view kValues54[] = {"default"};
constexpr std::string_view kValues55[] = {"5m", "1h"};
constexpr Member kMembers56[] = {
    {"reasoningText", 57, false, MemberLocation::body, "reasoningText"},
    {"redactedContent", 58, false, MemberLocation::body, "redactedContent"},
};
constexpr Member kMembers57[] = {
    {"text", 7, true, MemberLocation::body, "text"},
    {"signature", 7, false, MemberLocation::body, "signature"},
};
constexpr Member kMembers59[] = {
    {"content", 60, false, MemberLocation::body, "content"},
    {"citations", 62, false, MemberLocation::body, "citations"},
};
constexpr ShapeIndex kInner60[] = {61};
constexpr Member kMembers61[] = {
    {"text", 7, false, MemberLocation::body, "text"},
};
constexpr ShapeIndex kInner62[] = {63};
constexpr Member kMembers63[] = {
    {"title", 7, false, MemberLocation::body, "title"},
    {"source", 7, false, MemberLocation::body, "source"},
    {"sourceContent", 64, false, MemberLocation::body, "sourceContent"},
    {"location", 66, false, MemberLocation::body, "location"},
};
constexpr ShapeIndex kInner64[] = {65};
constexpr Member kMembers65[] = {
    {"text", 7, false, MemberLocation::body, "text"},
};
constexpr Member kMembers66[] = {
    {"web", 67, false, MemberLocation::body, "web"},
    {"documentChar", 68, false, MemberLocation::body, "documentChar"},
    {"documentPage", 72, false, MemberLocation::body, "documentPage"},
    {"documentChunk", 76, false, MemberLocation::body, "documentChunk"},
    {"searchResultLocation", 80, false, MemberLocation::body, "searchResultLocation"},
};
constexpr Member kMembers67[] = {
    {"url", 7, false, MemberLocation::body, "url"},
    {"domain", 7, false, MemberLocation::body, "domain"},
};
constexpr Member kMembers68[] = {
    {"documentIndex", 69, false, MemberLocation::body, "documentIndex"},
    {"start", 70, false, MemberLocation::body, "start"},
    {"end", 71, false, MemberLocation::body, "end"},
};
constexpr Member kMembers72[] = {
    {"documentIndex", 73, false, MemberLocation::body, "documentIndex"},
    {"start", 74, false, MemberLocation::body, "start"},
    {"end", 75, false, MemberLocation::body, "end"},
};
constexpr Member kMembers76[] = {
    {"documentIndex", 77, false, MemberLocation::body, "documentIndex"},
    {"start", 78, false, MemberLocation::body, "start"},
    {"end", 79, false, MemberLocation::body, "end"},
};
constexpr Member kMembers80[] = {
    {"searchResultIndex", 81, false, MemberLocation::body, "searchResultIndex"},
    {"start", 82, false, MemberLocation::body, "start"},
    {"end", 83, false, MemberLocation::body, "end"},
};
constexpr Member kMembers84[] = {
    {"tool", 85, true, MemberLocation::body, "tool"},
};
constexpr Member kMembers85[] = {
    {"type", 86, false, MemberLocation::body, "type"},
    {"name", 87, false, MemberLocation::body, "name"},
    {"serverName", 88, false, MemberLocation::body, "serverName"},
};
constexpr Member kMembers89[] = {
    {"tool", 85, true, MemberLocation::body, "tool"},
};
constexpr ShapeIndex kInner90[] = {91};
constexpr Member kMembers91[] = {
    {"text", 92, false, MemberLocation::body, "text"},
    {"guardContent", 45, false, MemberLocation::body, "guardContent"},
    {"cachePoint", 53, false, MemberLocation::body, "cachePoint"},
};
constexpr Member kMembers93[] = {
    {"maxTokens", 94, false, MemberLocation::body, "maxTokens"},
    {"temperature", 95, false, MemberLocation::body, "temperature"},
    {"topP", 96, false, MemberLocation::body, "topP"},
    {"stopSequences", 97, false, MemberLocation::body, "stopSequences"},
};
constexpr ShapeIndex kInner97[] = {92};
constexpr Member kMembers98[] = {
    {"tools", 99, true, MemberLocation::body, "tools"},
    {"toolChoice", 104, false, MemberLocation::body, "toolChoice"},
};
constexpr ShapeIndex kInner99[] = {100};
constexpr Member kMembers100[] = {
    {"toolSpec", 101, false, MemberLocation::body, "toolSpec"},
    {"systemTool", 103, false, MemberLocation::body, "systemTool"},
    {"cachePoint", 53, false, MemberLocation::body, "cachePoint"},
};
constexpr Member kMembers101[] = {
    {"name", 35, true, MemberLocation::body, "name"},
    {"description", 92, false, MemberLocation::body, "description"},
    {"inputSchema", 102, true, MemberLocation::body, "inputSchema"},
    {"strict", 24, false, MemberLocation::body, "strict"},
};
constexpr Member kMembers102[] = {
    {"json", 36, false, MemberLocation::body, "json"},
};
constexpr Member kMembers103[] = {
    {"name", 35, true, MemberLocation::body, "name"},
};
constexpr Member kMembers104[] = {
    {"auto", 105, false, MemberLocation::body, "auto"},
    {"any", 106, false, MemberLocation::body, "any"},
    {"tool", 107, false, MemberLocation::body, "tool"},
};
constexpr Member kMembers107[] = {
    {"name", 35, true, MemberLocation::body, "name"},
};
constexpr Member kMembers108[] = {
    {"guardrailIdentifier", 109, false, MemberLocation::body, "guardrailIdentifier"},
    {"guardrailVersion", 110, false, MemberLocation::body, "guardrailVersion"},
    {"trace", 111, false, MemberLocation::body, "trace"},
};
constexpr std::string_view kValues111[] = {"enabled", "disabled", "enabled_full"};
constexpr ShapeIndex kInner113[] = {7, 114};
constexpr Member kMembers114[] = {
    {"text", 7, false, MemberLocation::body, "text"},
};
constexpr ShapeIndex kInner115[] = {116};
constexpr ShapeIndex kInner117[] = {118, 119};
constexpr Member kMembers120[] = {
    {"latency", 121, false, MemberLocation::body, "latency"},
};
constexpr std::string_view kValues121[] = {"standard", "optimized"};
constexpr Member kMembers122[] = {
    {"type", 123, true, MemberLocation::body, "type"},
};
constexpr std::string_view kValues123[] = {"priority", "default", "flex", "reserved"};
constexpr Member kMembers124[] = {
    {"textFormat", 125, false, MemberLocation::body, "textFormat"},
    {"effort", 129, false, MemberLocation::body, "effort"},
};
constexpr Member kMembers125[] = {
    {"type", 126, true, MemberLocation::body, "type"},
    {"structure", 127, true, MemberLocation::body, "structure"},
};
constexpr std::string_view kValues126[] = {"json_schema"};
constexpr Member kMembers127[] = {
    {"jsonSchema", 128, false, MemberLocation::body, "jsonSchema"},
};
constexpr Member kMembers128[] = {
    {"schema", 7, true, MemberLocation::body, "schema"},
    {"name", 7, false, MemberLocation::body, "name"},
    {"description", 7, false, MemberLocation::body, "description"},
};
constexpr Member kMembers130[] = {
    {"modelId", 1, true, MemberLocation::uri, "modelId"},
    {"messages", 2, false, MemberLocation::body, "messages"},
    {"system", 90, false, MemberLocation::body, "system"},
    {"inferenceConfig", 93, false, MemberLocation::body, "inferenceConfig"},
    {"toolConfig", 98, false, MemberLocation::body, "toolConfig"},
    {"guardrailConfig", 131, false, MemberLocation::body, "guardrailConfig"},
    {"projectIdentifier", 112, false, MemberLocation::body, "projectIdentifier"},
    {"additionalModelRequestFields", 36, false, MemberLocation::body, "additionalModelRequestFields"},
    {"promptVariables", 113, false, MemberLocation::body, "promptVariables"},
    {"additionalModelResponseFieldPaths", 133, false, MemberLocation::body,
     "additionalModelResponseFieldPaths"},
    {"requestMetadata", 117, false, MemberLocation::body, "requestMetadata"},
    {"performanceConfig", 120, false, MemberLocation::body, "performanceConfig"},
    {"serviceTier", 122, false, MemberLocation::body, "serviceTier"},
    {"outputConfig", 124, false, MemberLocation::body, "outputConfig"},
};
constexpr Member kMembers131[] = {
    {"guardrailIdentifier", 109, false, MemberLocation::body, "guardrailIdentifier"},
    {"guardrailVersion", 110, false, MemberLocation::body, "guardrailVersion"},
    {"trace", 111, false, MemberLocation::body, "trace"},
    {"streamProcessingMode", 132, false, MemberLocation::body, "streamProcessingMode"},
};
constexpr std::string_view kValues132[] = {"sync", "async"};
constexpr ShapeIndex kInner133[] = {134};
constexpr Member kMembers135[] = {
    {"contentType", 137, false, MemberLocation::header, "Content-Type"},
    {"accept", 137, false, MemberLocation::header, "Accept"},
    {"modelId", 138, true, MemberLocation::uri, "modelId"},
    {"trace", 139, false, MemberLocation::header, "X-Amzn-Bedrock-Trace"},
    {"guardrailIdentifier", 109, false, MemberLocation::header, "X-Amzn-Bedrock-GuardrailIdentifier"},
    {"guardrailVersion", 110, false, MemberLocation::header, "X-Amzn-Bedrock-GuardrailVersion"},
    {"performanceConfigLatency", 121, false, MemberLocation::header,
     "X-Amzn-Bedrock-PerformanceConfig-Latency"},
    {"serviceTier", 123, false, MemberLocation::header, "X-Amzn-Bedrock-Service-Tier"},
    {"requestMetadata", 140, false, MemberLocation::header, "X-Amzn-Bedrock-Request-Metadata"},
    {"projectIdentifier", 112, false, MemberLocation::header, "X-Amzn-Bedrock-ProjectIdentifier"},
};
constexpr std::string_view kValues139[] = {"ENABLED", "DISABLED", "ENABLED_FULL"};
constexpr Member kMembers141[] = {
    {"byProvider", 142, false, MemberLocation::query, "byProvider"},
    {"byCustomizationType", 143, false, MemberLocation::query, "byCustomizationType"},
    {"byOutputModality", 144, false, MemberLocation::query, "byOutputModality"},
    {"byInferenceType", 145, false, MemberLocation::query, "byInferenceType"},
    {"projectIdentifier", 146, false, MemberLocation::query, "projectIdentifier"},
};
constexpr std::string_view kValues143[] = {"FINE_TUNING", "CONTINUED_PRE_TRAINING", "DISTILLATION"};
constexpr std::string_view kValues144[] = {"TEXT", "IMAGE", "EMBEDDING"};
constexpr std::string_view kValues145[] = {"ON_DEMAND", "PROVISIONED"};
constexpr Member kMembers147[] = {
    {"modelIdentifier", 148, true, MemberLocation::uri, "modelIdentifier"},
    {"projectIdentifier", 146, false, MemberLocation::query, "projectIdentifier"},
};
constexpr Member kMembers149[] = {
    {"maxResults", 150, false, MemberLocation::query, "maxResults"},
    {"nextToken", 151, false, MemberLocation::query, "nextToken"},
    {"typeEquals", 152, false, MemberLocation::query, "type"},
    {"projectIdentifier", 146, false, MemberLocation::query, "projectIdentifier"},
};
constexpr std::string_view kValues152[] = {"SYSTEM_DEFINED", "APPLICATION"};
constexpr Member kMembers153[] = {
    {"inferenceProfileIdentifier", 154, true, MemberLocation::uri, "inferenceProfileIdentifier"},
    {"projectIdentifier", 146, false, MemberLocation::query, "projectIdentifier"},
};

constexpr Shape kShapes[] = {
    {"ConverseRequest", ShapeKind::structure, false, kMembers0, {}, std::nullopt, std::nullopt, "", {}},  // 0
    {"ConversationalModelId",
     ShapeKind::string,
     false,
     {},
     {},
     1,
     2048,
     "(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model/"
     "[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}/[a-z0-9]{12})|(:foundation-model/"
     "[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|([0-9]{12}:imported-model/"
     "[a-z0-9]{12})|([0-9]{12}:provisioned-model/[a-z0-9]{12})|([0-9]{12}:custom-model-deployment/"
     "[a-z0-9]{12})|([0-9]{12}:(inference-profile|application-inference-profile)/"
     "[a-zA-Z0-9-:.]+)))|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|(([0-9a-zA-Z][_-]?)+)|("
     "[a-zA-Z0-9-:.]+)|(^(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:prompt/"
     "[0-9a-zA-Z]{10}(?::[0-9]{1,5})?))$|(^arn:aws:sagemaker:[a-z0-9-]+:[0-9]{12}:endpoint/"
     "[a-zA-Z0-9-]+$)|(^arn:aws(-[^:]+)?:bedrock:([0-9a-z-]{1,20}):([0-9]{12}):(default-)?prompt-router/"
     "[a-zA-Z0-9-:.]+$)",
     {}},                                                                                              // 1
    {"Messages", ShapeKind::list, false, {}, kInner2, std::nullopt, std::nullopt, "", {}},             // 2
    {"Message", ShapeKind::structure, false, kMembers3, {}, std::nullopt, std::nullopt, "", {}},       // 3
    {"ConversationRole", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues4},  // 4
    {"ContentBlocks", ShapeKind::list, false, {}, kInner5, std::nullopt, std::nullopt, "", {}},        // 5
    {"ContentBlock", ShapeKind::structure, true, kMembers6, {}, std::nullopt, std::nullopt, "", {}},   // 6
    {"String", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", {}},                  // 7
    {"ImageBlock", ShapeKind::structure, false, kMembers8, {}, std::nullopt, std::nullopt, "", {}},    // 8
    {"ImageFormat", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues9},       // 9
    {"ImageSource", ShapeKind::structure, true, kMembers10, {}, std::nullopt, std::nullopt, "", {}},   // 10
    {"ImageSourceBytesBlob", ShapeKind::blob, false, {}, {}, 1, std::nullopt, "", {}},                 // 11
    {"S3Location", ShapeKind::structure, false, kMembers12, {}, std::nullopt, std::nullopt, "", {}},   // 12
    {"S3Uri",
     ShapeKind::string,
     false,
     {},
     {},
     1,
     1024,
     "s3://[a-z0-9][\\.\\-a-z0-9]{1,61}[a-z0-9](/.*)?",
     {}},                                                                                                // 13
    {"AccountId", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "[0-9]{12}", {}},        // 14
    {"ErrorBlock", ShapeKind::structure, false, kMembers15, {}, std::nullopt, std::nullopt, "", {}},     // 15
    {"DocumentBlock", ShapeKind::structure, false, kMembers16, {}, std::nullopt, std::nullopt, "", {}},  // 16
    {"DocumentFormat", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues17},     // 17
    {"DocumentBlockNameString", ShapeKind::string, false, {}, {}, 1, 200, "", {}},                       // 18
    {"DocumentSource", ShapeKind::structure, true, kMembers19, {}, std::nullopt, std::nullopt, "", {}},  // 19
    {"DocumentSourceBytesBlob", ShapeKind::blob, false, {}, {}, 1, std::nullopt, "", {}},                // 20
    {"DocumentContentBlocks",
     ShapeKind::list,
     false,
     {},
     kInner21,
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 21
    {"DocumentContentBlock",
     ShapeKind::structure,
     true,
     kMembers22,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 22
    {"CitationsConfig",
     ShapeKind::structure,
     false,
     kMembers23,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                                               // 23
    {"Boolean", ShapeKind::boolean, false, {}, {}, std::nullopt, std::nullopt, "", {}},                 // 24
    {"VideoBlock", ShapeKind::structure, false, kMembers25, {}, std::nullopt, std::nullopt, "", {}},    // 25
    {"VideoFormat", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues26},       // 26
    {"VideoSource", ShapeKind::structure, true, kMembers27, {}, std::nullopt, std::nullopt, "", {}},    // 27
    {"VideoSourceBytesBlob", ShapeKind::blob, false, {}, {}, 1, std::nullopt, "", {}},                  // 28
    {"AudioBlock", ShapeKind::structure, false, kMembers29, {}, std::nullopt, std::nullopt, "", {}},    // 29
    {"AudioFormat", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues30},       // 30
    {"AudioSource", ShapeKind::structure, true, kMembers31, {}, std::nullopt, std::nullopt, "", {}},    // 31
    {"AudioSourceBytesBlob", ShapeKind::blob, false, {}, {}, 1, std::nullopt, "", {}},                  // 32
    {"ToolUseBlock", ShapeKind::structure, false, kMembers33, {}, std::nullopt, std::nullopt, "", {}},  // 33
    {"ToolUseId", ShapeKind::string, false, {}, {}, 1, 64, "[a-zA-Z0-9_.:-]+", {}},                     // 34
    {"ToolName", ShapeKind::string, false, {}, {}, 1, 64, "[a-zA-Z0-9_-]+", {}},                        // 35
    {"Document", ShapeKind::document, false, {}, {}, std::nullopt, std::nullopt, "", {}},               // 36
    {"ToolUseType", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues37},       // 37
    {"ToolResultBlock",
     ShapeKind::structure,
     false,
     kMembers38,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 38
    {"ToolResultContentBlocks",
     ShapeKind::list,
     false,
     {},
     kInner39,
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 39
    {"ToolResultContentBlock",
     ShapeKind::structure,
     true,
     kMembers40,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 40
    {"SearchResultBlock",
     ShapeKind::structure,
     false,
     kMembers41,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 41
    {"SearchResultContentBlocks",
     ShapeKind::list,
     false,
     {},
     kInner42,
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 42
    {"SearchResultContentBlock",
     ShapeKind::structure,
     false,
     kMembers43,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                                               // 43
    {"ToolResultStatus", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues44},  // 44
    {"GuardrailConverseContentBlock",
     ShapeKind::structure,
     true,
     kMembers45,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 45
    {"GuardrailConverseTextBlock",
     ShapeKind::structure,
     false,
     kMembers46,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 46
    {"GuardrailConverseContentQualifierList",
     ShapeKind::list,
     false,
     {},
     kInner47,
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 47
    {"GuardrailConverseContentQualifier",
     ShapeKind::string,
     false,
     {},
     {},
     std::nullopt,
     std::nullopt,
     "",
     kValues48},  // 48
    {"GuardrailConverseImageBlock",
     ShapeKind::structure,
     false,
     kMembers49,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 49
    {"GuardrailConverseImageFormat",
     ShapeKind::string,
     false,
     {},
     {},
     std::nullopt,
     std::nullopt,
     "",
     kValues50},  // 50
    {"GuardrailConverseImageSource",
     ShapeKind::structure,
     true,
     kMembers51,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                                                // 51
    {"GuardrailConverseImageSourceBytesBlob", ShapeKind::blob, false, {}, {}, 1, std::nullopt, "", {}},  // 52
    {"CachePointBlock",
     ShapeKind::structure,
     false,
     kMembers53,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                                             // 53
    {"CachePointType", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues54},  // 54
    {"CacheTTL", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues55},        // 55
    {"ReasoningContentBlock",
     ShapeKind::structure,
     true,
     kMembers56,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 56
    {"ReasoningTextBlock",
     ShapeKind::structure,
     false,
     kMembers57,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                          // 57
    {"Blob", ShapeKind::blob, false, {}, {}, std::nullopt, std::nullopt, "", {}},  // 58
    {"CitationsContentBlock",
     ShapeKind::structure,
     false,
     kMembers59,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 59
    {"CitationGeneratedContentList",
     ShapeKind::list,
     false,
     {},
     kInner60,
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 60
    {"CitationGeneratedContent",
     ShapeKind::structure,
     true,
     kMembers61,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                                           // 61
    {"Citations", ShapeKind::list, false, {}, kInner62, std::nullopt, std::nullopt, "", {}},        // 62
    {"Citation", ShapeKind::structure, false, kMembers63, {}, std::nullopt, std::nullopt, "", {}},  // 63
    {"CitationSourceContentList",
     ShapeKind::list,
     false,
     {},
     kInner64,
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 64
    {"CitationSourceContent",
     ShapeKind::structure,
     true,
     kMembers65,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 65
    {"CitationLocation",
     ShapeKind::structure,
     true,
     kMembers66,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                                              // 66
    {"WebLocation", ShapeKind::structure, false, kMembers67, {}, std::nullopt, std::nullopt, "", {}},  // 67
    {"DocumentCharLocation",
     ShapeKind::structure,
     false,
     kMembers68,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 68
    {"DocumentCharLocationDocumentIndexInteger",
     ShapeKind::integer,
     false,
     {},
     {},
     0,
     std::nullopt,
     "",
     {}},                                                                                              // 69
    {"DocumentCharLocationStartInteger", ShapeKind::integer, false, {}, {}, 0, std::nullopt, "", {}},  // 70
    {"DocumentCharLocationEndInteger", ShapeKind::integer, false, {}, {}, 0, std::nullopt, "", {}},    // 71
    {"DocumentPageLocation",
     ShapeKind::structure,
     false,
     kMembers72,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 72
    {"DocumentPageLocationDocumentIndexInteger",
     ShapeKind::integer,
     false,
     {},
     {},
     0,
     std::nullopt,
     "",
     {}},                                                                                              // 73
    {"DocumentPageLocationStartInteger", ShapeKind::integer, false, {}, {}, 0, std::nullopt, "", {}},  // 74
    {"DocumentPageLocationEndInteger", ShapeKind::integer, false, {}, {}, 0, std::nullopt, "", {}},    // 75
    {"DocumentChunkLocation",
     ShapeKind::structure,
     false,
     kMembers76,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 76
    {"DocumentChunkLocationDocumentIndexInteger",
     ShapeKind::integer,
     false,
     {},
     {},
     0,
     std::nullopt,
     "",
     {}},                                                                                               // 77
    {"DocumentChunkLocationStartInteger", ShapeKind::integer, false, {}, {}, 0, std::nullopt, "", {}},  // 78
    {"DocumentChunkLocationEndInteger", ShapeKind::integer, false, {}, {}, 0, std::nullopt, "", {}},    // 79
    {"SearchResultLocation",
     ShapeKind::structure,
     false,
     kMembers80,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 80
    {"SearchResultLocationSearchResultIndexInteger",
     ShapeKind::integer,
     false,
     {},
     {},
     0,
     std::nullopt,
     "",
     {}},                                                                                              // 81
    {"SearchResultLocationStartInteger", ShapeKind::integer, false, {}, {}, 0, std::nullopt, "", {}},  // 82
    {"SearchResultLocationEndInteger", ShapeKind::integer, false, {}, {}, 0, std::nullopt, "", {}},    // 83
    {"ToolAdditionBlock",
     ShapeKind::structure,
     false,
     kMembers84,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                                                // 84
    {"ToolReference", ShapeKind::structure, false, kMembers85, {}, std::nullopt, std::nullopt, "", {}},  // 85
    {"ToolReferenceTypeString", ShapeKind::string, false, {}, {}, 1, 64, "", {}},                        // 86
    {"ToolReferenceNameString", ShapeKind::string, false, {}, {}, 1, 128, "", {}},                       // 87
    {"ToolReferenceServerNameString", ShapeKind::string, false, {}, {}, 1, 128, "", {}},                 // 88
    {"ToolRemovalBlock",
     ShapeKind::structure,
     false,
     kMembers89,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                                               // 89
    {"SystemContentBlocks", ShapeKind::list, false, {}, kInner90, std::nullopt, std::nullopt, "", {}},  // 90
    {"SystemContentBlock",
     ShapeKind::structure,
     true,
     kMembers91,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                           // 91
    {"NonEmptyString", ShapeKind::string, false, {}, {}, 1, std::nullopt, "", {}},  // 92
    {"InferenceConfiguration",
     ShapeKind::structure,
     false,
     kMembers93,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 93
    {"InferenceConfigurationMaxTokensInteger",
     ShapeKind::integer,
     false,
     {},
     {},
     1,
     std::nullopt,
     "",
     {}},                                                                                                // 94
    {"InferenceConfigurationTemperatureFloat", ShapeKind::float_number, false, {}, {}, 0, 1, "", {}},    // 95
    {"InferenceConfigurationTopPFloat", ShapeKind::float_number, false, {}, {}, 0, 1, "", {}},           // 96
    {"InferenceConfigurationStopSequencesList", ShapeKind::list, false, {}, kInner97, 0, 2500, "", {}},  // 97
    {"ToolConfiguration",
     ShapeKind::structure,
     false,
     kMembers98,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                                           // 98
    {"ToolConfigurationToolsList", ShapeKind::list, false, {}, kInner99, 1, std::nullopt, "", {}},  // 99
    {"Tool", ShapeKind::structure, true, kMembers100, {}, std::nullopt, std::nullopt, "", {}},      // 100
    {"ToolSpecification",
     ShapeKind::structure,
     false,
     kMembers101,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 101
    {"ToolInputSchema",
     ShapeKind::structure,
     true,
     kMembers102,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                                              // 102
    {"SystemTool", ShapeKind::structure, false, kMembers103, {}, std::nullopt, std::nullopt, "", {}},  // 103
    {"ToolChoice", ShapeKind::structure, true, kMembers104, {}, std::nullopt, std::nullopt, "", {}},   // 104
    {"AutoToolChoice", ShapeKind::structure, false, {}, {}, std::nullopt, std::nullopt, "", {}},       // 105
    {"AnyToolChoice", ShapeKind::structure, false, {}, {}, std::nullopt, std::nullopt, "", {}},        // 106
    {"SpecificToolChoice",
     ShapeKind::structure,
     false,
     kMembers107,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 107
    {"GuardrailConfiguration",
     ShapeKind::structure,
     false,
     kMembers108,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 108
    {"GuardrailIdentifier",
     ShapeKind::string,
     false,
     {},
     {},
     0,
     2048,
     "(|([a-z0-9]+)|(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]+))",
     {}},  // 109
    {"GuardrailVersion",
     ShapeKind::string,
     false,
     {},
     {},
     std::nullopt,
     std::nullopt,
     "(|([1-9][0-9]{0,7})|(DRAFT))",
     {}},                                                                                              // 110
    {"GuardrailTrace", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues111},  // 111
    {"ProjectIdentifier",
     ShapeKind::string,
     false,
     {},
     {},
     1,
     2048,
     "([a-zA-Z0-9_-]+|arn:aws(|-us-gov|-cn|-iso|-iso-b|-iso-f|-eusc):bedrock:[0-9a-z-]{1,20}:[0-9]{12}:"
     "project/[a-zA-Z0-9_-]+)",
     {}},                                                                                             // 112
    {"PromptVariableMap", ShapeKind::map, false, {}, kInner113, std::nullopt, std::nullopt, "", {}},  // 113
    {"PromptVariableValues",
     ShapeKind::structure,
     true,
     kMembers114,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 114
    {"ConverseRequestAdditionalModelResponseFieldPathsList",
     ShapeKind::list,
     false,
     {},
     kInner115,
     0,
     10,
     "",
     {}},  // 115
    {"ConverseRequestAdditionalModelResponseFieldPathsListMemberString",
     ShapeKind::string,
     false,
     {},
     {},
     1,
     256,
     "",
     {}},                                                                      // 116
    {"RequestMetadata", ShapeKind::map, false, {}, kInner117, 1, 16, "", {}},  // 117
    {"RequestMetadataKeyString",
     ShapeKind::string,
     false,
     {},
     {},
     1,
     256,
     "[a-zA-Z0-9\\s:_@$#=/+,-.]{1,256}",
     {}},  // 118
    {"RequestMetadataValueString",
     ShapeKind::string,
     false,
     {},
     {},
     0,
     256,
     "[a-zA-Z0-9\\s:_@$#=/+,-.]{0,256}",
     {}},  // 119
    {"PerformanceConfiguration",
     ShapeKind::structure,
     false,
     kMembers120,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 120
    {"PerformanceConfigLatency",
     ShapeKind::string,
     false,
     {},
     {},
     std::nullopt,
     std::nullopt,
     "",
     kValues121},                                                                                       // 121
    {"ServiceTier", ShapeKind::structure, false, kMembers122, {}, std::nullopt, std::nullopt, "", {}},  // 122
    {"ServiceTierType", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues123},  // 123
    {"OutputConfig",
     ShapeKind::structure,
     false,
     kMembers124,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 124
    {"OutputFormat",
     ShapeKind::structure,
     false,
     kMembers125,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 125
    {"OutputFormatType",
     ShapeKind::string,
     false,
     {},
     {},
     std::nullopt,
     std::nullopt,
     "",
     kValues126},  // 126
    {"OutputFormatStructure",
     ShapeKind::structure,
     true,
     kMembers127,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 127
    {"JsonSchemaDefinition",
     ShapeKind::structure,
     false,
     kMembers128,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                           // 128
    {"OutputConfigEffortString", ShapeKind::string, false, {}, {}, 0, 16, "", {}},  // 129
    {"ConverseStreamRequest",
     ShapeKind::structure,
     false,
     kMembers130,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 130
    {"GuardrailStreamConfiguration",
     ShapeKind::structure,
     false,
     kMembers131,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 131
    {"GuardrailStreamProcessingMode",
     ShapeKind::string,
     false,
     {},
     {},
     std::nullopt,
     std::nullopt,
     "",
     kValues132},  // 132
    {"ConverseStreamRequestAdditionalModelResponseFieldPathsList",
     ShapeKind::list,
     false,
     {},
     kInner133,
     0,
     10,
     "",
     {}},  // 133
    {"ConverseStreamRequestAdditionalModelResponseFieldPathsListMemberString",
     ShapeKind::string,
     false,
     {},
     {},
     1,
     256,
     "",
     {}},  // 134
    {"InvokeModelRequest",
     ShapeKind::structure,
     false,
     kMembers135,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                                // 135
    {"Body", ShapeKind::blob, false, {}, {}, 0, 25000000, "", {}},                       // 136
    {"MimeType", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", {}},  // 137
    {"InvokeModelIdentifier",
     ShapeKind::string,
     false,
     {},
     {},
     1,
     2048,
     "(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model/"
     "[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}/[a-z0-9]{12})|(:foundation-model/"
     "[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|([0-9]{12}:imported-model/"
     "[a-z0-9]{12})|([0-9]{12}:provisioned-model/[a-z0-9]{12})|([0-9]{12}:custom-model-deployment/"
     "[a-z0-9]{12})|([0-9]{12}:(inference-profile|application-inference-profile)/"
     "[a-zA-Z0-9-:.]+)))|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|(([0-9a-zA-Z][_-]?)+)|("
     "[a-zA-Z0-9-:.]+)$|(^(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:prompt/"
     "[0-9a-zA-Z]{10}(?::[0-9]{1,5})?))$|(^arn:aws:sagemaker:[a-z0-9-]+:[0-9]{12}:endpoint/"
     "[a-zA-Z0-9-]+$)|(^arn:aws(-[^:]+)?:bedrock:([0-9a-z-]{1,20}):([0-9]{12}):(default-)?prompt-router/"
     "[a-zA-Z0-9-:.]+$)",
     {}},                                                                                     // 138
    {"Trace", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues139},  // 139
    {"RequestMetadataJson", ShapeKind::string, false, {}, {}, 0, 8500, "", {}},               // 140
    {"ListFoundationModelsRequest",
     ShapeKind::structure,
     false,
     kMembers141,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 141
    {"Provider",
     ShapeKind::string,
     false,
     {},
     {},
     std::nullopt,
     std::nullopt,
     "[A-Za-z0-9- ]{1,63}",
     {}},  // 142
    {"ModelCustomization",
     ShapeKind::string,
     false,
     {},
     {},
     std::nullopt,
     std::nullopt,
     "",
     kValues143},                                                                                     // 143
    {"ModelModality", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues144},  // 144
    {"InferenceType", ShapeKind::string, false, {}, {}, std::nullopt, std::nullopt, "", kValues145},  // 145
    {"ProjectIdentifier",
     ShapeKind::string,
     false,
     {},
     {},
     1,
     2048,
     "([a-zA-Z0-9_-]+|arn:aws(-[^:]+)?:bedrock:[0-9a-z-]{1,20}:[0-9]{12}:project/[a-zA-Z0-9_-]+)",
     {}},  // 146
    {"GetFoundationModelRequest",
     ShapeKind::structure,
     false,
     kMembers147,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 147
    {"GetFoundationModelIdentifier",
     ShapeKind::string,
     false,
     {},
     {},
     1,
     2048,
     "(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}::foundation-model/"
     "[a-z0-9-]{1,63}[.]{1}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2})|([a-z0-9-]{1,"
     "63}[.]{1}[a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2})",
     {}},  // 148
    {"ListInferenceProfilesRequest",
     ShapeKind::structure,
     false,
     kMembers149,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},                                                                        // 149
    {"MaxResults", ShapeKind::integer, false, {}, {}, 1, 1000, "", {}},          // 150
    {"PaginationToken", ShapeKind::string, false, {}, {}, 1, 2048, "\\S*", {}},  // 151
    {"InferenceProfileType",
     ShapeKind::string,
     false,
     {},
     {},
     std::nullopt,
     std::nullopt,
     "",
     kValues152},  // 152
    {"GetInferenceProfileRequest",
     ShapeKind::structure,
     false,
     kMembers153,
     {},
     std::nullopt,
     std::nullopt,
     "",
     {}},  // 153
    {"InferenceProfileIdentifier",
     ShapeKind::string,
     false,
     {},
     {},
     1,
     2048,
     "(arn:aws(|-us-gov|-cn|-iso|-iso-b):bedrock:(|[0-9a-z-]{0,20}):(|[0-9]{12}):(inference-profile|"
     "application-inference-profile)/)?[a-zA-Z0-9-:.]+",
     {}},  // 154
};

constexpr Operation kOperations[] = {
    {"Converse", "POST", "/model/{modelId}/converse", 0},
    {"ConverseStream", "POST", "/model/{modelId}/converse-stream", 130},
    {"InvokeModel", "POST", "/model/{modelId}/invoke", 135},
    {"ListFoundationModels", "GET", "/foundation-models", 141},
    {"GetFoundationModel", "GET", "/foundation-models/{modelIdentifier}", 147},
    {"ListInferenceProfiles", "GET", "/inference-profiles", 149},
    {"GetInferenceProfile", "GET", "/inference-profiles/{inferenceProfileIdentifier}", 153},
};

constexpr ExceptionShape kExceptions[] = {
    {"AccessDeniedException", 403},       {"InternalServerException", 500},
    {"ModelErrorException", 424},         {"ModelNotReadyException", 429},
    {"ModelStreamErrorException", 424},   {"ModelTimeoutException", 408},
    {"ResourceNotFoundException", 404},   {"ServiceQuotaExceededException", 400},
    {"ServiceUnavailableException", 503}, {"ThrottlingException", 429},
    {"ValidationException", 400},
};

}  // namespace

std::span<const Shape> service_shapes() noexcept {
  return kShapes;
}
std::span<const Operation> service_operations() noexcept {
  return kOperations;
}
std::span<const ExceptionShape> service_exceptions() noexcept {
  return kExceptions;
}
std::string_view service_model_source() noexcept {
  return "1.44.8";
}

}  // namespace gw::simulator
