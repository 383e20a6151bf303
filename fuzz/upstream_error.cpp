// Any bytes as an error answer: two bytes of status, then type, message, retry-after, content type and body,
// each but the last ended by a NUL. Whatever comes, the client's message must tell nothing about the account.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "bedrock/upstream_error.hpp"
#include "bedrock/upstream_message.hpp"
#include "support/require.hpp"

namespace {

std::string_view take_field(std::string_view& text) {
  const std::size_t end = text.find('\0');
  const std::string_view field = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return field;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alnum(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool has_account_id(std::string_view text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = static_cast<std::size_t>(
        std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), is_alnum) -
        text.begin());
    const std::string_view word = text.substr(begin, end - begin);
    if (word.size() == 12 && std::all_of(word.begin(), word.end(), is_digit)) return true;
    begin = end + 1;
  }
  return false;
}

void check_message(const std::string& message) {
  using gw::fuzz::require;
  require(message.size() <= gw::bedrock::kMaxUpstreamMessageBytes, "too long a message");
  require(!has_account_id(message), "an account id in: " + message);
  require(std::none_of(message.begin(), message.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20; }),
          "a control character in: " + message);
  require(gw::bedrock::sanitize_upstream_message(message) == message, "not stable: " + message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  std::string_view rest = gw::fuzz::as_text(data + 2, size - 2);
  gw::bedrock::UpstreamErrorResponse response;
  response.http_status = (data[0] * 256 + data[1]) % 700;
  response.error_type = take_field(rest);
  response.error_message = take_field(rest);
  response.retry_after = take_field(rest);
  response.content_type = take_field(rest);
  response.body = rest;
  const gw::base::Error error = gw::bedrock::to_error(response);
  gw::fuzz::require(!error.message.empty(), "an error without a message");
  check_message(error.message);
  check_message(gw::bedrock::sanitize_upstream_message(rest));
  gw::fuzz::require(std::all_of(error.upstream_code.begin(), error.upstream_code.end(),
                                [](char c) { return is_alnum(c) || c == '_' || c == '.'; }),
                    "no name: " + error.upstream_code);
  return 0;
}
