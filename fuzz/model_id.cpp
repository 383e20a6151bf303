// Any bytes as a model's name: nothing of it can leave its path label, and a profile looks like its
// foundation model.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "bedrock/converse_request.hpp"
#include "models/capabilities.hpp"
#include "models/catalogue.hpp"
#include "models/model_id.hpp"
#include "support/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using gw::fuzz::require;
  namespace models = gw::models;
  static const models::CapabilityRecords records = models::CapabilityRecords::embedded();
  const std::string_view text = gw::fuzz::as_text(data, size);

  const models::ModelIdentity identity = models::parse_model_id(text);
  require(text.starts_with(identity.id), "an id that was not given");
  (void)records.resolve(identity);
  if (!identity.foundation.empty()) {
    const models::ModelIdentity foundation = models::parse_model_id(identity.foundation);
    require(foundation.family == identity.family && foundation.version == identity.version,
            "another model behind it");
  }
  if (identity.kind == models::ModelKind::foundation_model && identity.partition.empty() &&
      identity.suffix.empty()) {
    const models::ModelIdentity profile = models::parse_model_id("global." + std::string(text));
    require(profile.family == identity.family && profile.vendor == identity.vendor,
            "a profile of another model");
  }

  const models::ResolvedModel resolved = models::Catalogue().resolve(text, gw::base::Region("eu-west-1"));
  require(resolved.id.str() == identity.id, "an unknown name was replaced");
  const std::string path = gw::bedrock::to_path(resolved.id, gw::bedrock::Operation::converse);
  require(path.starts_with("/model/") && path.ends_with("/converse") &&
              std::count(path.begin(), path.end(), '/') == 3,
          "another path: " + path);
  require(path.find("/./") == std::string::npos && path.find("/../") == std::string::npos,
          "a step up: " + path);
  require(std::all_of(path.begin(), path.end(), [](char c) { return c > 0x20 && c < 0x7f; }),
          "raw bytes: " + path);
  return 0;
}
