#pragma once

#include <functional>
#include <string_view>

#include "base/result.hpp"

namespace boost::json {
class value;
}

namespace gw::models {

struct Capabilities;

/// Sets one field.
using CapabilitySetting = std::function<void(Capabilities&)>;

/// The setting that a record's member stands for: `path` is "tools.supported" for {"tools": {"supported":
/// true}}. Errors: invalid_request if there is no such field, or the value does not fit it.
[[nodiscard]] base::Result<CapabilitySetting> to_setting(std::string_view path,
                                                         const boost::json::value& value);

}  // namespace gw::models
