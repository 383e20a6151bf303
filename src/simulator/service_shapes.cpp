// Written by scripts/generate_vectors/bedrock_shapes.py from botocore 1.44.8. Do not edit.
// One line a shape.
// clang-format off
#include "simulator/shape.hpp"

namespace gw::simulator {
namespace {

using enum ShapeKind;
using enum MemberLocation;

constexpr Member kMembers0[] = {{"modelId", 1, true, uri, "modelId"}, {"messages", 2, false, body, "messages"}, {"system", 90, false, body, "system"}, {"inferenceConfig", 93, false, body, "inferenceConfig"}, {"toolConfig", 98, false, body, "toolConfig"}, {"guardrailConfig", 108, false, body, "guardrailConfig"}, {"projectIdentifier", 112, false, body, "projectIdentifier"}, {"additionalModelRequestFields", 36, false, body, "additionalModelRequestFields"}, {"promptVariables", 113, false, body, "promptVariables"}, {"additionalModelResponseFieldPaths", 115, false, body, "additionalModelResponseFieldPaths"}, {"requestMetadata", 117, false, body, "requestMetadata"}, {"performanceConfig", 120, false, body, "performanceConfig"}, {"serviceTier", 122, false, body, "serviceTier"}, {"outputConfig", 124, false, body, "outputConfig"}};
constexpr ShapeIndex kInner2[] = {3};
constexpr Member kMembers3[] = {{"role", 4, true, body, "role"}, {"content", 5, true, body, "content"}};
constexpr std::string_view kValues4[] = {"user", "assistant", "system"};
constexpr ShapeIndex kInner5[] = {6};
constexpr Member kMembers6[] = {{"text", 7, false, body, "text"}, {"image", 8, false, body, "image"}, {"document", 16, false, body, "document"}, {"video", 25, false, body, "video"}, {"audio", 29, false, body, "audio"}, {"toolUse", 33, false, body, "toolUse"}, {"toolResult", 38, false, body, "toolResult"}, {"guardContent", 45, false, body, "guardContent"}, {"cachePoint", 53, false, body, "cachePoint"}, {"reasoningContent", 56, false, body, "reasoningContent"}, {"citationsContent", 59, false, body, "citationsContent"}, {"searchResult", 41, false, body, "searchResult"}, {"toolAddition", 84, false, body, "toolAddition"}, {"toolRemoval", 89, false, body, "toolRemoval"}};
constexpr Member kMembers8[] = {{"format", 9, true, body, "format"}, {"source", 10, true, body, "source"}, {"error", 15, false, body, "error"}};
constexpr std::string_view kValues9[] = {"png", "jpeg", "gif", "webp"};
constexpr Member kMembers10[] = {{"bytes", 11, false, body, "bytes"}, {"s3Location", 12, false, body, "s3Location"}};
constexpr Member kMembers12[] = {{"uri", 13, true, body, "uri"}, {"bucketOwner", 14, false, body, "bucketOwner"}};
constexpr Member kMembers15[] = {{"message", 7, false, body, "message"}};
constexpr Member kMembers16[] = {{"format", 17, false, body, "format"}, {"name", 18, true, body, "name"}, {"source", 19, true, body, "source"}, {"context", 7, false, body, "context"}, {"citations", 23, false, body, "citations"}};
constexpr std::string_view kValues17[] = {"pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"};
constexpr Member kMembers19[] = {{"bytes", 20, false, body, "bytes"}, {"s3Location", 12, false, body, "s3Location"}, {"text", 7, false, body, "text"}, {"content", 21, false, body, "content"}};
constexpr ShapeIndex kInner21[] = {22};
constexpr Member kMembers22[] = {{"text", 7, false, body, "text"}};
constexpr Member kMembers23[] = {{"enabled", 24, true, body, "enabled"}};
constexpr Member kMembers25[] = {{"format", 26, true, body, "format"}, {"source", 27, true, body, "source"}};
constexpr std::string_view kValues26[] = {"mkv", "mov", "mp4", "webm", "flv", "mpeg", "mpg", "wmv", "three_gp"};
constexpr Member kMembers27[] = {{"bytes", 28, false, body, "bytes"}, {"s3Location", 12, false, body, "s3Location"}};
constexpr Member kMembers29[] = {{"format", 30, true, body, "format"}, {"source", 31, true, body, "source"}, {"error", 15, false, body, "error"}};
constexpr std::string_view kValues30[] = {"mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "mkv", "mka", "x-aac", "m4a", "mpeg", "mpga", "pcm", "webm"};
constexpr Member kMembers31[] = {{"bytes", 32, false, body, "bytes"}, {"s3Location", 12, false, body, "s3Location"}};
constexpr Member kMembers33[] = {{"toolUseId", 34, true, body, "toolUseId"}, {"name", 35, true, body, "name"}, {"input", 36, true, body, "input"}, {"type", 37, false, body, "type"}};
constexpr std::string_view kValues37[] = {"server_tool_use"};
constexpr Member kMembers38[] = {{"toolUseId", 34, true, body, "toolUseId"}, {"content", 39, true, body, "content"}, {"status", 44, false, body, "status"}, {"type", 7, false, body, "type"}};
constexpr ShapeIndex kInner39[] = {40};
constexpr Member kMembers40[] = {{"json", 36, false, body, "json"}, {"text", 7, false, body, "text"}, {"image", 8, false, body, "image"}, {"document", 16, false, body, "document"}, {"video", 25, false, body, "video"}, {"searchResult", 41, false, body, "searchResult"}};
constexpr Member kMembers41[] = {{"source", 7, true, body, "source"}, {"title", 7, true, body, "title"}, {"content", 42, true, body, "content"}, {"citations", 23, false, body, "citations"}};
constexpr ShapeIndex kInner42[] = {43};
constexpr Member kMembers43[] = {{"text", 7, true, body, "text"}};
constexpr std::string_view kValues44[] = {"success", "error"};
constexpr Member kMembers45[] = {{"text", 46, false, body, "text"}, {"image", 49, false, body, "image"}};
constexpr Member kMembers46[] = {{"text", 7, true, body, "text"}, {"qualifiers", 47, false, body, "qualifiers"}};
constexpr ShapeIndex kInner47[] = {48};
constexpr std::string_view kValues48[] = {"grounding_source", "query", "guard_content"};
constexpr Member kMembers49[] = {{"format", 50, true, body, "format"}, {"source", 51, true, body, "source"}};
constexpr std::string_view kValues50[] = {"png", "jpeg"};
constexpr Member kMembers51[] = {{"bytes", 52, false, body, "bytes"}};
constexpr Member kMembers53[] = {{"type", 54, true, body, "type"}, {"ttl", 55, false, body, "ttl"}};
constexpr std::string_view kValues54[] = {"default"};
constexpr std::string_view kValues55[] = {"5m", "1h"};
constexpr Member kMembers56[] = {{"reasoningText", 57, false, body, "reasoningText"}, {"redactedContent", 58, false, body, "redactedContent"}};
constexpr Member kMembers57[] = {{"text", 7, true, body, "text"}, {"signature", 7, false, body, "signature"}};
constexpr Member kMembers59[] = {{"content", 60, false, body, "content"}, {"citations", 62, false, body, "citations"}};
constexpr ShapeIndex kInner60[] = {61};
constexpr Member kMembers61[] = {{"text", 7, false, body, "text"}};
constexpr ShapeIndex kInner62[] = {63};
constexpr Member kMembers63[] = {{"title", 7, false, body, "title"}, {"source", 7, false, body, "source"}, {"sourceContent", 64, false, body, "sourceContent"}, {"location", 66, false, body, "location"}};
constexpr ShapeIndex kInner64[] = {65};
constexpr Member kMembers65[] = {{"text", 7, false, body, "text"}};
constexpr Member kMembers66[] = {{"web", 67, false, body, "web"}, {"documentChar", 68, false, body, "documentChar"}, {"documentPage", 72, false, body, "documentPage"}, {"documentChunk", 76, false, body, "documentChunk"}, {"searchResultLocation", 80, false, body, "searchResultLocation"}};
constexpr Member kMembers67[] = {{"url", 7, false, body, "url"}, {"domain", 7, false, body, "domain"}};
constexpr Member kMembers68[] = {{"documentIndex", 69, false, body, "documentIndex"}, {"start", 70, false, body, "start"}, {"end", 71, false, body, "end"}};
constexpr Member kMembers72[] = {{"documentIndex", 73, false, body, "documentIndex"}, {"start", 74, false, body, "start"}, {"end", 75, false, body, "end"}};
constexpr Member kMembers76[] = {{"documentIndex", 77, false, body, "documentIndex"}, {"start", 78, false, body, "start"}, {"end", 79, false, body, "end"}};
constexpr Member kMembers80[] = {{"searchResultIndex", 81, false, body, "searchResultIndex"}, {"start", 82, false, body, "start"}, {"end", 83, false, body, "end"}};
constexpr Member kMembers84[] = {{"tool", 85, true, body, "tool"}};
constexpr Member kMembers85[] = {{"type", 86, false, body, "type"}, {"name", 87, false, body, "name"}, {"serverName", 88, false, body, "serverName"}};
constexpr Member kMembers89[] = {{"tool", 85, true, body, "tool"}};
constexpr ShapeIndex kInner90[] = {91};
constexpr Member kMembers91[] = {{"text", 92, false, body, "text"}, {"guardContent", 45, false, body, "guardContent"}, {"cachePoint", 53, false, body, "cachePoint"}};
constexpr Member kMembers93[] = {{"maxTokens", 94, false, body, "maxTokens"}, {"temperature", 95, false, body, "temperature"}, {"topP", 96, false, body, "topP"}, {"stopSequences", 97, false, body, "stopSequences"}};
constexpr ShapeIndex kInner97[] = {92};
constexpr Member kMembers98[] = {{"tools", 99, true, body, "tools"}, {"toolChoice", 104, false, body, "toolChoice"}};
constexpr ShapeIndex kInner99[] = {100};
constexpr Member kMembers100[] = {{"toolSpec", 101, false, body, "toolSpec"}, {"systemTool", 103, false, body, "systemTool"}, {"cachePoint", 53, false, body, "cachePoint"}};
constexpr Member kMembers101[] = {{"name", 35, true, body, "name"}, {"description", 92, false, body, "description"}, {"inputSchema", 102, true, body, "inputSchema"}, {"strict", 24, false, body, "strict"}};
constexpr Member kMembers102[] = {{"json", 36, false, body, "json"}};
constexpr Member kMembers103[] = {{"name", 35, true, body, "name"}};
constexpr Member kMembers104[] = {{"auto", 105, false, body, "auto"}, {"any", 106, false, body, "any"}, {"tool", 107, false, body, "tool"}};
constexpr Member kMembers107[] = {{"name", 35, true, body, "name"}};
constexpr Member kMembers108[] = {{"guardrailIdentifier", 109, false, body, "guardrailIdentifier"}, {"guardrailVersion", 110, false, body, "guardrailVersion"}, {"trace", 111, false, body, "trace"}};
constexpr std::string_view kValues111[] = {"enabled", "disabled", "enabled_full"};
constexpr ShapeIndex kInner113[] = {7, 114};
constexpr Member kMembers114[] = {{"text", 7, false, body, "text"}};
constexpr ShapeIndex kInner115[] = {116};
constexpr ShapeIndex kInner117[] = {118, 119};
constexpr Member kMembers120[] = {{"latency", 121, false, body, "latency"}};
constexpr std::string_view kValues121[] = {"standard", "optimized"};
constexpr Member kMembers122[] = {{"type", 123, true, body, "type"}};
constexpr std::string_view kValues123[] = {"priority", "default", "flex", "reserved"};
constexpr Member kMembers124[] = {{"textFormat", 125, false, body, "textFormat"}, {"effort", 129, false, body, "effort"}};
constexpr Member kMembers125[] = {{"type", 126, true, body, "type"}, {"structure", 127, true, body, "structure"}};
constexpr std::string_view kValues126[] = {"json_schema"};
constexpr Member kMembers127[] = {{"jsonSchema", 128, false, body, "jsonSchema"}};
constexpr Member kMembers128[] = {{"schema", 7, true, body, "schema"}, {"name", 7, false, body, "name"}, {"description", 7, false, body, "description"}};
constexpr Member kMembers130[] = {{"modelId", 1, true, uri, "modelId"}, {"messages", 2, false, body, "messages"}, {"system", 90, false, body, "system"}, {"inferenceConfig", 93, false, body, "inferenceConfig"}, {"toolConfig", 98, false, body, "toolConfig"}, {"guardrailConfig", 131, false, body, "guardrailConfig"}, {"projectIdentifier", 112, false, body, "projectIdentifier"}, {"additionalModelRequestFields", 36, false, body, "additionalModelRequestFields"}, {"promptVariables", 113, false, body, "promptVariables"}, {"additionalModelResponseFieldPaths", 133, false, body, "additionalModelResponseFieldPaths"}, {"requestMetadata", 117, false, body, "requestMetadata"}, {"performanceConfig", 120, false, body, "performanceConfig"}, {"serviceTier", 122, false, body, "serviceTier"}, {"outputConfig", 124, false, body, "outputConfig"}};
constexpr Member kMembers131[] = {{"guardrailIdentifier", 109, false, body, "guardrailIdentifier"}, {"guardrailVersion", 110, false, body, "guardrailVersion"}, {"trace", 111, false, body, "trace"}, {"streamProcessingMode", 132, false, body, "streamProcessingMode"}};
constexpr std::string_view kValues132[] = {"sync", "async"};
constexpr ShapeIndex kInner133[] = {134};
constexpr Member kMembers135[] = {{"contentType", 137, false, header, "Content-Type"}, {"accept", 137, false, header, "Accept"}, {"modelId", 138, true, uri, "modelId"}, {"trace", 139, false, header, "X-Amzn-Bedrock-Trace"}, {"guardrailIdentifier", 109, false, header, "X-Amzn-Bedrock-GuardrailIdentifier"}, {"guardrailVersion", 110, false, header, "X-Amzn-Bedrock-GuardrailVersion"}, {"performanceConfigLatency", 121, false, header, "X-Amzn-Bedrock-PerformanceConfig-Latency"}, {"serviceTier", 123, false, header, "X-Amzn-Bedrock-Service-Tier"}, {"requestMetadata", 140, false, header, "X-Amzn-Bedrock-Request-Metadata"}, {"projectIdentifier", 112, false, header, "X-Amzn-Bedrock-ProjectIdentifier"}};
constexpr std::string_view kValues139[] = {"ENABLED", "DISABLED", "ENABLED_FULL"};
constexpr Member kMembers141[] = {{"byProvider", 142, false, query, "byProvider"}, {"byCustomizationType", 143, false, query, "byCustomizationType"}, {"byOutputModality", 144, false, query, "byOutputModality"}, {"byInferenceType", 145, false, query, "byInferenceType"}, {"projectIdentifier", 146, false, query, "projectIdentifier"}};
constexpr std::string_view kValues143[] = {"FINE_TUNING", "CONTINUED_PRE_TRAINING", "DISTILLATION"};
constexpr std::string_view kValues144[] = {"TEXT", "IMAGE", "EMBEDDING"};
constexpr std::string_view kValues145[] = {"ON_DEMAND", "PROVISIONED"};
constexpr Member kMembers147[] = {{"modelIdentifier", 148, true, uri, "modelIdentifier"}, {"projectIdentifier", 146, false, query, "projectIdentifier"}};
constexpr Member kMembers149[] = {{"maxResults", 150, false, query, "maxResults"}, {"nextToken", 151, false, query, "nextToken"}, {"typeEquals", 152, false, query, "type"}, {"projectIdentifier", 146, false, query, "projectIdentifier"}};
constexpr std::string_view kValues152[] = {"SYSTEM_DEFINED", "APPLICATION"};
constexpr Member kMembers153[] = {{"inferenceProfileIdentifier", 154, true, uri, "inferenceProfileIdentifier"}, {"projectIdentifier", 146, false, query, "projectIdentifier"}};

constexpr Shape kShapes[] = {
    {"ConverseRequest", structure, false, kMembers0, {}, std::nullopt, std::nullopt, "", {}},  // 0
    {"ConversationalModelId", string, false, {}, {}, 1, 2048, "(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}/[a-z0-9]{12})|(:foundation-model/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|([0-9]{12}:imported-model/[a-z0-9]{12})|([0-9]{12}:provisioned-model/[a-z0-9]{12})|([0-9]{12}:custom-model-deployment/[a-z0-9]{12})|([0-9]{12}:(inference-profile|application-inference-profile)/[a-zA-Z0-9-:.]+)))|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|(([0-9a-zA-Z][_-]?)+)|([a-zA-Z0-9-:.]+)|(^(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:prompt/[0-9a-zA-Z]{10}(?::[0-9]{1,5})?))$|(^arn:aws:sagemaker:[a-z0-9-]+:[0-9]{12}:endpoint/[a-zA-Z0-9-]+$)|(^arn:aws(-[^:]+)?:bedrock:([0-9a-z-]{1,20}):([0-9]{12}):(default-)?prompt-router/[a-zA-Z0-9-:.]+$)", {}},  // 1
    {"Messages", list, false, {}, kInner2, std::nullopt, std::nullopt, "", {}},  // 2
    {"Message", structure, false, kMembers3, {}, std::nullopt, std::nullopt, "", {}},  // 3
    {"ConversationRole", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues4},  // 4
    {"ContentBlocks", list, false, {}, kInner5, std::nullopt, std::nullopt, "", {}},  // 5
    {"ContentBlock", structure, true, kMembers6, {}, std::nullopt, std::nullopt, "", {}},  // 6
    {"String", string, false, {}, {}, std::nullopt, std::nullopt, "", {}},  // 7
    {"ImageBlock", structure, false, kMembers8, {}, std::nullopt, std::nullopt, "", {}},  // 8
    {"ImageFormat", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues9},  // 9
    {"ImageSource", structure, true, kMembers10, {}, std::nullopt, std::nullopt, "", {}},  // 10
    {"ImageSourceBytesBlob", blob, false, {}, {}, 1, std::nullopt, "", {}},  // 11
    {"S3Location", structure, false, kMembers12, {}, std::nullopt, std::nullopt, "", {}},  // 12
    {"S3Uri", string, false, {}, {}, 1, 1024, "s3://[a-z0-9][\\.\\-a-z0-9]{1,61}[a-z0-9](/.*)?", {}},  // 13
    {"AccountId", string, false, {}, {}, std::nullopt, std::nullopt, "[0-9]{12}", {}},  // 14
    {"ErrorBlock", structure, false, kMembers15, {}, std::nullopt, std::nullopt, "", {}},  // 15
    {"DocumentBlock", structure, false, kMembers16, {}, std::nullopt, std::nullopt, "", {}},  // 16
    {"DocumentFormat", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues17},  // 17
    {"DocumentBlockNameString", string, false, {}, {}, 1, 200, "", {}},  // 18
    {"DocumentSource", structure, true, kMembers19, {}, std::nullopt, std::nullopt, "", {}},  // 19
    {"DocumentSourceBytesBlob", blob, false, {}, {}, 1, std::nullopt, "", {}},  // 20
    {"DocumentContentBlocks", list, false, {}, kInner21, std::nullopt, std::nullopt, "", {}},  // 21
    {"DocumentContentBlock", structure, true, kMembers22, {}, std::nullopt, std::nullopt, "", {}},  // 22
    {"CitationsConfig", structure, false, kMembers23, {}, std::nullopt, std::nullopt, "", {}},  // 23
    {"Boolean", boolean, false, {}, {}, std::nullopt, std::nullopt, "", {}},  // 24
    {"VideoBlock", structure, false, kMembers25, {}, std::nullopt, std::nullopt, "", {}},  // 25
    {"VideoFormat", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues26},  // 26
    {"VideoSource", structure, true, kMembers27, {}, std::nullopt, std::nullopt, "", {}},  // 27
    {"VideoSourceBytesBlob", blob, false, {}, {}, 1, std::nullopt, "", {}},  // 28
    {"AudioBlock", structure, false, kMembers29, {}, std::nullopt, std::nullopt, "", {}},  // 29
    {"AudioFormat", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues30},  // 30
    {"AudioSource", structure, true, kMembers31, {}, std::nullopt, std::nullopt, "", {}},  // 31
    {"AudioSourceBytesBlob", blob, false, {}, {}, 1, std::nullopt, "", {}},  // 32
    {"ToolUseBlock", structure, false, kMembers33, {}, std::nullopt, std::nullopt, "", {}},  // 33
    {"ToolUseId", string, false, {}, {}, 1, 64, "[a-zA-Z0-9_.:-]+", {}},  // 34
    {"ToolName", string, false, {}, {}, 1, 64, "[a-zA-Z0-9_-]+", {}},  // 35
    {"Document", document, false, {}, {}, std::nullopt, std::nullopt, "", {}},  // 36
    {"ToolUseType", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues37},  // 37
    {"ToolResultBlock", structure, false, kMembers38, {}, std::nullopt, std::nullopt, "", {}},  // 38
    {"ToolResultContentBlocks", list, false, {}, kInner39, std::nullopt, std::nullopt, "", {}},  // 39
    {"ToolResultContentBlock", structure, true, kMembers40, {}, std::nullopt, std::nullopt, "", {}},  // 40
    {"SearchResultBlock", structure, false, kMembers41, {}, std::nullopt, std::nullopt, "", {}},  // 41
    {"SearchResultContentBlocks", list, false, {}, kInner42, std::nullopt, std::nullopt, "", {}},  // 42
    {"SearchResultContentBlock", structure, false, kMembers43, {}, std::nullopt, std::nullopt, "", {}},  // 43
    {"ToolResultStatus", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues44},  // 44
    {"GuardrailConverseContentBlock", structure, true, kMembers45, {}, std::nullopt, std::nullopt, "", {}},  // 45
    {"GuardrailConverseTextBlock", structure, false, kMembers46, {}, std::nullopt, std::nullopt, "", {}},  // 46
    {"GuardrailConverseContentQualifierList", list, false, {}, kInner47, std::nullopt, std::nullopt, "", {}},  // 47
    {"GuardrailConverseContentQualifier", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues48},  // 48
    {"GuardrailConverseImageBlock", structure, false, kMembers49, {}, std::nullopt, std::nullopt, "", {}},  // 49
    {"GuardrailConverseImageFormat", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues50},  // 50
    {"GuardrailConverseImageSource", structure, true, kMembers51, {}, std::nullopt, std::nullopt, "", {}},  // 51
    {"GuardrailConverseImageSourceBytesBlob", blob, false, {}, {}, 1, std::nullopt, "", {}},  // 52
    {"CachePointBlock", structure, false, kMembers53, {}, std::nullopt, std::nullopt, "", {}},  // 53
    {"CachePointType", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues54},  // 54
    {"CacheTTL", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues55},  // 55
    {"ReasoningContentBlock", structure, true, kMembers56, {}, std::nullopt, std::nullopt, "", {}},  // 56
    {"ReasoningTextBlock", structure, false, kMembers57, {}, std::nullopt, std::nullopt, "", {}},  // 57
    {"Blob", blob, false, {}, {}, std::nullopt, std::nullopt, "", {}},  // 58
    {"CitationsContentBlock", structure, false, kMembers59, {}, std::nullopt, std::nullopt, "", {}},  // 59
    {"CitationGeneratedContentList", list, false, {}, kInner60, std::nullopt, std::nullopt, "", {}},  // 60
    {"CitationGeneratedContent", structure, true, kMembers61, {}, std::nullopt, std::nullopt, "", {}},  // 61
    {"Citations", list, false, {}, kInner62, std::nullopt, std::nullopt, "", {}},  // 62
    {"Citation", structure, false, kMembers63, {}, std::nullopt, std::nullopt, "", {}},  // 63
    {"CitationSourceContentList", list, false, {}, kInner64, std::nullopt, std::nullopt, "", {}},  // 64
    {"CitationSourceContent", structure, true, kMembers65, {}, std::nullopt, std::nullopt, "", {}},  // 65
    {"CitationLocation", structure, true, kMembers66, {}, std::nullopt, std::nullopt, "", {}},  // 66
    {"WebLocation", structure, false, kMembers67, {}, std::nullopt, std::nullopt, "", {}},  // 67
    {"DocumentCharLocation", structure, false, kMembers68, {}, std::nullopt, std::nullopt, "", {}},  // 68
    {"DocumentCharLocationDocumentIndexInteger", integer, false, {}, {}, 0, std::nullopt, "", {}},  // 69
    {"DocumentCharLocationStartInteger", integer, false, {}, {}, 0, std::nullopt, "", {}},  // 70
    {"DocumentCharLocationEndInteger", integer, false, {}, {}, 0, std::nullopt, "", {}},  // 71
    {"DocumentPageLocation", structure, false, kMembers72, {}, std::nullopt, std::nullopt, "", {}},  // 72
    {"DocumentPageLocationDocumentIndexInteger", integer, false, {}, {}, 0, std::nullopt, "", {}},  // 73
    {"DocumentPageLocationStartInteger", integer, false, {}, {}, 0, std::nullopt, "", {}},  // 74
    {"DocumentPageLocationEndInteger", integer, false, {}, {}, 0, std::nullopt, "", {}},  // 75
    {"DocumentChunkLocation", structure, false, kMembers76, {}, std::nullopt, std::nullopt, "", {}},  // 76
    {"DocumentChunkLocationDocumentIndexInteger", integer, false, {}, {}, 0, std::nullopt, "", {}},  // 77
    {"DocumentChunkLocationStartInteger", integer, false, {}, {}, 0, std::nullopt, "", {}},  // 78
    {"DocumentChunkLocationEndInteger", integer, false, {}, {}, 0, std::nullopt, "", {}},  // 79
    {"SearchResultLocation", structure, false, kMembers80, {}, std::nullopt, std::nullopt, "", {}},  // 80
    {"SearchResultLocationSearchResultIndexInteger", integer, false, {}, {}, 0, std::nullopt, "", {}},  // 81
    {"SearchResultLocationStartInteger", integer, false, {}, {}, 0, std::nullopt, "", {}},  // 82
    {"SearchResultLocationEndInteger", integer, false, {}, {}, 0, std::nullopt, "", {}},  // 83
    {"ToolAdditionBlock", structure, false, kMembers84, {}, std::nullopt, std::nullopt, "", {}},  // 84
    {"ToolReference", structure, false, kMembers85, {}, std::nullopt, std::nullopt, "", {}},  // 85
    {"ToolReferenceTypeString", string, false, {}, {}, 1, 64, "", {}},  // 86
    {"ToolReferenceNameString", string, false, {}, {}, 1, 128, "", {}},  // 87
    {"ToolReferenceServerNameString", string, false, {}, {}, 1, 128, "", {}},  // 88
    {"ToolRemovalBlock", structure, false, kMembers89, {}, std::nullopt, std::nullopt, "", {}},  // 89
    {"SystemContentBlocks", list, false, {}, kInner90, std::nullopt, std::nullopt, "", {}},  // 90
    {"SystemContentBlock", structure, true, kMembers91, {}, std::nullopt, std::nullopt, "", {}},  // 91
    {"NonEmptyString", string, false, {}, {}, 1, std::nullopt, "", {}},  // 92
    {"InferenceConfiguration", structure, false, kMembers93, {}, std::nullopt, std::nullopt, "", {}},  // 93
    {"InferenceConfigurationMaxTokensInteger", integer, false, {}, {}, 1, std::nullopt, "", {}},  // 94
    {"InferenceConfigurationTemperatureFloat", float_number, false, {}, {}, 0, 1, "", {}},  // 95
    {"InferenceConfigurationTopPFloat", float_number, false, {}, {}, 0, 1, "", {}},  // 96
    {"InferenceConfigurationStopSequencesList", list, false, {}, kInner97, 0, 2500, "", {}},  // 97
    {"ToolConfiguration", structure, false, kMembers98, {}, std::nullopt, std::nullopt, "", {}},  // 98
    {"ToolConfigurationToolsList", list, false, {}, kInner99, 1, std::nullopt, "", {}},  // 99
    {"Tool", structure, true, kMembers100, {}, std::nullopt, std::nullopt, "", {}},  // 100
    {"ToolSpecification", structure, false, kMembers101, {}, std::nullopt, std::nullopt, "", {}},  // 101
    {"ToolInputSchema", structure, true, kMembers102, {}, std::nullopt, std::nullopt, "", {}},  // 102
    {"SystemTool", structure, false, kMembers103, {}, std::nullopt, std::nullopt, "", {}},  // 103
    {"ToolChoice", structure, true, kMembers104, {}, std::nullopt, std::nullopt, "", {}},  // 104
    {"AutoToolChoice", structure, false, {}, {}, std::nullopt, std::nullopt, "", {}},  // 105
    {"AnyToolChoice", structure, false, {}, {}, std::nullopt, std::nullopt, "", {}},  // 106
    {"SpecificToolChoice", structure, false, kMembers107, {}, std::nullopt, std::nullopt, "", {}},  // 107
    {"GuardrailConfiguration", structure, false, kMembers108, {}, std::nullopt, std::nullopt, "", {}},  // 108
    {"GuardrailIdentifier", string, false, {}, {}, 0, 2048, "(|([a-z0-9]+)|(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]+))", {}},  // 109
    {"GuardrailVersion", string, false, {}, {}, std::nullopt, std::nullopt, "(|([1-9][0-9]{0,7})|(DRAFT))", {}},  // 110
    {"GuardrailTrace", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues111},  // 111
    {"ProjectIdentifier", string, false, {}, {}, 1, 2048, "([a-zA-Z0-9_-]+|arn:aws(|-us-gov|-cn|-iso|-iso-b|-iso-f|-eusc):bedrock:[0-9a-z-]{1,20}:[0-9]{12}:project/[a-zA-Z0-9_-]+)", {}},  // 112
    {"PromptVariableMap", map, false, {}, kInner113, std::nullopt, std::nullopt, "", {}},  // 113
    {"PromptVariableValues", structure, true, kMembers114, {}, std::nullopt, std::nullopt, "", {}},  // 114
    {"ConverseRequestAdditionalModelResponseFieldPathsList", list, false, {}, kInner115, 0, 10, "", {}},  // 115
    {"ConverseRequestAdditionalModelResponseFieldPathsListMemberString", string, false, {}, {}, 1, 256, "", {}},  // 116
    {"RequestMetadata", map, false, {}, kInner117, 1, 16, "", {}},  // 117
    {"RequestMetadataKeyString", string, false, {}, {}, 1, 256, "[a-zA-Z0-9\\s:_@$#=/+,-.]{1,256}", {}},  // 118
    {"RequestMetadataValueString", string, false, {}, {}, 0, 256, "[a-zA-Z0-9\\s:_@$#=/+,-.]{0,256}", {}},  // 119
    {"PerformanceConfiguration", structure, false, kMembers120, {}, std::nullopt, std::nullopt, "", {}},  // 120
    {"PerformanceConfigLatency", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues121},  // 121
    {"ServiceTier", structure, false, kMembers122, {}, std::nullopt, std::nullopt, "", {}},  // 122
    {"ServiceTierType", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues123},  // 123
    {"OutputConfig", structure, false, kMembers124, {}, std::nullopt, std::nullopt, "", {}},  // 124
    {"OutputFormat", structure, false, kMembers125, {}, std::nullopt, std::nullopt, "", {}},  // 125
    {"OutputFormatType", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues126},  // 126
    {"OutputFormatStructure", structure, true, kMembers127, {}, std::nullopt, std::nullopt, "", {}},  // 127
    {"JsonSchemaDefinition", structure, false, kMembers128, {}, std::nullopt, std::nullopt, "", {}},  // 128
    {"OutputConfigEffortString", string, false, {}, {}, 0, 16, "", {}},  // 129
    {"ConverseStreamRequest", structure, false, kMembers130, {}, std::nullopt, std::nullopt, "", {}},  // 130
    {"GuardrailStreamConfiguration", structure, false, kMembers131, {}, std::nullopt, std::nullopt, "", {}},  // 131
    {"GuardrailStreamProcessingMode", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues132},  // 132
    {"ConverseStreamRequestAdditionalModelResponseFieldPathsList", list, false, {}, kInner133, 0, 10, "", {}},  // 133
    {"ConverseStreamRequestAdditionalModelResponseFieldPathsListMemberString", string, false, {}, {}, 1, 256, "", {}},  // 134
    {"InvokeModelRequest", structure, false, kMembers135, {}, std::nullopt, std::nullopt, "", {}},  // 135
    {"Body", blob, false, {}, {}, 0, 25000000, "", {}},  // 136
    {"MimeType", string, false, {}, {}, std::nullopt, std::nullopt, "", {}},  // 137
    {"InvokeModelIdentifier", string, false, {}, {}, 1, 2048, "(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}/[a-z0-9]{12})|(:foundation-model/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|([0-9]{12}:imported-model/[a-z0-9]{12})|([0-9]{12}:provisioned-model/[a-z0-9]{12})|([0-9]{12}:custom-model-deployment/[a-z0-9]{12})|([0-9]{12}:(inference-profile|application-inference-profile)/[a-zA-Z0-9-:.]+)))|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|(([0-9a-zA-Z][_-]?)+)|([a-zA-Z0-9-:.]+)$|(^(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:prompt/[0-9a-zA-Z]{10}(?::[0-9]{1,5})?))$|(^arn:aws:sagemaker:[a-z0-9-]+:[0-9]{12}:endpoint/[a-zA-Z0-9-]+$)|(^arn:aws(-[^:]+)?:bedrock:([0-9a-z-]{1,20}):([0-9]{12}):(default-)?prompt-router/[a-zA-Z0-9-:.]+$)", {}},  // 138
    {"Trace", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues139},  // 139
    {"RequestMetadataJson", string, false, {}, {}, 0, 8500, "", {}},  // 140
    {"ListFoundationModelsRequest", structure, false, kMembers141, {}, std::nullopt, std::nullopt, "", {}},  // 141
    {"Provider", string, false, {}, {}, std::nullopt, std::nullopt, "[A-Za-z0-9- ]{1,63}", {}},  // 142
    {"ModelCustomization", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues143},  // 143
    {"ModelModality", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues144},  // 144
    {"InferenceType", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues145},  // 145
    {"ProjectIdentifier", string, false, {}, {}, 1, 2048, "([a-zA-Z0-9_-]+|arn:aws(-[^:]+)?:bedrock:[0-9a-z-]{1,20}:[0-9]{12}:project/[a-zA-Z0-9_-]+)", {}},  // 146
    {"GetFoundationModelRequest", structure, false, kMembers147, {}, std::nullopt, std::nullopt, "", {}},  // 147
    {"GetFoundationModelIdentifier", string, false, {}, {}, 1, 2048, "(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}::foundation-model/[a-z0-9-]{1,63}[.]{1}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2})|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2})", {}},  // 148
    {"ListInferenceProfilesRequest", structure, false, kMembers149, {}, std::nullopt, std::nullopt, "", {}},  // 149
    {"MaxResults", integer, false, {}, {}, 1, 1000, "", {}},  // 150
    {"PaginationToken", string, false, {}, {}, 1, 2048, "\\S*", {}},  // 151
    {"InferenceProfileType", string, false, {}, {}, std::nullopt, std::nullopt, "", kValues152},  // 152
    {"GetInferenceProfileRequest", structure, false, kMembers153, {}, std::nullopt, std::nullopt, "", {}},  // 153
    {"InferenceProfileIdentifier", string, false, {}, {}, 1, 2048, "(arn:aws(|-us-gov|-cn|-iso|-iso-b):bedrock:(|[0-9a-z-]{0,20}):(|[0-9]{12}):(inference-profile|application-inference-profile)/)?[a-zA-Z0-9-:.]+", {}},  // 154
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
    {"AccessDeniedException", 403},
    {"InternalServerException", 500},
    {"ModelErrorException", 424},
    {"ModelNotReadyException", 429},
    {"ModelStreamErrorException", 424},
    {"ModelTimeoutException", 408},
    {"ResourceNotFoundException", 404},
    {"ServiceQuotaExceededException", 400},
    {"ServiceUnavailableException", 503},
    {"ThrottlingException", 429},
    {"ValidationException", 400},
};

}  // namespace

std::span<const Shape> service_shapes() noexcept { return kShapes; }
std::span<const Operation> service_operations() noexcept { return kOperations; }
std::span<const ExceptionShape> service_exceptions() noexcept { return kExceptions; }
std::string_view service_model_source() noexcept { return "1.44.8"; }

}  // namespace gw::simulator
