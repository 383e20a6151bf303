#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/strong.hpp"
#include "codec/json_value.hpp"
#include "openai/chat_request.hpp"

namespace gw::openai {

enum class EncodingFormat : std::uint8_t { floats, base64 };

/// A request of POST /embeddings; views into the client's body. Source: EmbeddingCreateParams of openai-node
/// 7.57.
struct EmbeddingsRequest {
  codec::JsonString model;
  std::vector<codec::JsonString> input;  ///< 1 to 2048 texts, none of them empty
  EncodingFormat encoding_format{EncodingFormat::floats};
  std::vector<std::string_view> ignored;  ///< as in ChatRequest
  std::vector<OtherField> other;
};

/// As parse_chat_request. Errors: invalid_request; token arrays and `dimensions` are refused by name.
[[nodiscard]] base::Result<EmbeddingsRequest> parse_embeddings_request(
    std::span<char> body, ModelField model = ModelField::required);

/// Writes the answer one vector at a time. Appends to `out`, which must outlive the writer.
class EmbeddingsWriter {
 public:
  explicit EmbeddingsWriter(std::string& out);
  /// `json_array` is spliced as it is.
  void floats(std::string_view json_array);
  /// Between the two, the caller appends little-endian binary32 numbers in base64.
  [[nodiscard]] std::string& begin_base64();
  void end_base64();
  /// Ends the object. `model` as the client asked for it.
  void finish(const base::ModelName& model, std::int64_t prompt_tokens);

 private:
  void begin_item();

  std::string& out_;
  std::size_t items_ = 0;
};

}  // namespace gw::openai
