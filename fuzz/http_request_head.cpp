// Any bytes as requests on one connection: read whole and in pieces (the first byte is their size) they must
// be the same requests, and Beast's parser, which is laxer, must see no other body in any of them.
#include <boost/beast/http/basic_parser.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "net/request_reader.hpp"
#include "support/require.hpp"

namespace {

using gw::fuzz::require;
using gw::net::RequestReader;

struct Request {
  std::string method;
  std::string target;
  std::string body;
  std::size_t headers{0};
  std::string bytes;  ///< as they came
  friend bool operator==(const Request&, const Request&) = default;
};

struct Outcome {
  std::vector<Request> requests;
  bool refused{false};
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome read(std::string bytes, std::size_t piece_bytes) {
  const std::string original = bytes;  // chunks are decoded in place
  RequestReader reader{4'096, 10'000};
  reader.begin();
  Outcome outcome;
  std::size_t start = 0;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t piece_end = std::min(bytes.size(), at + piece_bytes);
    while (at < piece_end) {
      const auto used = reader.feed({bytes.data() + at, piece_end - at});
      if (!used) {
        outcome.refused = true;
        return outcome;
      }
      at += *used;
      if (reader.state() != RequestReader::State::done) continue;
      auto& request = reader.request();
      outcome.requests.push_back({request.method, request.target, request.body, request.headers.size(),
                                  original.substr(start, at - start)});
      start = at;
      reader.begin();
    }
  }
  return outcome;
}

class BeastBody final : public boost::beast::http::basic_parser<true> {
 public:
  BeastBody() {
    this->eager(true);
    this->header_limit(1U << 20U);
    this->body_limit(boost::none);
  }
  std::string body;

 private:
  using Code = boost::beast::error_code;
  using Text = boost::beast::string_view;
  void on_request_impl(boost::beast::http::verb, Text, Text, int, Code&) override {}
  void on_response_impl(int, Text, int, Code&) override {}
  void on_field_impl(boost::beast::http::field, Text, Text, Code&) override {}
  void on_header_impl(Code&) override {}
  void on_body_init_impl(boost::optional<std::uint64_t> const&, Code&) override {}
  std::size_t on_body_impl(Text text, Code&) override {
    body.append(text.data(), text.size());
    return text.size();
  }
  void on_chunk_header_impl(std::uint64_t, Text, Code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text text, Code&) override {
    body.append(text.data(), text.size());
    return text.size();
  }
  void on_finish_impl(Code&) override {}
};

void compare_with_beast(const Request& request) {
  // Beast takes no empty lines before a request.
  const std::string_view bytes = std::string_view{request.bytes}.substr(
      std::min(request.bytes.find_first_not_of("\r\n"), request.bytes.size()));
  BeastBody parser;
  boost::beast::error_code error;
  std::size_t used = 0;
  while (!error && !parser.is_done() && used < bytes.size())
    used += parser.put(boost::asio::const_buffer{bytes.data() + used, bytes.size() - used}, error);
  // It refuses a few things that RFC 9112 allows, in chunk extensions and trailers; then there is nothing to
  // compare.
  if (error || !parser.is_done()) return;
  require(used == bytes.size(), "Beast sees the end of the request elsewhere");
  require(parser.body == request.body, "Beast sees another body");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes{gw::fuzz::as_text(data + 1, size - 1)};
  const Outcome whole = read(bytes, bytes.size() + 1);
  const Outcome pieces = read(bytes, std::size_t{data[0]} % 32 + 1);
  require(whole == pieces, "the pieces read as something else");
  for (const Request& request : whole.requests) compare_with_beast(request);
  return 0;
}
