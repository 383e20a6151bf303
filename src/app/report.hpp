#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace gw::gateway::policy {
struct KeyRing;
}

namespace gw::app {

/// Lines for people, on stderr: stdout holds nothing but the log.
void say(std::string_view line);
/// Says what the operator has to put right, "bedrock-gateway: …", and returns the exit status for it: 2.
[[nodiscard]] int fail_to_start(const base::Error& error);

/// "http://127.0.0.1:8000", with brackets around IPv6.
[[nodiscard]] std::string to_url(std::string_view scheme, std::string_view host, std::uint16_t port);

/// "2 keys configured", or that the default key is in force.
[[nodiscard]] std::string describe_keys(const gateway::policy::KeyRing& ring);

/// A line to paste, which chats with the default model.
[[nodiscard]] std::string curl_line(std::string_view url, const gateway::policy::KeyRing& ring,
                                    std::string_view model);

}  // namespace gw::app
