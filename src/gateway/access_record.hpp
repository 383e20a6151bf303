#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/strong.hpp"
#include "gateway/route.hpp"

namespace gw::gateway {

/// Tokens of one answer as Bedrock counted them.
struct TokenCounts {
  std::uint64_t prompt = 0;  ///< with cached ones
  std::uint64_t completion = 0;
  std::uint64_t cached = 0;       ///< part of `prompt` that was read from a cache
  std::uint64_t cache_write = 0;  ///< part of `prompt` that was written to a cache
};

/// What is known of one request when it ends: the access log's line and the metrics are made from it. Holds
/// no prompt, no answer and no key.
struct AccessRecord {
  // The router's part.
  base::RequestId id;
  RouteKind route{RouteKind::unknown};
  std::string method;
  std::string path;  ///< without the query: it may hold a key
  std::string peer;
  std::chrono::steady_clock::time_point started;
  std::optional<std::chrono::steady_clock::time_point> head_sent_at;
  unsigned status = 0;  ///< 0: nothing was sent
  std::size_t body_bytes_in = 0;
  std::size_t body_bytes_out = 0;
  bool client_gone = false;
  std::optional<std::size_t> key_index;  ///< place of the key that let the caller in; not the key

  // The flow's part: set what is known as soon as it is known.
  base::ModelName model;         ///< as the client wrote it
  base::ModelId resolved_model;  ///< what went into Bedrock's URL
  /// Bedrock answered for `resolved_model`: only then may it become a metric's label.
  bool model_answered = false;
  bool streamed = false;
  std::optional<TokenCounts> tokens;
  std::string upstream_request_id;  ///< also sent to the client, as x-amzn-requestid
  unsigned upstream_attempts = 0;
  /// First event or answer of Bedrock; the time to the first byte is counted to here, not to a keep-alive
  /// comment.
  std::optional<std::chrono::steady_clock::time_point> first_event_at;
  std::string stop_reason;  ///< Bedrock's word
  std::size_t warnings = 0;
  std::string warning_text;  ///< value of x-gateway-warnings; logged only with DEBUG
  /// Why the request failed, also in mid-stream after a 200. Set by note_error() of error_reply.hpp.
  std::optional<base::ErrorKind> error;
  std::string upstream_code;  ///< AWS's exception name
  std::string error_message;  ///< logged only with DEBUG: Bedrock quotes the request in some of its texts
};

}  // namespace gw::gateway
