#include "models/capability_fields.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "models/capabilities.hpp"
#include "models/json_value_reader.hpp"

namespace gw::models {
namespace {

namespace json = boost::json;

struct Field {
  std::string_view path;  // "tools.supported" as {"tools": {"supported": …}}
  std::function<CapabilitySetting(const json::value&)> parse;  // empty if the value does not fit
};

template <class Access>
Field field(std::string_view path, Access access) {
  return {path, [access](const json::value& value) -> CapabilitySetting {
            std::remove_reference_t<decltype(access(std::declval<Capabilities&>()))> parsed{};
            if (!read(value, parsed)) return {};
            return [access, parsed](Capabilities& capabilities) { access(capabilities) = parsed; };
          }};
}

const std::vector<Field>& fields() {
  using C = Capabilities;
  static const std::vector<Field> all = {
      field("max_output_tokens", [](C& c) -> auto& { return c.max_output_tokens; }),
      field("min_max_tokens", [](C& c) -> auto& { return c.min_max_tokens; }),
      field("max_temperature", [](C& c) -> auto& { return c.max_temperature; }),
      field("sampling", [](C& c) -> auto& { return c.sampling; }),
      field("top_k", [](C& c) -> auto& { return c.top_k; }),
      field("converse", [](C& c) -> auto& { return c.converse; }),
      field("streaming", [](C& c) -> auto& { return c.streaming; }),
      field("system_prompt", [](C& c) -> auto& { return c.system_prompt; }),
      field("system_in_conversation", [](C& c) -> auto& { return c.system_in_conversation; }),
      field("assistant_prefill", [](C& c) -> auto& { return c.assistant_prefill; }),
      field("structured_output", [](C& c) -> auto& { return c.structured_output; }),
      field("guardrails", [](C& c) -> auto& { return c.guardrails; }),
      field("long_context_beta", [](C& c) -> auto& { return c.long_context_beta; }),
      field("stop.supported", [](C& c) -> auto& { return c.stop.supported; }),
      field("stop.max_count", [](C& c) -> auto& { return c.stop.max_count; }),
      field("stop.max_length", [](C& c) -> auto& { return c.stop.max_length; }),
      field("stop.blank_allowed", [](C& c) -> auto& { return c.stop.blank_allowed; }),
      field("tools.supported", [](C& c) -> auto& { return c.tools.supported; }),
      field("tools.with_stream", [](C& c) -> auto& { return c.tools.with_stream; }),
      field("tools.choice_auto", [](C& c) -> auto& { return c.tools.choice_auto; }),
      field("tools.choice_any", [](C& c) -> auto& { return c.tools.choice_any; }),
      field("tools.choice_named", [](C& c) -> auto& { return c.tools.choice_named; }),
      field("tools.strict", [](C& c) -> auto& { return c.tools.strict; }),
      field("tools.hyphens_in_names", [](C& c) -> auto& { return c.tools.hyphens_in_names; }),
      field("tools.plain_schemas", [](C& c) -> auto& { return c.tools.plain_schemas; }),
      field("tools.parallel_switch", [](C& c) -> auto& { return c.tools.parallel_switch; }),
      field("tools.images_in_results", [](C& c) -> auto& { return c.tools.images_in_results; }),
      field("tools.documents_in_results", [](C& c) -> auto& { return c.tools.documents_in_results; }),
      field("tools.separator_after_results", [](C& c) -> auto& { return c.tools.separator_after_results; }),
      field("media.images", [](C& c) -> auto& { return c.media.images; }),
      field("media.documents", [](C& c) -> auto& { return c.media.documents; }),
      field("media.video", [](C& c) -> auto& { return c.media.video; }),
      field("media.audio", [](C& c) -> auto& { return c.media.audio; }),
      field("media.s3_links", [](C& c) -> auto& { return c.media.s3_links; }),
      field("reasoning.mode", [](C& c) -> auto& { return c.reasoning.mode; }),
      field("reasoning.efforts", [](C& c) -> auto& { return c.reasoning.efforts; }),
      field("reasoning.on_by_default", [](C& c) -> auto& { return c.reasoning.on_by_default; }),
      field("reasoning.may_be_disabled", [](C& c) -> auto& { return c.reasoning.may_be_disabled; }),
      field("reasoning.budget_accepted", [](C& c) -> auto& { return c.reasoning.budget_accepted; }),
      field("reasoning.forced_tool_allowed", [](C& c) -> auto& { return c.reasoning.forced_tool_allowed; }),
      field("reasoning.sampling_allowed", [](C& c) -> auto& { return c.reasoning.sampling_allowed; }),
      field("reasoning.signed_blocks", [](C& c) -> auto& { return c.reasoning.signed_blocks; }),
      field("reasoning.display_needed", [](C& c) -> auto& { return c.reasoning.display_needed; }),
      field("reasoning.effort_member", [](C& c) -> auto& { return c.reasoning.effort_member; }),
      field("reasoning.limits_refused_at_high",
            [](C& c) -> auto& { return c.reasoning.limits_refused_at_high; }),
      field("reasoning.effort_beta", [](C& c) -> auto& { return c.reasoning.effort_beta; }),
      field("reasoning.interleaved_beta", [](C& c) -> auto& { return c.reasoning.interleaved_beta; }),
      field("cache.max_points", [](C& c) -> auto& { return c.cache.max_points; }),
      field("cache.in_system", [](C& c) -> auto& { return c.cache.in_system; }),
      field("cache.in_messages", [](C& c) -> auto& { return c.cache.in_messages; }),
      field("cache.in_tools", [](C& c) -> auto& { return c.cache.in_tools; }),
      field("cache.one_hour", [](C& c) -> auto& { return c.cache.one_hour; }),
      field("cache.min_tokens", [](C& c) -> auto& { return c.cache.min_tokens; }),
      field("embeddings.kind", [](C& c) -> auto& { return c.embeddings.kind; }),
      field("embeddings.dimensions", [](C& c) -> auto& { return c.embeddings.dimensions; }),
      field("embeddings.max_texts", [](C& c) -> auto& { return c.embeddings.max_texts; }),
  };
  return all;
}

}  // namespace

base::Result<CapabilitySetting> to_setting(std::string_view path, const json::value& value) {
  const auto known = std::find_if(fields().begin(), fields().end(),
                                  [&](const Field& candidate) { return candidate.path == path; });
  if (known == fields().end()) {
    return base::fail(base::ErrorKind::invalid_request, "unknown field `" + std::string(path) + "`");
  }
  CapabilitySetting setting = known->parse(value);
  if (!setting) {
    return base::fail(base::ErrorKind::invalid_request,
                      "`" + std::string(path) + "` has a value that does not fit");
  }
  return setting;
}

}  // namespace gw::models
