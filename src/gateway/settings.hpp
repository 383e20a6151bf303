#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/strong.hpp"
#include "gateway/policy/api_keys.hpp"

namespace gw::gateway {

/// Limits of the client's side. Each passes into net::ServerLimits.
struct ServerSettings {
  std::string host{"127.0.0.1"};                  ///< HOST
  std::uint16_t port{8000};                       ///< PORT; 0 lets the kernel choose
  unsigned threads{0};                            ///< THREADS; 0 = the cores that quota and affinity leave
  std::size_t max_body_bytes{64u * 1024 * 1024};  ///< MAX_BODY_BYTES
  std::size_t max_head_bytes{32u * 1024};         ///< MAX_HEAD_BYTES
  std::size_t max_connections{0};                 ///< MAX_CONNECTIONS; 0 = derived from RLIMIT_NOFILE
  std::chrono::seconds keep_alive{75};            ///< KEEP_ALIVE_SECONDS
  std::chrono::seconds head_timeout{15};          ///< HEAD_TIMEOUT_SECONDS
  std::chrono::seconds body_idle_timeout{20};     ///< BODY_IDLE_TIMEOUT_SECONDS
  std::size_t min_body_bytes_per_second{512};     ///< MIN_BODY_BYTES_PER_SECOND
  std::chrono::seconds client_write_timeout{60};  ///< CLIENT_WRITE_TIMEOUT_SECONDS
  std::chrono::seconds shutdown_grace{25};        ///< SHUTDOWN_GRACE_SECONDS

  friend bool operator==(const ServerSettings&, const ServerSettings&) = default;
};

/// Waiting for Bedrock, and trying again.
struct UpstreamSettings {
  std::chrono::seconds connect_timeout{5};       ///< UPSTREAM_CONNECT_TIMEOUT_SECONDS
  std::chrono::seconds first_byte_timeout{280};  ///< UPSTREAM_FIRST_BYTE_TIMEOUT_SECONDS, of a stream
  std::chrono::seconds response_timeout{590};    ///< UPSTREAM_RESPONSE_TIMEOUT_SECONDS, of a plain answer
  std::chrono::seconds idle_timeout{120};        ///< UPSTREAM_IDLE_TIMEOUT_SECONDS, between two frames
  std::chrono::seconds retry_budget{20};         ///< RETRY_BUDGET_SECONDS

  friend bool operator==(const UpstreamSettings&, const UpstreamSettings&) = default;
};

/// Everything an operator can set that the gateway looks at while it runs. Plain values, made once by app/
/// from flags, environment and file, then shared read-only by all threads. The names in capitals are the
/// settings' own; README.md lists them with their defaults.
struct Settings {
  ServerSettings server;
  UpstreamSettings upstream;
  policy::KeyRing keys;  ///< API_KEY, API_KEYS, ALLOW_DEFAULT_API_KEY

  std::string api_route_prefix{"/api/v1"};        ///< API_ROUTE_PREFIX: "" or "/x/y", no trailing slash
  std::vector<std::string> allowed_origins{"*"};  ///< ALLOWED_ORIGINS; "*" allows every origin
  base::Region region{"us-west-2"};               ///< AWS_REGION, AWS_DEFAULT_REGION, profile, default
  base::ModelId default_model{"anthropic.claude-sonnet-4-6"};             ///< DEFAULT_MODEL
  base::ModelId default_embedding_model{"cohere.embed-multilingual-v3"};  ///< DEFAULT_EMBEDDING_MODEL
  bool cross_region_inference = true;                                     ///< ENABLE_CROSS_REGION_INFERENCE
  bool application_inference_profiles = true;       ///< ENABLE_APPLICATION_INFERENCE_PROFILES
  std::optional<std::uint32_t> default_max_tokens;  ///< DEFAULT_MAX_TOKENS
  std::chrono::seconds stream_keepalive{15};        ///< STREAM_KEEPALIVE_SECONDS; 0 = never
  bool debug = false;                               ///< DEBUG
  bool metrics_public = false;                      ///< METRICS_PUBLIC
  bool local_simulation = false;  ///< Bedrock is the local simulation: answers say so in x-gateway-upstream

  friend bool operator==(const Settings&, const Settings&) = default;
};

}  // namespace gw::gateway
