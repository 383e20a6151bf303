// An HTTP-like text as a request: what is signed has one form, whatever was in the request.
#include "aws/canonical_request.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "aws/sigv4.hpp"
#include "support/require.hpp"

namespace {

using gw::fuzz::require;

std::string_view take_until(std::string_view& rest, char end) {
  const std::size_t at = std::min(rest.find(end), rest.size());
  const std::string_view taken = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return taken;
}

bool is_plain(std::string_view text, std::string_view more) {
  return std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~%").find(c) != std::string_view::npos ||
           more.find(c) != std::string_view::npos;
  });
}

}  // namespace

// Line 1 "METHOD path?query", then "name:value" lines.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gw::aws;
  std::string_view rest = gw::fuzz::as_text(data, size);
  std::string_view line = take_until(rest, '\n');
  RequestView request;
  request.method = take_until(line, ' ');
  request.path = take_until(line, '?');
  request.query = line;
  request.payload_hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  std::vector<HeaderView> headers;
  while (!rest.empty()) {
    std::string_view value = take_until(rest, '\n');
    const std::string_view name = take_until(value, ':');
    headers.push_back({name, value});
  }
  request.headers = headers;

  for (const PathNormalization normalize : {PathNormalization::off, PathNormalization::on}) {
    const std::string path = canonical_path(request.path, {normalize, PathEncoding::double_encoded});
    require(is_plain(path, "/"), "a canonical path holds a character that must be encoded");
    if (normalize == PathNormalization::on) {
      const std::string slashed = path + '/';
      require(slashed.find("/./") == std::string::npos && slashed.find("/../") == std::string::npos,
              "a normalized path holds dots");
      require(path.find("//") == std::string::npos, "a normalized path holds an empty segment");
    }
  }
  const std::string query = canonical_query(request.query);
  require(is_plain(query, "=&"), "a canonical query holds a character that must be encoded");
  require(canonical_query(query) == query, "a canonical query is not canonical");

  const CanonicalRequest canonical = canonical_request(request, {});
  require(canonical.text.ends_with(request.payload_hash), "the payload's hash is not at the end");
  const std::vector<HeaderView> reversed(headers.rbegin(), headers.rend());
  request.headers = reversed;
  require(canonical_request(request, {}).signed_headers == canonical.signed_headers,
          "the names of signed headers depend on their order");
  return 0;
}
