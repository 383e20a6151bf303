#include "simulator/tokens.hpp"

#include "codec/utf8.hpp"

namespace gw::simulator {
namespace {

// About what English takes: four characters a token, and the space before a word belongs to it.
constexpr std::size_t kCharactersPerToken = 5;

bool is_space(char c) noexcept {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

// Bytes of the next piece; `text` is not empty.
std::size_t next_piece(std::string_view text) noexcept {
  std::size_t bytes = 0;
  std::size_t characters = 0;
  bool in_word = false;
  while (bytes < text.size() && characters < kCharactersPerToken) {
    if (is_space(text[bytes]) && in_word) break;
    in_word = in_word || !is_space(text[bytes]);
    bytes += codec::step_utf8(text.data() + bytes, text.data() + text.size()).length;
    ++characters;
  }
  return bytes;
}

}  // namespace

std::vector<std::string_view> split_tokens(std::string_view utf8) {
  std::vector<std::string_view> pieces;
  while (!utf8.empty()) {
    const std::size_t bytes = next_piece(utf8);
    pieces.push_back(utf8.substr(0, bytes));
    utf8.remove_prefix(bytes);
  }
  return pieces;
}

std::size_t count_tokens(std::string_view utf8) {
  std::size_t count = 0;
  for (; !utf8.empty(); ++count) utf8.remove_prefix(next_piece(utf8));
  return count;
}

}  // namespace gw::simulator
