// Any text as the shared config file, and as the credentials file.
#include "aws/shared_config.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "aws/ini_file.hpp"
#include "support/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gw::aws;
  using gw::fuzz::require;
  const std::string_view text = gw::fuzz::as_text(data, size);
  const auto sections = parse_ini(text);
  if (!sections) {
    require(sections.error().message.starts_with("line "), "an error does not say the line");
    require(sections.error().message.find('\n') == std::string::npos, "an error is longer than a line");
  } else {
    for (const IniSection& section : *sections) {
      require(!section.name.empty(), "a section without a name");
      for (const auto& [name, value] : section.properties)
        require(!name.empty(), "a property without a name");
    }
  }

  SharedConfig shared;
  require(shared.add_config_file(text).has_value() == sections.has_value(),
          "the config file is judged differently");
  require(shared.add_credentials_file(text).has_value() == sections.has_value(),
          "the credentials file is judged differently");
  if (!sections) return 0;
  for (const IniSection& section : *sections) {
    const Profile* const profile = shared.find(section.name);
    if (profile == nullptr) continue;
    if (credential_kind(*profile) == CredentialKind::static_keys) {
      const ProfileKeys& keys = static_keys(*profile);
      require(!keys.access_key_id.empty() && !keys.secret_access_key.empty(),
              "static keys that are not whole");
    }
    for (const Service service : {Service::bedrock, Service::bedrock_runtime}) {
      require(!profile->services.empty() || shared.endpoint_url(*profile, service).has_value(),
              "an endpoint URL fails without a services section");
    }
  }
  return 0;
}
