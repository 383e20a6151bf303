#include "bedrock/invoke_embeddings.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "bedrock/wire_reader.hpp"
#include "codec/base64.hpp"
#include "codec/json_number.hpp"
#include "codec/json_reader.hpp"
#include "codec/json_writer.hpp"

namespace gw::bedrock {
namespace {

using codec::JsonReader;
using codec::JsonString;
using codec::JsonValue;
using codec::JsonWriter;

std::unexpected<base::Error> malformed() {
  return base::fail(base::ErrorKind::upstream_protocol,
                    "Amazon Bedrock sent embeddings that cannot be understood.");
}

constexpr std::string_view to_word(CohereInputType type) {
  switch (type) {
    case CohereInputType::search_document:
      return "search_document";
    case CohereInputType::search_query:
      return "search_query";
    case CohereInputType::classification:
      return "classification";
    case CohereInputType::clustering:
      return "clustering";
  }
  std::unreachable();
}

/// A vector stays as the model wrote it.
bool read_vector(JsonReader& reader, std::string_view& vector) {
  if (reader.peek() != codec::JsonKind::array) return false;
  JsonValue value;
  if (!read_value(reader, value)) return false;
  vector = value.raw;
  return true;
}

bool read_vectors(JsonReader& reader, std::vector<std::string_view>& vectors) {
  vectors.clear();
  return reader.array([&](std::size_t) { return read_vector(reader, vectors.emplace_back()); });
}

bool all_hold_numbers(const std::vector<std::string_view>& vectors) {
  for (const std::string_view vector : vectors) {
    JsonReader reader(vector);
    if (!reader.array([&](std::size_t) { return reader.number().has_value(); })) return false;
  }
  return true;
}

}  // namespace

std::string write_body(const TitanEmbeddingsRequest& request) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("inputText").string(request.text);
  if (request.dimensions) json.key("dimensions").integer(*request.dimensions);
  if (request.normalize) json.key("normalize").boolean(*request.normalize);
  json.end_object();
  return body;
}

std::string write_body(const CohereEmbeddingsRequest& request) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("texts").begin_array();
  for (const JsonString& text : request.texts) json.string(text);
  json.end_array().key("input_type").string(to_word(request.input_type));
  switch (request.truncate) {
    case CohereTruncate::unset:
      break;
    case CohereTruncate::none:
      json.key("truncate").string("NONE");
      break;
    case CohereTruncate::start:
      json.key("truncate").string("START");
      break;
    case CohereTruncate::end:
      json.key("truncate").string("END");
      break;
  }
  json.end_object();
  return body;
}

base::Result<EmbeddingsAnswer> parse_titan_embeddings(std::span<char> body) {
  JsonReader reader(body);
  EmbeddingsAnswer answer;
  std::string_view vector;
  const bool ok = reader.object([&](JsonString key) {
    if (is(key, "embedding")) return read_vector(reader, vector);
    // {"float": [...], "binary": [...]}; holds the floats when `embedding` is missing.
    if (is(key, "embeddingsByType")) {
      return reader.object([&](JsonString type) {
        return is(type, "float") && vector.empty() ? read_vector(reader, vector) : skip(reader);
      });
    }
    if (is(key, "inputTextTokenCount")) return read_integer(reader, answer.input_tokens.emplace());
    return skip(reader);
  });
  if (!ok || !reader.finish() || vector.empty()) return malformed();
  answer.vectors.push_back(vector);
  if (!all_hold_numbers(answer.vectors)) return malformed();
  return answer;
}

base::Result<EmbeddingsAnswer> parse_cohere_embeddings(std::span<char> body,
                                                       std::string_view input_token_count) {
  JsonReader reader(body);
  EmbeddingsAnswer answer;
  bool has_embeddings = false;
  const bool ok = reader.object([&](JsonString key) {
    if (!is(key, "embeddings")) return skip(reader);
    if (reader.peek() == codec::JsonKind::array) {
      has_embeddings = true;
      return read_vectors(reader, answer.vectors);
    }
    return reader.object([&](JsonString type) {
      if (!is(type, "float")) return skip(reader);
      has_embeddings = true;
      return read_vectors(reader, answer.vectors);
    });
  });
  if (!ok || !reader.finish() || !has_embeddings || !all_hold_numbers(answer.vectors)) return malformed();
  answer.input_tokens = codec::to_integer(input_token_count);
  return answer;
}

base::Result<void> append_base64_floats(std::string& out, std::string_view vector) {
  JsonReader reader(vector);
  std::string bytes;
  const bool ok = reader.array([&](std::size_t) {
    const auto text = reader.number();
    const auto number = text ? codec::to_double(*text) : std::nullopt;
    if (!number) return false;
    const auto narrowed = static_cast<float>(*number);
    if (!std::isfinite(narrowed)) return false;
    const auto bits = std::bit_cast<std::uint32_t>(narrowed);
    for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>((bits >> shift) & 0xFFu));
    return true;
  });
  if (!ok || !reader.finish()) return malformed();
  codec::append_base64(out, bytes);
  return {};
}

}  // namespace gw::bedrock
