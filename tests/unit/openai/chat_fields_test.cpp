#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "unit/openai/parsed_chat.hpp"

// Every documented field with every kind of value that it does not take, and with every value out of its
// range.

namespace gw::openai {
namespace {

enum class Kind { boolean, number, string, array, object };

constexpr std::array<std::string_view, 5> kSamples{"true", "7", "\"seven\"", "[7]", "{\"seven\":7}"};
constexpr std::array<std::string_view, 5> kNames{"boolean", "number", "string", "array", "object"};

struct Field {
  std::string name;
  std::vector<Kind> takes;
  friend std::ostream& operator<<(std::ostream& out, const Field& field) { return out << field.name; }
};

class DocumentedField : public testing::TestWithParam<Field> {};

TEST_P(DocumentedField, IsRefusedByNameForEveryOtherKindOfValue) {
  for (std::size_t kind = 0; kind < kSamples.size(); ++kind) {
    const auto& takes = GetParam().takes;
    if (std::find(takes.begin(), takes.end(), static_cast<Kind>(kind)) != takes.end()) continue;
    SCOPED_TRACE(kNames[kind]);
    const ParsedChat chat(with_members("\"" + GetParam().name + "\":" + std::string(kSamples[kind])));
    EXPECT_EQ(chat.verdict(), "invalid_type " + GetParam().name);
  }
}

TEST_P(DocumentedField, IsAbsentWhenNull) {
  const ParsedChat chat(with_members("\"" + GetParam().name + "\":null"));
  EXPECT_EQ(chat.verdict(), "accepted");
}

INSTANTIATE_TEST_SUITE_P(
    ChatRequest, DocumentedField,
    testing::Values(Field{"audio", {Kind::object}}, Field{"frequency_penalty", {Kind::number}},
                    Field{"function_call", {Kind::string, Kind::object}}, Field{"functions", {Kind::array}},
                    Field{"logit_bias", {Kind::object}}, Field{"logprobs", {Kind::boolean}},
                    Field{"max_completion_tokens", {Kind::number}}, Field{"max_tokens", {Kind::number}},
                    Field{"metadata", {Kind::object}}, Field{"modalities", {Kind::array}},
                    Field{"moderation", {Kind::object}}, Field{"n", {Kind::number}},
                    Field{"parallel_tool_calls", {Kind::boolean}}, Field{"prediction", {Kind::object}},
                    Field{"presence_penalty", {Kind::number}}, Field{"prompt_cache_key", {Kind::string}},
                    Field{"prompt_cache_options", {Kind::object}},
                    Field{"prompt_cache_retention", {Kind::string}},
                    Field{"reasoning_effort", {Kind::string}}, Field{"response_format", {Kind::object}},
                    Field{"safety_identifier", {Kind::string}}, Field{"seed", {Kind::number}},
                    Field{"service_tier", {Kind::string}}, Field{"stop", {Kind::string, Kind::array}},
                    Field{"store", {Kind::boolean}}, Field{"stream", {Kind::boolean}},
                    Field{"stream_options", {Kind::object}}, Field{"temperature", {Kind::number}},
                    Field{"tool_choice", {Kind::string, Kind::object}}, Field{"tools", {Kind::array}},
                    Field{"top_logprobs", {Kind::number}}, Field{"top_p", {Kind::number}},
                    Field{"user", {Kind::string}}, Field{"verbosity", {Kind::string}},
                    Field{"web_search_options", {Kind::object}}),
    [](const auto& given) { return given.param.name; });

// These two are asked for first, so that null is "missing" for them.
TEST(DocumentedField, ModelAndMessagesAreRefusedByNameForOtherKinds) {
  for (const char* value : {"true", "7", "[\"m\"]", "{}"}) {
    EXPECT_EQ(ParsedChat(with_members(std::string("\"model\":") + value)).verdict(), "invalid_type model");
  }
  for (const char* value : {"true", "7", "\"m\"", "{}"}) {
    EXPECT_EQ(ParsedChat(with_messages(value)).verdict(), "invalid_type messages");
  }
}

struct Refused {
  std::string members;
  std::string verdict;
  friend std::ostream& operator<<(std::ostream& out, const Refused& refused) {
    return out << refused.members;
  }
};

class RefusedValue : public testing::TestWithParam<Refused> {};

TEST_P(RefusedValue, IsNamedWithItsCode) {
  EXPECT_EQ(ParsedChat(with_members(GetParam().members)).verdict(), GetParam().verdict);
}

INSTANTIATE_TEST_SUITE_P(
    ChatRequest, RefusedValue,
    testing::Values(
        Refused{R"("temperature":-0.1)", "decimal_below_min_value temperature"},
        Refused{R"("temperature":2.1)", "decimal_above_max_value temperature"},
        Refused{R"("temperature":1e400)", "decimal_above_max_value temperature"},
        Refused{R"("temperature":-1e400)", "decimal_below_min_value temperature"},
        Refused{R"("top_p":1.01)", "decimal_above_max_value top_p"},
        Refused{R"("top_p":-1)", "decimal_below_min_value top_p"},
        Refused{R"("presence_penalty":2.5)", "decimal_above_max_value presence_penalty"},
        Refused{R"("frequency_penalty":-2.5)", "decimal_below_min_value frequency_penalty"},
        Refused{R"("max_tokens":-2)", "integer_below_min_value max_tokens"},
        Refused{R"("max_completion_tokens":-7)", "integer_below_min_value max_completion_tokens"},
        Refused{R"("max_tokens":1.5)", "invalid_type max_tokens"},
        Refused{R"("max_tokens":1e30)", "invalid_type max_tokens"},
        Refused{R"("n":0)", "integer_below_min_value n"}, Refused{R"("n":129)", "integer_above_max_value n"},
        Refused{R"("seed":1.5)", "invalid_type seed"},
        Refused{R"("top_logprobs":21)", "integer_above_max_value top_logprobs"},
        Refused{R"("top_logprobs":-1)", "integer_below_min_value top_logprobs"},
        Refused{R"("top_logprobs":3)", "unsupported_parameter top_logprobs"},
        Refused{R"("logprobs":true)", "unsupported_parameter logprobs"},
        Refused{R"("audio":{"voice":"alloy","format":"wav"})", "unsupported_parameter audio"},
        Refused{R"("web_search_options":{})", "unsupported_parameter web_search_options"},
        Refused{R"("moderation":{})", "unsupported_parameter moderation"},
        Refused{R"("modalities":["text","audio"])", "unsupported_value modalities"},
        Refused{R"("modalities":["smell"])", "invalid_value modalities[0]"},
        Refused{R"("modalities":[1])", "invalid_type modalities[0]"},
        Refused{R"("modalities":[null])", "invalid_type modalities[0]"},
        Refused{R"("stop":["1","2","3","4","5"])", "array_above_max_length stop"},
        Refused{R"("stop":["1",2])", "invalid_type stop[1]"},
        Refused{R"("stop":[null])", "invalid_type stop[0]"},
        Refused{R"("stream_options":{"include_usage":"yes"})", "invalid_type stream_options.include_usage"},
        Refused{R"("stream_options":{"include_obfuscation":1})",
                "invalid_type stream_options.include_obfuscation"},
        Refused{R"("reasoning_effort":"enormous")", "invalid_value reasoning_effort"},
        Refused{R"("verbosity":"loud")", "invalid_value verbosity"},
        Refused{R"("service_tier":"first class")", "invalid_value service_tier"},
        Refused{R"("logit_bias":{"5":"much"})", "invalid_type logit_bias"},
        Refused{R"("logit_bias":{"5":101})", "decimal_above_max_value logit_bias"},
        Refused{R"("metadata":{"a":1})", "invalid_type metadata.a"},
        Refused{R"("metadata":{"a":null})", "invalid_type metadata.a"},
        Refused{"\"metadata\":{\"" + std::string(65, 'k') + "\":\"v\"}", "string_above_max_length metadata"},
        Refused{"\"metadata\":{\"k\":\"" + std::string(513, 'v') + "\"}",
                "string_above_max_length metadata.k"},
        Refused{
            R"("metadata":{"1":"","2":"","3":"","4":"","5":"","6":"","7":"","8":"","9":"","10":"","11":"",)"
            R"("12":"","13":"","14":"","15":"","16":"","17":""})",
            "object_above_max_properties metadata"},
        Refused{R"("tool_choice":"maybe")", "invalid_value tool_choice"},
        Refused{R"("tool_choice":{})", "missing_required_parameter tool_choice.type"},
        Refused{R"("tool_choice":{"type":"magic"})", "invalid_value tool_choice.type"},
        Refused{R"("tool_choice":{"type":"function"})",
                "missing_required_parameter tool_choice.function.name"},
        Refused{R"("tool_choice":{"type":"function","function":{"name":5}})",
                "invalid_type tool_choice.function.name"},
        Refused{R"("tool_choice":{"type":"function","function":{"name":""}})",
                "empty_string tool_choice.function.name"},
        Refused{R"("tool_choice":{"type":"function","function":"f"})", "invalid_type tool_choice.function"},
        Refused{R"("tool_choice":{"type":"allowed_tools"})",
                "missing_required_parameter tool_choice.allowed_tools"},
        Refused{R"("tool_choice":{"type":"allowed_tools","allowed_tools":{"tools":[]}})",
                "missing_required_parameter tool_choice.allowed_tools.mode"},
        Refused{R"("tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto"}})",
                "missing_required_parameter tool_choice.allowed_tools.tools"},
        Refused{R"("tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"none","tools":[]}})",
                "invalid_value tool_choice.allowed_tools.mode"},
        Refused{R"("response_format":{})", "missing_required_parameter response_format.type"},
        Refused{R"("response_format":{"type":"xml"})", "invalid_value response_format.type"},
        Refused{R"("response_format":{"type":"json_schema"})",
                "missing_required_parameter response_format.json_schema"},
        Refused{R"("response_format":{"type":"json_schema","json_schema":{"schema":{}}})",
                "missing_required_parameter response_format.json_schema.name"},
        Refused{R"("response_format":{"type":"json_schema","json_schema":{"name":"n","schema":[]}})",
                "invalid_type response_format.json_schema.schema"},
        Refused{R"("response_format":{"type":"json_schema","json_schema":{"name":"n","strict":"yes"}})",
                "invalid_type response_format.json_schema.strict"},
        Refused{R"("functions":[{}])", "missing_required_parameter functions[0].name"},
        Refused{R"("functions":[7])", "invalid_type functions[0]"},
        Refused{R"("functions":[null])", "invalid_type functions[0]"},
        Refused{R"("functions":[{"name":"f","parameters":"p"}])", "invalid_type functions[0].parameters"},
        Refused{R"("function_call":"required")", "invalid_value function_call"},
        Refused{R"("function_call":{})", "missing_required_parameter function_call.name"}));

TEST(ChatRequest, TakesValuesAtTheirLimits) {
  EXPECT_EQ(ParsedChat(with_members(R"("temperature":2,"top_p":0,"presence_penalty":-2,"n":128,"seed":-5,)"
                                    R"("stop":["1","2","3","4"],"max_tokens":1)"))
                .verdict(),
            "accepted");
  EXPECT_EQ(ParsedChat(with_members("\"metadata\":{\"" + std::string(64, 'k') + "\":\"" +
                                    std::string(512, 'v') + "\"}"))
                .verdict(),
            "accepted");
}

// The limit counts characters, not bytes.
TEST(ChatRequest, CountsTheCharactersOfMetadata) {
  std::string value;
  for (int i = 0; i < 512; ++i) value += "\u00e9";
  EXPECT_EQ(ParsedChat(with_members("\"metadata\":{\"k\":\"" + value + "\"}")).verdict(), "accepted");
}

}  // namespace
}  // namespace gw::openai
