#include "app/shared_parts.hpp"

#include <utility>

#include "app/build_info.hpp"
#include "gateway/chat_flow.hpp"
#include "gateway/embeddings_flow.hpp"
#include "gateway/models_flow.hpp"
#include "models/capabilities.hpp"

namespace gw::app {
namespace {

using gateway::policy::DefaultKey;

gateway::Settings with_upstream(gateway::Settings settings, const UpstreamSetup& upstream) {
  settings.region = upstream.region;
  settings.local_simulation = upstream.local_simulation;
  return settings;
}

DefaultKey default_key(const gateway::Settings& settings) {
  return settings.keys.default_key_in_force ? DefaultKey::in_force : DefaultKey::not_in_force;
}

}  // namespace

SharedParts::SharedParts(gateway::Settings settings_in_force, UpstreamSetup upstream,
                         std::unique_ptr<gateway::Log> log_to_use)
    : settings(with_upstream(std::move(settings_in_force), upstream)),
      log(std::move(log_to_use)),
      metrics(gateway::MetricsRegistry::create(build_info())),
      routes(settings.api_route_prefix),
      cors(settings.allowed_origins, default_key(settings)),
      admission(settings.keys, settings.server.host, cors),
      endpoints(std::move(upstream.endpoints)),
      ca_bundle_file(std::move(upstream.ca_bundle_file)),
      credentials(std::move(upstream.credentials), clock),
      models(settings, models::CapabilityRecords::embedded(), clock),
      door{.routes = routes,
           .cors = cors,
           .admission = admission,
           .log = *log,
           .flows = {.chat = gateway::chat_flow,
                     .embeddings = gateway::embeddings_flow,
                     .models_list = gateway::models_list_flow,
                     .model_get = gateway::model_get_flow},
           .readiness = {},
           .metrics_text = {}} {}

}  // namespace gw::app
