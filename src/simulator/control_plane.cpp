#include "simulator/control_plane.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "codec/json_number.hpp"
#include "codec/json_writer.hpp"

namespace gw::simulator {
namespace {

using codec::JsonWriter;

constexpr std::size_t kDefaultPageSize = 100;
constexpr std::string_view kTokenPrefix = "local-page-";
// One date for everything: what a list says of a model must not change between two calls.
constexpr std::string_view kCreated = "2025-11-01T00:00:00Z";

std::string_view field(const QueryFields& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, [](const auto& f) { return f.first; });
  return found == fields.end() ? std::string_view{} : std::string_view{found->second};
}

std::vector<std::string_view> output_modalities(const FoundationModel& model) {
  if (model.use == ModelUse::chat) return {"TEXT"};
  return {"EMBEDDING"};
}

std::vector<std::string_view> input_modalities(const FoundationModel& model) {
  if (model.input == ModelInput::text_and_images) return {"TEXT", "IMAGE"};
  return {"TEXT"};
}

// AWS lists models that need a profile as INFERENCE_PROFILE, a value that its service model does not name.
std::vector<std::string_view> inference_types(const FoundationModel& model) {
  if (model.throughput == ModelThroughput::on_demand) return {"ON_DEMAND"};
  return {"INFERENCE_PROFILE"};
}

void write_list(JsonWriter& json, std::string_view name, const std::vector<std::string_view>& values) {
  json.key(name).begin_array();
  for (const std::string_view value : values) json.string(value);
  json.end_array();
}

void write_model(JsonWriter& json, const Catalogue& catalogue, const FoundationModel& model) {
  json.begin_object();
  json.key("modelArn").string(catalogue.model_arn(model));
  json.key("modelId").string(model.id);
  json.key("modelName").string(model.name);
  json.key("providerName").string(model.provider);
  write_list(json, "inputModalities", input_modalities(model));
  write_list(json, "outputModalities", output_modalities(model));
  if (model.use == ModelUse::chat) json.key("responseStreamingSupported").boolean(true);
  write_list(json, "customizationsSupported", {});
  write_list(json, "inferenceTypesSupported", inference_types(model));
  json.key("modelLifecycle").begin_object();
  json.key("status").string(model.lifecycle == ModelLifecycle::legacy ? "LEGACY" : "ACTIVE");
  json.end_object();
  json.end_object();
}

bool has(const std::vector<std::string_view>& values, std::string_view wanted) {
  return wanted.empty() || std::ranges::find(values, wanted) != values.end();
}

bool is_listed(const FoundationModel& model, const QueryFields& fields) {
  const std::string_view provider = field(fields, "byProvider");
  return model.lifecycle != ModelLifecycle::end_of_life &&
         (provider.empty() || std::ranges::equal(provider, model.provider,
                                                 [](char a, char b) { return (a | 0x20) == (b | 0x20); })) &&
         has(output_modalities(model), field(fields, "byOutputModality")) &&
         has(inference_types(model), field(fields, "byInferenceType")) &&
         field(fields, "byCustomizationType").empty();
}

const char* type_name(ProfileType type) {
  return type == ProfileType::system_defined ? "SYSTEM_DEFINED" : "APPLICATION";
}

void write_profile(JsonWriter& json, const InferenceProfile& profile) {
  json.begin_object();
  json.key("inferenceProfileName").string(profile.name);
  json.key("description").string(profile.description);
  json.key("createdAt").string(kCreated);
  json.key("updatedAt").string(kCreated);
  json.key("inferenceProfileArn").string(profile.arn);
  json.key("models").begin_array();
  for (const std::string& arn : profile.model_arns) {
    json.begin_object();
    json.key("modelArn").string(arn);
    json.end_object();
  }
  json.end_array();
  json.key("inferenceProfileId").string(profile.id);
  json.key("status").string("ACTIVE");
  json.key("type").string(type_name(profile.type));
  json.end_object();
}

// Where a page starts; nothing for a token that this list never gave.
std::optional<std::size_t> page_start(std::string_view token, std::size_t size) {
  if (token.empty()) return 0;
  if (!token.starts_with(kTokenPrefix)) return std::nullopt;
  const std::optional<std::int64_t> start = codec::to_integer(token.substr(kTokenPrefix.size()));
  if (!start || *start < 0 || static_cast<std::size_t>(*start) > size) return std::nullopt;
  return static_cast<std::size_t>(*start);
}

}  // namespace

std::string list_foundation_models(const Catalogue& catalogue, const QueryFields& fields) {
  std::string body;
  JsonWriter json{body};
  json.begin_object();
  json.key("modelSummaries").begin_array();
  for (const FoundationModel& model : Catalogue::models()) {
    if (is_listed(model, fields)) write_model(json, catalogue, model);
  }
  json.end_array();
  json.end_object();
  return body;
}

Answered<std::string> get_foundation_model(const Catalogue& catalogue, std::string_view id_or_arn) {
  const FoundationModel* model = catalogue.find_model(id_or_arn);
  if (model == nullptr) {
    return refuse(make_error("ResourceNotFoundException",
                             "Could not resolve the foundation model from the provided model identifier."));
  }
  std::string body;
  JsonWriter json{body};
  json.begin_object();
  json.key("modelDetails");
  write_model(json, catalogue, *model);
  json.end_object();
  return body;
}

Answered<std::string> list_inference_profiles(const Catalogue& catalogue, const QueryFields& fields) {
  std::vector<const InferenceProfile*> wanted;
  // Without a type AWS lists the system-defined profiles only.
  const std::string_view asked = field(fields, "typeEquals");
  const std::string_view type = asked.empty() ? std::string_view{"SYSTEM_DEFINED"} : asked;
  for (const InferenceProfile& profile : catalogue.profiles()) {
    if (type == type_name(profile.type)) wanted.push_back(&profile);
  }
  const std::optional<std::size_t> start = page_start(field(fields, "nextToken"), wanted.size());
  if (!start) return refuse(invalid("The provided nextToken is invalid."));
  const std::string_view max_results = field(fields, "maxResults");
  const std::size_t page = max_results.empty()
                               ? kDefaultPageSize
                               : static_cast<std::size_t>(codec::to_integer(max_results).value_or(1));
  const std::size_t end = std::min(*start + page, wanted.size());

  std::string body;
  JsonWriter json{body};
  json.begin_object();
  json.key("inferenceProfileSummaries").begin_array();
  for (std::size_t i = *start; i < end; ++i) write_profile(json, *wanted[i]);
  json.end_array();
  if (end < wanted.size()) json.key("nextToken").string(fmt::format("{}{}", kTokenPrefix, end));
  json.end_object();
  return body;
}

Answered<std::string> get_inference_profile(const Catalogue& catalogue, std::string_view id_or_arn) {
  const InferenceProfile* profile = catalogue.find_profile(id_or_arn);
  if (profile == nullptr) {
    return refuse(
        make_error("ResourceNotFoundException", "The requested inference profile could not be found."));
  }
  std::string body;
  JsonWriter json{body};
  write_profile(json, *profile);
  return body;
}

}  // namespace gw::simulator
