#include "openai/usage.hpp"

#include "codec/json_writer.hpp"

namespace gw::openai {

void write_usage(codec::JsonWriter& out, const Usage& usage) {
  out.begin_object();
  out.key("prompt_tokens").integer(usage.prompt_tokens);
  out.key("completion_tokens").integer(usage.completion_tokens);
  out.key("total_tokens").integer(usage.prompt_tokens + usage.completion_tokens);
  out.key("prompt_tokens_details").begin_object();
  out.key("cached_tokens").integer(usage.cached_tokens);
  out.key("cache_write_tokens").integer(usage.cache_write_tokens);
  out.end_object();
  out.end_object();
}

}  // namespace gw::openai
