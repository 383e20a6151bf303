// Requests built here against what botocore sends for the same ones: data/converse_bodies.json, written by
// scripts/generate_vectors/converse_bodies.py after botocore's own validation.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bedrock/converse_request.hpp"
#include "codec/base64.hpp"
#include "support/flat_json.hpp"

namespace gw::bedrock {
namespace {

namespace json = boost::json;

const json::object& vectors() {
  static const json::object document =
      json::parse(test::read_file(GW_SOURCE_DIR "/tests/unit/bedrock/data/converse_bodies.json")).as_object();
  return document;
}

std::string_view view(const json::value& value) {
  return {value.as_string().data(), value.as_string().size()};
}

// Requests of the vectors, by name. Texts that need escaping go through the request's arena, as translated
// ones do.
class Builder {
 public:
  codec::JsonString text(std::string_view utf8) { return request.arena.text(utf8); }
  codec::JsonValue object(std::string json_text) { return request.arena.json(std::move(json_text)); }
  InlineBytes bytes(std::string_view raw) { return {request.arena.keep(codec::encode_base64(raw))}; }
  InlineBytes png() { return bytes("\x89PNG\r\n\x1a\n"); }
  InlineBytes pdf() { return bytes("%PDF-1.7"); }

  void say(Role role, std::vector<ContentBlock> content) {
    request.messages.push_back({role, std::move(content)});
  }
  void ask() { say(Role::user, {TextBlock{text("a")}}); }
  ToolSpec weather_tool() {
    return {text("get_weather"), text("Weather of a city"),
            object(R"({"type":"object","properties":{"city":{"type":"string"}}})"), std::nullopt};
  }

  ConverseRequest request;
};

using Build = std::function<void(Builder&)>;

void build_images(Builder& b) {
  std::vector<ContentBlock> content;
  for (const auto format : {ImageFormat::png, ImageFormat::jpeg, ImageFormat::gif, ImageFormat::webp}) {
    content.push_back(ImageBlock{format, b.png()});
  }
  content.push_back(ImageBlock{ImageFormat::png, S3Location{b.text("s3://bucket/cat.png"), {}}});
  content.push_back(TextBlock{b.text("What is it?")});
  b.say(Role::user, std::move(content));
}

void build_documents(Builder& b) {
  const std::vector<std::pair<DocumentFormat, std::string>> formats = {
      {DocumentFormat::pdf, "pdf"},   {DocumentFormat::csv, "csv"}, {DocumentFormat::doc, "doc"},
      {DocumentFormat::docx, "docx"}, {DocumentFormat::xls, "xls"}, {DocumentFormat::xlsx, "xlsx"},
      {DocumentFormat::html, "html"}, {DocumentFormat::txt, "txt"}, {DocumentFormat::md, "md"}};
  std::vector<ContentBlock> content;
  for (const auto& [format, name] : formats) {
    content.push_back(DocumentBlock{format, b.text("file " + name), b.pdf()});
  }
  content.push_back(DocumentBlock{DocumentFormat::pdf, b.text("cited"),
                                  S3Location{b.text("s3://bucket/a.pdf"), b.text("123456789012")}, true});
  content.push_back(TextBlock{b.text("Summarise.")});
  b.say(Role::user, std::move(content));
}

void build_videos(Builder& b) {
  std::vector<ContentBlock> content;
  for (const auto format :
       {VideoFormat::mkv, VideoFormat::mov, VideoFormat::mp4, VideoFormat::webm, VideoFormat::flv,
        VideoFormat::mpeg, VideoFormat::mpg, VideoFormat::wmv, VideoFormat::three_gp}) {
    content.push_back(VideoBlock{format, b.png()});
  }
  content.push_back(TextBlock{b.text("What happens?")});
  b.say(Role::user, std::move(content));
}

void build_audio(Builder& b) {
  std::vector<ContentBlock> content;
  for (const auto format :
       {AudioFormat::mp3, AudioFormat::opus, AudioFormat::wav, AudioFormat::aac, AudioFormat::flac,
        AudioFormat::mp4, AudioFormat::ogg, AudioFormat::mkv, AudioFormat::webm, AudioFormat::mpeg,
        AudioFormat::mpga, AudioFormat::m4a, AudioFormat::mka, AudioFormat::x_aac, AudioFormat::pcm}) {
    content.push_back(AudioBlock{format, b.png()});
  }
  content.push_back(TextBlock{b.text("Transcribe.")});
  b.say(Role::user, std::move(content));
}

void build_tool_round_trip(Builder& b) {
  b.say(Role::user, {TextBlock{b.text("Weather in Paris?")}});
  b.say(Role::assistant,
        {TextBlock{b.text("I look.")},
         ToolUseBlock{b.text("call_1"), b.text("get_weather"), b.object(R"({"city": "Paris"})")},
         ToolUseBlock{b.text("call_2"), b.text("now"), b.object("{}")}});
  b.say(Role::user,
        {ToolResultBlock{b.text("call_1"),
                         ToolResultStatus::unset,
                         {TextBlock{b.text("18 degrees")}, JsonBlock{b.object(R"({"t":18})")}}},
         ToolResultBlock{b.text("call_2"), ToolResultStatus::error, {TextBlock{b.text("no result")}}},
         ToolResultBlock{b.text("call_3"),
                         ToolResultStatus::success,
                         {ImageBlock{ImageFormat::png, b.png()},
                          DocumentBlock{DocumentFormat::pdf, b.text("report"), b.pdf()},
                          VideoBlock{VideoFormat::mp4, b.png()}}}});
  b.request.tools.emplace().tools = {b.weather_tool(), CachePointBlock{},
                                     ToolSpec{b.text("now"), {}, b.object(R"({"type":"object"})"), true}};
  b.request.tools->choice = AutoToolChoice{};
}

void build_reasoning(Builder& b) {
  b.ask();
  b.say(Role::assistant, {ReasoningTextBlock{b.text("think"), b.text("c2ln")},
                          ReasoningTextBlock{{}, b.text("c2ln")}, ReasoningTextBlock{b.text("unsigned"), {}},
                          RedactedReasoningBlock{b.bytes("opaque").base64}, TextBlock{b.text("b")}});
  b.say(Role::user, {TextBlock{b.text("c")}});
}

void build_extras(Builder& b) {
  b.ask();
  b.request.additional_model_request_fields = b.object(R"({"top_k":5,"anthropic_beta":["x"]})");
  b.request.additional_model_response_field_paths.push_back(b.text("/stop_sequence"));
  b.request.extra = {
      {"promptVariables", b.object(R"({"city":{"text":"Paris"}})")},
      {"requestMetadata", b.object(R"({"team":"blue"})")},
      {"performanceConfig", b.object(R"({"latency":"optimized"})")},
      {"serviceTier", b.object(R"({"type":"flex"})")},
      {"outputConfig",
       b.object(R"({"effort":"high","textFormat":{"type":"json_schema","structure":{"jsonSchema":)"
                R"({"schema":"{\"type\":\"object\"}","name":"answer"}}}})")}};
}

const std::map<std::string, Build>& builds() {
  static const std::map<std::string, Build> all = {
      {"text", [](Builder& b) { b.say(Role::user, {TextBlock{b.text("Hello")}}); }},
      {"escapes",
       [](Builder& b) {
         b.say(Role::user, {TextBlock{b.text("a \"quoted\" \\ back\nslash \xc3\xa9 \xf0\x9f\x98\x80")}});
       }},
      {"all_roles",
       [](Builder& b) {
         b.ask();
         b.say(Role::assistant, {TextBlock{b.text("b")}});
         b.say(Role::system, {TextBlock{b.text("c")}});
         b.say(Role::user, {TextBlock{b.text("d")}});
         b.request.system.push_back(TextBlock{b.text("Be brief.")});
       }},
      {"inference",
       [](Builder& b) {
         b.ask();
         b.request.inference = {4096, 0.25, 0.5, {b.text("END"), b.text("\n\n")}};
       }},
      {"images", build_images},
      {"documents", build_documents},
      {"videos", build_videos},
      {"audio", build_audio},
      {"tool_round_trip", build_tool_round_trip},
      {"tool_choice_any",
       [](Builder& b) {
         b.ask();
         b.request.tools = ToolConfig{{b.weather_tool()}, AnyToolChoice{}};
       }},
      {"tool_choice_named",
       [](Builder& b) {
         b.ask();
         b.request.tools = ToolConfig{{b.weather_tool()}, NamedToolChoice{b.text("get_weather")}};
       }},
      {"reasoning", build_reasoning},
      {"cache_points",
       [](Builder& b) {
         b.say(Role::user, {TextBlock{b.text("a")}, CachePointBlock{CacheTtl::five_minutes}});
         b.request.system = {TextBlock{b.text("s")}, CachePointBlock{CacheTtl::one_hour}};
       }},
      {"guard_content",
       [](Builder& b) {
         b.say(Role::user, {GuardContentBlock{TextBlock{b.text("check me")}},
                            GuardContentBlock{ImageBlock{ImageFormat::png, b.png()}}});
         b.request.system.push_back(GuardContentBlock{TextBlock{b.text("rules")}});
         b.request.guardrail = GuardrailConfig{b.text("abc123"), b.text("DRAFT"), b.text("enabled_full"), {}};
       }},
      {"guardrail_stream",
       [](Builder& b) {
         b.ask();
         b.request.guardrail = GuardrailConfig{b.text("abc123"), b.text("1"), {}, b.text("async")};
       }},
      {"extras", build_extras},
  };
  return all;
}

Operation to_operation(std::string_view name) {
  if (name == "converse_stream") return Operation::converse_stream;
  return name == "invoke_model" ? Operation::invoke_model : Operation::converse;
}

TEST(WriteBodyVectors, GiveTheDocumentThatBotocoreSends) {
  const json::array& bodies = vectors().at("bodies").as_array();
  ASSERT_EQ(bodies.size(), builds().size());
  for (const json::value& vector : bodies) {
    const std::string name(view(vector.at("name")));
    SCOPED_TRACE(name);
    Builder builder;
    builds().at(name)(builder);
    const std::string body = write_body(builder.request, to_operation(view(vector.at("operation"))));
    EXPECT_EQ(json::parse(body), vector.at("body")) << body;
  }
}

TEST(ToPathVectors, GiveTheBytesThatBotocoreSends) {
  const json::array& paths = vectors().at("paths").as_array();
  ASSERT_EQ(paths.size(), 42U);
  for (const json::value& vector : paths) {
    const base::ModelId model{std::string(view(vector.at("model")))};
    EXPECT_EQ(to_path(model, to_operation(view(vector.at("operation")))), view(vector.at("path")));
  }
}

}  // namespace
}  // namespace gw::bedrock
