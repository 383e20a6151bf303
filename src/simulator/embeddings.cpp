#include "simulator/embeddings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>

#include "codec/json_writer.hpp"
#include "simulator/characters.hpp"
#include "simulator/json_tree.hpp"
#include "simulator/prompt.hpp"
#include "simulator/tokens.hpp"

namespace gw::simulator {
namespace {

using codec::JsonKind;
using codec::JsonWriter;

constexpr std::size_t kMaxTitanCharacters = 50'000;
constexpr std::size_t kTitanDimensions = 1'024;
constexpr std::size_t kCohereDimensions = 1'024;
constexpr std::size_t kMaxCohereTexts = 96;
constexpr std::size_t kMaxCohereCharacters = 2'048;

// FNV-1a: a fixed function, so that vectors are the same on every machine and in every release.
std::uint64_t hash_of(std::string_view text, std::uint64_t seed) noexcept {
  std::uint64_t hash = 14695981039346656037ULL ^ seed;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  hash ^= hash >> 29U;
  return hash * 0xBF58476D1CE4E5B9ULL;
}

void add_feature(std::vector<float>& vector, std::string_view feature, float weight) {
  // Two places each, so that two features rarely cancel out.
  for (const std::uint64_t seed : {1ULL, 2ULL}) {
    const std::uint64_t hash = hash_of(feature, seed);
    vector[hash % vector.size()] += (hash >> 63U) != 0 ? weight : -weight;
  }
}

void normalize(std::vector<float>& vector) {
  double sum = 0;
  for (const float x : vector) sum += static_cast<double>(x) * static_cast<double>(x);
  const double length = std::sqrt(sum);
  if (length == 0) {  // features that cancel out to the last
    vector.front() = 1;
    return;
  }
  for (float& x : vector) x = static_cast<float>(static_cast<double>(x) / length);
}

std::string malformed(std::string_view what) {
  return fmt::format("Malformed input request: {}, please reformat your input and try again.", what);
}

// Names of JSON types as the schema validator behind InvokeModel writes them.
const char* type_name(JsonKind kind) {
  switch (kind) {
    case JsonKind::null:
      return "Null";
    case JsonKind::boolean:
      return "Boolean";
    case JsonKind::number:
      return "Number";
    case JsonKind::string:
      return "String";
    case JsonKind::array:
      return "JSONArray";
    case JsonKind::object:
      return "JSONObject";
  }
  return "Null";
}

std::optional<std::string> wrong_type(Json value, JsonKind expected, std::string_view path) {
  if (value.is(expected)) return std::nullopt;
  return malformed(
      fmt::format("{}: expected type: {}, found: {}", path, type_name(expected), type_name(value.kind())));
}

std::optional<std::string> unknown_member(Json body, std::span<const std::string_view> known) {
  for (const Json member : body.children()) {
    if (std::ranges::none_of(known, [&](std::string_view name) { return member.key_equals(name); })) {
      return malformed(fmt::format("#: extraneous key [{}] is not permitted", member.key()));
    }
  }
  return std::nullopt;
}

std::optional<std::string> not_one_of(Json value, std::span<const std::string_view> allowed,
                                      std::string_view path) {
  if (std::ranges::any_of(allowed, [&](std::string_view one) { return value.equals(one); }))
    return std::nullopt;
  return malformed(fmt::format("{}: {} is not a valid enum value", path,
                               value.is_string() ? value.text() : std::string{value.raw()}));
}

void write_vector(JsonWriter& json, const std::vector<float>& vector) {
  json.begin_array();
  // The shortest text that reads back as the same float, as AWS writes them.
  for (const float x : vector) json.raw(fmt::format("{}", x));
  json.end_array();
}

// One bit a dimension, packed; as numbers 0 to 255, or shifted to -128 to 127.
void write_bits(JsonWriter& json, const std::vector<float>& vector, int shift) {
  json.begin_array();
  for (std::size_t i = 0; i < vector.size(); i += 8) {
    int byte = 0;
    for (std::size_t bit = 0; bit < 8; ++bit)
      byte = byte * 2 + (i + bit < vector.size() && vector[i + bit] > 0 ? 1 : 0);
    json.integer(byte - shift);
  }
  json.end_array();
}

// One small integer a dimension: -128 to 127, or shifted to 0 to 255.
void write_quantized(JsonWriter& json, const std::vector<float>& vector, int shift) {
  json.begin_array();
  for (const float x : vector) json.integer(std::lround(x * 127.0F) + shift);
  json.end_array();
}

void write_as(JsonWriter& json, std::string_view type, const std::vector<float>& vector) {
  if (type == "int8") return write_quantized(json, vector, 0);
  if (type == "uint8") return write_quantized(json, vector, 128);
  if (type == "binary") return write_bits(json, vector, 128);
  if (type == "ubinary") return write_bits(json, vector, 0);
  write_vector(json, vector);
}

std::vector<std::string> texts_of(const std::optional<Json>& list) {
  std::vector<std::string> texts;
  if (!list) return texts;
  for (const Json one : list->children()) texts.push_back(one.text());
  return texts;
}

// What is wrong with a list of enum words, or nothing.
std::optional<std::string> bad_words(const std::optional<Json>& list,
                                     std::span<const std::string_view> allowed, std::string_view path) {
  if (!list) return std::nullopt;
  if (auto complaint = wrong_type(*list, JsonKind::array, path)) return complaint;
  std::size_t i = 0;
  for (const Json one : list->children()) {
    if (auto complaint = not_one_of(one, allowed, fmt::format("{}/{}", path, i++))) return complaint;
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, 4> kTitanMembers{"inputText", "dimensions", "normalize",
                                                        "embeddingTypes"};
constexpr std::array<std::string_view, 2> kTitanTypes{"float", "binary"};
constexpr std::array<std::int64_t, 3> kTitanSizes{256, 512, 1'024};

std::optional<std::string> check_titan(Json body) {
  if (auto complaint = unknown_member(body, kTitanMembers)) return complaint;
  const auto text = body.find("inputText");
  if (!text) return malformed("#: required key [inputText] not found");
  if (auto complaint = wrong_type(*text, JsonKind::string, "#/inputText")) return complaint;
  const std::size_t length = count_characters(text->text());
  if (length < 1) return malformed("#/inputText: expected minLength: 1, actual: 0");
  if (length > kMaxTitanCharacters) {
    return malformed(
        fmt::format("#/inputText: expected maxLength: {}, actual: {}", kMaxTitanCharacters, length));
  }
  if (const auto dimensions = body.find("dimensions")) {
    const std::optional<std::int64_t> size = dimensions->integer();
    if (!size || std::ranges::find(kTitanSizes, *size) == kTitanSizes.end()) {
      return malformed(fmt::format("#/dimensions: {} is not a valid enum value", dimensions->raw()));
    }
  }
  if (const auto flag = body.find("normalize")) {
    if (auto complaint = wrong_type(*flag, JsonKind::boolean, "#/normalize")) return complaint;
  }
  return bad_words(body.find("embeddingTypes"), kTitanTypes, "#/embeddingTypes");
}

EmbeddingAnswer answer_titan(Json body) {
  const auto dimensions = body.find("dimensions");
  const std::size_t size = dimensions ? static_cast<std::size_t>(*dimensions->integer()) : kTitanDimensions;
  const std::string text = body.find("inputText")->text();
  const std::vector<float> vector = embed_text(text, size);
  std::vector<std::string> types = texts_of(body.find("embeddingTypes"));
  if (types.empty()) types.emplace_back("float");

  EmbeddingAnswer answer{{}, count_tokens(text)};
  JsonWriter json{answer.body};
  json.begin_object();
  if (std::ranges::find(types, "float") != types.end()) {
    json.key("embedding");
    write_vector(json, vector);
  }
  json.key("embeddingsByType").begin_object();
  for (const std::string& type : types) {
    json.key(type);
    if (type == "float") {
      write_vector(json, vector);
    } else {
      json.begin_array();
      for (const float x : vector) json.integer(x > 0 ? 1 : 0);
      json.end_array();
    }
  }
  json.end_object();
  json.key("inputTextTokenCount").integer(static_cast<std::int64_t>(answer.input_tokens));
  json.end_object();
  return answer;
}

constexpr std::array<std::string_view, 5> kCohereMembers{"texts", "images", "input_type", "truncate",
                                                         "embedding_types"};
constexpr std::array<std::string_view, 5> kCohereInputs{"search_document", "search_query", "classification",
                                                        "clustering", "image"};
constexpr std::array<std::string_view, 3> kCohereTruncate{"NONE", "START", "END"};
constexpr std::array<std::string_view, 5> kCohereTypes{"float", "int8", "uint8", "binary", "ubinary"};

std::optional<std::string> check_cohere(Json body) {
  if (auto complaint = unknown_member(body, kCohereMembers)) return complaint;
  const auto input_type = body.find("input_type");
  if (!input_type) return malformed("#: required key [input_type] not found");
  if (auto complaint = not_one_of(*input_type, kCohereInputs, "#/input_type")) return complaint;
  const auto texts = body.find("texts");
  if (!texts) return malformed("#: required key [texts] not found");
  if (auto complaint = wrong_type(*texts, JsonKind::array, "#/texts")) return complaint;
  if (texts->empty()) return malformed("#/texts: expected minimum item count: 1, found: 0");
  if (texts->size() > kMaxCohereTexts) {
    return malformed(
        fmt::format("#/texts: expected maximum item count: {}, found: {}", kMaxCohereTexts, texts->size()));
  }
  std::size_t i = 0;
  for (const Json text : texts->children()) {
    const std::string path = fmt::format("#/texts/{}", i++);
    if (auto complaint = wrong_type(text, JsonKind::string, path)) return complaint;
    const std::size_t length = count_characters(text.text());
    if (length < 1) return malformed(fmt::format("{}: expected minLength: 1, actual: 0", path));
    if (length > kMaxCohereCharacters) {
      return malformed(
          fmt::format("{}: expected maxLength: {}, actual: {}", path, kMaxCohereCharacters, length));
    }
  }
  if (const auto truncate = body.find("truncate")) {
    if (auto complaint = not_one_of(*truncate, kCohereTruncate, "#/truncate")) return complaint;
  }
  return bad_words(body.find("embedding_types"), kCohereTypes, "#/embedding_types");
}

EmbeddingAnswer answer_cohere(Json body, base::RandomSource& random) {
  const std::vector<std::string> texts = texts_of(body.find("texts"));
  const std::vector<std::string> types = texts_of(body.find("embedding_types"));
  std::vector<std::vector<float>> vectors;
  EmbeddingAnswer answer{{}, 0};
  for (const std::string& text : texts) {
    vectors.push_back(embed_text(text, kCohereDimensions));
    answer.input_tokens += count_tokens(text);
  }
  JsonWriter json{answer.body};
  const auto write_all = [&](std::string_view type) {
    json.begin_array();
    for (const std::vector<float>& vector : vectors) write_as(json, type, vector);
    json.end_array();
  };
  json.begin_object();
  json.key("id").string(make_uuid(random));
  json.key("texts").begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
  json.key("embeddings");
  if (types.empty()) {
    write_all("float");
  } else {
    json.begin_object();
    for (const std::string& type : types) {
      json.key(type);
      write_all(type);
    }
    json.end_object();
  }
  json.key("response_type").string(types.empty() ? "embeddings_floats" : "embeddings_by_type");
  json.end_object();
  return answer;
}

}  // namespace

std::vector<float> embed_text(std::string_view utf8, std::size_t dimensions) {
  std::vector<float> vector(dimensions, 0.0F);
  // The text as a whole: keeps texts without words apart, and the vector from being zero.
  add_feature(vector, utf8, 0.1F);
  for (const std::string& word : words_of_text(utf8)) {
    add_feature(vector, word, 1.0F);
    const std::string framed = fmt::format("^{}$", word);
    for (std::size_t i = 0; i + 3 <= framed.size(); ++i) add_feature(vector, framed.substr(i, 3), 0.3F);
  }
  normalize(vector);
  return vector;
}

Answered<EmbeddingAnswer> invoke_embedding(const FoundationModel& model, std::string_view body,
                                           base::RandomSource& random) {
  const base::Result<JsonTree> tree = JsonTree::parse(body);
  if (!tree) return refuse(invalid(malformed(tree.error().message)));
  const Json root = tree->root();
  if (auto complaint = wrong_type(root, JsonKind::object, "#")) return refuse(invalid(*complaint));
  const bool titan = model.use == ModelUse::titan_embedding;
  if (auto complaint = titan ? check_titan(root) : check_cohere(root)) return refuse(invalid(*complaint));
  return titan ? answer_titan(root) : answer_cohere(root, random);
}

std::string make_uuid(base::RandomSource& random) {
  const unsigned long long high = random.next_bits();
  const unsigned long long low = random.next_bits();
  return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", high >> 32U, (high >> 16U) & 0xFFFFU,
                     high & 0xFFFU, 0x8000U | ((low >> 48U) & 0x3FFFU), low & 0xFFFFFFFFFFFFULL);
}

}  // namespace gw::simulator
