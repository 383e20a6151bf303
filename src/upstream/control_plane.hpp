#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "bedrock/control_plane.hpp"
#include "net/task.hpp"

namespace gw::upstream {

class BedrockClient;

/// Reads of Bedrock's control plane, each tried once. `until` holds for the whole read, all its pages.
/// Errors: as BedrockClient::open and BedrockCall::read_answer, and the parser's.

net::Task<base::Result<std::vector<bedrock::FoundationModel>>> list_foundation_models(
    BedrockClient& bedrock, std::chrono::steady_clock::time_point until);

/// All pages. Errors also: upstream_protocol if the pages never end.
net::Task<base::Result<std::vector<bedrock::InferenceProfile>>> list_inference_profiles(
    BedrockClient& bedrock, bedrock::InferenceProfileType type, std::chrono::steady_clock::time_point until);

/// `profile` is an id or an ARN.
net::Task<base::Result<bedrock::InferenceProfile>> get_inference_profile(
    BedrockClient& bedrock, std::string profile, std::chrono::steady_clock::time_point until);

}  // namespace gw::upstream
