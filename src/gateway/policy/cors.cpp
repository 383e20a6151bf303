#include "gateway/policy/cors.hpp"

#include <algorithm>
#include <utility>

#include "gateway/policy/local_names.hpp"

namespace gw::gateway::policy {
namespace {

bool is_list_character(char c) noexcept {
  const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return alphanumeric || std::string_view{"!#$%&'*+-.^_`|~, \t"}.find(c) != std::string_view::npos;
}

}  // namespace

CorsRules::CorsRules(std::vector<std::string> allowed_origins, DefaultKey default_key)
    : allowed_origins_(std::move(allowed_origins)), default_key_(default_key) {}

CorsDecision CorsRules::decide(std::string_view origin) const {
  if (std::ranges::find(allowed_origins_, origin) != allowed_origins_.end() && origin != "*") {
    return CorsDecision::allow_this;
  }
  const bool any = std::ranges::find(allowed_origins_, "*") != allowed_origins_.end();
  switch (default_key_) {
    case DefaultKey::not_in_force:
      return any ? CorsDecision::allow_any : CorsDecision::refuse;
    case DefaultKey::in_force:
      return any && is_loopback_host(host_of_origin(origin)) ? CorsDecision::allow_this
                                                             : CorsDecision::refuse;
  }
  std::unreachable();
}

std::string allowed_headers(std::string_view requested_headers) {
  if (!std::ranges::all_of(requested_headers, is_list_character)) return {};
  return std::string{requested_headers};
}

}  // namespace gw::gateway::policy
