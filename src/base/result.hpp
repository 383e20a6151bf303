#pragma once

#include <expected>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace gw::base {

/// A value, or why there is none. The project's functions return it instead of throwing.
template <class T>
using Result = std::expected<T, Error>;

/// `return fail(ErrorKind::invalid_request, "…", "model");`
[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, std::string message, std::string param = {},
                                                 std::string code = {}) {
  return std::unexpected<Error>(make_error(kind, std::move(message), std::move(param), std::move(code)));
}

[[nodiscard]] inline std::unexpected<Error> fail(Error error) {
  return std::unexpected<Error>(std::move(error));
}

}  // namespace gw::base
