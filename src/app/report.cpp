#include "app/report.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "gateway/policy/api_keys.hpp"

namespace gw::app {

void say(std::string_view line) {
  std::string text{line};
  text += '\n';
  // A terminal that went away must not stop the gateway.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

int fail_to_start(const base::Error& error) {
  constexpr int kExitUsage = 2;
  say("bedrock-gateway: " + error.message);
  return kExitUsage;
}

std::string to_url(std::string_view scheme, std::string_view host, std::uint16_t port) {
  const bool ipv6 = host.find(':') != std::string_view::npos;
  return ipv6 ? fmt::format("{}://[{}]:{}", scheme, host, port)
              : fmt::format("{}://{}:{}", scheme, host, port);
}

std::string describe_keys(const gateway::policy::KeyRing& ring) {
  if (ring.default_key_in_force) return "key: the default, \"bedrock\"; set API_KEY to choose your own";
  return fmt::format("keys: {} configured", ring.keys.size());
}

std::string curl_line(std::string_view url, const gateway::policy::KeyRing& ring, std::string_view model) {
  return fmt::format(
      "curl {}/v1/chat/completions -H \"Authorization: Bearer {}\" -H \"Content-Type: application/json\" "
      "-d '{{\"model\": \"{}\", \"messages\": [{{\"role\": \"user\", \"content\": \"Say hello\"}}]}}'",
      url, ring.default_key_in_force ? gateway::policy::kDefaultKey : "YOUR_KEY", model);
}

}  // namespace gw::app
