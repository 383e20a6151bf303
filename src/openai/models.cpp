#include "openai/models.hpp"

#include "codec/json_writer.hpp"

namespace gw::openai {
namespace {

void write(codec::JsonWriter& json, const Model& model) {
  json.begin_object();
  json.key("id").string(model.id);
  json.key("object").string("model");
  json.key("created").integer(model.created.time_since_epoch().count());
  json.key("owned_by").string(model.owned_by);
  json.end_object();
}

}  // namespace

std::string write_model_list(std::span<const Model> models) {
  std::string out;
  codec::JsonWriter json(out);
  json.begin_object();
  json.key("object").string("list");
  json.key("data").begin_array();
  for (const Model& model : models) write(json, model);
  json.end_array().end_object();
  return out;
}

std::string write_model(const Model& model) {
  std::string out;
  codec::JsonWriter json(out);
  write(json, model);
  return out;
}

}  // namespace gw::openai
