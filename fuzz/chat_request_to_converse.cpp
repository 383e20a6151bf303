// Any bytes as a chat request (the first one chooses what the model can do): refused as the client's mistake,
// or translated into a body that is valid JSON and keeps Bedrock's rules, with warnings that a header can
// hold.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "bedrock/converse_request.hpp"
#include "codec/json_reader.hpp"
#include "models/capabilities.hpp"
#include "openai/chat_request.hpp"
#include "support/conversation_check.hpp"
#include "support/require.hpp"
#include "translate/chat_to_converse.hpp"
#include "translate/error_to_openai.hpp"
#include "translate/history_repair.hpp"

namespace {

using gw::fuzz::require;

void require_json(std::string_view json) {
  gw::codec::JsonReader reader(json);
  require(reader.value() && reader.finish(), "this is no JSON: " + std::string(json));
}

void require_refusal(const gw::base::Error& error) {
  require(error.kind == gw::base::ErrorKind::invalid_request, "a refusal that blames somebody else");
  require_json(gw::translate::write_body(gw::translate::to_openai_error(error)));
}

gw::models::Capabilities capabilities_of(std::uint8_t bits) {
  gw::models::Capabilities capabilities;
  capabilities.assistant_prefill = (bits & 1U) == 0;
  capabilities.system_prompt = (bits & 2U) == 0;
  capabilities.system_in_conversation = (bits & 4U) != 0;
  capabilities.tools.separator_after_results = (bits & 8U) != 0;
  capabilities.tools.hyphens_in_names = (bits & 16U) == 0;
  capabilities.tools.images_in_results = (bits & 32U) == 0;
  capabilities.tools.supported = (bits & 64U) == 0;
  capabilities.stop.blank_allowed = (bits & 128U) == 0;
  return capabilities;
}

void require_sound(gw::translate::ChatTranslation& translation,
                   const gw::models::Capabilities& capabilities) {
  const std::string body =
      gw::bedrock::write_body(translation.request, gw::bedrock::Operation::converse_stream);
  require_json(body);
  gw::fuzz::require_bedrocks_rules(translation.request, capabilities);
  const std::string header = translation.warnings.header_value();
  require(header.size() < 4096, "warnings without a bound");
  for (const char c : header) require(c >= ' ' && c < '\x7F', "warnings that no header can hold");
  gw::translate::Warnings more;
  gw::translate::repair_history(translation.request, capabilities, more);
  require(body == gw::bedrock::write_body(translation.request, gw::bedrock::Operation::converse_stream),
          "a second repair changed something");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string body(gw::fuzz::as_text(data + 1, size - 1));
  const auto request = gw::openai::parse_chat_request(std::span<char>(body));
  if (!request) {
    require_refusal(request.error());
    return 0;
  }
  const gw::models::Capabilities capabilities = capabilities_of(data[0]);
  auto translation = gw::translate::chat_to_converse(*request, gw::base::ModelId("m"), capabilities, {});
  if (translation) {
    require_sound(*translation, capabilities);
  } else {
    require_refusal(translation.error());
  }
  return 0;
}
