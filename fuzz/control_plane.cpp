// Any bytes as each of the control plane's documents.
#include <cstddef>
#include <cstdint>

#include "bedrock/control_plane.hpp"
#include "support/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using gw::fuzz::require;
  const std::string_view body = gw::fuzz::as_text(data, size);
  if (const auto models = gw::bedrock::parse_foundation_models(body)) {
    for (const auto& model : *models) require(!model.id.empty(), "a model without an id");
  }
  if (const auto page = gw::bedrock::parse_inference_profiles(body)) {
    for (const auto& profile : page->profiles) require(!profile.id.empty(), "a profile without an id");
  }
  if (const auto model = gw::bedrock::parse_foundation_model(body))
    require(!model->id.empty(), "a model without an id");
  if (const auto profile = gw::bedrock::parse_inference_profile(body)) {
    require(!profile->id.empty(), "a profile without an id");
  }
  return 0;
}
