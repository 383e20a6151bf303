#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gw::codec {

/// One path label as botocore encodes it (quote(value, safe='-._~')): everything but ALPHA DIGIT - . _ ~
/// becomes %XX, upper case. "us.anthropic.claude-v1:0" -> "us.anthropic.claude-v1%3A0"; an ARN's "/" ->
/// "%2F".
[[nodiscard]] std::string encode_path_label(std::string_view label);

/// Decodes %XX once. Nothing if an escape is malformed. '+' stays '+'.
[[nodiscard]] std::optional<std::string> decode_percent(std::string_view text);

}  // namespace gw::codec
