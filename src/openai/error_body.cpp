#include "openai/error_body.hpp"

#include "codec/json_writer.hpp"

namespace gw::openai {
namespace {

void write_or_null(codec::JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  if (text.empty()) {
    json.null();
  } else {
    json.string(text);
  }
}

}  // namespace

void write_error_body(std::string& out, const ErrorBody& error) {
  codec::JsonWriter json(out);
  json.begin_object().key("error").begin_object();
  json.key("message").string(error.message);
  json.key("type").string(error.type);
  write_or_null(json, "param", error.param);
  write_or_null(json, "code", error.code);
  json.end_object().end_object();
}

}  // namespace gw::openai
