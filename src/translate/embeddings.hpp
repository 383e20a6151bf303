#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/strong.hpp"
#include "bedrock/invoke_embeddings.hpp"
#include "openai/embeddings.hpp"
#include "translate/warnings.hpp"

namespace gw::models {
struct Capabilities;
}

namespace gw::translate {

/// Which InvokeModel body a model takes.
enum class EmbeddingsFamily : std::uint8_t { titan, cohere };

/// The calls of InvokeModel that one request needs, each answering `texts` texts, in the order of the input.
struct EmbeddingsCall {
  std::string body;
  std::size_t texts = 0;
};
struct EmbeddingsTranslation {
  EmbeddingsFamily family{EmbeddingsFamily::titan};
  std::vector<EmbeddingsCall> calls;
  Warnings warnings;
};

/// Titan takes one text a call, Cohere 96. Errors: invalid_request for a model that makes no embeddings, or
/// whose family is not built yet.
[[nodiscard]] base::Result<EmbeddingsTranslation> embeddings_to_invoke(
    const openai::EmbeddingsRequest& request, const models::Capabilities& capabilities);

/// One call's answer, parsed as its family writes it. `input_token_count` is the header
/// x-amzn-bedrock-input-token-count, empty if absent. Errors: upstream_protocol.
[[nodiscard]] base::Result<bedrock::EmbeddingsAnswer> parse_embeddings_answer(
    EmbeddingsFamily family, std::span<char> body, std::string_view input_token_count);

/// OpenAI's answer from the answers to all of `calls`, in order. Errors: upstream_protocol, also where a call
/// was answered with another number of vectors than it had texts.
[[nodiscard]] base::Result<std::string> embeddings_to_openai(
    std::span<const EmbeddingsCall> calls, std::span<const bedrock::EmbeddingsAnswer> answers,
    openai::EncodingFormat format, const base::ModelName& model);

}  // namespace gw::translate
