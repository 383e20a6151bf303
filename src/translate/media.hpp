#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "bedrock/converse_request.hpp"
#include "codec/json_value.hpp"

namespace gw::codec {
class JsonArena;
}

namespace gw::translate {

/// Most base64 text that any family takes inline in one request (Nova: 25,000,000 bytes). Families with less
/// say so themselves. Source: docs.aws.amazon.com/nova/latest/userguide/modalities.html
inline constexpr std::size_t kMaxInlineBase64 = 25'000'000;

/// The image format that the first bytes of a file tell, whatever its name or declared type says.
[[nodiscard]] std::optional<bedrock::ImageFormat> sniff_image(std::string_view first_bytes) noexcept;

/// The image of a data URL (RFC 2397; any case, parameters, URL-safe or unpadded or folded base64) or of bare
/// base64. Standard base64 is spliced, not decoded; other forms are re-encoded into `arena`. The declared
/// type is ignored. Errors: invalid_request with `path` as param: invalid_image_url for what is no such URL,
/// invalid_image_format for other content, unsupported_parameter for http(s) URLs, which are not fetched yet.
[[nodiscard]] base::Result<bedrock::ImageBlock> to_image(codec::JsonString url, const std::string& path,
                                                         codec::JsonArena& arena);

}  // namespace gw::translate
