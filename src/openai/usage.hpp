#pragma once

#include <cstdint>

namespace gw::codec {
class JsonWriter;
}

namespace gw::openai {

/// CompletionUsage. Source: OpenAI's OpenAPI document 2.3.0.
struct Usage {
  std::int64_t prompt_tokens = 0;  ///< with those read from and written to a cache
  std::int64_t completion_tokens = 0;
  std::int64_t cached_tokens = 0;       ///< of prompt_tokens
  std::int64_t cache_write_tokens = 0;  ///< of prompt_tokens

  friend bool operator==(const Usage&, const Usage&) = default;
};

/// Writes the object, with total_tokens and prompt_tokens_details.
void write_usage(codec::JsonWriter& out, const Usage& usage);

}  // namespace gw::openai
