#include "translate/embeddings.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "models/capabilities.hpp"
#include "openai/field_errors.hpp"

namespace gw::translate {
namespace {

using base::ErrorKind;
using base::Result;

/// Vendors' own fields that would change the vectors: refused until they are translated.
constexpr std::array<std::string_view, 9> kUntranslated{"input_type",       "truncate",         "normalize",
                                                        "embedding_types",  "output_dimension", "extra_body",
                                                        "embeddingPurpose", "max_tokens",       "task_type"};

Result<EmbeddingsFamily> family_of(const models::Capabilities& capabilities) {
  switch (capabilities.embeddings.kind) {
    case models::EmbeddingsKind::titan_v2:
      return EmbeddingsFamily::titan;
    case models::EmbeddingsKind::cohere_v3:
      return EmbeddingsFamily::cohere;
    case models::EmbeddingsKind::none:
      return base::fail(ErrorKind::invalid_request, "This model makes no embeddings.", "model",
                        "unsupported_value");
    default:
      return base::fail(ErrorKind::invalid_request,
                        "Embeddings of this model are not supported yet: Titan Text Embeddings V2 and Cohere "
                        "Embed v3 are.",
                        "model", "unsupported_value");
  }
}

void add_calls(EmbeddingsTranslation& out, const openai::EmbeddingsRequest& request) {
  const std::span<const codec::JsonString> texts(request.input);
  const std::size_t per_call = out.family == EmbeddingsFamily::titan ? 1 : bedrock::kMaxCohereTexts;
  for (std::size_t begin = 0; begin < texts.size(); begin += per_call) {
    const auto batch = texts.subspan(begin, std::min(per_call, texts.size() - begin));
    std::string body =
        out.family == EmbeddingsFamily::titan
            ? bedrock::write_body(bedrock::TitanEmbeddingsRequest{
                  .text = batch.front(), .dimensions = std::nullopt, .normalize = std::nullopt})
            : bedrock::write_body(
                  bedrock::CohereEmbeddingsRequest{.texts = batch,
                                                   .input_type = bedrock::CohereInputType::search_document,
                                                   .truncate = bedrock::CohereTruncate::unset});
    out.calls.push_back(EmbeddingsCall{std::move(body), batch.size()});
  }
}

}  // namespace

Result<EmbeddingsTranslation> embeddings_to_invoke(const openai::EmbeddingsRequest& request,
                                                   const models::Capabilities& capabilities) {
  const Result<EmbeddingsFamily> family = family_of(capabilities);
  if (!family) return base::fail(family.error());
  EmbeddingsTranslation out;
  out.family = *family;
  for (const std::string_view name : request.ignored) out.warnings.add(WarningCode::ignored, name);
  for (const openai::OtherField& field : request.other) {
    const std::string name = field.key.decode();
    if (std::find(kUntranslated.begin(), kUntranslated.end(), name) != kUntranslated.end()) {
      return base::fail(openai::not_supported_yet(name));
    }
    out.warnings.add(WarningCode::unknown, name);
  }
  add_calls(out, request);
  return out;
}

Result<bedrock::EmbeddingsAnswer> parse_embeddings_answer(EmbeddingsFamily family, std::span<char> body,
                                                          std::string_view input_token_count) {
  switch (family) {
    case EmbeddingsFamily::titan:
      return bedrock::parse_titan_embeddings(body);
    case EmbeddingsFamily::cohere:
      return bedrock::parse_cohere_embeddings(body, input_token_count);
  }
  std::unreachable();
}

Result<std::string> embeddings_to_openai(std::span<const EmbeddingsCall> calls,
                                         std::span<const bedrock::EmbeddingsAnswer> answers,
                                         openai::EncodingFormat format, const base::ModelName& model) {
  const bool all_answered =
      std::equal(calls.begin(), calls.end(), answers.begin(), answers.end(),
                 [](const EmbeddingsCall& call, const bedrock::EmbeddingsAnswer& answer) {
                   return call.texts == answer.vectors.size();
                 });
  if (!all_answered) {
    return base::fail(ErrorKind::upstream_protocol,
                      "Amazon Bedrock answered with another number of embeddings than it was asked for.");
  }
  std::string out;
  openai::EmbeddingsWriter writer(out);
  std::int64_t tokens = 0;
  for (const bedrock::EmbeddingsAnswer& answer : answers) {
    tokens += answer.input_tokens.value_or(0);
    for (const std::string_view vector : answer.vectors) {
      if (format == openai::EncodingFormat::floats) {
        writer.floats(vector);
        continue;
      }
      Result<void> appended = bedrock::append_base64_floats(writer.begin_base64(), vector);
      if (!appended) return base::fail(std::move(appended.error()));
      writer.end_base64();
    }
  }
  writer.finish(model, tokens);
  return out;
}

}  // namespace gw::translate
