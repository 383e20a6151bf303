#include "app/setting_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>
#include <vector>

#include "app/setting_values.hpp"

namespace gw::app {
namespace {

using base::ErrorKind;
using gateway::ServerSettings;
using gateway::Settings;
using gateway::UpstreamSettings;

constexpr std::uint64_t kDaySeconds = 86'400;

/// Builders of rules. Each writes its value into one place of the draft, chosen by `place`.
template <class Place>
SettingRule number(std::string_view name, std::uint64_t default_value, std::uint64_t min, std::uint64_t max,
                   std::string_view help, Place place) {
  SettingRule rule{.name = name,
                   .placeholder = "N",
                   .default_text = fmt::to_string(default_value),
                   .help = help,
                   .apply = {}};
  rule.apply = [=](SettingsDraft& draft, std::string_view value) -> base::Result<void> {
    const base::Result<std::uint64_t> parsed = read_number(value, min, max);
    if (!parsed) return base::fail(parsed.error());
    auto& target = place(draft.settings);
    target = static_cast<std::remove_reference_t<decltype(target)>>(*parsed);
    return {};
  };
  return rule;
}

template <class Place>
SettingRule seconds(std::string_view name, std::uint64_t default_value, std::uint64_t min,
                    std::string_view help, Place place) {
  SettingRule rule{.name = name,
                   .placeholder = "SECONDS",
                   .default_text = fmt::to_string(default_value),
                   .help = help,
                   .apply = {}};
  rule.apply = [=](SettingsDraft& draft, std::string_view value) -> base::Result<void> {
    const base::Result<std::uint64_t> parsed = read_number(value, min, kDaySeconds);
    if (!parsed) return base::fail(parsed.error());
    place(draft.settings) = std::chrono::seconds{*parsed};
    return {};
  };
  return rule;
}

template <class Place>
SettingRule boolean(std::string_view name, std::string_view default_text, std::string_view help,
                    Place place) {
  SettingRule rule{.name = name,
                   .placeholder = "true|false",
                   .default_text = std::string{default_text},
                   .help = help,
                   .kind = ValueKind::boolean,
                   .apply = {}};
  rule.apply = [=](SettingsDraft& draft, std::string_view value) -> base::Result<void> {
    const base::Result<bool> parsed = read_boolean(value);
    if (!parsed) return base::fail(parsed.error());
    place(draft) = *parsed;
    return {};
  };
  return rule;
}

/// A text that `read` checks and brings into its final form.
template <class Read, class Store>
SettingRule text(std::string_view name, std::string_view placeholder, std::string_view default_text,
                 std::string_view help, Read read, Store store) {
  SettingRule rule{.name = name,
                   .placeholder = placeholder,
                   .default_text = std::string{default_text},
                   .help = help,
                   .apply = {}};
  rule.apply = [=](SettingsDraft& draft, std::string_view value) -> base::Result<void> {
    auto parsed = read(value);
    if (!parsed) return base::fail(std::move(parsed.error()));
    store(draft, *std::move(parsed));
    return {};
  };
  return rule;
}

/// One of AWS's own names: read by the code that knows AWS's rules, together with the environment.
SettingRule aws(std::string_view name, std::string_view placeholder, std::string_view help) {
  return text(name, placeholder, "", help, read_text, [name](SettingsDraft& draft, std::string value) {
    draft.aws_variables.insert_or_assign(std::string{name}, std::move(value));
  });
}

/// A variable of aws-samples/bedrock-access-gateway that has no effect yet: refused, because ignoring it
/// would change what the operator's set-up does.
SettingRule not_built(std::string_view name, std::string_view help, std::string_view instead) {
  SettingRule rule{.name = name, .placeholder = "TEXT", .default_text = "", .help = help, .apply = {}};
  rule.apply = [instead](SettingsDraft&, std::string_view) -> base::Result<void> {
    return base::fail(ErrorKind::invalid_request, fmt::format("is set, but is not built yet: {}", instead));
  };
  return rule;
}

SettingRule prompt_caching() {
  SettingRule rule{.name = "ENABLE_PROMPT_CACHING",
                   .placeholder = "false",
                   .default_text = "false",
                   .help = "only false: prompt caching is not built yet",
                   .apply = {}};
  rule.apply = [](SettingsDraft&, std::string_view value) -> base::Result<void> {
    const base::Result<bool> parsed = value == "auto" ? base::Result<bool>{true} : read_boolean(value);
    if (!parsed) return base::fail(ErrorKind::invalid_request, "must be false, true or auto");
    if (*parsed) {
      return base::fail(ErrorKind::invalid_request,
                        "asks for prompt caching, which is not built yet: set it to false");
    }
    return {};
  };
  return rule;
}

SettingRule api_key() {
  SettingRule rule{.name = "API_KEY",
                   .placeholder = "KEY",
                   .default_text = "",
                   .help = "the key that clients send, taken verbatim",
                   .kind = ValueKind::secret,
                   .apply = {}};
  rule.apply = [](SettingsDraft& draft, std::string_view value) -> base::Result<void> {
    draft.keys.api_key = base::Secret{std::string{value}};
    return {};
  };
  return rule;
}

SettingRule api_keys() {
  SettingRule rule{.name = "API_KEYS",
                   .placeholder = "KEY,KEY",
                   .default_text = "",
                   .help = "more keys, separated by commas",
                   .kind = ValueKind::secret,
                   .apply = {}};
  rule.apply = [](SettingsDraft& draft, std::string_view value) -> base::Result<void> {
    draft.keys.api_keys.clear();
    for (std::string& key : read_list(value)) draft.keys.api_keys.emplace_back(std::move(key));
    return {};
  };
  return rule;
}

SettingRule route_prefix() {
  SettingRule rule = text(
      "API_ROUTE_PREFIX", "PATH", "/api/v1", "where the API is served, beside /v1; empty or / for the root",
      read_route_prefix,
      [](SettingsDraft& draft, std::string value) { draft.settings.api_route_prefix = std::move(value); });
  rule.empty = EmptyValue::is_a_value;
  return rule;
}

base::Result<std::uint64_t> read_max_tokens(std::string_view value) {
  return read_number(value, 1, std::numeric_limits<std::int32_t>::max());
}

std::vector<SettingRule> client_side() {
  std::vector<SettingRule> rules;
  rules.push_back(
      text("HOST", "ADDRESS", "127.0.0.1", "address to listen on; 0.0.0.0 for all", read_bind_host,
           [](SettingsDraft& draft, std::string value) { draft.settings.server.host = std::move(value); }));
  rules.push_back(number("PORT", 8'000, 0, 65'535, "port to listen on; 0 lets the system choose",
                         [](Settings& s) -> auto& { return s.server.port; }));
  rules.push_back(api_key());
  rules.push_back(api_keys());
  rules.push_back(boolean("ALLOW_DEFAULT_API_KEY", "false",
                          "use the well-known key bedrock on addresses other than loopback",
                          [](SettingsDraft& d) -> auto& { return d.keys.allow_default_key; }));
  rules.push_back(route_prefix());
  rules.push_back(text("ALLOWED_ORIGINS", "ORIGINS", "*",
                       "web origins that may call, separated by commas; * for all, if a key is configured",
                       read_origins, [](SettingsDraft& draft, std::vector<std::string> value) {
                         draft.settings.allowed_origins = std::move(value);
                       }));
  rules.push_back(boolean("METRICS_PUBLIC", "false",
                          "serve /metrics without a key on addresses other than loopback",
                          [](SettingsDraft& d) -> auto& { return d.settings.metrics_public; }));
  rules.push_back(boolean("DEBUG", "false",
                          "log more: probes, warnings, and texts of errors, which may quote requests",
                          [](SettingsDraft& d) -> auto& { return d.settings.debug; }));
  rules.push_back(number("THREADS", 0, 0, 1'024, "0: as many as the CPU quota and affinity leave",
                         [](Settings& s) -> auto& { return s.server.threads; }));
  return rules;
}

std::vector<SettingRule> models_and_aws() {
  std::vector<SettingRule> rules;
  rules.push_back(aws("AWS_REGION", "REGION", "else AWS_DEFAULT_REGION, else the profile's, else us-west-2"));
  rules.push_back(aws("AWS_PROFILE", "NAME", "profile of the shared credentials and config files"));
  rules.push_back(aws("AWS_ENDPOINT_URL", "URL", "in place of AWS's endpoints"));
  rules.push_back(aws("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "URL", "in place of the endpoint for inference"));
  rules.push_back(aws("AWS_ENDPOINT_URL_BEDROCK", "URL", "in place of the endpoint for lists of models"));
  rules.push_back(aws("AWS_USE_FIPS_ENDPOINT", "true|false", "use AWS's FIPS endpoints"));
  rules.push_back(aws("AWS_USE_DUALSTACK_ENDPOINT", "true|false", "use AWS's dual-stack endpoints"));
  rules.push_back(aws("AWS_CA_BUNDLE", "FILE", "the only certificates to trust; else SSL_CERT_FILE"));
  rules.push_back(text("DEFAULT_MODEL", "MODEL", "anthropic.claude-sonnet-4-6", "stands for gpt-* names",
                       read_word, [](SettingsDraft& d, std::string value) {
                         d.settings.default_model = base::ModelId{std::move(value)};
                       }));
  rules.push_back(text("DEFAULT_EMBEDDING_MODEL", "MODEL", "cohere.embed-multilingual-v3",
                       "stands for text-embedding-* names", read_word,
                       [](SettingsDraft& d, std::string value) {
                         d.settings.default_embedding_model = base::ModelId{std::move(value)};
                       }));
  rules.push_back(boolean("ENABLE_CROSS_REGION_INFERENCE", "true",
                          "resolve bare model ids to inference profiles, and list those",
                          [](SettingsDraft& d) -> auto& { return d.settings.cross_region_inference; }));
  rules.push_back(
      boolean("ENABLE_APPLICATION_INFERENCE_PROFILES", "true", "list the account's own inference profiles",
              [](SettingsDraft& d) -> auto& { return d.settings.application_inference_profiles; }));
  rules.push_back(prompt_caching());
  rules.push_back(text("DEFAULT_MAX_TOKENS", "N", "",
                       "for requests without a limit; else the model's own maximum", read_max_tokens,
                       [](SettingsDraft& d, std::uint64_t value) {
                         d.settings.default_max_tokens = static_cast<std::uint32_t>(value);
                       }));
  rules.push_back(not_built("API_KEY_PARAM_NAME",
                            "not built yet: a key in AWS Systems Manager Parameter Store", "set API_KEY"));
  rules.push_back(
      not_built("API_KEY_SECRET_ARN", "not built yet: a key in AWS Secrets Manager", "set API_KEY"));
  return rules;
}

std::vector<SettingRule> limits_and_timeouts() {
  constexpr std::uint64_t kMebibyte = 1'024 * 1'024;
  std::vector<SettingRule> rules;
  rules.push_back(number("MAX_BODY_BYTES", 64 * kMebibyte, 1'024, 2'047 * kMebibyte,
                         "largest request body; over it: 413",
                         [](Settings& s) -> auto& { return s.server.max_body_bytes; }));
  rules.push_back(number("MAX_HEAD_BYTES", 32 * 1'024, 1'024, kMebibyte,
                         "largest request line and headers; over it: 431",
                         [](Settings& s) -> auto& { return s.server.max_head_bytes; }));
  rules.push_back(number("MAX_CONNECTIONS", 0, 0, 1'000'000,
                         "clients' connections; over it: 503; 0: from the limit of open files",
                         [](Settings& s) -> auto& { return s.server.max_connections; }));
  rules.push_back(seconds("KEEP_ALIVE_SECONDS", 75, 1,
                          "an idle connection is kept so long; more than a load balancer's",
                          [](Settings& s) -> auto& { return s.server.keep_alive; }));
  rules.push_back(seconds("HEAD_TIMEOUT_SECONDS", 15, 1,
                          "from a request's first byte to the end of its head; over it: 408",
                          [](Settings& s) -> auto& { return s.server.head_timeout; }));
  rules.push_back(seconds("BODY_IDLE_TIMEOUT_SECONDS", 20, 1,
                          "longest silence inside a request body; over it: 408",
                          [](Settings& s) -> auto& { return s.server.body_idle_timeout; }));
  rules.push_back(number("MIN_BODY_BYTES_PER_SECOND", 512, 0, kMebibyte,
                         "slowest average of a request body; under it: 408",
                         [](Settings& s) -> auto& { return s.server.min_body_bytes_per_second; }));
  rules.push_back(seconds("CLIENT_WRITE_TIMEOUT_SECONDS", 60, 1,
                          "a client that takes no byte for so long is dropped",
                          [](Settings& s) -> auto& { return s.server.client_write_timeout; }));
  rules.push_back(seconds("SHUTDOWN_GRACE_SECONDS", 25, 0, "running requests may finish after SIGTERM",
                          [](Settings& s) -> auto& { return s.server.shutdown_grace; }));
  rules.push_back(seconds("STREAM_KEEPALIVE_SECONDS", 15, 0,
                          "a silent stream gets a comment so often; 0: never",
                          [](Settings& s) -> auto& { return s.stream_keepalive; }));
  rules.push_back(seconds("UPSTREAM_CONNECT_TIMEOUT_SECONDS", 5, 1,
                          "name look-up, TCP and TLS toward Bedrock",
                          [](Settings& s) -> auto& { return s.upstream.connect_timeout; }));
  rules.push_back(seconds("UPSTREAM_FIRST_BYTE_TIMEOUT_SECONDS", 280, 1, "to the first event of a stream",
                          [](Settings& s) -> auto& { return s.upstream.first_byte_timeout; }));
  rules.push_back(seconds("UPSTREAM_RESPONSE_TIMEOUT_SECONDS", 590, 1,
                          "to the answer of a request that is not streamed",
                          [](Settings& s) -> auto& { return s.upstream.response_timeout; }));
  rules.push_back(seconds("UPSTREAM_IDLE_TIMEOUT_SECONDS", 120, 1,
                          "longest silence between two events of a stream",
                          [](Settings& s) -> auto& { return s.upstream.idle_timeout; }));
  rules.push_back(seconds("RETRY_BUDGET_SECONDS", 20, 0, "no attempt begins later than this after the first",
                          [](Settings& s) -> auto& { return s.upstream.retry_budget; }));
  return rules;
}

std::vector<SettingRule> make_rules() {
  std::vector<SettingRule> rules;
  for (auto& group : {client_side(), models_and_aws(), limits_and_timeouts()}) {
    rules.insert(rules.end(), group.begin(), group.end());
  }
  return rules;
}

}  // namespace

std::span<const SettingRule> setting_rules() {
  static const std::vector<SettingRule> rules = make_rules();
  return rules;
}

const SettingRule* find_setting(std::string_view name) {
  const std::span<const SettingRule> rules = setting_rules();
  const auto found = std::ranges::find(rules, name, &SettingRule::name);
  return found == rules.end() ? nullptr : &*found;
}

std::string to_setting_name(std::string_view flag_or_key) {
  std::string name{flag_or_key};
  std::ranges::transform(name, name.begin(), [](char c) {
    if (c == '-') return '_';
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return name;
}

std::string to_flag(std::string_view setting_name) {
  std::string flag{"--"};
  for (const char c : setting_name) {
    flag.push_back(c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return flag;
}

}  // namespace gw::app
