#include "net/http_head.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>

namespace gw::net {

namespace {

namespace http = boost::beast::http;
using base::ErrorKind;
using base::fail;
using base::Result;

/// Of a request by an SDK; more of them grow the list.
constexpr std::size_t kUsualFields = 24;

/// What the fields say about framing, counted as they pass: Beast keeps the last or merges, which is where
/// smuggling begins.
struct FramingFields {
  unsigned content_lengths{0};
  unsigned transfer_encodings{0};
  unsigned hosts{0};
  bool lone_chunked{false};
  bool bad_content_length{false};
  std::uint64_t content_length{0};
  bool connection_close{false};
  bool connection_keep_alive{false};
  bool expects_continue{false};

  void take(http::field field, std::string_view value) {
    switch (field) {
      case http::field::content_length:
        ++content_lengths;
        take_content_length(value);
        break;
      case http::field::transfer_encoding:
        ++transfer_encodings;
        lone_chunked = equals_ignoring_case(value, "chunked");
        break;
      case http::field::host:
        ++hosts;
        break;
      case http::field::connection:
        take_connection(value);
        break;
      case http::field::expect:
        expects_continue = equals_ignoring_case(value, "100-continue");
        break;
      default:
        break;
    }
  }

 private:
  void take_content_length(std::string_view value) {
    // from_chars takes no sign, blank or list for an unsigned number beyond what is checked here.
    const char* end = value.data() + value.size();
    const auto [rest, error] = std::from_chars(value.data(), end, content_length);
    bad_content_length =
        value.empty() || value.front() < '0' || value.front() > '9' || error != std::errc{} || rest != end;
  }

  void take_connection(std::string_view value) {
    while (!value.empty()) {
      const std::size_t comma = std::min(value.find(','), value.size());
      std::string_view option = value.substr(0, comma);
      value.remove_prefix(std::min(comma + 1, value.size()));
      while (!option.empty() && (option.front() == ' ' || option.front() == '\t')) option.remove_prefix(1);
      while (!option.empty() && (option.back() == ' ' || option.back() == '\t')) option.remove_suffix(1);
      connection_close |= equals_ignoring_case(option, "close");
      connection_keep_alive |= equals_ignoring_case(option, "keep-alive");
    }
  }
};

std::string_view to_std(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

/// Beast's parser stopped at the end of the head: it tokenizes and validates start line and fields; framing
/// and body are ours.
template <bool is_request, class Message>
class HeadParser final : public http::basic_parser<is_request> {
 public:
  HeadParser(Message& message, std::size_t head_bytes) : message_(message) {
    this->header_limit(static_cast<std::uint32_t>(head_bytes + 1));
    this->body_limit(boost::none);
  }

  FramingFields fields;
  int version{11};

 private:
  using Code = boost::beast::error_code;

  void on_request_impl(http::verb, boost::beast::string_view method, boost::beast::string_view target,
                       int http_version, Code&) override {
    if constexpr (is_request) {
      message_.method.assign(method.data(), method.size());
      message_.target.assign(target.data(), target.size());
    }
    version = http_version;
  }
  void on_response_impl(int code, boost::beast::string_view, int http_version, Code&) override {
    if constexpr (!is_request) message_.status = static_cast<unsigned>(code);
    version = http_version;
  }
  void on_field_impl(http::field field, boost::beast::string_view name, boost::beast::string_view value,
                     Code&) override {
    fields.take(field, to_std(value));
    message_.headers.add(to_std(name), to_std(value));
  }
  void on_header_impl(Code&) override {}
  void on_body_init_impl(boost::optional<std::uint64_t> const&, Code&) override {}
  std::size_t on_body_impl(boost::beast::string_view, Code&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, boost::beast::string_view, Code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, boost::beast::string_view, Code&) override { return 0; }
  void on_finish_impl(Code&) override {}

  Message& message_;
};

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/// What Beast lets through and RFC 9112 does not, seen on the raw lines: folded lines (Beast unfolds them),
/// control characters in the start line or a value, a CR that ends no line. Every line ends in CR LF
/// (HeadScanner). Returns what is wrong, or nullptr.
const char* find_defect(std::string_view head) {
  bool start_line = true;
  while (!head.empty()) {
    const std::size_t end = head.find('\n');
    const std::string_view line = head.substr(0, end - 1);
    head.remove_prefix(end + 1);
    for (const char c : line) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte < 0x20 && c != '\t') || byte == 0x7f) return "a control character in the head";
    }
    if (!start_line && !line.empty()) {
      if (is_blank(line.front())) return "a folded header line";
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos) return "a header line without a colon";
      if (!is_valid_header_name(line.substr(0, colon))) return "a header name that is not a token";
    }
    start_line = false;
  }
  return nullptr;
}

/// Strips scheme and authority of an absolute-form target (RFC 9112 section 3.2.2). False if the target is in
/// none of the forms that a server of resources answers.
bool to_origin_form(std::string& target) {
  const auto printable = [](char c) { return c > 0x20 && c < 0x7f; };
  if (!std::all_of(target.begin(), target.end(), printable)) return false;
  if (target.starts_with('/') || target == "*") return true;
  const std::size_t scheme = target.find("://");
  if (scheme == std::string::npos) return false;
  const std::string_view name = std::string_view{target}.substr(0, scheme);
  if (!equals_ignoring_case(name, "http") && !equals_ignoring_case(name, "https")) return false;
  const std::size_t path = target.find_first_of("/?", scheme + 3);
  if (path == scheme + 3) return false;
  if (path == std::string::npos) {
    target = "/";
  } else {
    target.erase(0, path);
    if (target.front() == '?') target.insert(target.begin(), '/');
  }
  return true;
}

/// Framing fields that two parsers might read differently. Returns what is wrong, or nullptr.
const char* find_framing_defect(const FramingFields& fields, bool http_1_0) {
  if (fields.content_lengths > 1) return "more than one Content-Length";
  if (fields.content_lengths == 1 && fields.transfer_encodings > 0)
    return "both Content-Length and Transfer-Encoding";
  if (fields.content_lengths == 1 && fields.bad_content_length)
    return "a Content-Length that is not a number";
  if (fields.transfer_encodings > 1 || (fields.transfer_encodings == 1 && !fields.lone_chunked))
    return "a transfer coding other than chunked";
  if (fields.transfer_encodings > 0 && http_1_0) return "Transfer-Encoding in HTTP/1.0";
  return nullptr;
}

template <bool is_request, class Message>
Result<HeadFacts> parse_head(std::string_view head, Message& message, FramingFields& fields, ErrorKind kind) {
  const char* subject = is_request ? "The request has " : "The answer has ";
  if (const char* defect = find_defect(head)) return fail(kind, std::string{subject} + defect + ".");
  message.headers.reserve(head.size(), kUsualFields);
  HeadParser<is_request, Message> parser{message, head.size()};
  boost::beast::error_code error;
  const std::size_t used = parser.put(boost::asio::const_buffer{head.data(), head.size()}, error);
  if (error || !parser.is_header_done() || used != head.size()) {
    return fail(kind, std::string{is_request ? "The request" : "The answer"} +
                          " is not valid HTTP/1.1: " + error.message() + ".");
  }
  fields = parser.fields;
  HeadFacts facts;
  facts.http_1_0 = parser.version == 10;
  if (const char* defect = find_framing_defect(fields, facts.http_1_0))
    return fail(kind, std::string{subject} + defect + ".");
  facts.keep_alive = !fields.connection_close && (!facts.http_1_0 || fields.connection_keep_alive);
  facts.expects_continue = fields.expects_continue && !facts.http_1_0;
  facts.content_length = fields.content_lengths == 1 ? fields.content_length : 0;
  return facts;
}

}  // namespace

Result<std::size_t> HeadScanner::find_end(std::string_view bytes) {
  const std::string_view window = bytes.substr(0, max_head_bytes_);
  while (scanned_ < window.size()) {
    const std::size_t newline = window.find('\n', scanned_);
    if (newline == std::string_view::npos) {
      scanned_ = window.size();
      break;
    }
    if (newline == 0 || window[newline - 1] != '\r' || newline == line_start_) {
      return fail(ErrorKind::invalid_request, "A line of the head does not end in CR LF.");
    }
    const bool empty_line = newline == line_start_ + 1;
    scanned_ = line_start_ = newline + 1;
    if (empty_line) return newline + 1;
  }
  if (bytes.size() >= max_head_bytes_) {
    return fail(ErrorKind::head_too_large, "The request line and headers are larger than " +
                                               std::to_string(max_head_bytes_) + " bytes.");
  }
  return std::size_t{0};
}

Result<HeadFacts> parse_request_head(std::string_view head, ServerRequest& request) {
  FramingFields fields;
  auto facts = parse_head<true>(head, request, fields, ErrorKind::invalid_request);
  if (!facts) return facts;
  request.http_1_0 = facts->http_1_0;
  if (fields.hosts > 1 || (fields.hosts == 0 && !facts->http_1_0)) {
    return fail(ErrorKind::invalid_request, "The request needs exactly one Host header.");
  }
  if (!to_origin_form(request.target))
    return fail(ErrorKind::invalid_request, "The request target is not valid.");
  if (fields.transfer_encodings > 0) {
    facts->framing = BodyFraming::chunked;
  } else if (facts->content_length > 0) {
    facts->framing = BodyFraming::content_length;
  }
  return facts;
}

Result<HeadFacts> parse_response_head(std::string_view head, std::string_view request_method,
                                      ResponseHead& response) {
  FramingFields fields;
  auto facts = parse_head<false>(head, response, fields, ErrorKind::upstream_protocol);
  if (!facts) return facts;
  const bool no_body =
      request_method == "HEAD" || response.status < 200 || response.status == 204 || response.status == 304;
  if (no_body) {
    facts->framing = BodyFraming::none;
  } else if (fields.transfer_encodings > 0) {
    facts->framing = BodyFraming::chunked;
  } else if (fields.content_lengths > 0) {
    facts->framing = facts->content_length > 0 ? BodyFraming::content_length : BodyFraming::none;
  } else {
    facts->framing = BodyFraming::until_close;
    facts->keep_alive = false;
  }
  return facts;
}

}  // namespace gw::net
