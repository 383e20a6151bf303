#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gw::bedrock {

/// Longest text of an upstream that is handed on to a client. Our own limit: Bedrock's longest validation
/// messages stay far below it.
inline constexpr std::size_t kMaxUpstreamMessageBytes = 4096;

/// A text that Bedrock, or a proxy before it, wrote, made fit for a client: AWS account ids, ARNs other than
/// Bedrock's own, access key ids and API keys, host names of endpoints and of private networks, IPv4
/// addresses, Java class names and everything from the start of a stack trace on are replaced by `***`; of
/// Bedrock's ARNs only the account id goes, because they name the model or profile that the message is about.
/// Control characters become spaces. At most kMaxUpstreamMessageBytes, cut between characters. Applying it
/// twice changes nothing. Never fails.
[[nodiscard]] std::string sanitize_upstream_message(std::string_view text);

}  // namespace gw::bedrock
