#include "gateway/access_log.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <string_view>

#include "codec/json_writer.hpp"
#include "gateway/access_record.hpp"

namespace gw::gateway {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using std::chrono::system_clock;

/// A client may send megabytes as its model.
constexpr std::size_t kLongestText = 256;

void member(codec::JsonWriter& json, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  json.key(name).string(text.substr(0, kLongestText));
}

void member(codec::JsonWriter& json, std::string_view name, std::uint64_t number) {
  json.key(name).integer(static_cast<std::int64_t>(number));
}

void member(codec::JsonWriter& json, std::string_view name, steady_clock::duration duration) {
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
  json.key(name).number(static_cast<double>(microseconds) / 1'000.0);
}

void write_upstream(codec::JsonWriter& json, const AccessRecord& record) {
  member(json, "model", record.model.str());
  member(json, "bedrock_model", record.resolved_model.str());
  if (record.streamed) json.key("stream").boolean(true);
  if (record.upstream_attempts > 0) member(json, "upstream_attempts", record.upstream_attempts);
  member(json, "upstream_request_id", record.upstream_request_id);
  member(json, "stop_reason", record.stop_reason);
  if (record.tokens) {
    member(json, "prompt_tokens", record.tokens->prompt);
    member(json, "completion_tokens", record.tokens->completion);
    if (record.tokens->cached > 0) member(json, "cached_tokens", record.tokens->cached);
    if (record.tokens->cache_write > 0) member(json, "cache_write_tokens", record.tokens->cache_write);
  }
  if (record.warnings > 0) member(json, "warnings", record.warnings);
}

}  // namespace

std::string to_rfc3339(system_clock::time_point time) {
  const auto since_epoch = std::chrono::floor<milliseconds>(time.time_since_epoch());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since_epoch);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(static_cast<std::time_t>(seconds.count())),
                     (since_epoch - seconds).count());
}

std::string access_line(const AccessRecord& record, const EndOfRequest& end, LogDetail detail) {
  std::string line;
  line.reserve(512);
  codec::JsonWriter json{line};
  json.begin_object();
  member(json, "time", to_rfc3339(end.wall));
  member(json, "level", to_string(access_level(record)));
  member(json, "event", std::string_view{"request"});
  member(json, "request_id", record.id.str());
  member(json, "peer", record.peer);
  member(json, "method", record.method);
  member(json, "path", record.path);
  member(json, "route", to_string(record.route));
  member(json, "status", record.status);
  member(json, "duration_ms", end.steady - record.started);
  if (const auto first = record.first_event_at ? record.first_event_at : record.head_sent_at) {
    member(json, "first_byte_ms", *first - record.started);
  }
  if (record.key_index) member(json, "key_index", *record.key_index);
  member(json, "bytes_in", record.body_bytes_in);
  member(json, "bytes_out", record.body_bytes_out);
  write_upstream(json, record);
  if (record.error) member(json, "error", base::to_string(*record.error));
  member(json, "upstream_code", record.upstream_code);
  if (record.client_gone) json.key("client_gone").boolean(true);
  if (detail == LogDetail::debug) {
    member(json, "error_message", record.error_message);
    member(json, "warning_text", record.warning_text);
  }
  json.end_object();
  return line;
}

std::string event_line(std::string_view event, const base::Error& error, LogLevel level,
                       system_clock::time_point now) {
  std::string line;
  codec::JsonWriter json{line};
  json.begin_object();
  member(json, "time", to_rfc3339(now));
  member(json, "level", to_string(level));
  member(json, "event", event);
  member(json, "error", base::to_string(error.kind));
  member(json, "upstream_code", error.upstream_code);
  member(json, "error_message", error.message);
  json.end_object();
  return line;
}

LogLevel access_level(const AccessRecord& record) noexcept {
  if (record.error == base::ErrorKind::internal) return LogLevel::error;
  if (record.status >= 500 || (record.error && record.status == 200)) return LogLevel::warning;
  const bool probe = record.route == RouteKind::health || record.route == RouteKind::ready ||
                     record.route == RouteKind::metrics;
  return probe && record.status < 400 ? LogLevel::debug : LogLevel::info;
}

}  // namespace gw::gateway
