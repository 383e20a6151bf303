#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gw::codec {

/// RFC 4648 section 4, padded.
[[nodiscard]] std::string encode_base64(std::string_view bytes);
void append_base64(std::string& out, std::string_view bytes);

/// Accepts the standard and the URL-safe alphabet, padded or not. Nothing if a character or the length is
/// wrong, or if the unused bits of the last character are set.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

/// First `max_bytes` of the decoded form (fewer if the text ends), without decoding the rest: enough for
/// magic bytes.
[[nodiscard]] std::optional<std::string> decode_base64_prefix(std::string_view text, std::size_t max_bytes);

/// True if `text` is padded standard base64 as Bedrock takes it, so that it can be spliced without decoding.
[[nodiscard]] bool is_standard_base64(std::string_view text) noexcept;

}  // namespace gw::codec
