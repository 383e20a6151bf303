#include "gateway/route_table.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "codec/percent_encoding.hpp"
#include "codec/utf8.hpp"

namespace gw::gateway {
namespace {

using base::ErrorKind;

/// Where a path leads before its method and its parameter were looked at.
struct Place {
  RouteKind kind;
  std::string_view encoded_parameter{};
};

std::string collapse_slashes(std::string_view path) {
  std::string collapsed;
  collapsed.reserve(path.size());
  for (const char c : path) {
    if (c != '/' || collapsed.empty() || collapsed.back() != '/') collapsed.push_back(c);
  }
  if (collapsed.size() > 1 && collapsed.back() == '/') collapsed.pop_back();
  return collapsed;
}

/// What follows `prefix` and a slash in `path`.
std::optional<std::string_view> under(std::string_view prefix, std::string_view path) {
  if (!path.starts_with(prefix)) return std::nullopt;
  path.remove_prefix(prefix.size());
  if (path.size() < 2 || path.front() != '/') return std::nullopt;
  return path.substr(1);
}

std::optional<Place> find_in_api(std::string_view rest) {
  if (rest == "chat/completions") return Place{RouteKind::chat_completions};
  if (rest == "embeddings") return Place{RouteKind::embeddings};
  if (rest == "models") return Place{RouteKind::models_list};
  // Ids may hold a slash (ARNs): everything after models/ is the id.
  if (const auto id = under("models", rest)) return Place{RouteKind::model_get, *id};
  return std::nullopt;
}

/// Azure's form names the model in the path; the model may hold slashes, so the path is read from its end.
std::optional<Place> find_in_azure_deployments(std::string_view rest) {
  constexpr std::string_view kChat = "/chat/completions";
  constexpr std::string_view kEmbeddings = "/embeddings";
  if (rest.size() > kChat.size() && rest.ends_with(kChat)) {
    return Place{RouteKind::chat_completions, rest.substr(0, rest.size() - kChat.size())};
  }
  if (rest.size() > kEmbeddings.size() && rest.ends_with(kEmbeddings)) {
    return Place{RouteKind::embeddings, rest.substr(0, rest.size() - kEmbeddings.size())};
  }
  return std::nullopt;
}

std::optional<Place> find_place(std::string_view prefix, std::string_view path) {
  if (path == "/" || path == "/health" || path == "/healthz") return Place{RouteKind::health};
  if (path == "/ready") return Place{RouteKind::ready};
  if (path == "/metrics") return Place{RouteKind::metrics};
  for (const std::string_view root : {prefix, std::string_view{"/v1"}}) {
    if (const auto rest = under(root, path)) {
      if (const auto place = find_in_api(*rest)) return place;
    }
  }
  if (const auto rest = under("/openai/deployments", path)) return find_in_azure_deployments(*rest);
  return std::nullopt;
}

bool is_post_route(RouteKind kind) {
  return kind == RouteKind::chat_completions || kind == RouteKind::embeddings;
}

std::string_view allowed_methods(RouteKind kind) {
  return is_post_route(kind) ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";
}

bool is_allowed(RouteKind kind, std::string_view method) {
  return is_post_route(kind) ? method == "POST" : method == "GET" || method == "HEAD";
}

/// Paths go into messages; a client may send 32 KiB of one.
std::string shortened(std::string_view path) {
  constexpr std::size_t kLongest = 200;
  return std::string{path.substr(0, kLongest)} + (path.size() > kLongest ? "…" : "");
}

bool is_clean_text(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  return codec::is_utf8(text) && std::ranges::none_of(text, is_control);
}

base::Result<std::string> decode_model(std::string_view encoded) {
  std::optional<std::string> model = codec::decode_percent(encoded);
  if (!model || !is_clean_text(*model)) {
    return base::fail(ErrorKind::invalid_request, "The model id in the path is not validly percent-encoded.",
                      "model", "invalid_value");
  }
  return *std::move(model);
}

std::string decode_query_text(std::string_view encoded) {
  std::string spaced{encoded};
  std::ranges::replace(spaced, '+', ' ');
  return codec::decode_percent(spaced).value_or(spaced);
}

}  // namespace

const char* to_string(RouteKind kind) noexcept {
  switch (kind) {
    case RouteKind::chat_completions:
      return "chat_completions";
    case RouteKind::embeddings:
      return "embeddings";
    case RouteKind::models_list:
      return "models_list";
    case RouteKind::model_get:
      return "model_get";
    case RouteKind::health:
      return "health";
    case RouteKind::ready:
      return "ready";
    case RouteKind::metrics:
      return "metrics";
    case RouteKind::preflight:
      return "preflight";
    case RouteKind::unknown:
      return "unknown";
  }
  return "unknown";
}

Target split_target(std::string_view target) noexcept {
  if (!target.starts_with('/')) {
    const std::size_t scheme_end = target.find("://");
    if (scheme_end != std::string_view::npos) {
      const std::size_t authority_end = target.find_first_of("/?", scheme_end + 3);
      target = authority_end == std::string_view::npos ? std::string_view{"/"} : target.substr(authority_end);
    }
  }
  const std::size_t question_mark = target.find('?');
  if (question_mark == std::string_view::npos) return Target{target, {}};
  return Target{target.substr(0, question_mark), target.substr(question_mark + 1)};
}

Query parse_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    const std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
    if (!parameter.empty()) {
      parameters.emplace_back(decode_query_text(parameter.substr(0, equals)), decode_query_text(value));
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return Query{std::move(parameters)};
}

std::optional<std::string_view> Query::find(std::string_view name) const noexcept {
  for (const auto& [parameter, value] : parameters_) {
    if (parameter == name) return value;
  }
  return std::nullopt;
}

base::Result<Route> RouteTable::find(std::string_view method, std::string_view path) const {
  const std::string collapsed = collapse_slashes(path);
  const std::optional<Place> place = find_place(prefix_, collapsed);
  if (!place) {
    return base::fail(ErrorKind::route_not_found,
                      "Invalid URL (" + shortened(method) + " " + shortened(path) + ")", {}, "unknown_url");
  }
  if (!is_allowed(place->kind, method)) {
    return base::fail(ErrorKind::method_not_allowed,
                      "Not allowed to " + shortened(method) + " on " + shortened(path),
                      std::string{allowed_methods(place->kind)}, "method_not_allowed");
  }
  base::Result<std::string> model = decode_model(place->encoded_parameter);
  if (!model) return base::fail(std::move(model.error()));
  return Route{.kind = place->kind, .path_parameter = *std::move(model)};
}

}  // namespace gw::gateway
