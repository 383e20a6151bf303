// Any bytes as an embeddings request: refused as the client's mistake, or turned into calls that hold every
// text.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "codec/json_reader.hpp"
#include "models/capabilities.hpp"
#include "openai/embeddings.hpp"
#include "support/require.hpp"
#include "translate/embeddings.hpp"

namespace {

using gw::fuzz::require;

void require_calls(const gw::openai::EmbeddingsRequest& request, gw::models::EmbeddingsKind kind) {
  gw::models::Capabilities capabilities;
  capabilities.embeddings.kind = kind;
  const auto translation = gw::translate::embeddings_to_invoke(request, capabilities);
  if (!translation) {
    require(translation.error().kind == gw::base::ErrorKind::invalid_request, "blames somebody else");
    return;
  }
  std::size_t texts = 0;
  for (const auto& call : translation->calls) {
    texts += call.texts;
    gw::codec::JsonReader reader{std::string_view(call.body)};
    require(reader.value() && reader.finish(), "this is no JSON: " + call.body);
  }
  require(texts == request.input.size(), "a text was lost");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string body(gw::fuzz::as_text(data, size));
  const auto request = gw::openai::parse_embeddings_request(std::span<char>(body));
  if (!request) {
    require(request.error().kind == gw::base::ErrorKind::invalid_request, "blames somebody else");
    return 0;
  }
  require_calls(*request, gw::models::EmbeddingsKind::titan_v2);
  require_calls(*request, gw::models::EmbeddingsKind::cohere_v3);
  return 0;
}
