#include "net/http_head_writer.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <ctime>
#include <iterator>

namespace gw::net {

namespace {

/// Room for a start line and the fields that are ours.
constexpr std::size_t kFixedHeadBytes = 192;
/// ": " and CR LF.
constexpr std::size_t kFieldOverhead = 4;

void append_number(std::string& out, std::uint64_t number) {
  char digits[20];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
  out.append(digits, end);
}

void append_fields(std::string& out, const HeaderList& headers) {
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const HeaderView field = headers[i];
    out.append(field.name).append(": ").append(field.value).append("\r\n");
  }
}

}  // namespace

void append_response_head(std::string& out, unsigned status, const HeaderList& headers, BodyHeader body,
                          bool keep_alive, bool to_http_1_0, std::string_view date) {
  out.reserve(out.size() + kFixedHeadBytes + headers.bytes() + headers.size() * kFieldOverhead);
  out.append("HTTP/1.1 ");
  append_number(out, status);
  out.append(" ").append(reason_phrase(status)).append("\r\ndate: ").append(date).append("\r\n");
  append_fields(out, headers);
  switch (body.kind) {
    case BodyHeader::Kind::content_length:
      out.append("content-length: ");
      append_number(out, body.bytes);
      out.append("\r\n");
      break;
    case BodyHeader::Kind::chunked:
      out.append("transfer-encoding: chunked\r\n");
      break;
    case BodyHeader::Kind::none:
    case BodyHeader::Kind::until_close:
      break;
  }
  // Said aloud only where it is not the protocol's default (RFC 9112 section 9.3).
  if (!keep_alive) {
    out.append("connection: close\r\n");
  } else if (to_http_1_0) {
    out.append("connection: keep-alive\r\n");
  }
  out.append("\r\n");
}

void append_request_head(std::string& out, std::string_view method, std::string_view target,
                         const HeaderList& headers, std::size_t body_bytes) {
  out.reserve(out.size() + kFixedHeadBytes + method.size() + target.size() + headers.bytes() +
              headers.size() * kFieldOverhead);
  out.append(method).append(" ").append(target).append(" HTTP/1.1\r\n");
  append_fields(out, headers);
  // A POST or PUT without a body says so (RFC 9110 section 8.6).
  if (body_bytes > 0 || method == "POST" || method == "PUT") {
    out.append("content-length: ");
    append_number(out, body_bytes);
    out.append("\r\n");
  }
  out.append("\r\n");
}

ChunkLine::ChunkLine(std::size_t bytes) noexcept {
  char* end = std::to_chars(text_, text_ + 2 * sizeof(std::size_t), bytes, 16).ptr;
  *end++ = '\r';
  *end++ = '\n';
  size_ = static_cast<std::uint8_t>(end - text_);
}

std::string_view reason_phrase(unsigned status) noexcept {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 402:
      return "Payment Required";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 424:
      return "Failed Dependency";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 499:
      return "Client Closed Request";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 529:
      return "Overloaded";
    default:
      return "Status";
  }
}

std::string_view http_date_now() {
  thread_local std::string text;
  thread_local std::time_t of = -1;
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  if (now != of) {
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    text =
        fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[parts.tm_wday], parts.tm_mday,
                    kMonths[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    of = now;
  }
  return text;
}

}  // namespace gw::net
