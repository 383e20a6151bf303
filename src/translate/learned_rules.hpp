#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "base/strong.hpp"
#include "translate/warnings.hpp"

namespace gw::bedrock {
struct ConverseRequest;
}
namespace gw::models {
struct Capabilities;
}

namespace gw::translate {

enum class LessonKind : std::uint8_t {
  no_sampling,           ///< "`temperature` is deprecated for this model.", and so for top_p and top_k
  temperature_or_top_p,  ///< "`temperature` and `top_p` cannot both be specified": temperature stays
  max_tokens_limit,      ///< "The maximum tokens you requested exceeds the model limit of N"
  no_stop_sequences,     ///< "This model doesn't support the stopSequences field"
  no_system_messages,    ///< "This model doesn't support system messages": folded into the first user turn
  no_tool_choice_auto,   ///< "This model doesn't support the toolConfig.toolChoice.auto field"
  no_tool_choice_any,
  no_tool_choice_named,
  no_assistant_prefill,   ///< "This model does not support assistant message prefill"
  separate_tool_results,  ///< "Conversation blocks and tool result blocks cannot be provided in the same
                          ///< turn"
};
inline constexpr std::size_t kLessonKinds = 10;

/// "no_sampling": for metrics and logs.
[[nodiscard]] std::string_view to_string(LessonKind kind) noexcept;

/// One thing that Bedrock's own error text taught about a model.
struct Lesson {
  LessonKind kind;
  std::int64_t limit = 0;  ///< of max_tokens_limit

  friend bool operator==(const Lesson&, const Lesson&) = default;
};

/// What a refusal teaches, if it is one of the texts that we know; at most one thing.
[[nodiscard]] std::optional<Lesson> learn(const base::Error& error);

/// Changes the one thing in a request that was refused. False if there was nothing to change: then repeating
/// it is of no use. The change is named in `warnings`.
[[nodiscard]] bool apply(const Lesson& lesson, bedrock::ConverseRequest& request, Warnings& warnings);

/// The same for what is known of the model, so that its next requests are right at once.
void apply(const Lesson& lesson, models::Capabilities& capabilities);

/// Lessons per model, bounded: with a full book the model that was learned of first goes. Not thread-safe.
class LessonBook {
 public:
  static constexpr std::size_t kDefaultModels = 256;
  explicit LessonBook(std::size_t max_models = kDefaultModels) : max_models_(max_models) {}

  /// Of one kind the last lesson counts.
  void remember(const base::ModelId& model, const Lesson& lesson);
  void apply_to(const base::ModelId& model, models::Capabilities& capabilities) const;
  [[nodiscard]] std::size_t models() const noexcept { return lessons_.size(); }

 private:
  std::size_t max_models_;
  std::unordered_map<base::ModelId, std::vector<Lesson>> lessons_;
  std::deque<base::ModelId> order_;  // oldest first
};

}  // namespace gw::translate
