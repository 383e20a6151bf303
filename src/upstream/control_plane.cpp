#include "upstream/control_plane.hpp"

#include <iterator>
#include <utility>

#include "upstream/bedrock_call.hpp"
#include "upstream/bedrock_client.hpp"
#include "upstream/bedrock_request.hpp"

namespace gw::upstream {
namespace {

using TimePoint = std::chrono::steady_clock::time_point;

/// An account may own 1,000 application profiles, a page holds at most 1,000: far beyond what can be.
constexpr int kMaxPages = 100;

net::Task<base::Result<std::string>> get(BedrockClient& bedrock, bedrock::ControlPlaneTarget target,
                                         TimePoint until) {
  const BedrockRequest request = to_control_plane_request(std::move(target));
  base::Result<BedrockCall> call = co_await bedrock.open(request);
  if (!call) co_return base::fail(std::move(call.error()));
  base::Result<std::string> body = co_await call->read_answer(until);
  co_return body;
}

}  // namespace

net::Task<base::Result<std::vector<bedrock::FoundationModel>>> list_foundation_models(BedrockClient& bedrock,
                                                                                      TimePoint until) {
  bedrock::ControlPlaneTarget target = bedrock::list_foundation_models_target();
  base::Result<std::string> body = co_await get(bedrock, std::move(target), until);
  if (!body) co_return base::fail(std::move(body.error()));
  co_return bedrock::parse_foundation_models(*body);
}

net::Task<base::Result<std::vector<bedrock::InferenceProfile>>> list_inference_profiles(
    BedrockClient& bedrock, bedrock::InferenceProfileType type, TimePoint until) {
  std::vector<bedrock::InferenceProfile> profiles;
  std::string token;
  for (int page_number = 0; page_number < kMaxPages; ++page_number) {
    bedrock::ControlPlaneTarget target = bedrock::list_inference_profiles_target(type, token);
    base::Result<std::string> body = co_await get(bedrock, std::move(target), until);
    if (!body) co_return base::fail(std::move(body.error()));
    base::Result<bedrock::InferenceProfilePage> page = bedrock::parse_inference_profiles(*body);
    if (!page) co_return base::fail(std::move(page.error()));
    std::move(page->profiles.begin(), page->profiles.end(), std::back_inserter(profiles));
    token = std::move(page->next_token);
    if (token.empty()) co_return profiles;
  }
  co_return base::fail(base::ErrorKind::upstream_protocol,
                       "The upstream's list of inference profiles does not end.");
}

net::Task<base::Result<bedrock::InferenceProfile>> get_inference_profile(BedrockClient& bedrock,
                                                                         std::string profile,
                                                                         TimePoint until) {
  bedrock::ControlPlaneTarget target = bedrock::get_inference_profile_target(profile);
  base::Result<std::string> body = co_await get(bedrock, std::move(target), until);
  if (!body) co_return base::fail(std::move(body.error()));
  co_return bedrock::parse_inference_profile(*body);
}

}  // namespace gw::upstream
