#include "openai/embeddings.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "codec/json_writer.hpp"
#include "openai/body_reader.hpp"
#include "openai/field_errors.hpp"
#include "openai/other_fields.hpp"

namespace gw::openai {
namespace {

using codec::JsonKind;
using codec::JsonString;
using codec::JsonValue;

constexpr std::size_t kMaxInputs = 2048;
constexpr std::array<std::string_view, 2> kEncodingFormats{"float", "base64"};

class EmbeddingsRequestReader {
 public:
  explicit EmbeddingsRequestReader(std::span<char> body) : body_(body) {}

  base::Result<EmbeddingsRequest> read(ModelField model) {
    const auto whole = body_.read([&](JsonString key) { return member(key); });
    if (!whole) return base::fail(whole.error());
    if (request_.model.empty() && model == ModelField::required) return base::fail(missing_model());
    if (request_.input.empty()) return base::fail(missing_parameter("input"));
    keep_last_of_each(request_.other);
    return std::move(request_);
  }

 private:
  bool member(JsonString key) {
    const std::string_view name = plain_key(key, scratch_);
    if (name == "model") return model();
    if (name == "input") return input();
    if (name == "encoding_format") return encoding_format();
    if (name == "dimensions") return dimensions();
    if (name == "user") return user();
    return other(key);
  }

  bool model() {
    std::optional<JsonString> text;
    if (!body_.string(FieldPath("model"), text)) return false;
    request_.model = text.value_or(JsonString{});
    return true;
  }

  bool input() {
    const FieldPath path("input");
    request_.input.clear();
    const auto kind = body_.peek();
    if (kind == JsonKind::array) return input_list(path);
    if (kind != JsonKind::string && kind != JsonKind::null) {
      return body_.wrong_kind(path, "one of a string or an array of strings");
    }
    return one_text(path);
  }

  bool one_text(const FieldPath& path) {
    std::optional<JsonString> text;
    if (!body_.string(path, text)) return false;
    if (!text) return true;
    if (text->empty()) {
      body_.fail(empty_string(path.str()));
    } else {
      request_.input.push_back(*text);
    }
    return true;
  }

  bool input_list(const FieldPath& path) {
    bool present = false;
    std::size_t count = 0;
    const bool read = body_.array(path, present, [&](std::size_t index) {
      if (++count > kMaxInputs) return body_.skip();
      const auto kind = body_.peek();
      // Numbers, or lists of numbers: tokens that only the client's own tokenizer can read back.
      if (kind == JsonKind::number || kind == JsonKind::array) {
        body_.fail(unsupported_value(path.str(), "arrays of tokens"));
        return body_.skip();
      }
      const FieldPath at(path, index);
      if (kind == JsonKind::null) return body_.wrong_kind(at, "a string");
      return one_text(at);
    });
    if (read && count == 0) body_.fail(empty_array(path.str()));
    if (read && count > kMaxInputs) body_.fail(array_too_long(path.str(), kMaxInputs, count));
    return read;
  }

  bool encoding_format() {
    std::optional<std::size_t> value;
    if (!body_.one_of(FieldPath("encoding_format"), kEncodingFormats, value)) return false;
    request_.encoding_format = value.value_or(0) == 1 ? EncodingFormat::base64 : EncodingFormat::floats;
    return true;
  }

  bool dimensions() {
    std::optional<std::int64_t> value;
    if (!body_.integer(FieldPath("dimensions"), IntegerRange{.min = 1}, value)) return false;
    if (value) body_.fail(not_supported_yet("dimensions"));
    return true;
  }

  bool user() {
    std::optional<JsonString> value;
    if (!body_.string(FieldPath("user"), value)) return false;
    std::erase(request_.ignored, "user");
    if (value && !value->empty()) request_.ignored.push_back("user");
    return true;
  }

  bool other(JsonString key) { return read_other_field(body_, key, request_.other); }

  BodyReader body_;
  EmbeddingsRequest request_;
  std::string scratch_;
};

}  // namespace

base::Result<EmbeddingsRequest> parse_embeddings_request(std::span<char> body, ModelField model) {
  return EmbeddingsRequestReader(body).read(model);
}

EmbeddingsWriter::EmbeddingsWriter(std::string& out) : out_(out) {
  out_.append("{\"object\":\"list\",\"data\":[");
}

void EmbeddingsWriter::begin_item() {
  if (items_ > 0) out_.push_back(',');
  out_.append("{\"object\":\"embedding\",\"index\":");
  out_.append(std::to_string(items_));
  out_.append(",\"embedding\":");
  ++items_;
}

void EmbeddingsWriter::floats(std::string_view json_array) {
  begin_item();
  out_.append(json_array);
  out_.push_back('}');
}

std::string& EmbeddingsWriter::begin_base64() {
  begin_item();
  out_.push_back('"');
  return out_;
}

void EmbeddingsWriter::end_base64() {
  out_.append("\"}");
}

void EmbeddingsWriter::finish(const base::ModelName& model, std::int64_t prompt_tokens) {
  out_.append("],\"model\":");
  codec::JsonWriter json(out_);
  json.string(model.str());
  out_.append(",\"usage\":");
  codec::JsonWriter usage(out_);
  usage.begin_object();
  usage.key("prompt_tokens").integer(prompt_tokens);
  usage.key("total_tokens").integer(prompt_tokens);
  usage.end_object();
  out_.push_back('}');
}

}  // namespace gw::openai
