#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "simulator/aws_error.hpp"
#include "simulator/catalogue.hpp"

namespace gw::simulator {

/// A vector of length 1 made of the text's words and groups of three letters: the same text gives the same
/// vector, texts that share words and word parts give near ones, others nearly orthogonal ones. No meaning is
/// known: "car" and "automobile" are strangers. Pure.
[[nodiscard]] std::vector<float> embed_text(std::string_view utf8, std::size_t dimensions);

/// The body of an InvokeModel answer, with the tokens that x-amzn-bedrock-input-token-count counts.
struct EmbeddingAnswer {
  std::string body;
  std::size_t input_tokens;
};

/// Answers InvokeModel for Titan Text Embeddings V2 and Cohere Embed v3, or refuses the body in AWS's words
/// ("Malformed input request: …"). Sources: docs.aws.amazon.com/bedrock/latest/userguide/
/// model-parameters-titan-embed-text.html and model-parameters-embed-v3.html.
[[nodiscard]] Answered<EmbeddingAnswer> invoke_embedding(const FoundationModel& model, std::string_view body,
                                                         base::RandomSource& random);

/// A version 4 UUID, as AWS names requests and answers.
[[nodiscard]] std::string make_uuid(base::RandomSource& random);

}  // namespace gw::simulator
