#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "gateway/request_context.hpp"
#include "gateway/route.hpp"

namespace gw::gateway {

/// A request's target, taken apart. Views into the target.
struct Target {
  std::string_view path;   ///< still encoded, starts with '/'
  std::string_view query;  ///< still encoded, without '?'
};

/// Accepts the origin form and, as RFC 9112 section 3.2.2 demands, the absolute form.
[[nodiscard]] Target split_target(std::string_view target) noexcept;

/// Decodes "a=1&b=x%20y&c". What is not validly encoded stays as it is: nothing depends on unknown
/// parameters.
[[nodiscard]] Query parse_query(std::string_view query);

struct Route {
  RouteKind kind{RouteKind::unknown};
  std::string path_parameter;  ///< {model}, decoded once
};

/// Paths to routes. Immutable, shared by all threads.
class RouteTable {
 public:
  /// `prefix` is API_ROUTE_PREFIX: "" or "/api/v1". Everything under it is served under "/v1" too.
  explicit RouteTable(std::string prefix) : prefix_(std::move(prefix)) {}

  /// `path` as sent. A trailing slash and doubled slashes do not matter. Errors: route_not_found;
  /// method_not_allowed, whose `param` is the value of `allow`; invalid_request for a model id that is not
  /// validly encoded.
  [[nodiscard]] base::Result<Route> find(std::string_view method, std::string_view path) const;

 private:
  std::string prefix_;
};

}  // namespace gw::gateway
