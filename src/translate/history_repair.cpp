#include "translate/history_repair.hpp"

#include "models/capabilities.hpp"
#include "translate/repair_steps.hpp"

namespace gw::translate {

void repair_history(bedrock::ConverseRequest& request, const models::Capabilities& capabilities,
                    Warnings& warnings) {
  // First what takes blocks away or changes their kind, then the turns they leave, then what needs whole
  // turns.
  drop_blank_text(request);
  place_system_turns(request, capabilities, warnings);
  if (!request.tools) flatten_tool_blocks(request, warnings);
  merge_turns(request.messages);
  pair_calls_with_results(request, warnings);
  move_media_out_of_results(request, capabilities.tools, warnings);
  begin_with_user_turn(request, warnings);
  fill_empty_turns(request);
  if (capabilities.tools.separator_after_results) separate_results_from_text(request, warnings);
  if (capabilities.assistant_prefill) {
    trim_last_assistant_text(request);
  } else {
    end_with_user_turn(request, warnings);
  }
  if (!capabilities.system_prompt) fold_system_into_first_user_turn(request, warnings);
}

}  // namespace gw::translate
