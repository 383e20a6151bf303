#include "openai/chat_tool_reader.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "openai/field_errors.hpp"

namespace gw::openai {
namespace {

using codec::JsonKind;
using codec::JsonString;
using codec::JsonValue;

constexpr std::size_t kMaxTools = 128;

/// {name, description, parameters, strict} of a function, wherever it stands.
struct FunctionParts {
  bool present = false;
  std::optional<JsonString> name;
  std::optional<JsonString> description;
  JsonValue parameters;
  std::optional<bool> strict;
};

/// Reads the member if it belongs to a function; `known` tells whether it did.
bool read_function_member(BodyReader& body, const FieldPath& path, std::string_view name, FunctionParts& out,
                          bool& known) {
  known = true;
  if (name == "name") return body.string(FieldPath(path, name), out.name);
  if (name == "description") return body.string(FieldPath(path, name), out.description);
  if (name == "parameters") {
    return body.any_of_kind(FieldPath(path, name), JsonKind::object, out.parameters);
  }
  if (name == "strict") return body.boolean(FieldPath(path, name), out.strict);
  known = false;
  return true;
}

bool read_function(BodyReader& body, const FieldPath& path, FunctionParts& out) {
  out = {};
  std::string scratch;
  return body.object(path, out.present, [&](JsonString key) {
    bool known = false;
    if (!read_function_member(body, path, plain_key(key, scratch), out, known)) return false;
    return known || body.skip();
  });
}

struct CustomParts {
  bool present = false;
  std::optional<JsonString> name;
  std::optional<JsonString> description;
  JsonValue format;
};

bool read_custom(BodyReader& body, const FieldPath& path, CustomParts& out) {
  out = {};
  std::string scratch;
  return body.object(path, out.present, [&](JsonString key) {
    const std::string_view name = plain_key(key, scratch);
    if (name == "name") return body.string(FieldPath(path, name), out.name);
    if (name == "description") return body.string(FieldPath(path, name), out.description);
    if (name == "format") return body.any_of_kind(FieldPath(path, name), JsonKind::object, out.format);
    return body.skip();
  });
}

bool has_name(BodyReader& body, const FieldPath& path, const std::optional<JsonString>& name) {
  const FieldPath name_path(path, "name");
  if (!name) {
    body.fail(missing_parameter(name_path.str()));
  } else if (name->empty()) {
    body.fail(empty_string(name_path.str()));
  } else {
    return true;
  }
  return false;
}

struct LooseTool {
  std::optional<JsonString> type;
  FunctionParts nested;
  FunctionParts flat;
  CustomParts custom;
  JsonValue cache_control;
};

bool read_tool_member(BodyReader& body, const FieldPath& path, std::string_view name, LooseTool& loose) {
  if (name == "type") return body.string(FieldPath(path, name), loose.type);
  if (name == "function") return read_function(body, FieldPath(path, name), loose.nested);
  if (name == "custom") return read_custom(body, FieldPath(path, name), loose.custom);
  if (name == "cache_control") return body.any(loose.cache_control);
  bool known = false;
  if (!read_function_member(body, path, name, loose.flat, known)) return false;
  if (known) loose.flat.present = true;
  return known || body.skip();
}

std::optional<Tool> to_tool(BodyReader& body, const FieldPath& path, const LooseTool& loose) {
  if (!loose.type) {
    body.fail(missing_parameter(FieldPath(path, "type").str()));
    return std::nullopt;
  }
  if (loose.type->equals("function")) {
    // Responses' flat form reaches Chat Completions through clients that serve both APIs.
    const bool is_flat = !loose.nested.present && loose.flat.name;
    const FieldPath nested_path(path, "function");
    if (!is_flat && !loose.nested.present) {
      body.fail(missing_parameter(nested_path.str()));
      return std::nullopt;
    }
    const FunctionParts& parts = is_flat ? loose.flat : loose.nested;
    if (!has_name(body, is_flat ? path : nested_path, parts.name)) return std::nullopt;
    return FunctionTool{*parts.name, parts.description.value_or(JsonString{}), parts.parameters, parts.strict,
                        loose.cache_control};
  }
  if (loose.type->equals("custom")) {
    const bool is_flat = !loose.custom.present && loose.flat.name;
    const FieldPath nested_path(path, "custom");
    const std::optional<JsonString>& name = is_flat ? loose.flat.name : loose.custom.name;
    if (!has_name(body, is_flat ? path : nested_path, name)) return std::nullopt;
    const auto& description = is_flat ? loose.flat.description : loose.custom.description;
    return CustomTool{*name, description.value_or(JsonString{}), loose.custom.format};
  }
  return HostedTool{*loose.type};
}

constexpr std::array<std::string_view, 3> kModes{"none", "auto", "required"};
constexpr std::array<std::string_view, 3> kChoiceTypes{"function", "custom", "allowed_tools"};
constexpr std::array<std::string_view, 2> kAllowedModes{"auto", "required"};

struct LooseChoice {
  std::optional<std::size_t> type;
  bool has_nested = false;
  std::optional<JsonString> nested_name;
  std::optional<JsonString> flat_name;
  bool has_allowed = false;
  std::optional<std::size_t> allowed_mode;
  JsonValue allowed_tools;
};

bool read_choice_name(BodyReader& body, const FieldPath& path, LooseChoice& loose) {
  std::string scratch;
  return body.object(path, loose.has_nested, [&](JsonString key) {
    const std::string_view name = plain_key(key, scratch);
    if (name == "name") return body.string(FieldPath(path, name), loose.nested_name);
    return body.skip();
  });
}

bool read_allowed_tools(BodyReader& body, const FieldPath& path, LooseChoice& loose) {
  std::string scratch;
  return body.object(path, loose.has_allowed, [&](JsonString key) {
    const std::string_view name = plain_key(key, scratch);
    if (name == "mode") return body.one_of(FieldPath(path, name), kAllowedModes, loose.allowed_mode);
    if (name == "tools") return body.any_of_kind(FieldPath(path, name), JsonKind::array, loose.allowed_tools);
    return body.skip();
  });
}

std::optional<ToolChoice> to_choice(BodyReader& body, const FieldPath& path, const LooseChoice& loose) {
  if (!loose.type) {
    body.fail(missing_parameter(FieldPath(path, "type").str()));
    return std::nullopt;
  }
  const std::string_view type = kChoiceTypes[*loose.type];
  const FieldPath nested_path(path, type);
  if (type == "allowed_tools") {
    if (!loose.has_allowed) {
      body.fail(missing_parameter(nested_path.str()));
    } else if (!loose.allowed_mode) {
      body.fail(missing_parameter(FieldPath(nested_path, "mode").str()));
    } else if (loose.allowed_tools.raw.empty()) {
      body.fail(missing_parameter(FieldPath(nested_path, "tools").str()));
    } else {
      return AllowedToolsChoice{
          *loose.allowed_mode == 0 ? ToolChoiceMode::automatic : ToolChoiceMode::required,
          loose.allowed_tools};
    }
    return std::nullopt;
  }
  const bool is_flat = !loose.has_nested && loose.flat_name;
  const std::optional<JsonString>& name = is_flat ? loose.flat_name : loose.nested_name;
  if (!has_name(body, is_flat ? path : nested_path, name)) return std::nullopt;
  return NamedToolChoice{type == "custom" ? ToolKind::custom : ToolKind::function, *name};
}

bool read_choice_object(BodyReader& body, const FieldPath& path, std::optional<ToolChoice>& out) {
  LooseChoice loose;
  bool present = false;
  std::string scratch;
  const bool read = body.object(path, present, [&](JsonString key) {
    const std::string_view name = plain_key(key, scratch);
    if (name == "type") return body.one_of(FieldPath(path, name), kChoiceTypes, loose.type);
    if (name == "function" || name == "custom") return read_choice_name(body, FieldPath(path, name), loose);
    if (name == "allowed_tools") return read_allowed_tools(body, FieldPath(path, name), loose);
    if (name == "name") return body.string(FieldPath(path, name), loose.flat_name);
    return body.skip();
  });
  if (read && present) out = to_choice(body, path, loose);
  return read;
}

constexpr std::array<std::string_view, 3> kFormatTypes{"text", "json_object", "json_schema"};

struct JsonSchemaParts {
  bool present = false;
  std::optional<JsonString> name;
  std::optional<JsonString> description;
  JsonValue schema;
  std::optional<bool> strict;
};

bool read_json_schema(BodyReader& body, const FieldPath& path, JsonSchemaParts& out) {
  out = {};
  std::string scratch;
  return body.object(path, out.present, [&](JsonString key) {
    const std::string_view name = plain_key(key, scratch);
    if (name == "name") return body.string(FieldPath(path, name), out.name);
    if (name == "description") return body.string(FieldPath(path, name), out.description);
    if (name == "schema") return body.any_of_kind(FieldPath(path, name), JsonKind::object, out.schema);
    if (name == "strict") return body.boolean(FieldPath(path, name), out.strict);
    return body.skip();
  });
}

std::optional<ResponseFormat> to_response_format(BodyReader& body, const FieldPath& path,
                                                 const std::optional<std::size_t>& type,
                                                 const JsonSchemaParts& schema) {
  if (!type) {
    body.fail(missing_parameter(FieldPath(path, "type").str()));
    return std::nullopt;
  }
  ResponseFormat format;
  format.type = static_cast<ResponseFormatType>(*type);
  if (format.type != ResponseFormatType::json_schema) return format;
  const FieldPath schema_path(path, "json_schema");
  if (!schema.present) {
    body.fail(missing_parameter(schema_path.str()));
    return std::nullopt;
  }
  if (!has_name(body, schema_path, schema.name)) return std::nullopt;
  format.name = *schema.name;
  format.description = schema.description.value_or(JsonString{});
  format.schema = schema.schema;
  format.strict = schema.strict;
  return format;
}

}  // namespace

bool read_tools(BodyReader& body, const FieldPath& path, std::vector<Tool>& out) {
  out.clear();
  bool present = false;
  std::string scratch;
  std::size_t count = 0;
  const bool read = body.array(path, present, [&](std::size_t index) {
    const FieldPath at(path, index);
    if (++count > kMaxTools) return body.skip();
    if (body.peek() == JsonKind::null) return body.wrong_kind(at, "an object");
    LooseTool loose;
    bool is_object = false;
    const bool whole = body.object(at, is_object, [&](JsonString key) {
      return read_tool_member(body, at, plain_key(key, scratch), loose);
    });
    if (whole && is_object) {
      if (std::optional<Tool> tool = to_tool(body, at, loose)) out.push_back(*std::move(tool));
    }
    return whole;
  });
  if (read && count > kMaxTools) body.fail(array_too_long(path.str(), kMaxTools, count));
  return read;
}

bool read_tool_choice(BodyReader& body, const FieldPath& path, std::optional<ToolChoice>& out) {
  out.reset();
  const auto kind = body.peek();
  if (kind == JsonKind::object) return read_choice_object(body, path, out);
  if (kind != JsonKind::string && kind != JsonKind::null) {
    return body.wrong_kind(path, "one of a string or an object");
  }
  std::optional<std::size_t> mode;
  if (!body.one_of(path, kModes, mode)) return false;
  if (mode) out = static_cast<ToolChoiceMode>(*mode);
  return true;
}

bool read_functions(BodyReader& body, const FieldPath& path, std::vector<FunctionTool>& out) {
  out.clear();
  bool present = false;
  std::size_t count = 0;
  const bool read = body.array(path, present, [&](std::size_t index) {
    const FieldPath at(path, index);
    if (++count > kMaxTools) return body.skip();
    if (body.peek() == JsonKind::null) return body.wrong_kind(at, "an object");
    FunctionParts function;
    if (!read_function(body, at, function)) return false;
    if (function.present && has_name(body, at, function.name)) {
      out.push_back(FunctionTool{*function.name, function.description.value_or(JsonString{}),
                                 function.parameters, function.strict, JsonValue{}});
    }
    return true;
  });
  if (read && count > kMaxTools) body.fail(array_too_long(path.str(), kMaxTools, count));
  return read;
}

bool read_function_call(BodyReader& body, const FieldPath& path, std::optional<ToolChoice>& out) {
  static constexpr std::span<const std::string_view> kLegacyModes(kModes.data(), 2);
  out.reset();
  const auto kind = body.peek();
  if (kind == JsonKind::object) {
    FunctionParts function;
    if (!read_function(body, path, function)) return false;
    if (has_name(body, path, function.name)) out = NamedToolChoice{ToolKind::function, *function.name};
    return true;
  }
  if (kind != JsonKind::string && kind != JsonKind::null) {
    return body.wrong_kind(path, "one of a string or an object");
  }
  std::optional<std::size_t> mode;
  if (!body.one_of(path, kLegacyModes, mode)) return false;
  if (mode) out = static_cast<ToolChoiceMode>(*mode);
  return true;
}

bool read_response_format(BodyReader& body, const FieldPath& path, std::optional<ResponseFormat>& out) {
  out.reset();
  std::optional<std::size_t> type;
  JsonSchemaParts schema;
  bool present = false;
  std::string scratch;
  const bool read = body.object(path, present, [&](JsonString key) {
    const std::string_view name = plain_key(key, scratch);
    if (name == "type") return body.one_of(FieldPath(path, name), kFormatTypes, type);
    if (name == "json_schema") return read_json_schema(body, FieldPath(path, name), schema);
    return body.skip();
  });
  if (read && present) out = to_response_format(body, path, type, schema);
  return read;
}

}  // namespace gw::openai
