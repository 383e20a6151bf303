#include "bedrock/control_plane.hpp"

#include <boost/json.hpp>
#include <utility>

#include "bedrock/timestamp.hpp"
#include "codec/percent_encoding.hpp"

namespace gw::bedrock {
namespace {

namespace json = boost::json;

std::unexpected<base::Error> malformed(std::string_view what) {
  return base::fail(base::ErrorKind::upstream_protocol,
                    "Amazon Bedrock sent a " + std::string(what) + " that cannot be understood.");
}

const json::value* find(const json::object& object, std::string_view key) {
  return object.if_contains(key);
}

std::string text_of(const json::object& object, std::string_view key) {
  const json::value* value = find(object, key);
  if (value == nullptr || !value->is_string()) return {};
  const json::string& text = value->get_string();
  return std::string(text.data(), text.size());
}

std::vector<std::string> texts_of(const json::object& object, std::string_view key) {
  std::vector<std::string> texts;
  const json::value* value = find(object, key);
  if (value == nullptr || !value->is_array()) return texts;
  for (const json::value& element : value->get_array()) {
    if (element.is_string()) texts.emplace_back(element.get_string().data(), element.get_string().size());
  }
  return texts;
}

/// restJson1 writes these timestamps as ISO 8601 text; a number of seconds is taken too.
std::optional<std::chrono::sys_seconds> time_of(const json::object& object, std::string_view key) {
  const json::value* value = find(object, key);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return parse_iso8601(text_of(object, key));
  if (value->is_int64()) return std::chrono::sys_seconds(std::chrono::seconds(value->get_int64()));
  if (value->is_double()) {
    const double seconds = value->get_double();
    if (!(seconds > -1e11 && seconds < 1e11)) return std::nullopt;
    return std::chrono::sys_seconds(std::chrono::seconds(static_cast<std::int64_t>(seconds)));
  }
  return std::nullopt;
}

FoundationModel to_foundation_model(const json::object& object) {
  FoundationModel model;
  model.id = text_of(object, "modelId");
  model.arn = text_of(object, "modelArn");
  model.name = text_of(object, "modelName");
  model.provider = text_of(object, "providerName");
  model.input_modalities = texts_of(object, "inputModalities");
  model.output_modalities = texts_of(object, "outputModalities");
  model.inference_types = texts_of(object, "inferenceTypesSupported");
  if (const json::value* streaming = find(object, "responseStreamingSupported"); streaming != nullptr) {
    model.streaming = streaming->is_bool() && streaming->get_bool();
  }
  if (const json::value* value = find(object, "modelLifecycle"); value != nullptr && value->is_object()) {
    const json::object& lifecycle = value->get_object();
    model.legacy = text_of(lifecycle, "status") == "LEGACY";
    model.start_of_life = time_of(lifecycle, "startOfLifeTime");
    model.end_of_life = time_of(lifecycle, "endOfLifeTime");
  }
  return model;
}

InferenceProfile to_inference_profile(const json::object& object) {
  InferenceProfile profile;
  profile.id = text_of(object, "inferenceProfileId");
  profile.arn = text_of(object, "inferenceProfileArn");
  profile.name = text_of(object, "inferenceProfileName");
  profile.created_at = time_of(object, "createdAt");
  if (text_of(object, "type") == "APPLICATION") profile.type = InferenceProfileType::application;
  if (const json::value* models = find(object, "models"); models != nullptr && models->is_array()) {
    for (const json::value& model : models->get_array()) {
      if (!model.is_object()) continue;
      std::string arn = text_of(model.get_object(), "modelArn");
      if (!arn.empty()) profile.model_arns.push_back(std::move(arn));
    }
  }
  return profile;
}

std::optional<json::object> parse_object(std::string_view body) {
  boost::system::error_code error;
  json::value document = json::parse(body, error);
  if (error || !document.is_object()) return std::nullopt;
  return std::move(document.get_object());
}

}  // namespace

ControlPlaneTarget list_foundation_models_target() {
  return {"/foundation-models", ""};
}

ControlPlaneTarget get_foundation_model_target(std::string_view model) {
  return {"/foundation-models/" + codec::encode_path_label(model), ""};
}

ControlPlaneTarget list_inference_profiles_target(InferenceProfileType type, std::string_view next_token) {
  std::string query = "maxResults=1000";
  if (!next_token.empty()) query += "&nextToken=" + codec::encode_path_label(next_token);
  switch (type) {
    case InferenceProfileType::system_defined:
      query += "&type=SYSTEM_DEFINED";
      break;
    case InferenceProfileType::application:
      query += "&type=APPLICATION";
      break;
  }
  return {"/inference-profiles", std::move(query)};
}

ControlPlaneTarget get_inference_profile_target(std::string_view profile) {
  return {"/inference-profiles/" + codec::encode_path_label(profile), ""};
}

base::Result<std::vector<FoundationModel>> parse_foundation_models(std::string_view body) {
  const auto document = parse_object(body);
  if (!document) return malformed("list of models");
  const json::value* summaries = find(*document, "modelSummaries");
  if (summaries == nullptr || !summaries->is_array()) return malformed("list of models");
  std::vector<FoundationModel> models;
  for (const json::value& summary : summaries->get_array()) {
    if (!summary.is_object()) continue;
    FoundationModel model = to_foundation_model(summary.get_object());
    if (!model.id.empty()) models.push_back(std::move(model));
  }
  return models;
}

base::Result<FoundationModel> parse_foundation_model(std::string_view body) {
  const auto document = parse_object(body);
  if (!document) return malformed("description of a model");
  const json::value* details = find(*document, "modelDetails");
  if (details == nullptr || !details->is_object()) return malformed("description of a model");
  FoundationModel model = to_foundation_model(details->get_object());
  if (model.id.empty()) return malformed("description of a model");
  return model;
}

base::Result<InferenceProfilePage> parse_inference_profiles(std::string_view body) {
  const auto document = parse_object(body);
  if (!document) return malformed("list of inference profiles");
  const json::value* summaries = find(*document, "inferenceProfileSummaries");
  if (summaries == nullptr || !summaries->is_array()) return malformed("list of inference profiles");
  InferenceProfilePage page;
  page.next_token = text_of(*document, "nextToken");
  for (const json::value& summary : summaries->get_array()) {
    if (!summary.is_object()) continue;
    InferenceProfile profile = to_inference_profile(summary.get_object());
    if (!profile.id.empty()) page.profiles.push_back(std::move(profile));
  }
  return page;
}

base::Result<InferenceProfile> parse_inference_profile(std::string_view body) {
  const auto document = parse_object(body);
  if (!document) return malformed("description of an inference profile");
  InferenceProfile profile = to_inference_profile(*document);
  if (profile.id.empty()) return malformed("description of an inference profile");
  return profile;
}

}  // namespace gw::bedrock
