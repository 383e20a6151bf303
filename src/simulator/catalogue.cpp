#include "simulator/catalogue.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace gw::simulator {
namespace {

using enum ModelUse;
using enum ModelInput;
using enum ModelThroughput;
using enum ModelLifecycle;

// id, name, provider, use, input, throughput, areas of system profiles
constexpr FoundationModel kModels[] = {
    {"anthropic.claude-3-haiku-20240307-v1:0", "Claude 3 Haiku", "Anthropic", chat, text_and_images,
     on_demand, "us eu apac", legacy},
    {"anthropic.claude-3-sonnet-20240229-v1:0", "Claude 3 Sonnet", "Anthropic", chat, text_and_images,
     on_demand, "", end_of_life},
    {"anthropic.claude-3-5-haiku-20241022-v1:0", "Claude 3.5 Haiku", "Anthropic", chat, text, on_demand, "us",
     legacy},
    {"anthropic.claude-3-5-sonnet-20240620-v1:0", "Claude 3.5 Sonnet", "Anthropic", chat, text_and_images,
     on_demand, "us eu apac us-gov", legacy},
    {"anthropic.claude-3-5-sonnet-20241022-v2:0", "Claude 3.5 Sonnet v2", "Anthropic", chat, text_and_images,
     on_demand, "us apac", legacy},
    {"anthropic.claude-3-7-sonnet-20250219-v1:0", "Claude 3.7 Sonnet", "Anthropic", chat, text_and_images,
     profiles_only, "us eu apac us-gov", legacy},
    {"anthropic.claude-sonnet-4-20250514-v1:0", "Claude Sonnet 4", "Anthropic", chat, text_and_images,
     profiles_only, "us eu apac global"},
    {"anthropic.claude-opus-4-1-20250805-v1:0", "Claude Opus 4.1", "Anthropic", chat, text_and_images,
     profiles_only, "us"},
    {"anthropic.claude-sonnet-4-5-20250929-v1:0", "Claude Sonnet 4.5", "Anthropic", chat, text_and_images,
     profiles_only, "us eu jp au us-gov global"},
    {"anthropic.claude-haiku-4-5-20251001-v1:0", "Claude Haiku 4.5", "Anthropic", chat, text_and_images,
     profiles_only, "us eu jp au global"},
    {"anthropic.claude-opus-4-5-20251101-v1:0", "Claude Opus 4.5", "Anthropic", chat, text_and_images,
     profiles_only, "us eu global"},
    {"anthropic.claude-opus-4-6-v1", "Claude Opus 4.6", "Anthropic", chat, text_and_images, profiles_only,
     "us eu au global"},
    {"anthropic.claude-sonnet-4-6", "Claude Sonnet 4.6", "Anthropic", chat, text_and_images, profiles_only,
     "us eu jp au ca global"},
    {"anthropic.claude-opus-4-7", "Claude Opus 4.7", "Anthropic", chat, text_and_images, profiles_only,
     "us eu jp au global"},
    {"anthropic.claude-opus-4-8", "Claude Opus 4.8", "Anthropic", chat, text_and_images, profiles_only,
     "us eu jp au global"},
    {"anthropic.claude-sonnet-5", "Claude Sonnet 5", "Anthropic", chat, text_and_images, profiles_only,
     "us eu jp au ca global"},
    {"anthropic.claude-opus-5", "Claude Opus 5", "Anthropic", chat, text_and_images, profiles_only,
     "us eu jp au global"},
    {"anthropic.claude-v2:1", "Claude", "Anthropic", chat, text, on_demand, "", end_of_life},
    {"amazon.nova-micro-v1:0", "Nova Micro", "Amazon", chat, text, on_demand, "us eu apac us-gov"},
    {"amazon.nova-lite-v1:0", "Nova Lite", "Amazon", chat, text_and_images, on_demand,
     "us eu apac ca us-gov"},
    {"amazon.nova-pro-v1:0", "Nova Pro", "Amazon", chat, text_and_images, on_demand, "us eu apac us-gov"},
    {"amazon.nova-premier-v1:0", "Nova Premier", "Amazon", chat, text_and_images, profiles_only, "us"},
    {"amazon.nova-2-lite-v1:0", "Nova 2 Lite", "Amazon", chat, text_and_images, profiles_only,
     "us eu jp global"},
    {"amazon.titan-text-express-v1", "Titan Text G1 - Express", "Amazon", chat, text, on_demand, "", legacy},
    {"amazon.titan-embed-text-v2:0", "Titan Text Embeddings V2", "Amazon", titan_embedding, text, on_demand,
     ""},
    {"meta.llama3-70b-instruct-v1:0", "Llama 3 70B Instruct", "Meta", chat, text, on_demand, ""},
    {"meta.llama3-1-8b-instruct-v1:0", "Llama 3.1 8B Instruct", "Meta", chat, text, on_demand, "us"},
    {"meta.llama3-1-70b-instruct-v1:0", "Llama 3.1 70B Instruct", "Meta", chat, text, on_demand, "us"},
    {"meta.llama3-2-11b-instruct-v1:0", "Llama 3.2 11B Instruct", "Meta", chat, text_and_images,
     profiles_only, "us"},
    {"meta.llama3-3-70b-instruct-v1:0", "Llama 3.3 70B Instruct", "Meta", chat, text, profiles_only, "us"},
    {"meta.llama4-scout-17b-instruct-v1:0", "Llama 4 Scout 17B Instruct", "Meta", chat, text_and_images,
     profiles_only, "us"},
    {"meta.llama4-maverick-17b-instruct-v1:0", "Llama 4 Maverick 17B Instruct", "Meta", chat, text_and_images,
     profiles_only, "us"},
    {"mistral.mistral-7b-instruct-v0:2", "Mistral 7B Instruct", "Mistral AI", chat, text, on_demand, ""},
    {"mistral.mixtral-8x7b-instruct-v0:1", "Mixtral 8x7B Instruct", "Mistral AI", chat, text, on_demand, ""},
    {"mistral.mistral-large-2402-v1:0", "Mistral Large (24.02)", "Mistral AI", chat, text, on_demand, ""},
    {"mistral.mistral-large-2407-v1:0", "Mistral Large (24.07)", "Mistral AI", chat, text, on_demand, ""},
    {"mistral.mistral-small-2402-v1:0", "Mistral Small (24.02)", "Mistral AI", chat, text, on_demand, ""},
    {"mistral.pixtral-large-2502-v1:0", "Pixtral Large (25.02)", "Mistral AI", chat, text_and_images,
     profiles_only, "us eu"},
    {"cohere.command-r-v1:0", "Command R", "Cohere", chat, text, on_demand, ""},
    {"cohere.command-r-plus-v1:0", "Command R+", "Cohere", chat, text, on_demand, ""},
    {"cohere.embed-english-v3", "Embed English", "Cohere", cohere_embedding, text, on_demand, ""},
    {"cohere.embed-multilingual-v3", "Embed Multilingual", "Cohere", cohere_embedding, text, on_demand, ""},
    {"ai21.jamba-1-5-large-v1:0", "Jamba 1.5 Large", "AI21 Labs", chat, text, on_demand, ""},
    {"ai21.jamba-1-5-mini-v1:0", "Jamba 1.5 Mini", "AI21 Labs", chat, text, on_demand, ""},
    {"deepseek.r1-v1:0", "DeepSeek-R1", "DeepSeek", chat, text, profiles_only, "us"},
    {"deepseek.v3-v1:0", "DeepSeek-V3.1", "DeepSeek", chat, text, on_demand, ""},
    {"openai.gpt-oss-20b-1:0", "gpt-oss-20b", "OpenAI", chat, text, on_demand, ""},
    {"openai.gpt-oss-120b-1:0", "gpt-oss-120b", "OpenAI", chat, text, on_demand, ""},
    {"qwen.qwen3-32b-v1:0", "Qwen3 32B (dense)", "Qwen", chat, text, on_demand, ""},
    {"qwen.qwen3-coder-30b-a3b-v1:0", "Qwen3-Coder-30B-A3B-Instruct", "Qwen", chat, text, on_demand, ""},
    {"zai.glm-4.7", "GLM 4.7", "Z.AI", chat, text, on_demand, ""},
    {"moonshot.kimi-k2-thinking", "Kimi K2 Thinking", "Moonshot AI", chat, text, on_demand, ""},
    {"minimax.minimax-m2", "MiniMax M2", "MiniMax", chat, text, on_demand, ""},
    {"google.gemma-3-27b-it", "Gemma 3 27B IT", "Google", chat, text_and_images, on_demand, ""},
    {"nvidia.nemotron-nano-9b-v2", "NVIDIA Nemotron Nano 9B v2", "NVIDIA", chat, text, on_demand, ""},
    {"writer.palmyra-x5-v1:0", "Palmyra X5", "Writer", chat, text, profiles_only, "us"},
};

struct Area {
  std::string_view prefix;
  std::string_view title;
  std::string_view source_regions;  // calls from a region that begins with one of these may use it
  std::string_view destinations;
};

// At most five destinations: more do not fit the service model (InferenceProfileModels).
constexpr Area kAreas[] = {
    {"us", "US", "us-east us-west ca-", "us-east-1 us-east-2 us-west-2"},
    {"eu", "EU", "eu-", "eu-central-1 eu-north-1 eu-west-1 eu-west-3"},
    {"apac", "APAC", "ap-", "ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2"},
    {"jp", "JP", "ap-northeast-1 ap-northeast-3", "ap-northeast-1 ap-northeast-3"},
    {"au", "AU", "ap-southeast-2 ap-southeast-4", "ap-southeast-2 ap-southeast-4"},
    {"ca", "CA", "ca-", "ca-central-1 ca-west-1"},
    {"us-gov", "US-GOV", "us-gov-", "us-gov-east-1 us-gov-west-1"},
    {"global", "GLOBAL", "us-east us-west ca- eu- ap- sa- me- af- il- mx-",
     ""},  // routes from where it is called
};

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) found.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

bool serves(const Area& area, std::string_view region) {
  return std::ranges::any_of(words(area.source_regions),
                             [&](std::string_view start) { return region.starts_with(start); });
}

std::string_view partition_of(std::string_view region) {
  if (region.starts_with("us-gov-")) return "aws-us-gov";
  if (region.starts_with("cn-")) return "aws-cn";
  return "aws";
}

std::string arn_in(std::string_view region, const FoundationModel& model) {
  return fmt::format("arn:{}:bedrock:{}::foundation-model/{}", partition_of(region), region, model.id);
}

const FoundationModel* model_by_id(std::string_view id) {
  const auto found = std::ranges::find(kModels, id, &FoundationModel::id);
  return found == std::ranges::end(kModels) ? nullptr : &*found;
}

// The part after "<kind>/" of an ARN of this region, or nothing if it is none.
std::optional<std::string_view> resource_of(std::string_view arn, std::string_view region,
                                            std::string_view kind) {
  for (const std::string_view account : {std::string_view{}, kAccountId}) {
    const std::string start =
        fmt::format("arn:{}:bedrock:{}:{}:{}/", partition_of(region), region, account, kind);
    if (arn.starts_with(start)) return arn.substr(start.size());
  }
  return std::nullopt;
}

AwsError unknown_model() {
  return invalid("The provided model identifier is invalid.");
}

}  // namespace

Catalogue::Catalogue(const base::Region& region) : region_(region) {
  for (const FoundationModel& model : kModels) {
    if (model.lifecycle != end_of_life) add_system_profiles(model);
  }
  add_application_profile("t4v9q1chat00", "local-demo-chat", "anthropic.claude-haiku-4-5-20251001-v1:0");
  add_application_profile("k7m2wnova001", "local-demo-nova", "amazon.nova-lite-v1:0");
}

void Catalogue::add_system_profiles(const FoundationModel& model) {
  for (const std::string_view prefix : words(model.areas)) {
    const Area& area = *std::ranges::find(kAreas, prefix, &Area::prefix);
    if (!serves(area, region_.str())) continue;
    std::vector<std::string_view> regions = words(area.destinations);
    if (regions.empty()) regions.emplace_back(region_.str());
    InferenceProfile profile;
    profile.id = fmt::format("{}.{}", prefix, model.id);
    profile.arn = fmt::format("arn:{}:bedrock:{}:{}:inference-profile/{}", partition_of(region_.str()),
                              region_, kAccountId, profile.id);
    profile.name = fmt::format("{} {} {}", area.title, model.provider, model.name);
    profile.description =
        fmt::format("Routes requests to {} {} in {}.", model.provider, model.name, fmt::join(regions, ", "));
    profile.type = ProfileType::system_defined;
    profile.model = &model;
    for (const std::string_view destination : regions)
      profile.model_arns.push_back(arn_in(destination, model));
    profiles_.push_back(std::move(profile));
  }
}

void Catalogue::add_application_profile(std::string_view id, std::string_view name,
                                        std::string_view model_id) {
  InferenceProfile profile;
  profile.id = id;
  profile.arn = fmt::format("arn:{}:bedrock:{}:{}:application-inference-profile/{}",
                            partition_of(region_.str()), region_, kAccountId, id);
  profile.name = name;
  profile.description = "An application inference profile of the local simulation";
  profile.type = ProfileType::application;
  profile.model = model_by_id(model_id);
  profile.model_arns.push_back(model_arn(*profile.model));
  profiles_.push_back(std::move(profile));
}

std::span<const FoundationModel> Catalogue::models() noexcept {
  return kModels;
}

std::string Catalogue::model_arn(const FoundationModel& model) const {
  return arn_in(region_.str(), model);
}

const FoundationModel* Catalogue::find_model(std::string_view id_or_arn) const {
  const std::string_view id = resource_of(id_or_arn, region_.str(), "foundation-model").value_or(id_or_arn);
  const FoundationModel* model = model_by_id(id);
  return model != nullptr && model->lifecycle == end_of_life ? nullptr : model;
}

const InferenceProfile* Catalogue::find_profile(std::string_view id_or_arn) const {
  const auto found = std::ranges::find_if(profiles_, [&](const InferenceProfile& profile) {
    return profile.id == id_or_arn || profile.arn == id_or_arn;
  });
  return found == profiles_.end() ? nullptr : &*found;
}

Answered<ResolvedModel> Catalogue::resolve(std::string_view model_id) const {
  if (const InferenceProfile* profile = find_profile(model_id)) {
    // An application profile is called by its ARN; its bare id names nothing.
    if (profile->type == ProfileType::application && profile->arn != model_id) return refuse(unknown_model());
    return ResolvedModel{profile->model, *profile};
  }
  const std::string_view id = resource_of(model_id, region_.str(), "foundation-model").value_or(model_id);
  const FoundationModel* model = model_by_id(id);
  if (model == nullptr) return refuse(unknown_model());
  if (model->lifecycle == end_of_life) {
    return refuse(make_error(
        "ResourceNotFoundException",
        "This model version has reached the end of its life. Please refer to the AWS documentation "
        "for more details."));
  }
  if (model->throughput == profiles_only) {
    // The apostrophe is AWS's.
    return refuse(
        invalid(fmt::format("Invocation of model ID {} with on-demand throughput isn’t supported. Retry your "
                            "request with the ID or ARN of an inference profile that contains this model.",
                            model_id)));
  }
  return ResolvedModel{model, std::nullopt};
}

}  // namespace gw::simulator
