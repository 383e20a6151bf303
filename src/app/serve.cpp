#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/build_info.hpp"
#include "app/commands.hpp"
#include "app/gateway_process.hpp"
#include "app/local_upstream.hpp"
#include "app/operator_settings.hpp"
#include "app/report.hpp"
#include "app/upstream_setup.hpp"

namespace gw::app {
namespace {

/// What the gateway talks to, and the local Bedrock if it is that.
struct ChosenUpstream {
  UpstreamSetup setup;
  std::unique_ptr<LocalUpstream> local;
  std::string description;
  std::string why;  ///< of the automatic choice, for people
};

base::Result<ChosenUpstream> choose_local(const upstream::CredentialEnvironment& environment,
                                          std::string why) {
  base::Result<std::unique_ptr<LocalUpstream>> local = LocalUpstream::start();
  if (!local) return base::fail(std::move(local.error()));
  ChosenUpstream chosen;
  chosen.local = *std::move(local);
  chosen.setup =
      set_up_local(chosen.local->port(), chosen.local->credentials(), region_or_default(environment));
  chosen.description = chosen.setup.description;
  chosen.why = std::move(why);
  return chosen;
}

base::Result<ChosenUpstream> choose_aws(const upstream::CredentialEnvironment& environment, std::string why) {
  base::Result<UpstreamSetup> setup = set_up_aws(environment);
  if (!setup) return base::fail(std::move(setup.error()));
  ChosenUpstream chosen;
  chosen.setup = *std::move(setup);
  chosen.description = chosen.setup.description;
  chosen.why = std::move(why);
  return chosen;
}

base::Result<ChosenUpstream> choose_upstream(UpstreamChoice choice,
                                             const upstream::CredentialEnvironment& environment) {
  switch (choice) {
    case UpstreamChoice::aws:
      return choose_aws(environment, {});
    case UpstreamChoice::local:
      return choose_local(environment, {});
    case UpstreamChoice::automatic:
      break;
  }
  const std::optional<std::string> trace = upstream::find_aws_trace(environment);
  if (trace) return choose_aws(environment, fmt::format("--auto: Amazon Bedrock, because of {}", *trace));
  return choose_local(
      environment,
      "--auto: the local simulation, because there is no trace of AWS credentials or configuration");
}

void say_start(const GatewayProcess& process, const ChosenUpstream& chosen,
               const OperatorSettings& from_operator, UpstreamChoice choice) {
  const gateway::Settings& settings = from_operator.loaded.settings;
  const std::string url = to_url("http", settings.server.host, process.port());
  const gateway::BuildInfo build = build_info();
  say(fmt::format("bedrock-gateway {} ({}) listens on {} with {} thread{}", build.version, build.revision,
                  url, process.threads(), process.threads() == 1 ? "" : "s"));
  say("  upstream: " + chosen.description);
  say("  " + describe_keys(settings.keys));
  if (!chosen.why.empty()) say("  " + chosen.why);
  if (from_operator.proxy_is_set && !chosen.local) {
    say("  warning: a proxy is set in the environment, but proxies are not supported yet: connecting "
        "directly");
  }
  if (choice == UpstreamChoice::automatic) {
    say("try:\n" + curl_line(url, settings.keys, settings.default_model.str()));
  }
}

}  // namespace

int serve(const CommandLine& line) {
  const base::Result<OperatorSettings> from_operator = read_operator_settings(line);
  if (!from_operator) return fail_to_start(from_operator.error());
  base::Result<ChosenUpstream> chosen = choose_upstream(line.upstream, from_operator->aws);
  if (!chosen) return fail_to_start(chosen.error());
  const base::Result<std::unique_ptr<GatewayProcess>> process =
      GatewayProcess::start(from_operator->loaded.settings, std::move(chosen->setup));
  if (!process) return fail_to_start(process.error());

  say_start(**process, *chosen, *from_operator, line.upstream);
  (*process)->run();
  return 0;
}

}  // namespace gw::app
