#pragma once

#include <optional>
#include <string_view>

#include "base/strong.hpp"

namespace gw::base {
class RandomSource;
}

namespace gw::gateway {

/// The id that the client sent in x-request-id, if it is fit for logs and headers (1 to 128 characters of
/// [A-Za-z0-9._:/+=@-]); else a new one, "req_" and 32 hexadecimal digits.
[[nodiscard]] base::RequestId choose_request_id(std::optional<std::string_view> inbound,
                                                base::RandomSource& random);

}  // namespace gw::gateway
