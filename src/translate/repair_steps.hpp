#pragma once

#include <vector>

#include "bedrock/converse_request.hpp"

namespace gw::models {
struct Capabilities;
struct ToolCapabilities;
}  // namespace gw::models

namespace gw::translate {

class Warnings;

// The steps of history repair, each idempotent. history_repair.cpp has their order, docs/mapping.md the
// reasons. What changes the meaning of a history is named in `warnings`; what does not (blank text, merged
// turns) is not.

/// Takes out text that is empty or white space, wherever it stands: Bedrock refuses it.
void drop_blank_text(bedrock::ConverseRequest& request);

/// Leading system turns go into `system`. A later one stays in its place: as it is for models that take the
/// role, else as user text in <system> tags.
void place_system_turns(bedrock::ConverseRequest& request, const models::Capabilities& capabilities,
                        Warnings& warnings);

/// Turns calls and results into text. For requests that offer no tools: Bedrock refuses tool blocks without
/// toolConfig, and a stub would let the model call again.
void flatten_tool_blocks(bedrock::ConverseRequest& request, Warnings& warnings);

/// Drops assistant turns that hold nothing and joins neighbours of one role.
void merge_turns(std::vector<bedrock::Message>& messages);

/// Each call gets exactly one result, in the user turn after it, in the order of the calls and before
/// anything else. The last of several results for a call is taken; a call without one gets an error result
/// that claims nothing; a result without a call becomes text. A call id that was used before gets another
/// one. Needs merged turns.
void pair_calls_with_results(bedrock::ConverseRequest& request, Warnings& warnings);

/// Images and documents inside results go behind them, for models that do not take them there.
void move_media_out_of_results(bedrock::ConverseRequest& request, const models::ToolCapabilities& tools,
                               Warnings& warnings);

/// Puts a user turn before a conversation that is empty or begins with the assistant.
void begin_with_user_turn(bedrock::ConverseRequest& request, Warnings& warnings);

/// User turns and results that hold nothing get a placeholder.
void fill_empty_turns(bedrock::ConverseRequest& request);

/// For models that take no text beside results: an assistant turn stands between.
void separate_results_from_text(bedrock::ConverseRequest& request, Warnings& warnings);

/// For models that do not continue an assistant turn: a user turn asks for it.
void end_with_user_turn(bedrock::ConverseRequest& request, Warnings& warnings);

/// Takes white space from the end of an assistant turn that is to be continued.
void trim_last_assistant_text(bedrock::ConverseRequest& request);

/// For models without system prompts: `system` becomes the beginning of the first user turn.
void fold_system_into_first_user_turn(bedrock::ConverseRequest& request, Warnings& warnings);

}  // namespace gw::translate
