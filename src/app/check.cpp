#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/commands.hpp"
#include "app/operator_settings.hpp"
#include "app/process_environment.hpp"
#include "app/report.hpp"
#include "app/upstream_setup.hpp"
#include "bedrock/control_plane.hpp"
#include "net/http_client.hpp"
#include "upstream/bedrock_client.hpp"
#include "upstream/control_plane.hpp"
#include "upstream/credential_cache.hpp"

namespace gw::app {
namespace {

constexpr int kExitRefused = 1;
constexpr std::chrono::seconds kTimeout{15};

void print(const std::string& line) {
  fmt::print("{}\n", line);
}

void print_settings(const LoadedSettings& loaded) {
  for (const SettingInForce& setting : loaded.in_force) {
    print(fmt::format("{:<42} {:<36} {}", setting.name,
                      setting.shown_value.empty() ? "-" : setting.shown_value, to_string(setting.origin)));
  }
}

using Models = std::vector<bedrock::FoundationModel>;

/// One call of the control plane on a loop of its own.
base::Result<Models> list_models(UpstreamSetup setup) {
  SystemClock clock;
  boost::asio::io_context loop{1};
  const auto http = net::HttpClient::create(loop, net::ClientLimits{}, net::TlsTrust{setup.ca_bundle_file});
  upstream::CredentialCache credentials{std::move(setup.credentials), clock};
  upstream::BedrockClient bedrock{*http, credentials, clock, setup.endpoints};
  std::optional<base::Result<Models>> listed;
  boost::asio::co_spawn(loop.get_executor(),
                        upstream::list_foundation_models(bedrock, clock.steady_now() + kTimeout),
                        [&](const std::exception_ptr&, base::Result<Models> result) {
                          listed = std::move(result);
                          loop.stop();
                        });
  loop.run();
  if (!listed) return base::fail(base::ErrorKind::internal, "the call ended without an answer");
  return *std::move(listed);
}

int report(const base::Result<Models>& models, const gateway::Settings& settings) {
  if (!models) {
    print(fmt::format("ListFoundationModels: failed: {}{}{}", models.error().message,
                      models.error().upstream_code.empty() ? "" : " — ", models.error().upstream_code));
    return kExitRefused;
  }
  print(fmt::format("ListFoundationModels: {} models", models->size()));
  const auto say_listed = [&](std::string_view setting, const base::ModelId& id) {
    const bool listed = std::ranges::any_of(*models, [&](const auto& model) { return model.id == id.str(); });
    print(fmt::format("{} {}: {}", setting, id, listed ? "listed" : "not in the list of this region"));
  };
  say_listed("DEFAULT_MODEL", settings.default_model);
  say_listed("DEFAULT_EMBEDDING_MODEL", settings.default_embedding_model);
  return 0;
}

}  // namespace

int check(const CommandLine& line) {
  const base::Result<OperatorSettings> from_operator = read_operator_settings(line);
  if (!from_operator) return fail_to_start(from_operator.error());
  const LoadedSettings& loaded = from_operator->loaded;
  print_settings(loaded);
  print("");
  print(describe_keys(loaded.settings.keys));
  base::Result<UpstreamSetup> setup = set_up_aws(from_operator->aws);
  if (!setup) return fail_to_start(setup.error());
  print("upstream: " + setup->description);
  return report(list_models(*std::move(setup)), loaded.settings);
}

}  // namespace gw::app
