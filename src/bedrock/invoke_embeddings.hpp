#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codec/json_value.hpp"

namespace gw::bedrock {

/// Bodies of InvokeModel for embedding models. Texts are views into the client's body.

/// One text a call. Source:
/// docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
struct TitanEmbeddingsRequest {
  codec::JsonString text;
  std::optional<std::int64_t> dimensions;  ///< 256, 512 or 1024; Titan v2 only
  std::optional<bool> normalize;           ///< Titan v2 only; its default is true
};
[[nodiscard]] std::string write_body(const TitanEmbeddingsRequest& request);

/// Most texts that one call of Cohere's models takes.
inline constexpr std::size_t kMaxCohereTexts = 96;

/// How the vectors will be used; Cohere's models demand it.
enum class CohereInputType : std::uint8_t { search_document, search_query, classification, clustering };
/// Which end is dropped of a text that is too long. `none`: the call is refused instead.
enum class CohereTruncate : std::uint8_t { unset, none, start, end };

/// Source: docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html
struct CohereEmbeddingsRequest {
  std::span<const codec::JsonString> texts;  ///< 1 to kMaxCohereTexts
  CohereInputType input_type{CohereInputType::search_document};
  CohereTruncate truncate{CohereTruncate::unset};
};
[[nodiscard]] std::string write_body(const CohereEmbeddingsRequest& request);

/// Vectors in the order of the texts.
struct EmbeddingsAnswer {
  /// Each a JSON array of numbers as the model wrote it: an answer with floats can splice it unchanged. Views
  /// into the parsed body.
  std::vector<std::string_view> vectors;
  std::optional<std::int64_t> input_tokens;
};

/// Errors: upstream_protocol. `body` may be patched.
[[nodiscard]] base::Result<EmbeddingsAnswer> parse_titan_embeddings(std::span<char> body);

/// Takes both forms, `embeddings: [[...]]` and `embeddings: {"float": [[...]]}`. `input_token_count` is the
/// answer's header x-amzn-bedrock-input-token-count, empty if absent: Cohere's bodies hold no count.
/// Errors: upstream_protocol.
[[nodiscard]] base::Result<EmbeddingsAnswer> parse_cohere_embeddings(std::span<char> body,
                                                                     std::string_view input_token_count);

/// Appends the numbers of a vector as little-endian IEEE 754 binary32, in base64, as OpenAI's
/// `encoding_format: base64` wants them. Errors: upstream_protocol if `vector` is not a JSON array of numbers
/// or a number does not fit.
[[nodiscard]] base::Result<void> append_base64_floats(std::string& out, std::string_view vector);

}  // namespace gw::bedrock
