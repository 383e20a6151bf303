#pragma once

#include <memory>
#include <string>

#include "app/process_environment.hpp"
#include "app/upstream_setup.hpp"
#include "gateway/learned_rules.hpp"
#include "gateway/log.hpp"
#include "gateway/metrics_registry.hpp"
#include "gateway/model_directory.hpp"
#include "gateway/policy/admission.hpp"
#include "gateway/policy/cors.hpp"
#include "gateway/route_table.hpp"
#include "gateway/router.hpp"
#include "gateway/settings.hpp"
#include "upstream/bedrock_client.hpp"
#include "upstream/credential_cache.hpp"

namespace gw::app {

/// What all threads share: immutable, or safe to use from any of them. Outlives the workers.
struct SharedParts {
  /// Readiness and metrics texts are the caller's to fill into `door` before the loops run.
  SharedParts(gateway::Settings settings_in_force, UpstreamSetup upstream,
              std::unique_ptr<gateway::Log> log_to_use);
  SharedParts(const SharedParts&) = delete;
  SharedParts& operator=(const SharedParts&) = delete;

  const gateway::Settings settings;
  SystemClock clock;
  SystemRandom random;
  std::unique_ptr<gateway::Log> log;
  std::unique_ptr<gateway::MetricsRegistry> metrics;

  const gateway::RouteTable routes;
  const gateway::policy::CorsRules cors;
  const gateway::policy::Admission admission;

  const upstream::BedrockEndpoints endpoints;
  const std::string ca_bundle_file;
  upstream::CredentialCache credentials;
  gateway::ModelDirectory models;
  gateway::LearnedRules learned;

  gateway::FrontDoor door;
};

}  // namespace gw::app
