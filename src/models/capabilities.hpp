#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "models/model_id.hpp"

namespace gw::models {

/// Which of temperature, topP and top_k a model takes.
enum class SamplingRule : std::uint8_t {
  all,
  temperature_or_top_p,  ///< one of them: temperature is kept
  none,                  ///< refuses temperature other than 1, topP and top_k
};

/// Where `top_k` goes in additionalModelRequestFields.
enum class TopKPath : std::uint8_t {
  none,   ///< the model has none: dropped
  top_k,  ///< {"top_k": 5}
  nova,   ///< {"inferenceConfig": {"topK": 5}}
  k,      ///< {"k": 5}: Cohere Command
};

/// How reasoning is asked for: which members of additionalModelRequestFields.
enum class ReasoningMode : std::uint8_t {
  none,               ///< no reasoning, or no control over it
  always,             ///< always reasons, refuses every field
  thinking_budget,    ///< "thinking": {"type": "enabled", "budget_tokens": n}
  thinking_adaptive,  ///< "thinking": {"type": "adaptive"} and "output_config": {"effort": "high"}
  thinking_switch,    ///< "thinking": {"type": "enabled"} or {"type": "disabled"}
  nova_config,        ///< "reasoningConfig": {"type": "enabled", "maxReasoningEffort": "high"}
  effort_flat,        ///< "reasoning_effort": "high"
  effort_object,      ///< "reasoning": {"effort": "high"}
  config_word,        ///< "reasoning_config": "high"
};

enum class ReasoningEffort : std::uint8_t { none, minimal, low, medium, high, xhigh, max };
using ReasoningEfforts = std::bitset<7>;  ///< index: ReasoningEffort

struct ReasoningCapabilities {
  ReasoningMode mode{ReasoningMode::none};
  ReasoningEfforts efforts;             ///< words that the model takes; others are moved to the nearest one
  bool on_by_default = false;           ///< reasons unless told not to
  bool may_be_disabled = true;          ///< {"type": "disabled"} or its like is legal
  bool budget_accepted = false;         ///< thinking_adaptive models that still take {"type": "enabled"}
  bool forced_tool_allowed = true;      ///< toolChoice any/tool while reasoning
  bool sampling_allowed = true;         ///< temperature, topP, top_k while reasoning
  bool signed_blocks = false;           ///< reasoning must be replayed, signed, in tool loops
  bool display_needed = false;          ///< text is withheld unless "display": "summarized" is asked for
  bool effort_member = false;           ///< effort goes into Converse's own outputConfig.effort
  bool limits_refused_at_high = false;  ///< Nova 2: maxTokens, temperature and topP must be absent at high
  std::string effort_beta;              ///< anthropic_beta that an effort needs; empty: none
  std::string interleaved_beta;         ///< anthropic_beta for reasoning between calls; empty: none needed
};

struct ToolCapabilities {
  bool supported = true;
  bool with_stream = true;  ///< false: only on Converse, not on ConverseStream
  bool choice_auto = true;  ///< toolChoice members that the model takes
  bool choice_any = true;
  bool choice_named = true;
  bool strict = false;  ///< toolSpec.strict
  bool hyphens_in_names = true;
  bool plain_schemas = false;    ///< Nova: only type, properties, required at the top of a schema
  bool parallel_switch = false;  ///< tool_choice.disable_parallel_tool_use
  bool images_in_results = true;
  bool documents_in_results = true;
  bool separator_after_results = false;  ///< results and text may not share a user turn
};

struct MediaCapabilities {
  bool images = true;
  bool documents = true;
  bool video = false;
  bool audio = false;
  bool s3_links = false;
};

struct StopCapabilities {
  bool supported = true;
  std::optional<std::size_t> max_count;
  std::optional<std::size_t> max_length;
  bool blank_allowed = true;  ///< a sequence of white space only
};

struct CacheCapabilities {
  std::size_t max_points = 0;  ///< 0: a cachePoint is refused
  bool in_system = true;
  bool in_messages = true;
  bool in_tools = true;
  bool one_hour = false;        ///< ttl "1h"; false: no ttl may be sent
  std::int64_t min_tokens = 0;  ///< a shorter prefix is not cached; Bedrock does not complain
};

/// Which body InvokeModel takes for embeddings.
enum class EmbeddingsKind : std::uint8_t {
  none,
  titan_v1,
  titan_v2,
  titan_image,
  cohere_v3,
  cohere_v4,
  nova_2,
  marengo
};

struct EmbeddingsCapabilities {
  EmbeddingsKind kind{EmbeddingsKind::none};
  std::vector<std::int64_t> dimensions;  ///< that may be asked for; empty: none may
  std::size_t max_texts = 1;             ///< in one call
};

/// What a model takes. The defaults are those of a model that no record names: everything is sent as the
/// client asked, and Bedrock decides.
struct Capabilities {
  bool known = false;                             ///< a record names this model's family
  std::optional<std::int64_t> max_output_tokens;  ///< absent: not known, leave maxTokens to the model
  std::int64_t min_max_tokens = 1;                ///< least maxTokens that is taken
  std::optional<double> max_temperature;          ///< Bedrock's own limit is 1
  SamplingRule sampling{SamplingRule::all};
  TopKPath top_k{TopKPath::top_k};
  bool converse = true;   ///< false: InvokeModel only
  bool streaming = true;  ///< ConverseStream
  bool system_prompt = true;
  bool system_in_conversation = false;  ///< role `system` among the messages
  bool assistant_prefill = true;        ///< the conversation may end with an assistant turn
  bool structured_output = false;       ///< outputConfig.textFormat
  bool guardrails = true;
  std::string long_context_beta;  ///< anthropic_beta that "model[1m]" needs; empty: none
  StopCapabilities stop;
  ToolCapabilities tools;
  MediaCapabilities media;
  ReasoningCapabilities reasoning;
  CacheCapabilities cache;
  EmbeddingsCapabilities embeddings;
};

/// One rule, of data/capabilities.json or of the operator's file. Defined in the .cpp.
struct CapabilityRecord;

/// Rules that say what models take: data/capabilities.json. A record has `match` (vendor, family, version,
/// …), the fields it sets, and the `source` of its knowledge. Records are applied in order, later ones win;
/// so an operator's file, appended, overrides and adds. Const use is safe from any thread.
class CapabilityRecords {
 public:
  /// The records built into the binary.
  [[nodiscard]] static CapabilityRecords embedded();

  /// Errors: invalid_request naming the record and the member that is wrong or unknown.
  [[nodiscard]] static base::Result<CapabilityRecords> parse(std::string_view json);

  CapabilityRecords();  ///< none: every model is unknown
  CapabilityRecords(const CapabilityRecords&);
  CapabilityRecords(CapabilityRecords&&) noexcept;
  CapabilityRecords& operator=(const CapabilityRecords&);
  CapabilityRecords& operator=(CapabilityRecords&&) noexcept;
  ~CapabilityRecords();

  /// Applies `more` after the records held so far.
  void append(const CapabilityRecords& more);

  /// `model` is the foundation model's identity, behind profiles. Merges every matching record.
  [[nodiscard]] Capabilities resolve(const ModelIdentity& model) const;

  [[nodiscard]] std::size_t size() const noexcept;

 private:
  std::vector<CapabilityRecord> records_;
};

}  // namespace gw::models
