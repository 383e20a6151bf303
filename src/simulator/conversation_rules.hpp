#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "simulator/aws_error.hpp"
#include "simulator/conversation.hpp"

namespace gw::simulator {

/// The rules beyond the service model that every user of Converse meets, in AWS's words where those are known
/// (docs/simulator.md lists the rules and says which words are ours). Pure. Nothing if all is well.
[[nodiscard]] std::optional<AwsError> check_conversation(const Conversation& conversation);

/// "png", "jpeg", "gif" or "webp" by the first bytes of a file, or empty.
[[nodiscard]] std::string_view image_format_of(std::string_view first_bytes) noexcept;

}  // namespace gw::simulator
