#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/strong.hpp"
#include "gateway/answer_wait.hpp"
#include "gateway/upstream_attempts.hpp"
#include "net/task.hpp"
#include "translate/embeddings.hpp"

namespace gw::gateway {

struct EmbeddingsCallAnswer {
  std::string body;
  std::string input_token_count;  ///< header x-amzn-bedrock-input-token-count, empty if absent
};

/// The InvokeModel calls of one embeddings request, a few at a time, each with its own attempts. Everything
/// given must outlive the object.
class EmbeddingsCalls {
 public:
  EmbeddingsCalls(const Services& services, AccessRecord& record, base::ModelId model,
                  std::span<const translate::EmbeddingsCall> calls);

  /// Errors: the first that some call gave up with; then the others are cancelled.
  net::Task<base::Result<void>> run();

  /// In the order of the calls.
  [[nodiscard]] std::span<EmbeddingsCallAnswer> answers() noexcept { return answers_; }
  /// What was called: another than asked for if Bedrock wanted a profile.
  [[nodiscard]] const base::ModelId& model() const noexcept { return model_; }

 private:
  net::Task<base::Result<void>> call(std::size_t number);
  net::Task<base::Result<void>> try_call(std::size_t number, UpstreamAttempts& attempts);
  [[nodiscard]] Learned learn_from(const base::Error& error, const base::ModelId& called);

  const Services& services_;
  AccessRecord& record_;
  base::ModelId model_;
  base::ModelId asked_for_;
  std::span<const translate::EmbeddingsCall> calls_;
  std::vector<EmbeddingsCallAnswer> answers_;
  AnswerWait wait_;
};

}  // namespace gw::gateway
