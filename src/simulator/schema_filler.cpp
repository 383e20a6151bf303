#include "simulator/schema_filler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "codec/json_number.hpp"
#include "codec/json_writer.hpp"
#include "simulator/characters.hpp"

namespace gw::simulator {
namespace {

using codec::JsonWriter;

// Schemas may refer to themselves; below this depth only the smallest values are written.
constexpr int kMaxDepth = 8;
// A schema of a few lines may ask for millions of values, and a large one makes each of them slow.
constexpr std::size_t kMaxValues = 1'000;
constexpr std::size_t kMaxSchemaBytes = 100'000;
constexpr std::size_t kMaxElements = 20;
constexpr std::size_t kMaxStringLength = 2'000;

struct NamedType {
  std::string_view name;
  std::string_view value;
};

// What a string of that format looks like.
constexpr std::array<NamedType, 9> kFormats{{
    {"date-time", "2026-01-15T09:30:00Z"},
    {"date", "2026-01-15"},
    {"time", "09:30:00Z"},
    {"duration", "PT1H"},
    {"email", "person@example.com"},
    {"uri", "https://example.com/"},
    {"uuid", "123e4567-e89b-42d3-a456-426614174000"},
    {"ipv4", "192.0.2.1"},
    {"hostname", "example.com"},
}};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool has_word(const std::vector<std::string>& words, std::initializer_list<std::string_view> wanted) {
  return std::ranges::any_of(words, [&](const std::string& word) { return is_one_of(word, wanted); });
}

class Filler {
 public:
  Filler(Json root, const Prompt& prompt, std::string& out) : root_(root), prompt_(prompt), json_(out) {}

  void fill(Json schema, std::string_view name, int depth) {
    static_cast<void>(spend());
    schema = resolve(schema);
    if (!schema.is_object()) {
      json_.string(text_for(schema, name));
      return;
    }
    if (const auto fixed = schema.find("const")) return copy(*fixed);
    if (const auto values = schema.find("enum"); values && !values->empty()) return copy(choose(*values));
    const std::string type = type_of(schema);
    if (type == "object") return fill_object(schema, depth);
    if (type == "array") return fill_array(schema, name, depth);
    if (type == "integer" || type == "number") return fill_number(schema, name, type == "integer");
    if (type == "boolean") {
      json_.boolean(true);
    } else if (type == "null") {
      json_.null();
    } else {
      json_.string(text_for(schema, name));
    }
  }

 private:
  // Follows local references and takes the first alternative, until something with a meaning of its own.
  Json resolve(Json schema) const {
    for (int hops = 0; hops < kMaxDepth && schema.is_object(); ++hops) {
      if (const auto reference = schema.find("$ref")) {
        const std::optional<Json> target = find_reference(reference->text());
        if (!target) return schema;
        schema = *target;
        continue;
      }
      const std::optional<Json> alternative = first_alternative(schema);
      if (!alternative) return schema;
      schema = *alternative;
    }
    return schema;
  }

  static std::optional<Json> first_alternative(Json schema) {
    if (schema.find("type") || schema.find("properties") || schema.find("enum")) return std::nullopt;
    for (const std::string_view name : {"anyOf", "oneOf", "allOf"}) {
      const std::optional<Json> list = schema.find(name);
      if (!list) continue;
      for (const Json candidate : list->children()) {
        const std::optional<Json> type = candidate.find("type");
        if (!type || !type->equals("null")) return candidate;
      }
    }
    return std::nullopt;
  }

  std::optional<Json> find_reference(const std::string& reference) const {
    if (reference == "#") return root_;
    if (!reference.starts_with("#/")) return std::nullopt;
    std::optional<Json> here = root_;
    std::string_view path = std::string_view{reference}.substr(2);
    while (here && !path.empty()) {
      const std::size_t end = std::min(path.find('/'), path.size());
      here = here->find(path.substr(0, end));
      path.remove_prefix(std::min(end + 1, path.size()));
    }
    return here;
  }

  static std::string type_of(Json schema) {
    const std::optional<Json> type = schema.find("type");
    if (type && type->is_string()) return type->text();
    if (type && type->is_array()) {
      for (const Json one : type->children()) {
        if (!one.equals("null")) return one.text();
      }
    }
    if (schema.find("properties")) return "object";
    if (schema.find("items")) return "array";
    return "string";
  }

  void copy(Json value) {
    if (value.is_string()) {
      json_.string(value.string());
    } else {
      json_.raw(value.raw());
    }
  }

  // The value that the prompt names, else the first.
  [[nodiscard]] Json choose(Json values) const {
    std::optional<Json> first;
    for (const Json value : values.children()) {
      if (!first) first = value;
      const std::vector<std::string> words = words_of_text(value.text());
      const bool named = !words.empty() && std::ranges::all_of(words, [&](const std::string& word) {
        return prompt_.has_word(word);
      });
      if (named) return value;
    }
    return *first;
  }

  void fill_object(Json schema, int depth) {
    json_.begin_object();
    const std::optional<Json> properties = schema.find("properties");
    const std::optional<Json> required = schema.find("required");
    if (properties && depth < kMaxDepth) {
      for (const Json property : properties->children()) {
        if (!spend()) break;
        const std::string name = property.key();
        if (!is_required(required, name) && !is_named(property, name)) continue;
        json_.key(property.key_string());
        fill(property, name, depth + 1);
      }
    }
    fill_undescribed(properties, required);
    json_.end_object();
  }

  // Members that are required and nowhere described may be anything.
  void fill_undescribed(const std::optional<Json>& properties, const std::optional<Json>& required) {
    if (!required || !required->is_array()) return;
    for (const Json name : required->children()) {
      if (!name.is_string()) continue;
      if (!spend()) break;
      bool described = false;
      if (properties) {
        for (const Json property : properties->children())
          described = described || property.key_equals(name.text());
      }
      if (described) continue;
      json_.key(name.string());
      json_.string("example");
    }
  }

  static bool is_required(const std::optional<Json>& required, std::string_view name) {
    if (!required || !required->is_array()) return false;
    for (const Json one : required->children()) {
      if (one.equals(name)) return true;
    }
    return false;
  }

  // Whether the prompt says something for a member that may be left out.
  [[nodiscard]] bool is_named(Json property, const std::string& name) const {
    if (prompt_.value_of(name)) return true;
    const Json schema = resolve(property);
    const std::optional<Json> values = schema.find("enum");
    if (!values || values->empty()) return false;
    return std::ranges::all_of(words_of_text(choose(*values).text()),
                               [&](const std::string& word) { return prompt_.has_word(word); });
  }

  void fill_array(Json schema, std::string_view name, int depth) {
    json_.begin_array();
    const std::optional<Json> items = schema.find("items");
    const std::size_t wanted = std::min(bound(schema, "minItems").value_or(1), kMaxElements);
    const std::size_t allowed = bound(schema, "maxItems").value_or(kMaxElements);
    for (std::size_t i = 0; i < std::min(wanted, allowed) && depth < kMaxDepth && budget_ > 0; ++i) {
      if (items) {
        fill(*items, name, depth + 1);
      } else {
        json_.string(text_for(schema, name));
      }
    }
    json_.end_array();
  }

  static std::optional<std::size_t> bound(Json schema, std::string_view name) {
    const std::optional<Json> value = schema.find(name);
    const std::optional<std::int64_t> number = value ? value->integer() : std::nullopt;
    if (!number || *number < 0) return std::nullopt;
    return static_cast<std::size_t>(*number);
  }

  void fill_number(Json schema, std::string_view name, bool whole) {
    double value = 1;
    if (const auto given = schema.find("default"); given && given->number()) value = *given->number();
    if (const auto spoken = spoken_number(name)) value = *spoken;
    const auto limit = [&](std::string_view which) -> std::optional<double> {
      const std::optional<Json> found = schema.find(which);
      return found ? found->number() : std::nullopt;
    };
    if (const auto minimum = limit("minimum"); minimum && value < *minimum) value = *minimum;
    if (const auto above = limit("exclusiveMinimum"); above && value <= *above) value = *above + 1;
    if (const auto maximum = limit("maximum"); maximum && value > *maximum) value = *maximum;
    if (const auto below = limit("exclusiveMaximum"); below && value >= *below) value = *below - 1;
    if (const auto step = limit("multipleOf"); step && *step > 0) value = std::ceil(value / *step) * *step;
    if (whole) value = std::trunc(value);
    constexpr double kExact = 9'007'199'254'740'992;  // 2^53: beyond it a double names no single integer
    if (std::isfinite(value) && std::trunc(value) == value && std::abs(value) <= kExact) {
      json_.integer(static_cast<std::int64_t>(value));
    } else {
      json_.number(std::isfinite(value) ? value : 1);
    }
  }

  // False once too many members and values were looked at.
  bool spend() {
    if (budget_ == 0) return false;
    --budget_;
    return true;
  }

  [[nodiscard]] std::optional<double> spoken_number(std::string_view name) {
    if (const auto value = prompt_.value_of(name)) {
      if (const auto number = codec::to_double(*value)) return number;
    }
    if (next_number_ >= prompt_.numbers.size()) return std::nullopt;
    return codec::to_double(prompt_.numbers[next_number_++]);
  }

  std::string text_for(Json schema, std::string_view name) {
    std::string text = unbounded_text_for(schema, name);
    const std::size_t least = std::min(bound(schema, "minLength").value_or(0), kMaxStringLength);
    const std::size_t most = bound(schema, "maxLength").value_or(kMaxStringLength);
    if (const std::size_t length = count_characters(text); length < least) text.append(least - length, '.');
    return std::string{first_characters(text, most)};
  }

  std::string unbounded_text_for(Json schema, std::string_view name) {
    if (const auto value = prompt_.value_of(name); value && !name.empty()) return *value;
    const std::vector<std::string> words = words_of_name(name);
    const std::optional<Json> format = schema.find("format");
    const std::string wanted = format ? format->text() : std::string{};
    if ((wanted == "email" || has_word(words, {"email", "mail"})) && !prompt_.addresses.empty()) {
      return prompt_.addresses.front();
    }
    if ((wanted == "uri" || has_word(words, {"url", "uri", "link"})) && !prompt_.links.empty()) {
      return prompt_.links.front();
    }
    if ((wanted == "date" || has_word(words, {"date", "day"})) && !prompt_.dates.empty())
      return prompt_.dates.front();
    const auto known = std::ranges::find(kFormats, wanted, &NamedType::name);
    if (known != kFormats.end()) return std::string{known->value};
    if (has_word(words, {"city", "location", "place", "town", "destination", "region", "country", "where"}) &&
        !prompt_.places.empty()) {
      return prompt_.places[next_place_++ % prompt_.places.size()];
    }
    if (next_quoted_ < prompt_.quoted.size()) return prompt_.quoted[next_quoted_++];
    for (const std::string_view source : {"default", "examples"}) {
      const std::optional<Json> value = schema.find(source);
      if (value && value->is_string()) return value->text();
      if (value && value->is_array() && !value->empty()) {
        const Json first = *value->children().begin();
        if (first.is_string()) return first.text();
      }
    }
    if (has_word(words,
                 {"query", "question", "prompt", "text", "message", "input", "content", "task", "q"}) &&
        !prompt_.text.empty()) {
      return prompt_.text;
    }
    if (!prompt_.places.empty()) return prompt_.places.front();
    return name.empty() ? std::string{"example"} : fmt::format("example {}", name);
  }

  Json root_;
  const Prompt& prompt_;
  JsonWriter json_;
  std::size_t budget_ = kMaxValues;
  std::size_t next_number_ = 0;
  std::size_t next_place_ = 0;
  std::size_t next_quoted_ = 0;
};

}  // namespace

std::string fill_schema(Json schema, const Prompt& prompt) {
  if (schema.raw().size() > kMaxSchemaBytes) return "{}";
  std::string out;
  Filler filler{schema, prompt, out};
  filler.fill(schema, "", 0);
  return out;
}

std::optional<std::string> fill_schema_text(std::string_view schema, const Prompt& prompt) {
  const base::Result<JsonTree> tree = JsonTree::parse(schema);
  if (!tree || !tree->root().is_object()) return std::nullopt;
  return fill_schema(tree->root(), prompt);
}

}  // namespace gw::simulator
