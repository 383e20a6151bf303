#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace gw::translate {

/// Whether a client that repeats the same request unchanged may get another answer.
enum class ClientRetry : std::uint8_t { no, yes };

enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// An error as a client sees it. docs/errors.md is this table.
struct OpenAiError {
  unsigned status = 500;
  std::string_view type;  ///< a literal
  std::string code;       ///< empty: null
  std::string param;      ///< empty: null
  std::string message;
  std::optional<std::chrono::seconds> retry_after;  ///< 1 to 60; for 429 and 503
  ClientRetry retry{ClientRetry::no};  ///< `no` on a status that SDKs would repeat: x-should-retry: false
  LogLevel log_level{LogLevel::error};
};

/// The one table kind -> status, type, code, retry, log level.
[[nodiscard]] OpenAiError to_openai_error(const base::Error& error);

/// {"error":{…}}
[[nodiscard]] std::string write_body(const OpenAiError& error);

/// `data: {"error":{…}}\n\n`, the last event of a stream that failed. Source: openai-node throws on
/// `data.error`, openai-python on a truthy top-level `error`.
[[nodiscard]] std::string write_stream_event(const OpenAiError& error);

}  // namespace gw::translate
