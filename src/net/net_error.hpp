#pragma once

#include <string_view>

#include "base/error.hpp"

namespace gw::net {

/// The one place where an errno becomes an Error: "<what>: <text of the system>".
[[nodiscard]] base::Error to_error(base::ErrorKind kind, std::string_view what, int error_number);

/// What a cancelled wait returns.
[[nodiscard]] base::Error cancelled_error();

}  // namespace gw::net
